"""Central's side of a repair: its bucket sums, and the rows of the buckets asked for (10.12)."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import sqlalchemy as sa

from central.opening import Central
from central.present.rows import canonical_text
from central.present.tables import feed_current, feed_sum
from central.publication import FeedName
from central.snapshots.building import present_rows, read_rows
from central.tills.registry import EnrolledTill
from central.web.problems import ProblemError
from sync.protocol.operation import to_base64
from sync.protocol.snapshot import BucketRows, BucketSums, write_told
from sync.protocol.sums import SUMMED_KINDS, SUMS_BYTES, SetSums, StreamSum

ROWS_MAX = 20_000


def stream_sums(connection: sa.Connection, feeds: Sequence[FeedName]) -> dict[str, StreamSum]:
    """Return the sums of streams that have said something, at their heads."""
    asked = {"asked": [(feed.organisation_id, feed.name) for feed in feeds]}
    return {
        row.stream: StreamSum(position=row.position, total=SetSums.total_of(row.sums))
        for row in connection.execute(_OF_STREAMS, asked)
        if row.position
    }


def answer_sums(central: Central, reader: EnrolledTill, *, stream: str, nonce: str) -> bytes:
    """Return the signed bucket sums of one of the till's streams. Raises ProblemError (404)."""
    feed = _feed(reader, stream)
    with central.database.reading() as connection:
        position, sums = _sums(connection, feed)
    told = BucketSums(stream=stream, position=position, sums=to_base64(sums))
    return write_told(told, central.keys.signing, till=reader.till_id, nonce=nonce)


def answer_buckets(
    central: Central, reader: EnrolledTill, *, stream: str, buckets: Sequence[int], nonce: str
) -> bytes:
    """Return the signed rows of some buckets of one of the till's streams.

    Raises ProblemError (404) for a stream that is not the till's or for rows beyond all bounds.
    """
    feed = _feed(reader, stream)
    statement = (
        present_rows(feed)
        .where(
            feed_current.c.bucket.in_(list(buckets)),
            feed_current.c.kind.in_(sorted(SUMMED_KINDS)),
        )
        .order_by(feed_current.c.kind, feed_current.c.key)
        .limit(ROWS_MAX + 1)
    )
    with central.database.reading(at_one_moment=True) as connection:
        position, _ = _sums(connection, feed)
        rows = list(read_rows(connection, feed, statement))
    if len(rows) > ROWS_MAX:
        raise _nothing_there()
    told = BucketRows(
        stream=stream,
        position=position,
        buckets=tuple(buckets),
        rows=tuple((place, kind, key, canonical_text(body)) for place, kind, key, body in rows),
    )
    return write_told(told, central.keys.signing, till=reader.till_id, nonce=nonce)


def _feed(reader: EnrolledTill, stream: str) -> FeedName:
    found = next((feed for feed in reader.feeds if feed.name == stream), None)
    if found is None:
        raise _nothing_there()
    return found


def _sums(connection: sa.Connection, feed: FeedName) -> tuple[int, bytes]:
    statement = sa.select(feed_sum.c.position, feed_sum.c.sums).where(
        feed_sum.c.organisation_id == feed.organisation_id, feed_sum.c.stream == feed.name
    )
    row = connection.execute(statement).one_or_none()
    return (0, bytes(SUMS_BYTES)) if row is None else (int(row.position), bytes(row.sums))


def _nothing_there() -> ProblemError:
    return ProblemError(
        status=HTTPStatus.NOT_FOUND, title="Not Found", detail="There is nothing here."
    )


_ASKED: sa.BindParameter[Any] = sa.bindparam("asked", expanding=True)
_OF_STREAMS = sa.select(feed_sum.c.stream, feed_sum.c.position, feed_sum.c.sums).where(
    sa.tuple_(feed_sum.c.organisation_id, feed_sum.c.stream).in_(_ASKED)
)
