"""Building a snapshot: the present rows of a store's streams at one moment, as two files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeAlias

import sqlalchemy as sa

from central.opening import Central
from central.present.tables import feed_current
from central.publication import FeedName
from central.snapshots.choosing import first_items, shared_feeds
from central.tables import change, feed_stream
from central.tills.registry import EnrolledTill
from sync.protocol.snapshot import SNAPSHOT_KINDS, pack_frames, row_line

_PAGE_ROWS = 1_000
PresentRow: TypeAlias = tuple[int, str, str, str]
"""Position, kind, key, and JSON of the body."""
_KINDS_OF_FIRST = tuple(kind for kind in SNAPSHOT_KINDS if kind != "item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dump:
    """What was built: streams with positions, by name, and the frames of each file."""

    epoch: str
    streams: tuple[tuple[str, int], ...]
    files: tuple[tuple[bytes, ...], ...]
    row_count: int


@dataclass(slots=True)
class _Counted:
    """Passes lines on and counts them."""

    count: int = 0

    def over(self, lines: Iterator[bytes]) -> Iterator[bytes]:
        for line in lines:
            self.count += 1
            yield line


@dataclass(frozen=True, slots=True)
class _Dumping:
    connection: sa.Connection
    feeds: tuple[FeedName, ...]
    first: tuple[str, ...]
    counted: _Counted = field(default_factory=_Counted)

    def files(self) -> Iterator[tuple[bytes, ...]]:
        rules = chain.from_iterable(self._of_kinds(number) for number in range(len(self.feeds)))
        items = chain.from_iterable(self._rest(number) for number in range(len(self.feeds)))
        yield tuple(pack_frames(self.counted.over(chain(rules, self._chosen()))))
        rest = tuple(pack_frames(self.counted.over(items)))
        if rest:
            yield rest

    def _of_kinds(self, number: int) -> Iterator[bytes]:
        for kind in _KINDS_OF_FIRST:
            yield from self._pages(number, kind)

    def _rest(self, number: int) -> Iterator[bytes]:
        return self._pages(number, "item", without=frozenset(self.first))

    def _chosen(self) -> Iterator[bytes]:
        for number, feed in enumerate(self.feeds):
            present = present_rows(feed).where(
                feed_current.c.kind == "item", feed_current.c.key.in_(self.first)
            )
            for row in read_rows(self.connection, feed, present.order_by(feed_current.c.key)):
                yield row_line(number, row)

    def _pages(
        self, number: int, kind: str, *, without: frozenset[str] = frozenset()
    ) -> Iterator[bytes]:
        after, feed = "", self.feeds[number]
        of_kind = present_rows(feed).where(feed_current.c.kind == kind)
        ordered = of_kind.order_by(feed_current.c.key).limit(_PAGE_ROWS)
        while True:
            statement = ordered.where(feed_current.c.key > after)
            page = list(read_rows(self.connection, feed, statement))
            if not page:
                return
            yield from (row_line(number, row) for row in page if row[2] not in without)
            after = page[-1][2]


def dump(central: Central, reader: EnrolledTill) -> Dump:
    """Read what a till of this store must know, at one moment. Raises DatabaseUnavailable."""
    feeds = shared_feeds(reader)
    epoch = central.epoch
    with central.database.reading(at_one_moment=True) as connection:
        heads = heads_of(connection, feeds)
        first = first_items(connection, reader, central.surroundings.now())
        dumping = _Dumping(connection, feeds, tuple(first))
        files = tuple(dumping.files())
    return Dump(
        epoch=epoch,
        streams=tuple((feed.name, heads[feed.name]) for feed in feeds),
        files=files,
        row_count=dumping.counted.count,
    )


def heads_of(connection: sa.Connection, feeds: Sequence[FeedName]) -> dict[str, int]:
    """Return the positions that streams have reached."""
    found: dict[str, int] = {}
    for feed in feeds:
        statement = sa.select(feed_stream.c.position).where(
            feed_stream.c.organisation_id == feed.organisation_id, feed_stream.c.name == feed.name
        )
        found[feed.name] = int(connection.execute(statement).scalar_one())
    return found


def present_rows(feed: FeedName) -> sa.Select[int, str, str]:
    """Return the statement for the present rows of a stream: position, kind, key."""
    return sa.select(feed_current.c.position, feed_current.c.kind, feed_current.c.key).where(
        feed_current.c.organisation_id == feed.organisation_id,
        feed_current.c.stream == feed.name,
    )


def read_rows(
    connection: sa.Connection, feed: FeedName, statement: sa.Select[int, str, str]
) -> Iterator[PresentRow]:
    """Yield the rows that a statement of ``present_rows`` finds, with their bodies.

    In two steps and not in a join: a planner without statistics would walk all changes for each.
    """
    found = connection.execute(statement).all()
    for at in range(0, len(found), _PAGE_ROWS):
        page = found[at : at + _PAGE_ROWS]
        bodies = connection.execute(
            sa.select(change.c.position, change.c.body).where(
                change.c.organisation_id == feed.organisation_id,
                change.c.stream == feed.name,
                change.c.position.in_([row.position for row in page]),
            )
        )
        body_at = {row.position: row.body for row in bodies}
        for position, kind, key in page:
            yield position, kind, key, body_at[position]
