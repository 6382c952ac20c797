"""How many tills ask, and how much they bring: many of them let their sales travel together.

An exchange costs central several milliseconds whatever it brings; a further sale in it costs a
fraction of one. So where there are many tills each is told to let its sales wait for each other
some seconds (sync rule 2.9): nothing is refused, no queue builds up in front of the database, and a
rush that begins all at once finds them doing so already. No two tills in turn are told the same:
what came at once would come back at once for ever.
"""

from collections.abc import Set as AbstractSet
from datetime import datetime
from math import ceil, exp
from threading import Lock

GATHER_S_MAX = 30
"""A sale reaches central half a minute late at most, on a line that is up."""
_REMEMBERED_S = 30.0
_SMOOTHED_S = 3.0
_COMFORTABLE = 0.6
"""The part of what one process can answer that leaves room for uneven moments."""
_FURTHER = 0.15
"""What a further operation in an exchange costs, as a part of what an exchange costs."""
_ROOM_MIN = 1 / 3
"""What is left for coming at all, however much they bring: one may hand over a month."""
_SPREAD = 0.6
"""Who is told least waits this part of what the one waits who is told most."""
_GOLDEN = 0.618_033_988_749
"""Its multiples fall into the unit evenly, however many there are: a spread without randomness."""


class Crowd:
    """What came lately, in this process. Thread-safe; bounded by how many tills there are."""

    def __init__(self, exchanges_a_second: int) -> None:
        self._comfortable = exchanges_a_second * _COMFORTABLE
        self._lock = Lock()
        self._brought_a_second = 0.0
        self._seen_at = 0.0
        self._window_at = 0.0
        self._before: AbstractSet[str] = frozenset()
        self._tills: set[str] = set()
        self._turn = 0.0

    def gather_s(self, till_id: str, operation_count: int, at: datetime) -> int:
        """Count an exchange; return how many seconds that till lets its sales wait, at most 30.

        0 where the tills are few. It goes by how many there are and by what they bring together,
        which stays the same while they do as they were told.
        """
        now = at.timestamp()
        with self._lock:
            self._fade(now)
            self._brought_a_second += operation_count / _SMOOTHED_S
            self._tills.add(till_id)
            tills = len(self._tills | self._before)
            if tills <= self._comfortable:
                return 0  # each could come every second
            self._turn = (self._turn + _GOLDEN) % 1.0
            room = self._comfortable - _FURTHER * self._brought_a_second
            room = max(room, self._comfortable * _ROOM_MIN)
            most = min(tills / room, GATHER_S_MAX)
        return ceil(most * (_SPREAD + (1 - _SPREAD) * self._turn))

    def _fade(self, now: float) -> None:
        """Let what came earlier count less; a clock that was set back fades nothing."""
        passed_s = max(0.0, now - self._seen_at)
        self._seen_at = now
        self._brought_a_second *= exp(-passed_s / _SMOOTHED_S)
        if not 0.0 <= now - self._window_at < _REMEMBERED_S:
            self._window_at, self._before, self._tills = now, frozenset(self._tills), set()
