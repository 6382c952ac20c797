"""Which claimed times cannot be (sync rule 7.4). Pure: the operation itself is never judged."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

TOLERANCE = timedelta(minutes=2)
RECENT = timedelta(days=1)
"""How long before its sending a clock that is off then is taken to have been off already."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An operation of the batch (by its index) whose claimed time cannot be, and why."""

    index: int
    claimed_at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What central knows of the time by itself; all are aware.

    ``till_time`` is the till's clock as it was when it sent, None where that was long before the
    receipt: what came by stick.
    """

    received_at: datetime
    enrolled_at: datetime
    till_time: datetime | None = None

    @property
    def is_off(self) -> bool:
        """Whether the till's clock was off when it sent."""
        return self.till_time is not None and abs(self.till_time - self.received_at) > TOLERANCE


def find_marks(batch: Sequence[bytes], receipt: Receipt) -> tuple[Mark, ...]:
    """Return the operations of a batch whose claimed time cannot be; unreadable ones claim none."""
    marks: list[Mark] = []
    before: datetime | None = None
    for index, facts in enumerate(batch):
        claimed_at = claimed_time(facts)
        if claimed_at is None:
            continue
        reason = _reason(claimed_at, before, receipt)
        if reason is not None:
            marks.append(Mark(index, claimed_at, reason))
        before = claimed_at
    return tuple(marks)


def claimed_time(facts: bytes) -> datetime | None:
    """Return the time that an operation claims, None where it claims none that can be read."""
    try:
        read = json.loads(facts)
        claimed_at = datetime.fromisoformat(read["at"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return None if claimed_at.utcoffset() is None else claimed_at


def _reason(claimed_at: datetime, before: datetime | None, receipt: Receipt) -> str | None:
    if claimed_at > receipt.received_at + TOLERANCE:
        return "after it was received"
    if claimed_at < receipt.enrolled_at - TOLERANCE:
        return "before its till was enrolled"
    if before is not None and claimed_at < before - TOLERANCE:
        return "before the operation ahead of it"
    if receipt.is_off and receipt.till_time is not None and claimed_at > receipt.till_time - RECENT:
        return "by a clock that was off when it was sent"
    return None
