"""Prices of shipments: quoted by the rate sheet in force, kept for as long as was promised."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.cart import Cart, add_shipment
from domain.quote import Quote, quote_shipment, read_special_hours, special_id_of
from domain.shipment import ShipmentDraft
from domain.special_quote import SpecialAnswer, SpecialQuote, ended, require_good
from storage.unit_of_work import Reading, UnitOfWork


def quote_now(uow: Reading, draft: ShipmentDraft, on: date, now: datetime) -> Quote:
    """Price a draft by the rate sheet in force on the business date. Raises RuleBroken."""
    book = uow.rules.book()
    return quote_shipment(draft, book.rate_sheet(on), at=now, valid_h=book.quote_validity_h(on))


def reprice_expired(uow: UnitOfWork, cart: Cart, on: date, now: datetime) -> Cart:
    """Return the cart with every ended quote made afresh; the same cart when all still hold.

    One that would hold for longer than twice what quotes hold was made by a clock that has been set
    back since: it ends now (sync rule 7.5).

    The new promises are kept; the caller keeps the cart. What a person priced is priced by nobody
    else: its line stays, and `require_specials` says before the sale that it has ended.
    """
    for line in cart.lines:
        if line.shipment is None or line.quoted_until is None or special_id_of(line.price_id):
            continue
        longest_h = 2 * uow.rules.book().quote_validity_h(on)
        if now <= line.quoted_until <= now + timedelta(hours=longest_h):
            continue
        quote = quote_now(uow, line.shipment, on, now)
        uow.shipments.save_quote(line.shipment.shipment_id, quote)
        cart = add_shipment(cart, line.shipment, quote)
    return cart


def special_hours(uow: Reading, on: date) -> int:
    """For how many hours a special quote may hold. Raises RuleBroken for a rule that is bad."""
    longest_h = uow.rules.book().find(read_special_hours, ("quote_validity", "default"), on)
    return uow.rules.book().quote_validity_h(on) if longest_h is None else longest_h


def require_special(uow: Reading, special: SpecialQuote, on: date, now: datetime) -> SpecialAnswer:
    """Return the answer that can be booked with now. Raises RuleBroken as `require_good` does."""
    return require_good(special, now, special_hours(uow, on))


def require_specials(uow: Reading, cart: Cart, on: date, now: datetime) -> None:
    """Require that each special quote in the cart is one that stands now, at its very price.

    Raises RuleBroken (``no_special_price``, ``special_ended``).
    """
    for line in cart.lines:
        quote_id = special_id_of(line.price_id)
        if quote_id is None:
            continue
        special = uow.special_quotes.find(quote_id)
        if special is None or line.shipment is None:
            raise ended()
        answer = require_special(uow, special, on, now)
        sold = (line.unit_price, line.quoted_until, line.shipment.shipment_id)
        if sold != (answer.price, answer.valid_until, special.shipment_id):
            raise ended()


def use_special(uow: UnitOfWork, quote: Quote) -> None:
    """A shipment is booked: the special quote that priced it is used up with it."""
    if quote.special is not None:
        special = uow.special_quotes.get(quote.special.quote_id)
        uow.special_quotes.save(replace(special, state="used"))
