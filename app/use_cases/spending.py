"""Scarce things are used up within the sale's own transaction, or the sale is not made (rule 9.17).

A cart without a marked item and without a shipment costs nothing here, not even a look.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from app.use_cases.operations import Said
from app.use_cases.till import Session, Till
from domain.cart import Cart
from domain.holding import (
    BOOKING,
    Need,
    NothingLeft,
    Shortage,
    Spending,
    Standing,
    booking_need,
    shortages,
    spendings,
    stock_needs,
)
from storage.allotments import Reservation
from storage.unit_of_work import Reading, UnitOfWork
from sync.protocol.allotment_bodies import SpentBody


def needs_of(uow: Reading, cart: Cart, agent_id: str) -> tuple[Need, ...]:
    """Return what a cart needs of scarce things: marked items, and bookings of a limited agent.

    An agent of whom this till knows no limit has none: limits are data (rule 9.3).
    """
    needs: tuple[Need, ...] = ()
    if any(line.allotted for line in cart.lines):
        needs = stock_needs(cart, uow.till.get_till().store_id)
    booking = booking_need(cart, agent_id)
    if booking is not None and uow.allotments.find_total(booking.resource) is not None:
        needs = (*needs, booking)
    return needs


def spend(uow: UnitOfWork, said: Said, cart: Cart) -> tuple[Spending, ...]:
    """Use up what the cart needs and give up what was set aside for it, in this transaction.

    Raises NothingLeft: what is held, less what other carts have set aside, does not suffice.
    """
    needs = needs_of(uow, cart, said.by)
    if not needs:
        return ()
    standings = _standings(uow, said, cart, needs)
    lacking = shortages(needs, standings)
    if lacking:
        raise NothingLeft(lacking)
    spent = spendings(needs, standings)
    for each in spent:
        if each.from_held:
            uow.allotments.take(each.resource, each.from_held, said.at)
        uow.allotments.note_use(each.resource, said.day, each.from_held + each.excepted)
    uow.allotments.release(cart.cart_id)
    return spent


def stock_spent(spent: Iterable[Spending]) -> tuple[SpentBody, ...]:
    """Return what a sale says it used up: units held, and apart from them those above."""
    return tuple(
        SpentBody(resource=each.resource, quantity=quantity, exception_by=by)
        for each in spent
        if not each.resource.startswith(f"{BOOKING}:")
        for quantity, by in ((each.from_held, None), (each.excepted, each.exception_by))
        if quantity
    )


def bookings_spent(spent: Iterable[Spending]) -> tuple[SpentBody, ...]:
    """Return one unit for each shipment of the sale, in order; none where no limit is known."""
    return tuple(
        SpentBody(resource=each.resource, quantity=1, exception_by=by)
        for each in spent
        if each.resource.startswith(f"{BOOKING}:")
        for count, by in ((each.from_held, None), (each.excepted, each.exception_by))
        for _ in range(count)
    )


def set_aside(uow: UnitOfWork, said: Said, cart: Cart) -> bool:
    """Set aside all that a cart needs for the time of a tender; tell whether it needs anything.

    Raises NothingLeft; nothing is set aside then.
    """
    needs = needs_of(uow, cart, said.by)
    if not needs:
        return False
    standings = _standings(uow, said, cart, needs)
    lacking = shortages(needs, standings)
    if lacking:
        raise NothingLeft(lacking)
    uow.allotments.release(cart.cart_id)
    lasts = _lasts(uow, said)
    for need in needs:
        uow.allotments.reserve(
            _claim(cart, need, standings[need.resource], lasts, quantity=need.quantity)
        )
    return True


def ask_for_missing(uow: UnitOfWork, said: Said, cart: Cart) -> tuple[Shortage, ...]:
    """Have the engine ask central for what a cart lacks, because a customer waits (rule 9.19).

    Nothing is set aside by it. Returns what lacks, nothing where all is here.
    """
    needs = needs_of(uow, cart, said.by)
    if not needs:
        return ()
    standings = _standings(uow, said, cart, needs)
    lacking = shortages(needs, standings)
    uow.allotments.release(cart.cart_id)
    lasts = _lasts(uow, said)
    for need in needs:
        standing = standings[need.resource]
        missing = sum(each.missing for each in lacking if each.need == need)
        if missing or standing.excepted:
            uow.allotments.reserve(_claim(cart, need, standing, lasts, asked=missing))
    return lacking


def ask_ahead(uow: UnitOfWork, till: Till, session: Session, cart: Cart, on: date) -> None:
    """Ask as soon as something scarce is in the cart: at the tender it may be here already."""
    ask_for_missing(uow, Said(by=session.staff_id, at=till.clock.now(), day=on), cart)


def except_once(uow: UnitOfWork, said: Said, cart: Cart, resource: str, approved_by: str) -> int:
    """Let this one cart exceed what is left of a resource by what it lacks; return by how much."""
    needs = needs_of(uow, cart, said.by)
    standings = _standings(uow, said, cart, needs)
    for lack in shortages(needs, standings):
        if lack.need.resource != resource:
            continue
        above = replace(
            lack.standing,
            excepted=lack.standing.excepted + lack.missing,
            exception_by=approved_by,
        )
        uow.allotments.reserve(_claim(cart, lack.need, above, _lasts(uow, said)))
        return lack.missing
    return 0


def _standings(
    uow: Reading, said: Said, cart: Cart, needs: Iterable[Need]
) -> Mapping[str, Standing]:
    return uow.allotments.standings((need.resource for need in needs), cart.cart_id, said.at)


def _lasts(uow: Reading, said: Said) -> tuple[datetime, datetime]:
    """From when until when a claim made now lasts."""
    minutes = uow.rules.book().tender_reservation_minutes(said.day)
    return said.at, said.at + timedelta(minutes=minutes)


def _claim(
    cart: Cart,
    need: Need,
    standing: Standing,
    lasts: tuple[datetime, datetime],
    *,
    quantity: int = 0,
    asked: int = 0,
) -> Reservation:
    return Reservation(
        cart_id=cart.cart_id,
        resource=need.resource,
        quantity=min(quantity, standing.left),
        asked=asked,
        excepted=standing.excepted,
        exception_by=standing.exception_by,
        made_at=lasts[0],
        until_at=lasts[1],
    )
