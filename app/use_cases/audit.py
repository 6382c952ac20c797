"""One line in the till's own record of who did what. Ids and figures only, never a name."""

from collections.abc import Mapping
from datetime import datetime

from storage.records import AuditEntry
from storage.unit_of_work import UnitOfWork

NOBODY = "till"
"""Who did it when nobody had to sign in for it."""


def note_down(
    uow: UnitOfWork,
    at: datetime,
    by: str,
    what: tuple[str, str],
    detail: Mapping[str, int | str] | None = None,
) -> None:
    """Add an audit entry in the transaction of what it tells of; ``what`` is (action, subject)."""
    action, subject = what
    uow.audit.add(
        AuditEntry(at=at, by=by, action=action, subject=subject, detail=dict(detail or {}))
    )
