"""Scarce things go back, survive crashes and copies, and wait for every till in a new epoch."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from app.use_cases.ask_for_more import ask_for_more
from app.use_cases.ring_up import RingUp, ring_up
from central.backups.making import make_backup
from central.backups.restoring import restore_backup
from central.surroundings import Surroundings
from sync.engine import allotments, cycle
from tests.central.allotting import Shelf
from tests.helpers.stale import make_stale
from tests.sync.shop_counters import Counter, counters, settle
from tests.sync.world import World


@pytest.fixture
def shelf(world: World) -> Shelf:
    return Shelf(office=world.office, store=world.store)


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


# ------------------------------------------------------------------ whose clock
def a_till_that_holds_in_advance(world: World, shelf: Shelf, tmp_path: Path) -> tuple[Counter, str]:
    """It sold 14 in a day, and holds what three days need."""
    rum = shelf.stock(tmp_path, 50)
    (one,) = counters(world, "till-a")
    one.rum(14)
    one.sync.settle()
    assert one.pay()
    one.sync.settle()
    assert one.held() == {rum: 3}
    return one, rum


def recent_use(counter: Counter) -> dict[str, int]:
    with counter.sync.till.db.reading() as uow:
        return dict(uow.allotments.recent_use(date.min))


@pytest.mark.parametrize("days", [20, 3_650])
def test_a_clock_that_jumps_forward_offline_gives_nothing_back_and_forgets_no_use(
    world: World, shelf: Shelf, tmp_path: Path, days: int
) -> None:
    one, rum = a_till_that_holds_in_advance(world, shelf, tmp_path)
    one.sync.transport.is_down = True
    one.sync.clock.go_on(timedelta(days=days))
    for _ in range(3):
        one.sync.turn()

    assert one.held() == {rum: 3}
    assert recent_use(one) == {rum: 14}
    assert one.sync.waiting() == 0
    one.sync.clock.go_on(-timedelta(days=days))
    one.rum(3)
    assert one.pay()


def test_a_clock_that_is_not_centrals_gives_nothing_back_on_a_good_line_either(
    world: World, shelf: Shelf, tmp_path: Path
) -> None:
    one, rum = a_till_that_holds_in_advance(world, shelf, tmp_path)
    one.sync.clock.go_on(timedelta(days=20))
    one.sync.turn()
    one.sync.turn()

    assert one.held() == {rum: 3}
    assert recent_use(one) == {rum: 14}


def test_what_is_old_by_centrals_clock_too_goes_back_once_central_is_heard(
    world: World, shelf: Shelf, tmp_path: Path
) -> None:
    one, rum = a_till_that_holds_in_advance(world, shelf, tmp_path)
    one.sync.clock.go_on(timedelta(days=20))
    world.office.clock.forward(timedelta(days=20))
    one.sync.settle()

    assert one.held() == {}
    assert recent_use(one) == {}
    assert shelf.book(rum).outstanding == 0


def test_a_recall_is_answered_whatever_the_clock_says(
    world: World, shelf: Shelf, tmp_path: Path
) -> None:
    """Central asked, and it is central's clock that counted."""
    rum = shelf.stock(tmp_path, 17)
    one, other = counters(world, "till-a", "till-b")
    one.rum(14)
    one.sync.settle()
    assert one.pay()
    one.sync.settle()
    one.sync.clock.go_on(timedelta(days=20))
    other.rum(3)
    for _ in range(3):
        settle(world)

    assert other.held()[rum] == 3
    assert sum(each.held().get(rum, 0) for each in (one, other)) <= 3


def test_planted_bug_a_clock_that_is_always_believed_empties_the_till(
    world: World, shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, rum = a_till_that_holds_in_advance(world, shelf, tmp_path)
    true_keep = allotments.keep_allotments
    monkeypatch.setattr(
        cycle, "keep_allotments", lambda parts, **_: true_keep(parts, is_clock_vouched=True)
    )
    one.sync.transport.is_down = True
    one.sync.clock.go_on(timedelta(days=20))
    one.sync.turn()

    assert rum not in one.held()


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
    make_stale(one.sync.till.db, "behind_mark")

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
    make_stale(one.sync.till.db, "behind_mark")

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
