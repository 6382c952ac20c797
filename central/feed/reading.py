"""Reading the feed for one till: chunks of changes with cursors between, bounded by bytes.

Streams are read one after the other, in ascending order of name. Each chunk is a short read of its
own, so a slow link never keeps a database transaction open.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from central.database import CentralDatabase
from central.feed.cursor import Cursor, read_cursor, stamp_of, write_cursor
from central.publication import FeedName
from central.state import has_had_epoch
from central.tables import change, feed_stream
from sync.protocol.changes import Change
from sync.protocol.exchange import CHUNK_ROWS_MAX, AnswerLine, CursorLine, EndLine

_CHANGE_OVERHEAD_BYTES = 96  # the names of a change's fields around its key and body


PeopleTold = Callable[[sa.Connection, str, list[str]], Mapping[str, Mapping[str, object]]]
"""Returns the bodies of customers' changes as they are now, by person id: no row holds them."""
_PEOPLE_KIND = "customer"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRequest:
    """What a till asks for: its own streams, from a cursor, at most so many bytes.

    ``seal_key`` seals the cursors of the answer. ``whole`` is what ``Start`` says of this cursor,
    None where that is not known. Without ``people`` nothing is said of any customer.
    """

    feeds: Sequence[FeedName]
    cursor: Cursor
    bytes_max: int
    seal_key: bytes = field(repr=False)
    whole: Mapping[str, int] | None = None
    people: PeopleTold | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CursorClaim:
    """The cursor that a till sends, its streams, and what it is held against."""

    feeds: Sequence[FeedName]
    text: str | None
    epoch: str
    seal_key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Start:
    """Where reading begins, and whether the till must forget what it had (``rebase``).

    ``is_evidence`` says that the cursor, of central's own making, stands at a change of this epoch
    that this database does not have, or names an epoch that it never had (``forgotten_epoch``):
    central has forgotten part of its history (sync rule 4.6).
    ``whole`` are the streams whose cursor stands at the end of a transaction: they may be shown.
    """

    cursor: Cursor
    rebase: bool
    is_evidence: bool = False
    forgotten_epoch: str | None = None
    whole: Mapping[str, int] = field(default_factory=dict)


def settle_cursor(connection: sa.Connection, claim: CursorClaim) -> Start:
    """Return where a till's cursor leads.

    One of another epoch, one that central has not made, and one that stands at a change that is not
    ours lead to the start. An epoch that was never in force here is one that central has forgotten:
    it was put back more than once from a copy that does not know it is one.
    """
    fresh = Cursor(claim.epoch)
    if claim.text is None:
        return Start(fresh, rebase=False)
    cursor = read_cursor(claim.text, claim.seal_key)
    if cursor is None:
        return Start(fresh, rebase=True)
    if cursor.epoch != claim.epoch:
        if has_had_epoch(connection, cursor.epoch):
            return Start(fresh, rebase=True)
        return Start(fresh, rebase=True, is_evidence=True, forgotten_epoch=cursor.epoch)
    heads = _heads(connection, claim.feeds)
    known = {name: cursor.position(name) for name in heads if cursor.position(name)}
    standing = _standing(connection, claim.feeds, known)
    stamps = {row.stream: stamp_of(row.key, row.body, row.made_at) for row in standing}
    wrong = [name for name in known if stamps.get(name) != cursor.stamps.get(name, "")]
    if not wrong:
        cursor = Cursor(claim.epoch, known, stamps)
        return Start(cursor, rebase=False, whole=_ends(standing))
    # A change that is merely no longer kept is not evidence; another one in its place is.
    is_evidence = any(known[name] > heads[name] or name in stamps for name in wrong)
    return Start(fresh, rebase=True, is_evidence=is_evidence)


