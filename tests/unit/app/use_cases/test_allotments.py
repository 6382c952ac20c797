"""What is scarce is sold only from what this till was granted, in the sale's own transaction."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.use_cases.allow_exception import allow_exception
from app.use_cases.ask_for_more import ask_for_more
from app.use_cases.book_shipment import book_shipment
from app.use_cases.ring_up import RingUp, ring_up
from app.use_cases.scan import scan
from app.use_cases.start_tender import start_tender
from app.use_cases.till import Session, Till
from domain.cart import TypedPrice
from domain.holding import NothingLeft
from storage.allotments import Allotments
from storage.errors import DiskFailing
from storage.unit_of_work import UnitOfWork
from sync.protocol.allotment_bodies import SpentBody
from tests.helpers.builders import (
    SUPERVISOR,
    a_cart,
    a_sale,
    clock_of,
    gyd,
    pay,
)
from tests.helpers.ledger_checks import complaints, read_ledger
from tests.helpers.scarce_till import (
    BOOKING,
    LAMP,
    Place,
    allowed,
    claims,
    granted,
    held,
    lamps,
    limited,
    spent,
    started,
    to_pay,
)
from tests.helpers.shipment_builders import a_shipment
from tests.helpers.stale import make_stale

# ------------------------------------------------------------------ spending


def test_a_marked_item_is_sold_from_what_was_granted_and_the_sale_says_so(
    till: Till, place: Place, session: Session
) -> None:
    granted(place, 1, 3)

    pay(till, session, lamps(till, session, 2))

    assert held(till) == 1
    assert spent(till) == [SpentBody(resource=LAMP, quantity=2)]
    assert complaints(till.db) == []


def test_the_last_one_is_not_sold_twice(till: Till, place: Place, session: Session) -> None:
    granted(place, 1, 1)
    pay(till, session, lamps(till, session))
    cart = lamps(till, session)

    with pytest.raises(NothingLeft) as refused:
        pay(till, session, cart)
    (lack,) = refused.value.shortages
    assert (lack.missing, lack.standing.left) == (1, 0)
    assert len(list(read_ledger(till.db).sales())) == 1


def test_planted_bug_not_taking_what_was_spent_sells_the_last_one_twice(
    till: Till, place: Place, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Allotments, "take", lambda *_: None)
    granted(place, 1, 1)
    for _ in range(2):
        pay(till, session, lamps(till, session))

    assert sum(unit.quantity for unit in spent(till)) == 2


def test_goods_without_a_mark_need_no_allotment(till: Till, place: Place, session: Session) -> None:
    del place
    a_sale(till, session, "tape", "rice")

    assert spent(till) == []


def test_a_sale_that_is_not_made_uses_nothing_up(
    till: Till, place: Place, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    granted(place, 1, 3)
    cart = lamps(till, session)

    def fail(_unit: UnitOfWork) -> None:
        raise OSError("the disk fails")

    monkeypatch.setattr(UnitOfWork, "commit", fail)
    with pytest.raises(DiskFailing):
        pay(till, session, cart)
    assert held(till) == 3


def test_a_sale_paid_twice_by_two_presses_uses_up_once(
    till: Till, place: Place, session: Session
) -> None:
    granted(place, 1, 3)
    cart = lamps(till, session)
    first, second = pay(till, session, cart), pay(till, session, cart)

    assert first.sale.receipt_number == second.sale.receipt_number
    assert held(till) == 2


def test_use_is_counted_for_what_is_asked_for_later(
    till: Till, place: Place, session: Session
) -> None:
    granted(place, 1, 3)
    pay(till, session, lamps(till, session, 2))

    with till.db.reading() as uow:
        shift = uow.shifts.find_open()
        assert shift is not None
        assert uow.allotments.recent_use(shift.business_date) == {LAMP: 2}


# ------------------------------------------------------------------ bookings


def test_an_agents_booking_is_spent_with_the_shipment(
    till: Till, place: Place, session: Session
) -> None:
    limited(place, till)
    granted(place, 1, 2, BOOKING)
    book_shipment(till, session, a_shipment("shipment-1"))
    cart = book_shipment(till, session, a_shipment("shipment-2"))

    pay(till, session, cart)

    assert held(till, BOOKING) == 0
    assert spent(till) == [SpentBody(resource=BOOKING, quantity=1)] * 2


def test_an_agent_without_a_known_limit_books_freely(
    till: Till, place: Place, session: Session
) -> None:
    del place
    pay(till, session, book_shipment(till, session, a_shipment("shipment-1")))

    assert spent(till) == []


def test_an_agent_at_the_limit_is_refused_and_a_supervisor_may_allow_one(
    till: Till, place: Place, session: Session
) -> None:
    limited(place, till)
    granted(place, 1, 1, BOOKING)
    book_shipment(till, session, a_shipment("shipment-1"))
    cart = book_shipment(till, session, a_shipment("shipment-2"))
    with pytest.raises(NothingLeft) as refused:
        start_tender(till, session, to_pay(cart))
    (lack,) = refused.value.shortages
    assert (lack.need.name, lack.missing) == ("This agent's bookings", 1)

    assert allow_exception(till, session, allowed(till, cart, BOOKING)) == 1
    started(till, session, cart)
    pay(till, session, cart)

    assert spent(till) == [
        SpentBody(resource=BOOKING, quantity=1),
        SpentBody(resource=BOOKING, quantity=1, exception_by=SUPERVISOR.staff_id),
    ]


# ------------------------------------------------------------------ a copy of the till


def test_an_old_copy_of_the_till_sells_nothing_of_what_was_granted(
    till: Till, place: Place, session: Session
) -> None:
    granted(place, 1, 3)
    cart = lamps(till, session)
    make_stale(till.db, "behind_mark")

    with pytest.raises(NothingLeft):
        start_tender(till, session, to_pay(cart))
    with pytest.raises(NothingLeft):
        pay(till, session, cart)
    assert held(till) == 0


# ------------------------------------------------------------------ asking


def test_ringing_up_what_lacks_asks_for_it_at_once(
    till: Till, place: Place, session: Session
) -> None:
    granted(place, 1, 1)
    lamps(till, session)
    assert claims(till) == ()

    scan(till, session, "LAMP-1")

    (claim,) = claims(till)
    assert (claim.quantity, claim.asked) == (0, 1)


def test_asking_sets_nothing_aside_and_ends_with_its_time(
    till: Till, place: Place, session: Session
) -> None:
    del place
    lamps(till, session, 4)
    (lack,) = ask_for_more(till, session)

    assert lack.missing == 4
    (claim,) = claims(till)
    assert (claim.resource, claim.quantity, claim.asked) == (LAMP, 0, 4)
    clock_of(till).go_on(timedelta(minutes=10))
    assert claims(till) == ()


def test_what_was_asked_for_is_there_when_the_grant_has_come(
    till: Till, place: Place, session: Session
) -> None:
    cart = lamps(till, session)
    granted(place, 1, 1)

    assert ask_for_more(till, session) == ()
    assert claims(till) == ()
    pay(till, session, cart)


def test_asking_for_ordinary_goods_asks_for_nothing(till: Till, session: Session) -> None:
    a_cart(till, session, "tape")

    assert ask_for_more(till, session) == ()


def test_a_typed_price_for_something_scarce_is_no_way_around(
    till: Till, place: Place, session: Session
) -> None:
    del place
    typed = TypedPrice(price=gyd(10), approved_by=SUPERVISOR.staff_id)
    cart = ring_up(till, session, RingUp(item_id="lamp", typed=typed))

    with pytest.raises(NothingLeft):
        pay(till, session, cart)


# ------------------------------------------------------------------ what it costs


def test_a_sale_of_ordinary_goods_asks_the_database_nothing_about_allotments(
    till: Till, session: Session
) -> None:
    asked: list[str] = []
    cart = a_cart(till, session, "tape", "rice")

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    engine = till.db._engine
    sa.event.listen(engine, "before_cursor_execute", note)
    pay(till, session, cart)
    sa.event.remove(engine, "before_cursor_execute", note)

    assert asked
    assert [statement for statement in asked if "allotment" in statement] == []
