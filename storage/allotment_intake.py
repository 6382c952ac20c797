"""Grants and recalls are taken in when the feed shows them, once each (sync rules 9)."""

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from storage.allotment_tables import allotment, allotment_recall, allotment_state
from storage.tables import feed_row, stream
from sync.protocol.allotment_bodies import AllotmentGranted, AllotmentRecalled

TILL_FEED = "till:"
"""How the name of a till's own feed stream begins: grants come in no other (sync rule 4.1)."""


def take_in_allotments(connection: Connection, feed_stream: str, after: int, through: int) -> None:
    """Take in what a flip has just shown of a till's own stream, in the flip's transaction.

    ``after`` and ``through`` are versions: above the one, not above the other. A grant counts once,
    by its number, however often it comes (also from the start, after a rebase), and only for the
    stream that it names if that is the current one: what was meant for an older stream stays
    outstanding at central until a person decides. A grant revokes an earlier recall of the same
    resource (rules 9.15 and 9.20).
    """
    if not feed_stream.startswith(TILL_FEED):
        return
    key = {"of_stream": feed_stream, "after": after, "through": through}
    for row in connection.execute(_SHOWN_NOW, key).all():
        if row.kind == "grant":
            _take_grant(connection, AllotmentGranted.model_validate_json(row.body))
        else:
            recall = AllotmentRecalled.model_validate_json(row.body)
            connection.execute(_RECALL, {"resource": recall.resource, "keep": recall.keep})


def _take_grant(connection: Connection, grant: AllotmentGranted) -> None:
    if grant.number <= int(connection.scalar(_THROUGH) or 0):
        return
    connection.execute(_RAISE, {"only": 1, "grant_through": grant.number})
    if grant.stream == connection.scalar(_CURRENT):
        connection.execute(
            _HOLD, {"stream": grant.stream, "resource": grant.resource, "held": grant.quantity}
        )
        connection.execute(_REVOKE, {"of_resource": grant.resource})


_SHOWN_NOW = (
    sa.select(feed_row.c.kind, feed_row.c.body)
    .where(
        feed_row.c.stream == sa.bindparam("of_stream"),
        feed_row.c.version > sa.bindparam("after"),
        feed_row.c.version <= sa.bindparam("through"),
        feed_row.c.kind.in_(("grant", "recall")),
    )
    .order_by(feed_row.c.version)
)
_CURRENT = sa.select(stream.c.stream).order_by(stream.c.ordinal.desc()).limit(1)
_THROUGH = sa.select(allotment_state.c.grant_through)
_NEW_STATE = insert(allotment_state)
_RAISE = _NEW_STATE.on_conflict_do_update(
    index_elements=["only"], set_={"grant_through": _NEW_STATE.excluded.grant_through}
)
_NEW_HOLDING = insert(allotment)
_HOLD = _NEW_HOLDING.on_conflict_do_update(
    index_elements=["stream", "resource"],
    set_={"held": allotment.c.held + _NEW_HOLDING.excluded.held},
)
_REVOKE = allotment_recall.delete().where(
    allotment_recall.c.resource == sa.bindparam("of_resource")
)
_NEW_RECALL = insert(allotment_recall)
_RECALL = _NEW_RECALL.on_conflict_do_update(
    index_elements=["resource"], set_={"keep": _NEW_RECALL.excluded.keep}
)
