"""What the outbox may forget: durable at central, older than 35 days, and not the chain's tail."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import Connection

from storage.columns import UtcAt
from storage.streams import Stream
from storage.tables import operation, personal_part

KEPT = timedelta(days=35)
"""How long a durable operation stays (ledger rule 3)."""

TAIL_KEPT = 64
"""The newest operations of a stream stay whatever their age: each start checks the chain's tail."""


def prune_stream(connection: Connection, source: Stream, now: datetime, limit: int) -> int:
    """Forget a stream's operations from the beginning up to the first that is young.

    At most ``limit`` of them; returns how many. What a wrong clock dated in the future is as old as
    what was made after it: order is by sequence (sync rule 7.1), and it would keep everything
    behind it for ever otherwise.
    """
    last = min(source.durable_through, source.head_seq - TAIL_KEPT)
    key = {"of_stream": source.name, "last": last, "now": now, "before": now - KEPT}
    old_through = connection.scalar(_OLD_THROUGH, key)
    if old_through is None:
        return 0
    most = {"of_stream": source.name, "last": old_through, "most": limit}
    gone = connection.scalars(_PRUNABLE, most).all()
    if gone:
        through = {"of_stream": source.name, "last": gone[-1]}
        connection.execute(_PRUNE_PARTS, through)
        connection.execute(_PRUNE, through)
    return len(gone)


_OF_STREAM = operation.c.stream == sa.bindparam("of_stream")
_UP_TO_LAST = sa.and_(_OF_STREAM, operation.c.seq <= sa.bindparam("last"))
_AT_BEFORE = operation.c.at < sa.bindparam("before", type_=UtcAt)
_FIRST_YOUNG = (
    sa.select(operation.c.seq)
    .where(_UP_TO_LAST, sa.not_(_AT_BEFORE), operation.c.at <= sa.bindparam("now", type_=UtcAt))
    .order_by(operation.c.seq)
    .limit(1)
    .scalar_subquery()
)
_OLD_THROUGH = (
    sa.select(operation.c.seq)
    .where(
        _UP_TO_LAST,
        operation.c.seq < sa.func.coalesce(_FIRST_YOUNG, sa.bindparam("last") + 1),
        _AT_BEFORE,
    )
    .order_by(operation.c.seq.desc())
    .limit(1)
)
_PRUNABLE = (
    sa.select(operation.c.seq)
    .where(_UP_TO_LAST)
    .order_by(operation.c.seq)
    .limit(sa.bindparam("most"))
)
_PRUNE = operation.delete().where(_UP_TO_LAST)
_PRUNE_PARTS = personal_part.delete().where(
    personal_part.c.stream == sa.bindparam("of_stream"),
    personal_part.c.seq <= sa.bindparam("last"),
)
