"""Whose turn it is: a lock that serves in the order of asking and never waits for ever.

The engine stages changes in a row of short transactions; with a plain lock it could take every
turn, and a sale would wait for the whole row. Here a sale waits for one transaction at most.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from storage.errors import busy


class Turn:
    """A fair lock with a bounded wait, held by one thread at a time."""

    def __init__(self, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._guard = threading.Lock()
        self._waiting: deque[tuple[int, threading.Event]] = deque()
        self._holder: int | None = None

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Hold the turn for the block.

        Raises DatabaseBusy when the wait runs out, RuntimeError when this thread holds it already
        (it would wait for itself).
        """
        self._take()
        try:
            yield
        finally:
            self._give_back()

    def _take(self) -> None:
        me = threading.get_ident()
        mine = threading.Event()
        with self._guard:
            if self._holder == me:
                raise RuntimeError("this thread is already inside, and would wait for itself")
            if self._holder is None:
                self._holder = me
                return
            self._waiting.append((me, mine))
        if mine.wait(self._timeout_s):
            return
        with self._guard:
            if mine.is_set():  # given the turn in the very moment the wait ran out
                return
            self._waiting.remove((me, mine))
        raise busy()

    def _give_back(self) -> None:
        with self._guard:
            self._holder = None
            if self._waiting:  # handed over, so that nobody slips in between
                self._holder, next_one = self._waiting.popleft()
                next_one.set()
