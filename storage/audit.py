"""Who did what at this till: written in the transaction of the deed, read by supervisors."""

import json

import sqlalchemy as sa
from sqlalchemy import Connection

from storage.records import AuditEntry
from storage.tables import audit

LIST_MAX = 500


class Audit:
    """The audit trail, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, entry: AuditEntry) -> None:
        """Write an entry behind all others."""
        self._connection.execute(
            _ADD,
            {
                "at": entry.at,
                "by": entry.by,
                "action": entry.action,
                "subject": entry.subject,
                "detail": json.dumps(dict(entry.detail), sort_keys=True),
            },
        )

    def count(self, action: str, subject: str) -> int:
        """Return how often something was done to this subject."""
        return int(self._connection.scalar(_COUNT, {"done": action, "what": subject}) or 0)

    def list_entries(self, limit: int = 100) -> tuple[AuditEntry, ...]:
        """Return the latest entries, newest first, at most 500."""
        rows = self._connection.execute(_LATEST, {"most": min(limit, LIST_MAX)})
        return tuple(
            AuditEntry(
                at=row.at,
                by=row.by,
                action=row.action,
                subject=row.subject,
                detail=json.loads(row.detail),
            )
            for row in rows
        )


_ADD = audit.insert()
_COUNT = (
    sa.select(sa.func.count())
    .select_from(audit)
    .where(audit.c.action == sa.bindparam("done"), audit.c.subject == sa.bindparam("what"))
)
_LATEST = audit.select().order_by(audit.c.entry_no.desc()).limit(sa.bindparam("most"))
