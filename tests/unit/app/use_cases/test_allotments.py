"""What is scarce is sold only from what this till was granted, in the sale's own transaction."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.use_cases.allow_exception import AllowException, allow_exception
from app.use_cases.approve import Approval, ApprovalRequest, approve
from app.use_cases.ask_for_more import ask_for_more
from app.use_cases.book_shipment import book_shipment
from app.use_cases.cancel_tender import cancel_tender
from app.use_cases.current_cart import current_cart
from app.use_cases.ring_up import RingUp, ring_up
from app.use_cases.scan import scan
from app.use_cases.start_tender import PricesChanged, StartTender, TenderStarted, start_tender
from app.use_cases.till import Session, Till
from domain.cart import Cart, TypedPrice
from domain.errors import Conflict, NotAllowed
from domain.holding import NothingLeft
from domain.money import Money
from domain.staff import Permission
from storage.allotments import Allotments, Reservation
from storage.errors import DiskFailing
from storage.unit_of_work import UnitOfWork
from sync.protocol.allotment_bodies import SpentBody
from sync.protocol.bodies import SaleCompleted, ShipmentBooked
from sync.protocol.changes import Change
from sync.protocol.operation import read_facts
from tests.helpers.builders import (
    CASHIER,
    FIRST_STREAM,
    ORG_STREAM,
    STORE,
    STORE_STREAM,
    SUPERVISOR,
    TILL_STREAM,
    a_cart,
    a_change,
    a_sale,
    an_item,
    an_open_shift,
    clock_of,
    gyd,
    open_again,
    pay,
    tell,
)
from tests.helpers.ledger_checks import complaints, read_ledger
from tests.helpers.shipment_builders import a_shipment

LAMP, BOOKING = f"stock:{STORE}:lamp", f"booking:{CASHIER.staff_id}"
DEAL = an_item("lamp", "Lamp, last ones", 150_000, allotted=True, barcodes=("LAMP-1",))


@dataclass
class Place:
    """Where the next change of each stream goes."""

    till: Till
    at: Counter[str] = field(default_factory=Counter)

    def tell(self, stream: str, *changes: Change) -> None:
        self.at[stream] += 1
        tell(self.till, stream, changes, first=500 + self.at[stream])


@pytest.fixture
def place(till: Till) -> Place:
    told = Place(till)
    told.tell(STORE_STREAM, DEAL)
    return told


@pytest.fixture
def session(till: Till) -> Session:
    return an_open_shift(till)[0]


def granted(place: Place, number: int, quantity: int, of: str = LAMP) -> None:
    body = {"number": number, "stream": FIRST_STREAM, "resource": of, "quantity": quantity}
    place.tell(TILL_STREAM, a_change("grant", str(number), body))


def limited(place: Place, till: Till, total: int = 5) -> None:
    body = {"total": total, "free": total, "as_of": till.clock.now().isoformat()}
    place.tell(ORG_STREAM, a_change("resource", BOOKING, body))


def held(till: Till, resource: str = LAMP) -> int:
    with till.db.reading() as uow:
        return {each.resource: each.held for each in uow.allotments.list_held()}.get(resource, 0)


def claims(till: Till) -> tuple[Reservation, ...]:
    with till.db.reading() as uow:
        return uow.allotments.list_reservations(till.clock.now())


def lamps(till: Till, session: Session, quantity: int = 1) -> Cart:
    return ring_up(till, session, RingUp(item_id="lamp", quantity=quantity))


def to_pay(cart: Cart) -> StartTender:
    return StartTender(cart_id=cart.cart_id, cart_version=cart.version)


def started(till: Till, session: Session, cart: Cart) -> TenderStarted:
    answer = start_tender(till, session, to_pay(cart))
    assert isinstance(answer, TenderStarted)
    return answer


def spent(till: Till) -> list[SpentBody]:
    """What the sales and bookings of the ledger say they used up."""
    with till.db.reading() as uow:
        stream = uow.till.current_stream().name
        operations = uow.outbox.list_operations(stream)
    found: list[SpentBody] = []
    for operation in operations:
        facts = read_facts(operation.facts)
        for kind, model in (("sale_completed", SaleCompleted), ("shipment_booked", ShipmentBooked)):
            if facts.kind == kind:
                found += model.model_validate(facts.body).spent
    return found


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


# ------------------------------------------------------------------ exceptions


def allowed(till: Till, cart: Cart, resource: str = LAMP) -> AllowException:
    approval = approve(
        till,
        ApprovalRequest(
            staff_id=SUPERVISOR.staff_id,
            pin=SUPERVISOR.pin,
            permission=Permission.APPROVE,
            reason="limit",
        ),
    )
    return AllowException(cart_version=cart.version, resource=resource, approval=approval)


def test_an_exception_is_for_what_lacks_in_this_cart_and_recorded(
    till: Till, place: Place, session: Session
) -> None:
    granted(place, 1, 2)
    cart = lamps(till, session, 3)

    assert allow_exception(till, session, allowed(till, cart)) == 1
    assert allow_exception(till, session, allowed(till, cart)) == 0
    pay(till, session, cart)

    assert spent(till) == [
        SpentBody(resource=LAMP, quantity=2),
        SpentBody(resource=LAMP, quantity=1, exception_by=SUPERVISOR.staff_id),
    ]
    assert held(till) == 0
    with till.db.reading() as uow:
        (entry,) = [each for each in uow.audit.list_entries() if each.action == "limit_exceeded"]
    assert entry.detail["quantity"] == 1
    assert entry.detail["approved_by"] == SUPERVISOR.staff_id


def test_an_exception_where_nothing_is_left_takes_nothing_out_of_what_is_held(
    till: Till, place: Place, session: Session
) -> None:
    del place
    cart = lamps(till, session)
    allow_exception(till, session, allowed(till, cart))
    pay(till, session, cart)

    assert spent(till) == [SpentBody(resource=LAMP, quantity=1, exception_by=SUPERVISOR.staff_id)]


def test_an_exception_ends_with_the_sale_and_with_the_tender(
    till: Till, place: Place, session: Session
) -> None:
    del place
    cart = lamps(till, session)
    allow_exception(till, session, allowed(till, cart))
    cancel_tender(till, cart.cart_id)
    with pytest.raises(NothingLeft):
        pay(till, session, cart)

    allow_exception(till, session, allowed(till, cart))
    clock_of(till).go_on(timedelta(minutes=10))
    with pytest.raises(NothingLeft):
        pay(till, session, cart)


def test_an_exception_for_something_that_the_cart_does_not_lack_allows_nothing(
    till: Till, place: Place, session: Session
) -> None:
    del place
    cart = lamps(till, session)

    assert allow_exception(till, session, allowed(till, cart, "stock:other:lamp")) == 0


@pytest.mark.parametrize(
    "approval",
    [
        Approval(approved_by="nobody", permission=Permission.APPROVE),
        Approval(approved_by="staff-dr", permission=Permission.APPROVE),
        Approval(approved_by=SUPERVISOR.staff_id, permission=Permission.TYPE_PRICE),
    ],
)
def test_only_who_may_approve_allows_an_exception(
    till: Till, place: Place, session: Session, approval: Approval
) -> None:
    del place
    cart = lamps(till, session)
    request = AllowException(cart_version=cart.version, resource=LAMP, approval=approval)

    with pytest.raises(NotAllowed):
        allow_exception(till, session, request)


def test_nobody_allows_an_exception_in_a_sale_of_their_own(
    till: Till, place: Place, session: Session
) -> None:
    del place
    own = replace(session, staff_id=SUPERVISOR.staff_id)
    cart = lamps(till, own)

    with pytest.raises(NotAllowed):
        allow_exception(till, own, allowed(till, cart))


def test_an_exception_is_for_the_cart_that_was_on_screen(
    till: Till, place: Place, session: Session
) -> None:
    del place
    cart = lamps(till, session)
    request = allowed(till, cart)
    lamps(till, session)

    with pytest.raises(Conflict):
        allow_exception(till, session, request)


# ------------------------------------------------------------------ setting aside


def test_starting_a_tender_sets_aside_for_ten_minutes(
    till: Till, place: Place, session: Session
) -> None:
    granted(place, 1, 3)
    cart = lamps(till, session, 2)

    answer = started(till, session, cart)

    assert answer.holds
    assert claims(till) == (
        Reservation(
            cart_id=cart.cart_id,
            resource=LAMP,
            quantity=2,
            until_at=till.clock.now() + timedelta(minutes=10),
        ),
    )
    clock_of(till).go_on(timedelta(minutes=10))
    assert claims(till) == ()


def test_what_another_cart_has_set_aside_cannot_be_sold(
    till: Till, place: Place, session: Session
) -> None:
    granted(place, 1, 1)
    with till.db.unit_of_work() as uow:
        until_at = till.clock.now() + timedelta(minutes=10)
        uow.allotments.reserve(
            Reservation(cart_id="parked", resource=LAMP, quantity=1, until_at=until_at)
        )
        uow.commit()
    cart = lamps(till, session)

    with pytest.raises(NothingLeft):
        start_tender(till, session, to_pay(cart))
    with pytest.raises(NothingLeft):
        pay(till, session, cart)
    clock_of(till).go_on(timedelta(minutes=10))
    pay(till, session, cart)


@pytest.mark.parametrize("ending", ["paid", "cancelled"])
def test_what_was_set_aside_is_free_when_the_tender_ends(
    till: Till, place: Place, session: Session, ending: str
) -> None:
    granted(place, 1, 3)
    cart = lamps(till, session)
    started(till, session, cart)

    if ending == "paid":
        pay(till, session, cart)
    else:
        cancel_tender(till, cart.cart_id)

    assert claims(till) == ()


def test_a_crash_within_a_tender_releases_what_was_set_aside(
    till: Till, place: Place, session: Session, tmp_path: Path
) -> None:
    granted(place, 1, 3)
    started(till, session, lamps(till, session))
    till.db.close()
    again = open_again(tmp_path, till)

    assert claims(again) == ()
    assert held(again) == 3
    again.db.close()


def test_a_cart_of_ordinary_goods_sets_nothing_aside(till: Till, session: Session) -> None:
    answer = started(till, session, a_cart(till, session, "tape"))

    assert not answer.holds
    assert claims(till) == ()


def test_planted_bug_a_tender_that_sets_nothing_aside_lets_another_cart_take_it(
    till: Till, place: Place, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.use_cases.start_tender.set_aside", lambda *_: True)
    granted(place, 1, 1)
    started(till, session, lamps(till, session))

    with till.db.reading() as uow:
        other = uow.allotments.standings([LAMP], "other-cart", till.clock.now())
    assert other[LAMP].left == 1


def test_the_screen_must_show_the_cart_that_is_to_be_paid(
    till: Till, place: Place, session: Session
) -> None:
    del place
    cart = lamps(till, session)

    with pytest.raises(Conflict):
        start_tender(till, session, StartTender(cart_id=cart.cart_id, cart_version=99))
    with pytest.raises(Conflict, match="Another sale"):
        start_tender(till, session, StartTender(cart_id="other", cart_version=cart.version))


# ------------------------------------------------------------------ a copy of the till


def test_an_old_copy_of_the_till_sells_nothing_of_what_was_granted(
    till: Till, place: Place, session: Session
) -> None:
    granted(place, 1, 3)
    cart = lamps(till, session)
    till.db.require_new_stream("behind_mark")

    with pytest.raises(NothingLeft):
        start_tender(till, session, to_pay(cart))
    with pytest.raises(NothingLeft):
        pay(till, session, cart)
    assert held(till) == 0


# ------------------------------------------------------------------ prices


def dearer(place: Place, price_minor: int = 52_000, **more: object) -> None:
    place.tell(STORE_STREAM, an_item("tape", "Packing tape", price_minor, price_id="p2", **more))


def test_a_price_that_moved_is_shown_before_the_tender_and_taken_with_one_key(
    till: Till, place: Place, session: Session
) -> None:
    cart = a_cart(till, session, "tape", "rice")
    dearer(place)

    shown = start_tender(till, session, to_pay(cart))

    assert isinstance(shown, PricesChanged)
    (change,) = shown.changes
    assert (change.old, change.new) == (Money(48_000, "GYD"), Money(52_000, "GYD"))
    assert current_cart(till, session).cart == cart
    answer = start_tender(till, session, replace(to_pay(cart), accepted=shown.changes))
    assert isinstance(answer, TenderStarted)
    assert answer.cart.total == Money(52_000 + 62_300, "GYD")
    paid = current_cart(till, session).cart
    assert pay(till, session, paid).sale.total == answer.cart.total
    with till.db.reading() as uow:
        (entry,) = [each for each in uow.audit.list_entries() if each.action == "price_changed"]
    assert (entry.detail["old_minor"], entry.detail["new_minor"]) == (48_000, 52_000)


def test_a_price_that_moves_again_is_shown_again(
    till: Till, place: Place, session: Session
) -> None:
    cart = a_cart(till, session, "tape")
    dearer(place)
    shown = start_tender(till, session, to_pay(cart))
    assert isinstance(shown, PricesChanged)
    dearer(place, 55_000)

    again = start_tender(till, session, replace(to_pay(cart), accepted=shown.changes))

    assert isinstance(again, PricesChanged)
    assert again.changes[0].new == Money(55_000, "GYD")


def test_a_price_that_moves_within_a_tender_changes_nothing_in_it(
    till: Till, place: Place, session: Session
) -> None:
    cart = a_cart(till, session, "tape")
    answer = started(till, session, cart)
    dearer(place)

    assert pay(till, session, cart).sale.total == answer.cart.total == Money(48_000, "GYD")


def test_an_item_that_became_scarce_after_the_scan_needs_an_allotment_at_the_tender(
    till: Till, place: Place, session: Session
) -> None:
    cart = a_cart(till, session, "tape")
    dearer(place, 48_000, allotted=True)

    with pytest.raises(NothingLeft):
        start_tender(till, session, to_pay(cart))
    granted(place, 1, 1, f"stock:{STORE}:tape")
    answer = started(till, session, cart)
    assert answer.cart.version == cart.version + 1


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
