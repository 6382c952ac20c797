"""Stored and durable on PostgreSQL: what a till may prune is on the standby, whatever dies."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from central.jobs.durability import Durability
from central.jobs.lease import LeaseWatch
from central.jobs.running import Job, JobRunner
from tests.central.office import Office
from tests.central.paper_till import PaperTill
from tests.postgres.cluster import Pair, await_true
from tests.postgres.fixtures import office_on

Expect = Callable[[str], None]


@pytest.fixture
def pair(pairs: Callable[..., Pair]) -> Pair:
    return pairs(synchronous=True)


@pytest.fixture
def office(pair: Pair, tmp_path: Path) -> Iterator[Office]:
    pair.primary.ask("CREATE DATABASE windward")
    opened = office_on(pair.primary.url("windward"), tmp_path / "central", commit_is_durable=True)
    yield opened
    opened.close()


@pytest.fixture
def till(office: Office) -> PaperTill:
    return office.enrol(office.open_shop())


@pytest.fixture
def runner(office: Office) -> JobRunner:
    return JobRunner(LeaseWatch(office.central, "jobs"), (Job("d", 0, Durability().run),))


def durable_through(till: PaperTill) -> int:
    return till.push().header.durable_through


def await_durable(runner: JobRunner, till: PaperTill, wanted: int) -> None:
    def is_there() -> bool:
        runner.step()
        return durable_through(till) == wanted

    await_true(is_there, "it never became durable")


def test_what_the_standby_has_flushed_is_durable_and_no_commit_waits_for_it(
    till: PaperTill, runner: JobRunner
) -> None:
    till.sell()
    till.sell()

    stored = till.push().header

    assert (stored.stored_through, stored.durable_through) == (2, 0)
    await_durable(runner, till, 2)


def test_a_lost_standby_keeps_no_till_waiting_and_nothing_more_becomes_durable(
    pair: Pair, till: PaperTill, runner: JobRunner, expect_log: Expect
) -> None:
    till.sell()
    till.push()
    await_durable(runner, till, 1)
    pair.standby.kill()
    await_true(lambda: pair.standby_state() is None, "the primary still sees its standby")
    expect_log("synchronous_standby_missing")
    till.sell()
    header = till.push().header
    for _ in range(3):
        runner.step()

    assert (header.stored_through, header.durable_through) == (2, 1)
    assert durable_through(till) == 1
    pair.standby.start()
    await_durable(runner, till, 2)


def test_an_asynchronous_standby_makes_nothing_durable(
    pair: Pair, till: PaperTill, runner: JobRunner
) -> None:
    pair.primary.configure({"synchronous_standby_names": "''"})
    pair.primary.reload()
    await_true(lambda: pair.standby_state() == "async", "the standby is still synchronous")
    till.sell()
    till.push()
    pair.await_replay()
    for _ in range(3):
        runner.step()

    assert durable_through(till) == 0


def test_a_standby_that_lags_holds_back_what_is_durable(
    pair: Pair, till: PaperTill, runner: JobRunner
) -> None:
    """Its receiver is stopped in its tracks: connected, synchronous, and behind."""
    till.sell()
    till.push()
    await_durable(runner, till, 1)
    with pair.standby.frozen_receiver():
        till.sell()
        till.push()
        for _ in range(3):
            runner.step()

        assert durable_through(till) == 1
    await_durable(runner, till, 2)


def test_planted_durable_at_the_commit_calls_durable_what_a_standby_never_had(
    pair: Pair, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted bug: the setting is believed on PostgreSQL as it is on SQLite."""
    monkeypatch.setattr("central.database.CentralDatabase.is_sqlite", True)
    with pair.standby.frozen_receiver():
        till.sell()

        assert till.push().header.durable_through == 1
