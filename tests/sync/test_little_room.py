"""A disk with little room keeps no news, and holds up no sale on its way to central (14.2, 8.4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from domain.disk_space import MEGABYTE, Room
from domain.errors import WorldFailure
from storage import disk_space
from storage.database import TillDatabase
from storage.disk_space import DiskGuard
from storage.errors import DiskFull
from storage.feed import Feed
from storage.snapshots import FAILURES_MAX
from storage.unit_of_work import UnitOfWork
from sync.engine.cycle import IDLE_WAIT_MS, REFUSING_WAIT_MS
from sync.protocol.status import Link
from tests.sync.faulty_transport import Fault
from tests.sync.snapshot_kit import GOODS, count_items, fetched, goods
from tests.sync.till import request_for, with_engine
from tests.sync.world import SyncTill, World

PLENTY, SCARCE, NONE = 2_000, 200, 10


@dataclass(slots=True)
class Gauge:
    """How many megabytes a test says are free."""

    megabytes: int = PLENTY

    def measure(self, _: Path) -> int:
        return self.megabytes * MEGABYTE


@pytest.fixture
def gauge() -> Gauge:
    return Gauge()


@pytest.fixture(autouse=True)
def _no_reserve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk_space, "_fill", lambda file, _: file.touch())


def guarded(till: SyncTill, gauge: Gauge) -> SyncTill:
    """The same till, started anew on a disk that is watched."""
    till.till.db.close()
    guard = DiskGuard(till.folder / "data", gauge.measure)
    asked = replace(request_for(till.folder, till.clock), guard=guard)
    till.till = replace(till.till, db=TillDatabase.open(asked))
    renewed = with_engine(till.folder, till.till, till.transport)
    till.cycle, till.statuses = renewed.cycle, renewed.statuses
    return till


@pytest.fixture
def till(world: World, gauge: Gauge) -> SyncTill:
    made = guarded(world.a_till(), gauge)
    made.settle()
    return made


def shown_tape_minor(till: SyncTill) -> int:
    with till.till.db.reading() as uow:
        price = uow.catalog.get_item(till.an_item()).price
    assert price is not None
    return price.amount_minor


def heard_s_ago(till: SyncTill) -> float:
    with till.till.db.reading() as uow:
        heard_at = uow.feed.heard_at()
    assert heard_at is not None
    return (till.clock.now() - heard_at).total_seconds()


@pytest.mark.parametrize(("megabytes", "room"), [(SCARCE, Room.SCARCE), (NONE, Room.NONE)])
def test_with_little_room_an_exchange_without_news_is_a_good_one(
    till: SyncTill, gauge: Gauge, megabytes: int, room: Room
) -> None:
    gauge.megabytes = megabytes
    till.clock.go_on(timedelta(days=1))
    plans = [till.turn() for _ in range(6)]

    assert till.till.db.room is room
    assert {(plan.wait_ms, plan.nudge_shortens) for plan in plans} == {(IDLE_WAIT_MS, True)}
    assert till.cycle.status.link is Link.ONLINE
    assert till.cycle.status.problem is not None
    assert heard_s_ago(till) <= 1


@pytest.mark.parametrize("megabytes", [SCARCE, NONE])
def test_with_little_room_what_waits_drains_batch_after_batch_without_a_wait(
    world: World,
    till: SyncTill,
    gauge: Gauge,
    monkeypatch: pytest.MonkeyPatch,
    megabytes: int,
) -> None:
    till.transport.is_down = True
    sold = till.sell(6)
    till.turn()
    world.price_tape(51_000, version=2)
    monkeypatch.setattr("sync.engine.push.BATCH_BYTES_MAX", 1_200)
    gauge.megabytes = megabytes
    till.transport.is_down = False
    plans = [till.turn()]
    while till.waiting():
        assert plans[-1].wait_ms == 0
        plans.append(till.turn())

    assert len(plans) > 3
    assert (plans[-1].wait_ms, plans[-1].nudge_shortens) == (REFUSING_WAIT_MS, True)
    assert world.receipts() == [sale.sale.receipt_number for sale in sold]
    assert till.cycle.status.link is Link.ONLINE


def test_news_is_not_kept_while_room_is_scarce_and_comes_again_when_there_is_room(
    world: World, till: SyncTill, gauge: Gauge
) -> None:
    gauge.megabytes = SCARCE
    world.price_tape(51_000, version=2)
    till.clock.go_on(timedelta(seconds=60))
    plan = till.turn()

    assert (plan.wait_ms, plan.nudge_shortens) == (REFUSING_WAIT_MS, True)
    assert shown_tape_minor(till) == 48_000
    assert heard_s_ago(till) > 60  # who may sign in ages with the news
    assert till.cycle.status.link is Link.ONLINE
    assert till.sell(1)[0].sale.total.amount_minor == 48_000
    gauge.megabytes = PLENTY
    till.settle()
    assert shown_tape_minor(till) == 51_000
    assert heard_s_ago(till) <= 1
    assert till.cycle.status.problem is None


def test_a_pull_that_a_full_disk_stops_fails_no_exchange_and_says_what_to_do(
    world: World, till: SyncTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ENOSPC of a disk that says it has room: a quota, perhaps."""
    world.price_tape(51_000, version=2)
    sold = till.sell(1)

    def full(*_: object) -> None:
        raise DiskFull("The disk is full", "The last step was not saved.")

    with monkeypatch.context() as patch:
        patch.setattr(Feed, "stage", full)
        till.settle()

    assert world.receipts() == [sale.sale.receipt_number for sale in sold]
    problem = till.cycle.status.problem
    assert till.cycle.status.link is Link.ONLINE
    assert problem is not None
    assert problem.title == "The disk is nearly full"
    assert "new prices are not taken in" in problem.message
    till.settle()
    assert shown_tape_minor(till) == 51_000
    assert till.cycle.status.problem is None


