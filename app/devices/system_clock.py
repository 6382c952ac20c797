"""This computer's clock, randomness and names."""

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from app.use_cases.ports import Clock, Entropy

_RANDOM_BYTES = 10
_COUNTER_BITS = 12
_TAIL_BITS = 62


class SystemClock:
    """The computer's time."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class SystemEntropy:
    """The operating system's randomness."""

    def take(self, byte_count: int) -> bytes:
        return os.urandom(byte_count)


class Uuid7Ids:
    """UUIDs of version 7 (RFC 9562, 5.7): the millisecond, a counter within it, then chance.

    Names made by one object never go down, also when the clock goes back: it then stays in the last
    millisecond it knew. Works from any thread.
    """

    def __init__(self, clock: Clock, entropy: Entropy) -> None:
        self._clock = clock
        self._entropy = entropy
        self._lock = threading.Lock()
        self._last = 0  # milliseconds and counter as one number

    def new_id(self) -> str:
        chance = int.from_bytes(self._entropy.take(_RANDOM_BYTES))
        with self._lock:
            # The counter starts low by chance, so that there is room to count up.
            start = (chance >> _TAIL_BITS) & ((1 << (_COUNTER_BITS - 1)) - 1)
            self._last = max((self._milliseconds() << _COUNTER_BITS) | start, self._last + 1)
            stamp, counter = divmod(self._last, 1 << _COUNTER_BITS)
        tail = chance & ((1 << _TAIL_BITS) - 1)
        number = stamp << 80 | 0x7 << 76 | counter << 64 | 0b10 << 62 | tail
        text = f"{number:032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    def _milliseconds(self) -> int:
        now = self._clock.now()
        return int(now.timestamp()) * 1000 + now.microsecond // 1000


def running_seconds() -> float:
    """Return seconds that no clock change touches and that sleep does not stop, where told apart.

    Only differences mean something.
    """
    boot = getattr(time, "CLOCK_BOOTTIME", None)  # Linux: monotonic stands still in sleep there
    return time.monotonic() if boot is None else time.clock_gettime(boot)


@dataclass(frozen=True, slots=True, kw_only=True)
class TillTime:
    """What tells a till the time of day, and how many seconds have run; this computer's."""

    clock: Clock = field(default_factory=SystemClock)
    running_s: Callable[[], float] = running_seconds
