"""The manifest for one till: a snapshot, what no file holds, and where to go on (rule 10.4)."""

from http import HTTPStatus

import sqlalchemy as sa

from central.feed.cursor import Cursor, stamp_of, write_cursor
from central.feed.reading import CursorClaim, settle_cursor
from central.opening import Central
from central.present.rows import canonical_text
from central.present.tables import feed_current
from central.publication import FeedName
from central.snapshots.building import present_rows, read_rows
from central.snapshots.choosing import personal_feeds, shared_feeds
from central.snapshots.keeping import KeptSnapshot, usable_snapshot
from central.tables import change
from central.tills.registry import EnrolledTill
from central.web.problems import ProblemError
from sync.protocol.snapshot import SNAPSHOT_KINDS, Manifest, write_told

LIVE_ROWS_MAX = 20_000
"""More than that is no snapshot: the till reads the feed after a few tries, and misses nothing."""


def answer_manifest(
    central: Central, reader: EnrolledTill, *, cursor: str | None, nonce: str
) -> bytes:
    """Return the signed manifest for a till that has this cursor.

    Raises DatabaseUnavailable, and ProblemError: 404 where no manifest could hold all, 503 while
    another store's snapshot is being built.
    """
    kept = usable_snapshot(central, reader)
    claim = CursorClaim(
        feeds=reader.feeds, text=cursor, epoch=kept.epoch, seal_key=central.keys.cursor_seal
    )
    with central.database.reading(at_one_moment=True) as connection:
        known = settle_cursor(connection, claim).cursor
        manifest = Manifest(
            epoch=kept.epoch,
            cursor=write_cursor(_merged(connection, reader, kept, known), claim.seal_key),
            streams=kept.streams,
            files=kept.files,
            live=tuple(
                row
                for number, feed in enumerate(shared_feeds(reader))
                for row in _live(connection, number, feed, dict(kept.streams)[feed.name])
            ),
        )
    return write_told(manifest, central.keys.signing, till=reader.till_id, nonce=nonce)


def _merged(
    connection: sa.Connection, reader: EnrolledTill, kept: KeptSnapshot, known: Cursor
) -> Cursor:
    """Return the cursor behind the snapshot: the till's own of streams without one goes with it."""
    merged = Cursor(kept.epoch)
    for feed in personal_feeds(reader):
        if known.position(feed.name):
            stamp = known.stamps[feed.name]
            merged = merged.moved(feed.name, known.position(feed.name), stamp)
    for name, position in kept.streams:
        statement = sa.select(change.c.key, change.c.body, change.c.made_at).where(
            change.c.organisation_id == reader.organisation_id,
            change.c.stream == name,
            change.c.position == position,
        )
        row = connection.execute(statement).one_or_none()
        if row is not None:
            merged = merged.moved(name, position, stamp_of(row.key, row.body, row.made_at))
    return merged


def _live(
    connection: sa.Connection, number: int, feed: FeedName, position: int
) -> list[tuple[int, int, str, str, str]]:
    """Return the rows of a stream that files do not hold; what is newer comes by the feed.

    Raises ProblemError (404) for more than 20,000: none is left out in silence.
    """
    statement = (
        present_rows(feed)
        .where(feed_current.c.kind.not_in(SNAPSHOT_KINDS), feed_current.c.position <= position)
        .order_by(feed_current.c.position)
        .limit(LIVE_ROWS_MAX + 1)
    )
    rows = [
        (number, place, kind, key, canonical_text(body))
        for place, kind, key, body in read_rows(connection, feed, statement)
    ]
    if len(rows) > LIVE_ROWS_MAX:
        raise ProblemError(
            status=HTTPStatus.NOT_FOUND,
            title="There is no snapshot of this store",
            detail="Too much of it changes all the time. The till reads the feed instead.",
        )
    return rows
