"""The lease: one process at a time may do the jobs, and one that lost it can write nothing.

No clock is compared with another's. Who wants the lease watches its row, and takes it when the beat
has stood still for long enough by the watcher's own monotonic clock (sync rule 13.8).
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import sqlalchemy as sa
import structlog

from central.database import Writing
from central.opening import Central
from central.tables import job_lease
from domain.errors import Conflict

NAME = "jobs"
_ROW = sa.select(job_lease).where(job_lease.c.name == NAME)
_TOKEN = sa.select(job_lease.c.token).where(job_lease.c.name == NAME)
_log = structlog.get_logger("central.jobs")


class LeaseLost(Conflict):
    """Another process holds the lease now. What was being written was undone."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to do the jobs, while ``token`` is the one in the lease's row."""

    central: Central
    token: int

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """Open a transaction behind the fence.

        The row is locked so that a taker waits for this commit, and a beat does not. Raises
        LeaseLost where it was taken, and what a transaction raises.
        """
        central = self.central
        with central.database.writing(central.surroundings.now()) as writing:
            statement = _TOKEN.with_for_update(read=True, key_share=True)
            if writing.connection.execute(statement).scalar_one_or_none() != self.token:
                raise _lost()
            yield writing

    def beat(self) -> None:
        """Show that this process lives. Raises LeaseLost."""
        self._set(beat=job_lease.c.beat + 1)

    def release(self) -> None:
        """Give the lease back, so that nobody has to wait for it. Raises LeaseLost."""
        self._set(holder=None)

    def _set(self, **values: object) -> None:
        central = self.central
        with central.database.writing(central.surroundings.now()) as writing:
            statement = (
                sa.update(job_lease)
                .where(job_lease.c.name == NAME, job_lease.c.token == self.token)
                .values(**values)
                .returning(job_lease.c.token)
            )
            if writing.connection.execute(statement).one_or_none() is None:
                raise _lost()


@dataclass(slots=True)
class LeaseWatch:
    """A process that wants the lease. ``ticks`` are seconds that never go back."""

    central: Central
    holder: str
    ticks: Callable[[], float] = field(default=time.monotonic)
    _seen: tuple[int, int] | None = field(default=None, init=False)
    _since: float = field(default=0.0, init=False)

    def try_take(self) -> Lease | None:
        """Return the lease if it is free or its holder has not shown itself for long enough."""
        with self.central.database.reading() as connection:
            row = connection.execute(_ROW).one_or_none()
        if row is not None and row.holder is not None and self._is_alive((row.token, row.beat)):
            return None
        return self._take(None if row is None else (row.token, row.beat))

    def _is_alive(self, state: tuple[int, int]) -> bool:
        now = self.ticks()
        if state != self._seen:
            self._seen, self._since = state, now
        return now - self._since < self.central.settings.jobs_lease_s

    def _take(self, expected: tuple[int, int] | None) -> Lease | None:
        """Take the lease with the next token, unless it is no longer as it was seen."""
        central = self.central
        with central.database.writing(central.surroundings.now()) as writing:
            if expected is None:
                _make_row(writing.connection)
                expected = (0, 0)
            # An update alone would not wait for a job that writes behind its fence.
            writing.connection.execute(_TOKEN.with_for_update())
            token, beat = expected
            statement = (
                sa.update(job_lease)
                .where(
                    job_lease.c.name == NAME, job_lease.c.token == token, job_lease.c.beat == beat
                )
                .values(holder=self.holder, token=token + 1, beat=0)
                .returning(job_lease.c.token)
            )
            taken = writing.connection.execute(statement).scalar_one_or_none()
        self._seen = None
        if taken is None:
            return None
        _log.info("lease_taken", holder=self.holder, token=taken)
        return Lease(central, int(taken))


def _make_row(connection: sa.Connection) -> None:
    """Make the row that nobody holds; another process may be doing the same."""
    connection.execute(
        sa.text(
            "INSERT INTO job_lease (name, token, beat) VALUES (:name, 0, 0)"
            " ON CONFLICT (name) DO NOTHING"
        ),
        {"name": NAME},
    )


def _lost() -> LeaseLost:
    return LeaseLost("Another process does the jobs now", "What this one was writing was undone.")