def read_feed(database: CentralDatabase, request: FeedRequest) -> Iterator[AnswerLine]:
    """Yield changes with a cursor line after at most 200 of them and at the end; the end line."""
    with database.reading() as connection:
        heads = _heads(connection, request.feeds)
        visible = _whole_at(connection, request)
    cursor, left = request.cursor, request.bytes_max
    yielded = False
    for feed in sorted(request.feeds):
        while cursor.position(feed.name) < heads.get(feed.name, 0) and left > 0:
            rows, told = _chunk(database, request, feed, (cursor, heads[feed.name]))
            for row in rows:
                body = told.get(row.key, {}) if row.kind == _PEOPLE_KIND else json.loads(row.body)
                yield _change(row, body)
                size = len(str(body)) if row.kind == _PEOPLE_KIND else len(row.body)
                left -= size + len(row.key) + _CHANGE_OVERHEAD_BYTES
                if row.position == row.last_position:
                    visible[feed.name] = row.position
            stamp = stamp_of(rows[-1].key, rows[-1].body, rows[-1].made_at)
            cursor = cursor.moved(feed.name, rows[-1].position, stamp)
            yield CursorLine(cursor=write_cursor(cursor, request.seal_key), visible=dict(visible))
            yielded = True
    if not yielded:
        yield CursorLine(cursor=write_cursor(cursor, request.seal_key), visible=dict(visible))
    yield EndLine(more=any(cursor.position(name) < head for name, head in heads.items()))


def _heads(connection: sa.Connection, feeds: Sequence[FeedName]) -> dict[str, int]:
    asked = [(feed.organisation_id, feed.name) for feed in feeds]
    return {row.name: row.position for row in connection.execute(_HEADS, {"asked": asked})}


def _standing(
    connection: sa.Connection, feeds: Sequence[FeedName], positions: Mapping[str, int]
) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return the changes at these positions; none where nothing was read or nothing is there."""
    asked = [
        (feed.organisation_id, feed.name, positions[feed.name])
        for feed in feeds
        if positions.get(feed.name)
    ]
    return connection.execute(_STANDING, {"asked": asked}).all() if asked else ()


def _whole_at(connection: sa.Connection, request: FeedRequest) -> dict[str, int]:
    if request.whole is None:
        return _ends(_standing(connection, request.feeds, request.cursor.positions))
    names = {feed.name for feed in request.feeds}
    return {name: position for name, position in request.whole.items() if name in names}


def _ends(standing: Sequence[sa.Row[*tuple[Any, ...]]]) -> dict[str, int]:
    """Return the streams and positions of those changes that are the last of their transaction."""
    return {row.stream: row.position for row in standing if row.position == row.last_position}


def _chunk(
    database: CentralDatabase, request: FeedRequest, feed: FeedName, place: tuple[Cursor, int]
) -> tuple[Sequence[sa.Row[Any]], Mapping[str, Mapping[str, object]]]:
    """Return the next changes of a stream, and what there is to say of the customers among them."""
    cursor, through = place
    asked = {
        "of_organisation": feed.organisation_id,
        "of_stream": feed.name,
        "after": cursor.position(feed.name),
        "through": through,
        "most": CHUNK_ROWS_MAX,
    }
    with database.reading() as connection:
        rows = connection.execute(_CHUNK, asked).all()
        persons = sorted({row.key for row in rows if row.kind == _PEOPLE_KIND})
        if not persons or request.people is None:
            return rows, {}
        return rows, request.people(connection, feed.organisation_id, persons)


def _change(row: sa.Row[Any], body: Mapping[str, object]) -> Change:
    return Change(
        stream=row.stream,
        position=row.position,
        last=row.last_position,
        kind=row.kind,
        key=row.key,
        body=body,
    )


_ASKED: sa.BindParameter[Any] = sa.bindparam("asked", expanding=True)
_HEADS = sa.select(feed_stream.c.name, feed_stream.c.position).where(
    sa.tuple_(feed_stream.c.organisation_id, feed_stream.c.name).in_(_ASKED)
)
_STANDING = sa.select(
    change.c.stream,
    change.c.position,
    change.c.last_position,
    change.c.key,
    change.c.body,
    change.c.made_at,
).where(sa.tuple_(change.c.organisation_id, change.c.stream, change.c.position).in_(_ASKED))
_CHUNK = (
    sa.select(change)
    .where(
        change.c.organisation_id == sa.bindparam("of_organisation"),
        change.c.stream == sa.bindparam("of_stream"),
        change.c.position > sa.bindparam("after"),
        change.c.position <= sa.bindparam("through"),
    )
    .order_by(change.c.position)
    .limit(sa.bindparam("most"))
)
