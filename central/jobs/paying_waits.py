"""When a payment is looked up again: often while somebody stands there, then ever more rarely."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from central.payments.rows import PaymentRow

CLAIM_CASE_TRIES = 8
"""After so many look-ups of a claim that said nothing, a person is asked."""
CLAIM_WAIT_MAX = timedelta(hours=6)
CLAIM_TRIES_MAX = 64
"""Two weeks of looking at a claim, of asking for money back, and of looking for the numbers of what
was verified by hand; then only a person or a statement can settle it."""
LATE_FOR = timedelta(hours=48)
"""How long money is still looked for that comes late."""
_GRACE = timedelta(seconds=15)
_STAIRS = (
    (timedelta(minutes=1), timedelta(seconds=3)),
    (timedelta(minutes=11), timedelta(seconds=15)),
    (timedelta(hours=2), timedelta(minutes=5)),
)
_RARELY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class NextLook:
    """How long to wait, and what follows from having waited so long already."""

    after: timedelta
    is_expired: bool = False
    is_case: bool = False
    is_last: bool = False


def next_look(row: PaymentRow, now: datetime) -> NextLook:
    """Return when to look again at a payment that nobody knows anything new of."""
    if row.way == "claim" or row.step == "numbering" or row.step.startswith("refund"):
        wait = min(timedelta(minutes=2 ** min(row.tries, 12)), CLAIM_WAIT_MAX)
        return NextLook(
            wait,
            is_case=row.tries + 1 == CLAIM_CASE_TRIES,
            is_last=row.tries + 1 >= CLAIM_TRIES_MAX,
        )
    age = now - row.changed_at
    after = next((wait for until, wait in _STAIRS if age < until), _RARELY)
    ends = row.expires_at or row.begun_at
    return NextLook(
        after,
        is_expired=now > ends + _GRACE,
        is_last=now > ends + LATE_FOR,
    )
