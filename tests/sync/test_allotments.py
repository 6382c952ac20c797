"""Scarce things between tills and central: nothing is sold twice, whatever the line does."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from central.allotments.names import booking_resource
from central.bookings.limits import BookingLimit, set_booking_limit
from domain.holding import NothingLeft
from storage.allotments import Allotments
from sync.protocol.stream_codec import decode_request
from tests.central.allotting import Shelf
from tests.sync.faulty_transport import Fault
from tests.sync.shop_counters import FAULTS, Counter, counters, settle
from tests.sync.world import World

LIMIT, STEPS = 4, 14
"""Bookings an agent may have at a time, and how many are tried: several times as many."""


@pytest.fixture
def shelf(world: World) -> Shelf:
    return Shelf(office=world.office, store=world.store)


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


def test_a_till_asks_with_the_batch_after_which_nothing_waits(
    world: World, shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Central, put back, would take what it grants in between for what older sales have spent."""
    rum = shelf.stock(tmp_path, 5)
    (one,) = counters(world, "till-a")
    one.sync.settle()
    one.sync.sell(3)
    one.rum(2)
    with pytest.raises(NothingLeft):
        one.begin()
    monkeypatch.setattr("sync.engine.push.BATCH_BYTES_MAX", 1)  # each batch is one operation
    before = len(one.sync.transport.sent)

    one.sync.settle()
    headers = [decode_request(body).header for body, _ in one.sync.transport.sent[before:]]
    asked = [header.first_seq - 1 + header.count for header in headers if header.wants]

    assert one.held() == {rum: 2}
    assert set(asked) == {max(header.first_seq - 1 + header.count for header in headers)}


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
    for step in range(STEPS):
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
    booking = limited(world, LIMIT)

    booked = book_wildly(world, desks, seed)

    assert 1 <= booked <= LIMIT
    book = shelf.book(booking)
    assert book.consumed == booked
    assert shelf.cases() == []


def test_planted_bug_a_till_that_does_not_take_what_it_spends_exceeds_the_limit(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Allotments, "take", lambda *_: None)
    desks = counters(world, "till-a", "till-b")
    limited(world, LIMIT)

    assert book_wildly(world, desks, 1) > LIMIT
