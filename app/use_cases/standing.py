"""What waits at this till: operations for central, papers for a printer, and since when."""

from dataclasses import dataclass
from datetime import datetime

from app.use_cases.till import Till

_NAMED_MAX = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Counts and times, the oldest of each; None where nothing waits or was ever heard.

    ``waiting_receipts`` are the oldest sales that wait, at most 3.
    """

    waiting_count: int = 0
    waiting_since_at: datetime | None = None
    heard_at: datetime | None = None
    paper_count: int = 0
    papers_since_at: datetime | None = None
    paper_failure: str = ""
    waiting_receipts: tuple[str, ...] = ()


def look_at_standing(till: Till) -> Standing:
    """Return what waits now."""
    with till.db.reading() as uow:
        papers = uow.prints.list_waiting(1)
        return Standing(
            waiting_count=uow.outbox.waiting_count(),
            waiting_receipts=uow.subjects.list_waiting_receipts(_NAMED_MAX),
            waiting_since_at=uow.outbox.oldest_waiting_at(),
            heard_at=uow.feed.heard_at(),
            paper_count=uow.prints.count_waiting(),
            papers_since_at=papers[0].made_at if papers else None,
            paper_failure=papers[0].failure if papers else "",
        )
