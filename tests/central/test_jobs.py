"""The jobs: one process at a time does them, and one that lost the lease can write nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import NoReturn

import pytest
import sqlalchemy as sa

from central.database import DatabaseUnavailable
from central.enrolment.codes import issue_code
from central.jobs.lease import Lease, LeaseLost, LeaseWatch
from central.jobs.pruning import KEPT
from central.jobs.running import Job, JobRunner, all_jobs
from central.tables import audit, enrolment_code, job_lease
from central.tills.organisations import Store
from tests.central.office import Office

pytestmark = pytest.mark.both_databases
Expect = Callable[[str], None]


class Ticks:
    """Seconds that a test lets pass."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


def runner_of(office: Office, name: str, ticks: Ticks, *jobs: Job) -> JobRunner:
    return JobRunner(LeaseWatch(office.central, name, ticks), jobs, ticks)


def held(runner: JobRunner) -> Lease:
    runner.step()
    assert runner.lease is not None
    return runner.lease


def note(lease: Lease) -> None:
    """Write something that can be counted."""
    with lease.writing() as writing:
        row = {"audit_id": lease.central.surroundings.new_id(), "at": writing.at}
        rest = dict.fromkeys(("organisation_id", "actor", "action", "subject", "reason"), "-")
        writing.connection.execute(sa.insert(audit).values(**row, **rest))


def test_the_first_process_does_the_jobs_and_the_second_waits(office: Office, ticks: Ticks) -> None:
    first = runner_of(office, "first", ticks, Job("note", 1, note))
    second = runner_of(office, "second", ticks, Job("note", 1, note))

    first.step()
    second.step()

    assert first.lease is not None
    assert second.lease is None
    assert len(office.rows(audit)) == 1


def test_a_job_is_done_when_it_is_due_and_not_before(office: Office, ticks: Ticks) -> None:
    runner = runner_of(office, "first", ticks, Job("note", 10, note))
    for _ in range(3):
        runner.step()
        ticks.now += 6

    assert len(office.rows(audit)) == 2


def test_a_silent_holder_is_followed_and_can_write_nothing_any_more(
    office: Office, ticks: Ticks
) -> None:
    first, second = (runner_of(office, name, ticks) for name in ("first", "second"))
    stale = held(first)
    second.step()
    ticks.now += office.settings.jobs_lease_s
    lease = held(second)

    assert lease.token == stale.token + 1
    with pytest.raises(LeaseLost):
        note(stale)
    assert office.rows(audit) == []
    note(lease)
    assert len(office.rows(audit)) == 1
    first.beat()
    assert first.lease is None


def test_a_holder_that_beats_is_never_followed(office: Office, ticks: Ticks) -> None:
    first, second = (runner_of(office, name, ticks) for name in ("first", "second"))
    held(first)
    for _ in range(10):
        second.step()
        first.beat()
        ticks.now += office.settings.jobs_lease_s / 2

    assert second.lease is None


def test_a_lease_that_is_given_back_is_taken_at_once(office: Office, ticks: Ticks) -> None:
    first, second = (runner_of(office, name, ticks) for name in ("first", "second"))
    held(first)
    first.stop()
    first.stop()

    assert held(second).token == 2
    assert [row["holder"] for row in office.rows(job_lease)] == ["second"]


def test_of_two_that_want_a_dead_holders_lease_one_gets_it(office: Office, ticks: Ticks) -> None:
    """Both saw the same row; the second's update finds another one."""
    held(runner_of(office, "dead", ticks))
    one, other = (LeaseWatch(office.central, name, ticks) for name in ("one", "other"))

    assert one._take((1, 0)) is not None
    assert other._take((1, 0)) is None


def test_a_holder_that_lost_the_lease_goes_back_to_watching(office: Office, ticks: Ticks) -> None:
    first = runner_of(office, "first", ticks, Job("note", 0, note))
    second = runner_of(office, "second", ticks)
    held(first)
    second.step()
    ticks.now += office.settings.jobs_lease_s
    held(second)

    first.step()

    assert first.lease is None
    assert len(office.rows(audit)) == 1
    first.stop()
    first.beat()


def test_a_job_that_fails_rests_and_the_others_go_on(
    office: Office, ticks: Ticks, expect_log: Expect
) -> None:
    expect_log("job_failed")
    tried: list[float] = []

    def fail(lease: Lease) -> None:
        del lease
        tried.append(ticks.now)
        raise KeyError

    runner = runner_of(office, "first", ticks, Job("bad", 1, fail), Job("note", 1, note))
    for _ in range(5):
        runner.step()
        ticks.now += 1

    assert tried == [0.0]
    assert len(office.rows(audit)) == 5


def test_a_database_that_is_away_is_waited_for(
    office: Office, ticks: Ticks, monkeypatch: pytest.MonkeyPatch, expect_log: Expect
) -> None:
    expect_log("jobs_wait_for_the_database")
    runner = runner_of(office, "first", ticks, Job("note", 0, note))
    held(runner)

    def away(*_: object) -> NoReturn:
        raise DatabaseUnavailable("Away", "It is.")

    with monkeypatch.context() as patch:
        patch.setattr("central.database.CentralDatabase.writing", away)
        runner.step()
        runner.beat()
        lease = runner.lease
        runner.stop()
    runner.lease = lease
    runner.step()

    assert len(office.rows(audit)) == 2


def test_codes_are_forgotten_a_month_after_they_could_be_used(
    office: Office, shop: Store, ticks: Ticks
) -> None:
    issue_code(office.central, shop)
    runner = runner_of(office, "first", ticks, *all_jobs())
    runner.step()
    before = len(office.rows(enrolment_code))
    office.clock.forward(KEPT + timedelta(days=2))
    ticks.now += 3_600
    runner.step()

    assert (before, office.rows(enrolment_code)) == (1, [])


def test_planted_a_holder_without_a_fence_writes_after_it_was_followed(
    office: Office, ticks: Ticks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted bug: a job that trusts what it was told when it took the lease."""
    monkeypatch.setattr(Lease, "writing", lambda self: self.central.database.writing(_now(self)))
    first, second = (runner_of(office, name, ticks) for name in ("first", "second"))
    stale = held(first)
    second.step()
    ticks.now += office.settings.jobs_lease_s
    held(second)

    note(stale)

    assert len(office.rows(audit)) == 1


def _now(lease: Lease) -> object:
    return lease.central.surroundings.now()
