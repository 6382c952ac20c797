"""Prices of shipments: quoted by the rate sheet in force, kept for as long as was promised."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.cart import Cart, CartLine, add_shipment
from domain.errors import RuleBroken
from domain.quote import Quote, quote_shipment
from domain.shipment import ShipmentDraft
from storage.unit_of_work import Reading

_DAYS_BACK_MAX = 7


def quote_now(uow: Reading, draft: ShipmentDraft, on: date, now: datetime) -> Quote:
    """Price a draft by the rate sheet in force on the business date. Raises RuleBroken."""
    book = uow.rules.book()
    return quote_shipment(draft, book.rate_sheet(on), at=now, valid_h=book.quote_validity_h(on))


def find_promised(uow: Reading, line: CartLine, on: date) -> Quote | None:
    """Return the quote that a shipment's line was promised; None where no sheet gives it any more.

    A cart keeps the promise's price and end. Its charges follow from the sheet of the day on which
    it was made: the newest within a week before the business date that comes to the same price.
    """
    if line.shipment is None or line.quoted_until is None:
        return None
    for days_back in range(_DAYS_BACK_MAX + 1):
        try:
            quote = quote_now(uow, line.shipment, on - timedelta(days=days_back), line.quoted_until)
        except RuleBroken:
            return None
        if quote.total == line.unit_price and line.price_id.endswith(f":{quote.sheet_name}"):
            return replace(quote, valid_until=line.quoted_until)
    return None


def reprice_expired(uow: Reading, cart: Cart, on: date, now: datetime) -> Cart:
    """Return the cart with every ended quote made afresh; the same cart when all still hold."""
    for line in cart.lines:
        if line.shipment is None or line.quoted_until is None or now <= line.quoted_until:
            continue
        cart = add_shipment(cart, line.shipment, quote_now(uow, line.shipment, on, now))
    return cart
