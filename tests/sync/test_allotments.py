"""Scarce things between tills and central: nothing is sold twice, whatever the line does."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from app.use_cases.ask_for_more import ask_for_more
from app.use_cases.book_shipment import book_shipment
from app.use_cases.cancel_tender import cancel_tender
from app.use_cases.current_cart import current_cart
from app.use_cases.open_shift import current_shift, open_shift
from app.use_cases.remove_line import remove_line
from app.use_cases.ring_up import RingUp, ring_up
from app.use_cases.start_tender import StartTender, TenderStarted, start_tender
from app.use_cases.take_cash import TakeCash, take_cash
from app.use_cases.till import Session
from central.allotments.names import booking_resource
from central.backups.making import make_backup
from central.backups.restoring import restore_backup
from central.bookings.limits import BookingLimit, set_booking_limit
from central.surroundings import Surroundings
from domain.cart import Cart
from domain.holding import NothingLeft
from storage.allotments import Allotments
from tests.central.allotting import Shelf
from tests.helpers.builders import gyd
from tests.helpers.shipment_builders import a_shipment
from tests.sync.faulty_transport import Fault
from tests.sync.world import SyncTill, World

FAULTS = (
    Fault.NONE,
    Fault.DROP_REQUEST,
    Fault.DROP_ANSWER,
    Fault.CUT_ANSWER,
    Fault.NO_END,
    Fault.DUPLICATE,
    Fault.OLD_FIRST,
)


class Counter:
    """A till at which somebody stands."""

    def __init__(self, till: SyncTill) -> None:
        self.sync = till
        self.session: Session = till.cashier()
        if current_shift(till.till) is None:
            open_shift(till.till, self.session, gyd(20_000))

    def rum(self, quantity: int = 1) -> Cart:
        with self.sync.till.db.reading() as uow:
            item_id = uow.catalog.search("rum", 1)[0].item_id
        return ring_up(self.sync.till, self.session, RingUp(item_id=item_id, quantity=quantity))

    def shipment(self, name: str) -> Cart:
        return book_shipment(self.sync.till, self.session, a_shipment(name))

    def begin(self) -> TenderStarted:
        cart = current_cart(self.sync.till, self.session).cart
        request = StartTender(cart_id=cart.cart_id, cart_version=cart.version)
        answer = start_tender(self.sync.till, self.session, request)
        assert isinstance(answer, TenderStarted)
        return answer

    def pay(self) -> bool:
        """Take payment for the cart; False where nothing is left, and the cart is emptied."""
        cart = current_cart(self.sync.till, self.session).cart
        request = TakeCash(cart_id=cart.cart_id, cart_version=cart.version, received=gyd(1_000_000))
        try:
            take_cash(self.sync.till, self.session, request)
        except NothingLeft:
            return False
        return True

    def give_up(self) -> None:
        cart = current_cart(self.sync.till, self.session).cart
        cancel_tender(self.sync.till, cart.cart_id)
        for line in cart.lines:
            cart = remove_line(self.sync.till, self.session, line.line_no, cart.version)

    def held(self) -> dict[str, int]:
        with self.sync.till.db.reading() as uow:
            return {each.resource: each.held for each in uow.allotments.list_held()}


@pytest.fixture
def shelf(world: World) -> Shelf:
    return Shelf(office=world.office, store=world.store)


def counters(world: World, *names: str) -> list[Counter]:
    return [Counter(world.a_till(name)) for name in names]


def settle(world: World) -> None:
    for till in world.tills:
        till.settle()


# ------------------------------------------------------------------ asked for, granted, sold


def test_what_a_customer_waits_for_is_asked_for_granted_and_sold(
    world: World, shelf: Shelf, tmp_path: Path
) -> None:
    rum = shelf.stock(tmp_path, 5)
    (one,) = counters(world, "till-a")
    one.rum(2)
    with pytest.raises(NothingLeft):
        one.begin()

    one.sync.settle()

    assert one.held() == {rum: 2}
    one.begin()
    assert one.pay()
    one.sync.settle()
    book = shelf.book(rum)
    assert (book.consumed, book.outstanding, book.pool) == (2, 1, 2)  # one in advance
    assert shelf.cases() == []


def test_the_last_one_is_sold_at_one_of_two_tills(
    world: World, shelf: Shelf, tmp_path: Path
) -> None:
    rum = shelf.stock(tmp_path, 1)
    one, other = counters(world, "till-a", "till-b")
    for counter in (one, other):
        counter.rum()
    settle(world)

    sold = [counter.pay() for counter in (one, other)]
    settle(world)

    assert sorted(sold) == [False, True]
    book = shelf.book(rum)
    assert (book.consumed, book.pool) == (1, 0)
    assert shelf.cases() == []


def test_a_lost_answer_never_grants_twice(world: World, shelf: Shelf, tmp_path: Path) -> None:
    rum = shelf.stock(tmp_path, 50)
    (one,) = counters(world, "till-a")
    one.rum(2)
    one.sync.transport.faults = [
        Fault.DROP_ANSWER,
        Fault.CUT_ANSWER,
        Fault.DUPLICATE,
        Fault.NO_END,
        Fault.OLD_FIRST,
    ]
    one.sync.settle()

    assert one.held() == {rum: 2}
    assert shelf.book(rum).outstanding == 2


def test_what_is_sold_while_the_line_is_down_comes_out_of_what_is_held(
    world: World, shelf: Shelf, tmp_path: Path
) -> None:
    rum = shelf.stock(tmp_path, 50)
    (one,) = counters(world, "till-a")
    one.rum(2)
    one.sync.settle()
    one.sync.transport.is_down = True

    assert one.pay()
    one.rum()
    assert not one.pay()
    one.sync.transport.is_down = False
    one.sync.settle()
    assert one.pay()
    one.sync.settle()
    assert shelf.book(rum).consumed == 3
    assert shelf.cases() == []


# ------------------------------------------------------------------ one agent at two tills


def limited(world: World, units: int) -> str:
    """Let the cashier have so many bookings at a time."""
    with Counter(world.tills[0]).sync.till.db.reading() as uow:
        agent = next(each.staff_id for each in uow.staff.list_staff() if each.role == "cashier")
    limit = BookingLimit(staff_id=agent, units=units)
    set_booking_limit(world.office.central, world.store.organisation_id, limit)
    settle(world)
    return booking_resource(agent)


def book_wildly(world: World, desks: list[Counter], seed: int) -> int:
    """Book at both tills over a line that fails as it likes; return how many got through."""
    chance = random.Random(seed)
    booked = 0
    for step in range(24):
        desk = chance.choice(desks)
        desk.shipment(f"shipment-{seed}-{step}")
        for each in desks:
            each.sync.transport.faults = [chance.choice(FAULTS)]
            each.sync.turn()
        if desk.pay():
            booked += 1
        else:
            desk.give_up()
    for desk in desks:
        desk.sync.transport.faults = []
    settle(world)
    return booked


@pytest.mark.parametrize("seed", range(3))
def test_one_agent_at_two_tills_never_exceeds_the_limit_whatever_the_line_does(
    world: World, shelf: Shelf, seed: int
) -> None:
    desks = counters(world, "till-a", "till-b")
    booking = limited(world, 4)

    booked = book_wildly(world, desks, seed)

    assert 1 <= booked <= 4
    book = shelf.book(booking)
    assert book.consumed == booked
    assert shelf.cases() == []


def test_planted_bug_a_till_that_does_not_take_what_it_spends_exceeds_the_limit(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Allotments, "take", lambda *_: None)
    desks = counters(world, "till-a", "till-b")
    limited(world, 4)

    assert book_wildly(world, desks, 1) > 4


# ------------------------------------------------------------------ given back


def test_what_another_till_waits_for_is_given_back_unless_it_is_set_aside(
    world: World, shelf: Shelf, tmp_path: Path
) -> None:
    rum = shelf.stock(tmp_path, 1)
    one, other = counters(world, "till-a", "till-b")
    one.rum()
    one.sync.settle()
    one.begin()
    other.rum()
    settle(world)
    assert (one.held(), other.held()) == ({rum: 1}, {})

    one.give_up()
    settle(world)
    settle(world)

    assert (one.held(), other.held()) == ({}, {rum: 1})
    assert other.pay()


def test_what_nobody_bought_goes_back_by_itself(world: World, shelf: Shelf, tmp_path: Path) -> None:
    rum = shelf.stock(tmp_path, 9)
    (one,) = counters(world, "till-a")
    one.rum(4)
    one.sync.settle()
    assert shelf.book(rum).outstanding == 4

    one.give_up()
    one.sync.settle()

    book = shelf.book(rum)
    assert (book.outstanding, book.pool) == (0, 9)


def test_a_till_holds_in_advance_what_three_days_need(
    world: World, shelf: Shelf, tmp_path: Path
) -> None:
    rum = shelf.stock(tmp_path, 50)
    (one,) = counters(world, "till-a")
    one.rum(14)
    one.sync.settle()
    assert one.pay()

    one.sync.settle()

    assert one.held() == {rum: 3}


# ------------------------------------------------------------------ crash, prices, epochs


def test_a_crash_within_a_tender_loses_no_unit_and_blocks_none(
    world: World, shelf: Shelf, tmp_path: Path
) -> None:
    rum = shelf.stock(tmp_path, 1)
    one, other = counters(world, "till-a", "till-b")
    one.rum()
    one.sync.settle()
    one.begin()
    one.sync.till.db.close()
    world.tills.remove(one.sync)
    again = Counter(world.open_again(one.sync))
    with again.sync.till.db.reading() as uow:
        assert uow.allotments.list_reservations(again.sync.clock.now()) == ()
    assert again.held() == {rum: 1}

    other.rum()
    for _ in range(3):
        settle(world)

    assert other.pay()
    other.sync.settle()
    assert shelf.book(rum).consumed == 1


def test_a_price_that_changes_within_a_tender_is_not_in_that_sale(world: World) -> None:
    (one,) = counters(world, "till-a")
    ring_up(one.sync.till, one.session, RingUp(item_id="tape"))
    shown = one.begin().cart.total
    world.price_tape(99_000, version=2)
    one.sync.settle()

    assert one.pay()
    one.sync.settle()
    assert world.takings_minor() == shown.amount_minor == 48_000


def test_a_restored_central_grants_nothing_before_every_till_has_said_what_it_holds(
    world: World, shelf: Shelf, tmp_path: Path
) -> None:
    rum = shelf.stock(tmp_path, 3)
    one, other = counters(world, "till-a", "till-b")
    settle(world)
    backup = make_backup(world.office.central, world.folder / "backups")
    one.rum(2)
    one.sync.settle()
    assert one.held() == {rum: 2}
    world.office.close()
    world.office.settings.database_path.unlink()
    restore_backup(world.office.settings, backup.path, Surroundings())

    other.rum(3)
    other.sync.settle()
    assert other.held() == {}
    for _ in range(3):
        settle(world)

    assert (one.held(), other.held()) == ({rum: 2}, {rum: 1})
    assert shelf.book(rum).outstanding == 3
    assert one.pay()
    settle(world)
    assert shelf.book(rum).consumed == 2


def test_a_till_that_begins_a_new_stream_holds_nothing_and_the_rest_stays_outstanding(
    world: World, shelf: Shelf, tmp_path: Path
) -> None:
    rum = shelf.stock(tmp_path, 5)
    (one,) = counters(world, "till-a")
    one.rum(2)
    one.sync.settle()
    one.sync.till.db.require_new_stream("behind_mark")

    assert not one.pay()
    one.sync.settle()
    ask_for_more(one.sync.till, one.session)
    one.sync.settle()

    assert one.held() == {rum: 2}
    book = shelf.book(rum)
    assert (book.outstanding, book.pool) == (4, 1)


def test_a_copy_of_a_till_gives_nothing_back_before_its_new_stream_has_begun(
    world: World, shelf: Shelf, tmp_path: Path
) -> None:
    rum = shelf.stock(tmp_path, 5)
    (one,) = counters(world, "till-a")
    one.rum(2)
    one.sync.settle()
    one.give_up()
    one.sync.till.db.require_new_stream("behind_mark")

    one.sync.turn()

    assert one.held() == {rum: 2}
    assert one.sync.waiting() == 0


def test_what_does_not_fit_into_a_declaration_is_let_go(
    world: World, shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.stock(tmp_path, 5)
    (one,) = counters(world, "till-a")
    one.rum(2)
    one.sync.settle()
    monkeypatch.setattr("sync.engine.allotments.DECLARED_MAX", 0)
    with one.sync.till.db.unit_of_work() as uow:
        uow.allotments.note_declared("an-epoch-before")
        uow.commit()
    one.sync.transport.is_down = True

    one.sync.turn()

    assert one.held() == {}
