"""The primary dies in the middle of a push and the standby is promoted (sync rules 13.3 to 13.5).

Real tills with the real engine. Whatever a till has pruned is there, the rest is sent again, and
the epoch tells the truth.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from central.database import Writing
from central.jobs.durability import Durability
from central.jobs.lease import LeaseWatch
from central.jobs.running import Job, JobRunner
from central.operations import receiving
from central.operations.branches import StreamPlace, move_head
from central.operations.chains import verify_chains
from storage import integrity
from tests.postgres.cluster import Pair, await_true
from tests.postgres.fixtures import office_on
from tests.sync.world import SyncTill, World, new_world

PRUNED_AFTER = timedelta(days=36)
pytestmark = pytest.mark.allows_log(
    "database_unavailable|jobs_wait_for|synchronous_standby_missing|pg_terminate|request_failed"
)


@dataclass(slots=True)
class KillPrimary:
    """A fault: at this point of the next exchange the primary dies."""

    pair: Pair
    point: str
    done: bool = False

    def before_commit(self) -> None:
        self._at("before_commit")

    def after_commit(self) -> None:
        self._at("after_commit")

    def _at(self, point: str) -> None:
        if point == self.point and not self.done:
            self.done = True
            self.pair.primary.kill()


@pytest.fixture
def pair(pairs: Callable[..., Pair]) -> Pair:
    return pairs(synchronous=True)


@pytest.fixture
def world(pair: Pair, tmp_path: Path) -> Iterator[World]:
    pair.primary.ask("CREATE DATABASE windward")
    made = new_world(tmp_path, office_on(pair.url("windward"), tmp_path / "central"))
    yield made
    made.close()


@pytest.fixture(autouse=True)
def _short_tail(monkeypatch: pytest.MonkeyPatch) -> None:
    """A till keeps the newest operations of a stream whatever their age: here two, not 64."""
    monkeypatch.setattr("storage.outbox_pruning.TAIL_KEPT", 2)
    monkeypatch.setattr("storage.integrity.TAIL_KEPT", 2)
    monkeypatch.setattr("storage.integrity._TAIL", integrity._TAIL.limit(2))


def make_durable(world: World, till: SyncTill) -> None:
    """Let the jobs run until everything the till has sent is durable, and the till knows it."""
    runner = JobRunner(LeaseWatch(world.office.central, "jobs"), (Job("d", 0, Durability().run),))

    def is_durable() -> bool:
        runner.step()
        till.settle()
        return durable_through(till) == head_seq(till)

    await_true(is_durable, "it never became durable")
    runner.stop()


def durable_through(till: SyncTill) -> int:
    with till.till.db.reading() as uow:
        return uow.till.current_stream().durable_through


def head_seq(till: SyncTill) -> int:
    with till.till.db.reading() as uow:
        return uow.till.current_stream().head_seq


def first_kept_seq(till: SyncTill) -> int:
    with till.till.db.reading() as uow:
        return uow.outbox.head().first_kept_seq


def sold_and_pruned(world: World, till: SyncTill) -> list[str]:
    """Sell, make it durable, let 36 days pass: the till has pruned it. Return the receipts."""
    receipts = [sale.sale.receipt_number for sale in till.sell(5)]
    till.settle()
    make_durable(world, till)
    till.clock.go_on(PRUNED_AFTER)
    till.settle()
    assert first_kept_seq(till) >= 5
    return receipts


def set_faults(world: World, faults: KillPrimary) -> None:
    world.office.close()
    world.office.faults = faults


def promote(world: World, pair: Pair) -> None:
    """The standby takes over. Central's processes stay as they are: they find it by themselves."""
    if pair.primary.is_running:
        pair.primary.kill()
    pair.standby.promote()
    assert world.office.central.database.engine is not None


@pytest.mark.parametrize("point", ["before_commit", "after_commit"])
def test_the_primary_dies_in_a_push_and_nothing_that_was_sold_is_missing(
    world: World, pair: Pair, point: str
) -> None:
    till = world.a_till()
    old_epoch = world.office.central.epoch
    pruned = sold_and_pruned(world, till)
    set_faults(world, KillPrimary(pair, point))
    till.sell(3)

    plan = till.turn()
    promote(world, pair)
    till.settle()

    assert plan.wait_ms >= 5_000
    assert not plan.nudge_shortens
    assert world.office.central.epoch != old_epoch
    assert set(pruned) <= set(world.receipts())
    assert len(world.receipts()) == len(set(world.receipts())) == 8
    assert verify_chains(world.office.central).verified
    assert world.cases("fork") == []


def test_what_only_the_dead_primary_had_is_sent_again(world: World, pair: Pair) -> None:
    """Stored was said, durable was not: the till kept it, and the new epoch brings it back."""
    till = world.a_till()
    old_epoch = world.office.central.epoch
    pruned = sold_and_pruned(world, till)
    pair.part()
    till.sell(4)
    till.settle()
    assert len(world.receipts()) == 9
    durable_before = durable_through(till)

    promote(world, pair)
    assert len(world.receipts()) == 5
    till.sell(1)
    till.settle()

    assert durable_before < head_seq(till) - 1
    assert world.office.central.epoch != old_epoch
    assert set(pruned) <= set(world.receipts())
    assert len(world.receipts()) == len(set(world.receipts())) == 10
    assert verify_chains(world.office.central).verified


def durable_at_once(
    writing: Writing, place: StreamPlace, number: int, head: tuple[int, bytes], *, durable: bool
) -> None:
    del durable
    move_head(writing, place, number, head, durable=True)


def test_planted_pruning_what_is_only_stored_loses_it_with_the_primary(
    world: World, pair: Pair
) -> None:
    """The planted bug: central calls durable what it has just stored."""
    till = world.a_till()
    till.settle()
    pair.part()
    receipts = [sale.sale.receipt_number for sale in till.sell(4)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(receiving, "move_head", durable_at_once)
        till.settle()
        till.settle()
    till.clock.go_on(PRUNED_AFTER)
    till.settle()
    promote(world, pair)
    for _ in range(5):
        till.turn()

    assert set(receipts) - set(world.receipts())
