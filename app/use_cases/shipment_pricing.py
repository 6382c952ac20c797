"""Prices of shipments: quoted by the rate sheet in force, kept for as long as was promised."""

from datetime import date, datetime, timedelta

from domain.cart import Cart, add_shipment
from domain.quote import Quote, quote_shipment
from domain.shipment import ShipmentDraft
from storage.unit_of_work import Reading, UnitOfWork


def quote_now(uow: Reading, draft: ShipmentDraft, on: date, now: datetime) -> Quote:
    """Price a draft by the rate sheet in force on the business date. Raises RuleBroken."""
    book = uow.rules.book()
    return quote_shipment(draft, book.rate_sheet(on), at=now, valid_h=book.quote_validity_h(on))


def reprice_expired(uow: UnitOfWork, cart: Cart, on: date, now: datetime) -> Cart:
    """Return the cart with every ended quote made afresh; the same cart when all still hold.

    One that would hold for longer than twice what quotes hold was made by a clock that has been set
    back since: it ends now (sync rule 7.5).

    The new promises are kept; the caller keeps the cart.
    """
    for line in cart.lines:
        if line.shipment is None or line.quoted_until is None:
            continue
        longest_h = 2 * uow.rules.book().quote_validity_h(on)
        if now <= line.quoted_until <= now + timedelta(hours=longest_h):
            continue
        quote = quote_now(uow, line.shipment, on, now)
        uow.shipments.save_quote(line.shipment.shipment_id, quote)
        cart = add_shipment(cart, line.shipment, quote)
    return cart
