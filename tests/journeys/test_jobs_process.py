"""Two processes that both want the jobs: the holder is killed or sleeps, the other goes on."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from central.jobs.lease import Lease, LeaseLost
from central.tables import job_lease
from tests.central.office import Office, new_office

LEASE_S = 2
SOON_S = 60.0
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = new_office(tmp_path / "central")
    assert opened.central.epoch
    yield opened
    opened.close()


@contextmanager
def jobs(office: Office, *more: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run ``windward-central jobs`` as a process of its own."""
    arguments = [sys.executable, "-m", "central.cli", "jobs", "--data", str(office.settings.data)]
    environment = {**os.environ, "WINDWARD_CENTRAL_JOBS_LEASE_S": str(LEASE_S)}
    with subprocess.Popen(
        [*arguments, *more], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def lease_row(office: Office) -> dict[str, object]:
    rows = office.rows(job_lease)
    return rows[0] if rows else {"holder": None, "token": 0}


def pid_of_holder(office: Office) -> int:
    return int(str(lease_row(office)["holder"] or "/0").rpartition("/")[2])


def await_true(holds: Callable[[], bool], complaint: str) -> None:
    """Ask another process again and again: there is no event to wait for."""
    deadline, never = time.monotonic() + SOON_S, threading.Event()
    while not holds():
        assert time.monotonic() < deadline, complaint
        never.wait(0.05)


def holds_lease(office: Office, process: subprocess.Popen[bytes]) -> Callable[[], bool]:
    return lambda: pid_of_holder(office) == process.pid


def test_the_holder_is_killed_and_the_other_takes_over(office: Office) -> None:
    with ExitStack() as stack:
        first = stack.enter_context(jobs(office))
        await_true(holds_lease(office, first), "nobody took the lease")
        second = stack.enter_context(jobs(office))
        first.kill()
        await_true(holds_lease(office, second), "the other did not take over")

        assert lease_row(office)["token"] == 2
        second.send_signal(signal.SIGTERM)
        assert second.wait(SOON_S) == 0
        assert lease_row(office)["holder"] is None


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="this system cannot pause a process")
def test_a_holder_that_slept_finds_the_lease_taken_and_does_nothing_more(office: Office) -> None:
    with ExitStack() as stack:
        first = stack.enter_context(jobs(office))
        await_true(holds_lease(office, first), "nobody took the lease")
        second = stack.enter_context(jobs(office))
        with office.central.database.writing(office.clock.now()):  # so it sleeps in no transaction
            first.send_signal(signal.SIGSTOP)
            os.waitid(os.P_PID, first.pid, os.WSTOPPED | os.WNOWAIT)
        await_true(holds_lease(office, second), "the other did not take over")
        stale = Lease(office.central, 1)
        with pytest.raises(LeaseLost), stale.writing():
            raise AssertionError
        first.send_signal(signal.SIGCONT)
        beat = lease_row(office)["beat"]
        await_true(lambda: lease_row(office)["beat"] != beat, "the new holder does not beat")

        assert (lease_row(office)["token"], pid_of_holder(office)) == (2, second.pid)
        assert first.poll() is None


def test_the_jobs_can_be_done_once(office: Office) -> None:
    with jobs(office, "--once") as process:
        assert process.wait(SOON_S) == 0

    with office.central.database.reading() as connection:
        row = connection.execute(sa.select(job_lease)).one()
    assert (row.token, row.holder) == (1, None)
