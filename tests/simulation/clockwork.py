"""Simulated time: one heap of events, and clocks at tills that may be wrong."""

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.simulation.journal import Journal

START = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
"""A Monday, 07:00 in Georgetown; true time 0 of every run."""

SECOND_MS, MINUTE_MS, HOUR_MS = 1_000, 60_000, 3_600_000
DAY_MS = 24 * HOUR_MS


class RestlessError(Exception):
    """Something wakes itself without end."""


@dataclass(slots=True)
class Clockwork:
    """The heap of what is still to happen. Nothing waits: time jumps from event to event."""

    journal: Journal
    events_max: int = 2_500
    """How many events one phase may have."""
    _heap: list[tuple[int, int, Callable[[], None]]] = field(default_factory=list)
    _made: int = 0

    @property
    def now_ms(self) -> int:
        """True time, in milliseconds since the start of the run."""
        return self.journal.at_ms

    def now(self) -> datetime:
        """True time: central's clock."""
        return START + timedelta(milliseconds=self.journal.at_ms)

    def at(self, when_ms: int, deed: Callable[[], None]) -> None:
        """Let something happen then, or at once if then is past. Same moment: first come first."""
        self._made += 1
        heapq.heappush(self._heap, (max(when_ms, self.now_ms), self._made, deed))

    def after(self, wait_ms: int, deed: Callable[[], None]) -> None:
        """Let something happen after a wait."""
        self.at(self.now_ms + wait_ms, deed)

    def pass_time(self, wait_ms: int) -> None:
        """Let time pass within an event: what was to happen meanwhile happens right after it."""
        self.journal.at_ms += wait_ms

    def run(self, until_ms: int, is_done: Callable[[], bool] = lambda: False) -> bool:
        """Run events up to a moment or until done; return whether it was done.

        Raises RestlessError after ``events_max`` events.
        """
        for _ in range(self.events_max):
            if is_done():
                return True
            if not self._heap or self._heap[0][0] > until_ms:
                self.journal.at_ms = until_ms
                return is_done()
            when_ms, _, deed = heapq.heappop(self._heap)
            self.journal.at_ms = max(when_ms, self.now_ms)
            deed()
        raise RestlessError(f"more than {self.events_max} events in one phase")

    def clear(self) -> None:
        """Forget everything that is still to happen."""
        self._heap.clear()


@dataclass(slots=True)
class TillClock:
    """A till's clock: true time and an error, or dead: it stands at one moment."""

    clockwork: Clockwork
    off_by: timedelta = timedelta(0)
    stands_at: datetime | None = None

    def now(self) -> datetime:
        return self.stands_at or self.clockwork.now() + self.off_by

    def put_right(self) -> None:
        self.off_by, self.stands_at = timedelta(0), None


@dataclass(slots=True)
class Chance:
    """Randomness for everything in a run, from its one seed."""

    rng: random.Random

    def take(self, count: int) -> bytes:
        """Entropy, as till and central ask for it."""
        return self.rng.randbytes(count)

    def new_id(self) -> str:
        """An id nobody else has."""
        return f"id-{self.rng.getrandbits(64):016x}"

    def happens(self, likelihood: float) -> bool:
        """Whether something of this likelihood happens now. Draws nothing for what is off."""
        return likelihood > 0 and self.rng.random() < likelihood
