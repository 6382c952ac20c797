"""What an answer tells a till of the feed: all its streams, or its own and a snapshot (10.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from central.feed.cursor import Cursor
from central.feed.reading import Start
from central.opening import Central
from central.present.tables import feed_current
from central.publication import FeedName, till_feed
from central.snapshots.building import heads_of
from central.snapshots.choosing import personal_feeds, shared_feeds
from central.snapshots.repairing import stream_sums
from central.tills.registry import EnrolledTill
from sync.protocol.exchange import ExchangeHeader
from sync.protocol.sums import StreamSum

CHANGES_MIN = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """The streams that an answer reads and from where; the sums of those streams' heads."""

    start: Start
    feeds: tuple[FeedName, ...]
    take_snapshot: bool = False
    sums: Mapping[str, StreamSum] | None = field(default=None)


def decide_telling(
    central: Central, reader: EnrolledTill, header: ExchangeHeader, start: Start
) -> Telling:
    """Return what this answer tells. A revoked till is told nothing."""
    if reader.revoked_at is not None:
        return Telling(start=start, feeds=())
    own = (till_feed(reader.organisation_id, reader.till_id),)
    if header.own_stream_only:
        return Telling(start=start, feeds=own)
    with central.database.reading() as connection:
        if not header.takes_snapshot or not _is_far_behind(connection, reader, start.cursor):
            sums = stream_sums(connection, reader.feeds)
            return Telling(start=start, feeds=reader.feeds, sums=sums)
    has_read = any(start.cursor.position(feed.name) for feed in shared_feeds(reader))
    begin = Start(Cursor(start.cursor.epoch), rebase=True) if has_read else start
    return Telling(start=begin, feeds=personal_feeds(reader), take_snapshot=True)


def _is_far_behind(connection: sa.Connection, reader: EnrolledTill, cursor: Cursor) -> bool:
    feeds = shared_feeds(reader)
    heads = heads_of(connection, feeds)
    behind = sum(head - cursor.position(name) for name, head in heads.items())
    return behind >= CHANGES_MIN and behind > _row_count(connection, feeds) // 2


def _row_count(connection: sa.Connection, feeds: Sequence[FeedName]) -> int:
    statement = sa.select(sa.func.count()).where(
        feed_current.c.organisation_id == feeds[0].organisation_id,
        feed_current.c.stream.in_([feed.name for feed in feeds]),
    )
    return int(connection.execute(statement).scalar_one())
