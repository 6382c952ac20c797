"""What central takes from outside.

The time, randomness, and the points where tests make it crash.
"""

import os
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

_UUID_VERSION_7 = 0x7000
_UUID_VARIANT = 0x8000000000000000


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the time now, aware, in UTC."""
        ...


class Entropy(Protocol):
    """Gives randomness."""

    def take(self, count: int) -> bytes:
        """Return ``count`` fresh random bytes."""
        ...


class Faults(Protocol):
    """Named points of an exchange. A test's object may raise at one, as a crash would."""

    def before_commit(self) -> None:
        """Everything is written, nothing is committed."""
        ...

    def after_commit(self) -> None:
        """Everything is committed, nothing is answered."""
        ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class SystemEntropy:
    """The operating system's randomness."""

    def take(self, count: int) -> bytes:
        return os.urandom(count)


class NoFaults:
    """Nothing fails on purpose."""

    def before_commit(self) -> None:
        return

    def after_commit(self) -> None:
        return


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The world around central, real unless a test says otherwise."""

    clock: Clock = field(default_factory=SystemClock)
    entropy: Entropy = field(default_factory=SystemEntropy)
    faults: Faults = field(default_factory=NoFaults)

    def now(self) -> datetime:
        """Return the time now."""
        return self.clock.now()

    def new_id(self) -> str:
        """Return a new id: a version 7 UUID of our clock and randomness; ids sort by time."""
        milliseconds = int(self.clock.now().timestamp() * 1000) & (2**48 - 1)
        random = int.from_bytes(self.entropy.take(10), "big")
        high = (milliseconds << 16) | _UUID_VERSION_7 | (random >> 68 & 0xFFF)
        low = _UUID_VARIANT | (random & (2**62 - 1))
        return str(uuid.UUID(int=(high << 64) | low))
