"""Taking turns: who came first goes first, so that nobody waits for ever behind the busiest."""

import threading
from collections import deque


class Turns:
    """A lock that is handed to whoever has waited longest.

    A plain lock goes to whoever grabs it first: a thread that writes again and again, as the jobs
    and a rush of tills do, kept a provider's call waiting for seconds.
    """

    def __init__(self) -> None:
        self._state = threading.Lock()
        self._is_taken = False
        self._waiting: deque[threading.Lock] = deque()

    def acquire(self, timeout_s: float) -> bool:
        """Wait for the turn; tell whether it came in time. Each turn is to be released once."""
        with self._state:
            if not self._is_taken:
                self._is_taken = True
                return True
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        return mine.acquire(timeout=timeout_s) or self._came_at_last(mine)

    def release(self) -> None:
        """Give the turn to who waits first, or to nobody."""
        with self._state:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False

    def _came_at_last(self, mine: threading.Lock) -> bool:
        """Stand in line no more, unless the turn was handed over in this very moment."""
        with self._state:
            if mine not in self._waiting:
                return True
            self._waiting.remove(mine)
            return False
