"""Asking tills to give back what another one needs now (sync rule 9.9)."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from central.allotments.books import HoldingPlace
from central.allotments.tables import allotment, till_grants
from central.database import Writing
from central.publication import new_change, till_feed
from central.tables import till
from domain.allotment import Holder, Recall, recalls_for
from sync.protocol.allotment_bodies import AllotmentRecalled

_AGAIN_AFTER = timedelta(seconds=30)
_HOLDERS_MAX = 200


def due_recalls(
    connection: sa.Connection, place: HoldingPlace, missing: int, at: datetime
) -> tuple[Recall, ...]:
    """Return whom to ask for the units that are missing at a place, if not asked just now."""
    rows = connection.execute(_holders(place)).all()
    asked = {(row.till_id, row.stream): row for row in rows}
    holders = (Holder(till_id=row.till_id, stream=row.stream, held=row.held) for row in rows)
    return tuple(
        recall
        for recall in recalls_for(missing, holders)
        if _is_due(asked[recall.holder.till_id, recall.holder.stream], recall, at)
    )


def publish_recalls(writing: Writing, place: HoldingPlace, recalls: tuple[Recall, ...]) -> None:
    """Tell each holder, and remember that it was told. The resource's row lock is held."""
    for recall in recalls:
        body = AllotmentRecalled(resource=place.resource, keep=recall.keep)
        feed = till_feed(place.organisation_id, recall.holder.till_id)
        writing.publish(feed, new_change(place.resource, body))
        writing.connection.execute(
            sa.update(allotment)
            .where(
                allotment.c.organisation_id == place.organisation_id,
                allotment.c.till_id == recall.holder.till_id,
                allotment.c.stream == recall.holder.stream,
                allotment.c.resource == place.resource,
            )
            .values(recalled_keep=recall.keep, recalled_at=writing.at)
        )


def _holders(place: HoldingPlace) -> sa.Select[tuple[object, ...]]:
    """Select the other tills that hold some of it in the stream they are granted to now."""
    return (
        sa.select(
            allotment.c.till_id,
            allotment.c.stream,
            allotment.c.held,
            allotment.c.recalled_keep,
            allotment.c.recalled_at,
        )
        .join(
            till_grants,
            sa.and_(
                till_grants.c.organisation_id == allotment.c.organisation_id,
                till_grants.c.till_id == allotment.c.till_id,
                till_grants.c.stream == allotment.c.stream,
            ),
        )
        .join(
            till,
            sa.and_(
                till.c.organisation_id == allotment.c.organisation_id,
                till.c.till_id == allotment.c.till_id,
            ),
        )
        .where(
            allotment.c.organisation_id == place.organisation_id,
            allotment.c.resource == place.resource,
            allotment.c.till_id != place.till_id,
            allotment.c.held > 0,
            till.c.revoked_at.is_(None),
        )
        .order_by(allotment.c.held.desc(), allotment.c.till_id)
        .limit(_HOLDERS_MAX)
    )


def _is_due(row: sa.Row[tuple[object, ...]], recall: Recall, at: datetime) -> bool:
    """Ask again after a while, or at once for more: an urgent wish is repeated every few seconds.

    A clock that was set back must not silence it: a time that lies ahead counts as long ago.
    """
    if row.recalled_at is None or recall.keep < row.recalled_keep:
        return True
    return not timedelta(0) <= at - row.recalled_at < _AGAIN_AFTER
