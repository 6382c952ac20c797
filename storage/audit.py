"""Who did what at this till: written in the transaction of the deed, read by supervisors."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from domain.errors import NotFound
from storage.records import AuditEntry
from storage.tables import audit

LIST_MAX = 500
REVIEWED = "deed_reviewed"
"""The action whose subject is the number of the entry that somebody looked at again."""
_LOOKED_THROUGH = 50_000
"""How many of the newest entries are looked through: a month of a busy till."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedEntry:
    """An entry with its number."""

    entry_no: int
    entry: AuditEntry


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
        return tuple(_entry(row) for row in rows)

    def list_allowed(
        self, actions: Sequence[str], since: datetime, limit: int = 100
    ) -> tuple[NumberedEntry, ...]:
        """Return deeds that a second person allowed and nobody has reviewed, the oldest first.

        At most 500, from the newest 50,000 entries after ``since``.
        """
        newest = int(self._connection.scalar(_NEWEST) or 0)
        after = newest - _LOOKED_THROUGH
        seen = set(self._connection.scalars(_SEEN, {"after": after}))
        keys = {"actions": list(actions), "since": since, "after": after}
        rows = self._connection.execute(_ALLOWED, keys)
        fresh = (row for row in rows if str(row.entry_no) not in seen)
        numbered = (NumberedEntry(entry_no=row.entry_no, entry=_entry(row)) for row in fresh)
        return tuple(numbered)[: min(limit, LIST_MAX)]

    def get_entry(self, entry_no: int) -> AuditEntry:
        """Return one entry. Raises NotFound."""
        row = self._connection.execute(_ONE, {"of_entry": entry_no}).one_or_none()
        if row is None:
            raise NotFound(
                "Nothing of that kind was done here",
                "This till's record has no such entry. Nothing is lost. Look at the list again.",
            )
        return _entry(row)


def _entry(row: sa.Row[Any]) -> AuditEntry:
    return AuditEntry(
        at=row.at,
        by=row.by,
        action=row.action,
        subject=row.subject,
        detail=json.loads(row.detail),
    )


_ADD = audit.insert()
_COUNT = (
    sa.select(sa.func.count())
    .select_from(audit)
    .where(audit.c.action == sa.bindparam("done"), audit.c.subject == sa.bindparam("what"))
)
_LATEST = audit.select().order_by(audit.c.entry_no.desc()).limit(sa.bindparam("most"))
_NEWEST = sa.select(sa.func.max(audit.c.entry_no))
_SEEN = sa.select(audit.c.subject).where(
    audit.c.action == REVIEWED, audit.c.entry_no > sa.bindparam("after")
)
_ALLOWED = (
    audit.select()
    .where(
        audit.c.entry_no > sa.bindparam("after"),
        audit.c.action.in_(sa.bindparam("actions", expanding=True)),
        audit.c.at > sa.bindparam("since"),
        sa.func.coalesce(sa.func.json_extract(audit.c.detail, "$.approved_by"), "") != "",
    )
    .order_by(audit.c.entry_no)
)
_ONE = audit.select().where(audit.c.entry_no == sa.bindparam("of_entry"))
