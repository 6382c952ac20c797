"""What a rehearsal puts in the place of the world: a clock it moves, and chance from a seed."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

_TICK = timedelta(milliseconds=1)


@dataclass(slots=True)
class LabClock:
    """A clock that only ever goes forward, a millisecond at each look."""

    at: datetime

    def now(self) -> datetime:
        self.at += _TICK
        return self.at

    def go_to(self, at: datetime) -> None:
        """Move on to a moment; one that has passed already changes nothing."""
        self.at = max(self.at, at)


@dataclass(slots=True)
class LabEntropy:
    """Bytes that follow from a text and a count: the same text gives the same bytes again."""

    seed: str
    taken: int = 0

    def take(self, byte_count: int) -> bytes:
        self.taken += 1
        return hashlib.shake_256(f"{self.seed}/{self.taken}".encode()).digest(byte_count)
