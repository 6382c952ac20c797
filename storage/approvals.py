"""Approvals from afar, within one transaction: asked here, asked elsewhere, answered here."""

from dataclasses import asdict
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from domain.errors import NotFound
from domain.remote_approval import OPEN, AskedElsewhere, RemoteAsk
from storage.approval_tables import approval_ask, approval_given
from storage.feed_versions import ShownRow, find_shown, list_shown
from sync.protocol.approval_bodies import Answer, ApprovalWanted

LIST_MAX = 50
WANTED = "approval_wanted"


class Approvals:
    """What was asked, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, asked: RemoteAsk) -> None:
        """Keep what somebody asks here."""
        self._connection.execute(approval_ask.insert().values(asdict(asked)))

    def save(self, asked: RemoteAsk) -> None:
        """Keep what was asked here as it is now."""
        of_ask = approval_ask.c.approval_id == asked.approval_id
        self._connection.execute(approval_ask.update().where(of_ask).values(asdict(asked)))

    def find(self, approval_id: str) -> RemoteAsk | None:
        """Return what was asked here, or None."""
        found = self._connection.execute(_ONE, {"of_approval": approval_id})
        row = found.mappings().one_or_none()
        return None if row is None else RemoteAsk(**row)

    def get(self, approval_id: str) -> RemoteAsk:
        """Return what was asked here. Raises NotFound."""
        found = self.find(approval_id)
        if found is None:
            raise NotFound(
                "Nobody asked that here",
                "This till does not know it. Nothing was changed and nothing is lost. Ask again.",
            )
        return found

    def list_open(self) -> tuple[RemoteAsk, ...]:
        """Return what was asked here and is not over, the oldest first; at most 50."""
        return tuple(RemoteAsk(**row) for row in self._connection.execute(_OPEN).mappings())

    def list_elsewhere(self, till_id: str) -> tuple[AskedElsewhere, ...]:
        """Return what is asked at other tills and was not answered here, the oldest first.

        At most 50. What is over by the clock is among them: the caller looks at the time.
        """
        rows = list_shown(self._connection, WANTED)
        given = set(self._connection.scalars(_GIVEN, {"ids": [row.key for row in rows]}))
        found = [_elsewhere(row) for row in rows if row.key not in given]
        others = [each for each in found if each.till_id != till_id]
        return tuple(sorted(others, key=lambda each: (each.asked_at, each.approval_id))[:LIST_MAX])

    def find_elsewhere(self, approval_id: str) -> AskedElsewhere | None:
        """Return what is asked at another till and still open there, as far as this till knows."""
        row = find_shown(self._connection, WANTED, approval_id)
        return None if row is None else _elsewhere(row)

    def find_given(self, approval_id: str) -> Answer | None:
        """Return what was answered here, or None."""
        return self._connection.scalar(_DECISION, {"of_approval": approval_id})

    def add_given(self, approval_id: str, decision: Answer, by: str, at: datetime) -> None:
        """Keep that it was answered here: once."""
        self._connection.execute(
            approval_given.insert().values(approval_id=approval_id, decision=decision, by=by, at=at)
        )


def _elsewhere(row: ShownRow) -> AskedElsewhere:
    told = ApprovalWanted.model_validate_json(row.body)
    return AskedElsewhere(
        approval_id=row.key,
        till_id=told.till_id,
        till_label=told.till,
        asked_by=told.asked_by,
        title=told.title,
        detail=told.detail,
        reason=told.reason,
        asked_at=told.asked_at,
        expires_at=told.expires_at,
    )


_ONE = approval_ask.select().where(approval_ask.c.approval_id == sa.bindparam("of_approval"))
_OPEN = (
    approval_ask.select()
    .where(approval_ask.c.state.in_(sorted(OPEN)))
    .order_by(approval_ask.c.asked_at, approval_ask.c.approval_id)
    .limit(LIST_MAX)
)
_GIVEN = sa.select(approval_given.c.approval_id).where(
    approval_given.c.approval_id.in_(sa.bindparam("ids", expanding=True))
)
_DECISION = sa.select(approval_given.c.decision).where(
    approval_given.c.approval_id == sa.bindparam("of_approval")
)
