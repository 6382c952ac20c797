"""What became of what this till asked is taken in when the feed shows it (sync rules 16b)."""

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy import Connection

from domain.remote_approval import STATES, may_follow
from storage.approvals import Approvals
from storage.tables import feed_row
from sync.protocol.approval_bodies import ApprovalChanged


def take_in_approvals(connection: Connection, feed_stream: str, after: int, through: int) -> None:
    """Take in what a flip has just shown of approvals, in the flip's transaction.

    ``after`` and ``through`` are versions: above the one, not above the other. What the till did
    not ask, or has called off meanwhile, changes nothing, and the same told twice is told once.
    """
    key = {"of_stream": feed_stream, "after": after, "through": through}
    approvals = Approvals(connection)
    for row in connection.execute(_SHOWN_NOW, key).all():
        told = ApprovalChanged.model_validate_json(row.body)
        known = approvals.find(row.key)
        if known is None or told.state not in STATES or not may_follow(known.state, told.state):
            continue
        approvals.save(
            replace(
                known,
                state=told.state,  # type: ignore[arg-type]  # looked up above
                answered_by=told.answered_by,
                answer=told.reason,
                changed_at=told.changed_at,
            )
        )


_SHOWN_NOW = (
    sa.select(feed_row.c.key, feed_row.c.body)
    .where(
        feed_row.c.kind == "approval",
        feed_row.c.removed.is_(False),
        feed_row.c.stream == sa.bindparam("of_stream"),
        feed_row.c.version > sa.bindparam("after"),
        feed_row.c.version <= sa.bindparam("through"),
    )
    .order_by(feed_row.c.version)
)
