"""A limit on tries, for each address and for all together, in windows of one minute."""

from collections import Counter
from datetime import datetime
from http import HTTPStatus
from threading import Lock

from central.web.problems import ProblemError

_ADDRESSES_MAX = 10_000
_TOGETHER = 20


class RateLimit:
    """Counts tries. All addresses together may try twenty times as often as one. Thread-safe."""

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._lock = Lock()
        self._minute = 0
        self._tries: Counter[str] = Counter()

    def require(self, address: str, at: datetime, detail: str) -> None:
        """Count a try. Raises ProblemError (429) when it is over the limit."""
        if not self.allows(address, at):
            raise ProblemError(
                status=HTTPStatus.TOO_MANY_REQUESTS,
                title="Too many tries",
                detail=detail,
                headers={"Retry-After": "60"},
            )

    def is_spent(self, address: str, at: datetime) -> bool:
        """Tell whether a further try would be over the limit. Counts nothing."""
        with self._lock:
            return int(at.timestamp()) // 60 == self._minute and (
                len(self._tries) >= _ADDRESSES_MAX
                or self._tries[address] >= self._per_minute
                or self._tries.total() >= self._per_minute * _TOGETHER
            )

    def allows(self, address: str, at: datetime) -> bool:
        """Count a try; tell whether it is within the limit."""
        minute = int(at.timestamp()) // 60
        with self._lock:
            if minute != self._minute:
                self._minute = minute
                self._tries.clear()
            if len(self._tries) >= _ADDRESSES_MAX:
                return False
            self._tries[address] += 1
            return (
                self._tries[address] <= self._per_minute
                and self._tries.total() <= self._per_minute * _TOGETHER
            )
