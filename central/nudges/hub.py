"""Who waits for news of which stream: sockets come and go, any thread tells them."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from central.publication import FeedName

SOCKETS_MAX = 4_000
SPREAD_PER_S = 200
"""How many sockets are nudged in a second: a thousand tills come within five, not at once."""


class HubFull(Exception):
    """As many sockets wait as this process may keep."""


@dataclass(frozen=True, slots=True, eq=False)
class Waiter:
    """One socket: ``wake`` is told after how many seconds to speak, ``leave`` that it must go.

    Both are called from any thread, and return at once.
    """

    till_id: str
    feeds: frozenset[FeedName]
    wake: Callable[[float], None]
    leave: Callable[[], None]


class NudgeHub:
    """The sockets of this process, one a till, the newest. Thread-safe."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiters: dict[str, Waiter] = {}

    @property
    def count(self) -> int:
        """How many sockets wait."""
        with self._lock:
            return len(self._waiters)

    @contextmanager
    def waiting(self, waiter: Waiter) -> Iterator[None]:
        """Keep a socket among those that are told. Raises HubFull."""
        with self._lock:
            older = self._waiters.get(waiter.till_id)
            if older is None and len(self._waiters) >= SOCKETS_MAX:
                raise HubFull
            self._waiters[waiter.till_id] = waiter
        if older is not None:
            older.leave()
        try:
            yield
        finally:
            with self._lock:
                if self._waiters.get(waiter.till_id) is waiter:
                    del self._waiters[waiter.till_id]

    def tell(self, feeds: Iterable[FeedName]) -> None:
        """Nudge everybody who reads one of these streams, in a spread."""
        told = frozenset(feeds)
        with self._lock:
            wanted = [one for one in self._waiters.values() if not told.isdisjoint(one.feeds)]
        _wake(wanted)

    def tell_all(self) -> None:
        """Nudge everybody: some news may have been missed."""
        with self._lock:
            wanted = list(self._waiters.values())
        _wake(wanted)


def _wake(waiters: list[Waiter]) -> None:
    for place, waiter in enumerate(waiters):
        waiter.wake(place / SPREAD_PER_S)