def test_a_line_that_breaks_while_room_is_scarce_is_still_a_line_that_is_down(
    till: SyncTill, gauge: Gauge
) -> None:
    gauge.megabytes = SCARCE
    till.turn()
    till.transport.faults = [Fault.DROP_ANSWER]
    plan = till.turn()

    assert till.cycle.status.link is Link.OFFLINE
    assert not plan.nudge_shortens


@pytest.mark.usefixtures("small_snapshots")
def test_a_snapshot_waits_for_room_where_it_is_and_is_not_counted_as_failed(
    world: World, gauge: Gauge
) -> None:
    till = guarded(world.a_till(), gauge)
    goods(world)
    till.transport.cut_after_bytes = [10**6, 4_000]
    till.turn()
    fetches = len(till.transport.fetched)
    gauge.megabytes = SCARCE
    sold = till.sell(2)
    plans = [till.turn() for _ in range(FAILURES_MAX + 2)]

    assert len(till.transport.fetched) == fetches
    assert (plans[-1].wait_ms, plans[-1].nudge_shortens) == (REFUSING_WAIT_MS, True)
    assert world.receipts() == [sale.sale.receipt_number for sale in sold]
    assert till.cycle.status.link is Link.ONLINE
    gauge.megabytes = PLENTY
    till.settle()
    assert count_items(till) == GOODS + 1
    assert len(fetched(till, "/v1/snapshot")) == 1


@pytest.mark.usefixtures("small_snapshots")
def test_room_that_runs_out_in_the_middle_of_a_snapshot_ends_nothing_but_the_turn(
    world: World, gauge: Gauge
) -> None:
    till = guarded(world.a_till(), gauge)
    goods(world)
    pieces = [0]

    def between() -> None:
        pieces[0] += 1
        gauge.megabytes = SCARCE if pieces[0] > 6 else PLENTY

    till.transport.between = between
    plan = till.turn()

    assert till.till.db.room is Room.SCARCE
    assert (plan.wait_ms, plan.nudge_shortens) == (REFUSING_WAIT_MS, True)
    till.transport.between = lambda: None
    gauge.megabytes = PLENTY
    till.settle()
    assert count_items(till) == GOODS + 1


def test_a_stream_that_central_assigns_begins_when_there_is_room_to_write_it_down(
    world: World, gauge: Gauge
) -> None:
    """On a full disk the fork's operations still leave, and count as sent."""
    till = world.a_till()
    twin = world.copy_of(till, "twin")
    till.sell(2)
    till.settle()
    sold = twin.sell(2)
    twin = guarded(twin, gauge)
    gauge.megabytes = NONE
    twin.settle()

    assert twin.waiting() == 0
    with twin.till.db.reading() as uow:
        (stream,) = uow.till.list_streams()
    gauge.megabytes = PLENTY
    twin.settle()
    with twin.till.db.reading() as uow:
        assert uow.till.current_stream().previous_stream == stream.name
    assert twin.sell(1)[0].sale.receipt_number != sold[-1].sale.receipt_number


def test_planted_bug_news_without_room_that_fails_the_exchange_makes_what_waits_wait(
    world: World, till: SyncTill, gauge: Gauge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it was: the cursor alone counted as news, and its refusal as a line that is down."""
    true_commit = UnitOfWork.commit

    def commit(unit: UnitOfWork) -> None:
        if unit.feed.has_staged:
            raise WorldFailure("The disk is nearly full", "Nothing is lost.")
        true_commit(unit)

    true_stage = Feed.stage

    def stage(feed: Feed, changes: object, cursor: str) -> object:
        report = true_stage(feed, changes, cursor)  # type: ignore[arg-type]  # what was given
        feed.has_staged = True
        return report

    till.sell(6)
    monkeypatch.setattr(Feed, "stage", stage)
    monkeypatch.setattr(UnitOfWork, "commit", commit)
    monkeypatch.setattr("sync.engine.push.BATCH_BYTES_MAX", 2_000)
    gauge.megabytes = SCARCE
    plan = till.turn()

    assert till.waiting()
    assert plan.wait_ms > 0
    assert till.cycle.status.link is Link.NEEDS_YOU
    assert world.receipts() != []
