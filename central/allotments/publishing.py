"""Telling tills how much there is: ``resource`` changes (sync rule 9.10)."""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import sqlalchemy as sa

from central.allotments.books import book_of, find_books, lock_books
from central.allotments.names import feed_of
from central.allotments.tables import resource
from central.database import CentralDatabase, Writing
from central.publication import new_change
from sync.protocol.allotment_bodies import ResourceChanged

OpenWriting = Callable[[], AbstractContextManager[Writing]]
"""What opens a writing transaction: the jobs' is behind the fence of their lease."""

PUBLISHED_AT_MOST_EVERY = timedelta(seconds=30)
_DUE_MAX = 200


def publish_books(writing: Writing, organisation_id: str, names: Collection[str]) -> None:
    """Publish what changed of these resources: a total at once, what is free at most every 30 s.

    The rows' locks are held. What is not told now is told by ``publish_due``.
    """
    for name, row in sorted(find_books(writing.connection, organisation_id, names).items()):
        if row.set_at is None or not _is_due(row, writing.at):
            continue
        book = book_of(row)
        body = ResourceChanged(total=book.total, free=book.free, as_of=writing.at)
        writing.publish(feed_of(organisation_id, name), new_change(name, body))
        writing.connection.execute(
            sa.update(resource)
            .where(resource.c.organisation_id == organisation_id, resource.c.resource == name)
            .values(published_total=book.total, published_free=book.free, published_at=writing.at)
        )


def publish_due(database: CentralDatabase, open_writing: OpenWriting, at: datetime) -> int:
    """Publish what was held back for its 30 seconds; return how many. Bounded: call it again."""
    with database.reading() as connection:
        due = _list_due(connection, at)
    for organisation_id, name in due:
        with open_writing() as writing:
            lock_books(writing, organisation_id, [name])
            publish_books(writing, organisation_id, [name])
    return len(due)


def _list_due(connection: sa.Connection, at: datetime) -> list[tuple[str, str]]:
    pool = resource.c.total - resource.c.consumed - resource.c.outstanding
    free = sa.case((pool > 0, pool), else_=0)
    statement = (
        sa.select(resource)
        .where(
            resource.c.set_at.is_not(None),
            sa.or_(
                resource.c.published_at.is_(None),
                resource.c.published_total != resource.c.total,
                resource.c.published_free != free,
            ),
        )
        .order_by(resource.c.published_at, resource.c.organisation_id, resource.c.resource)
        .limit(_DUE_MAX)
    )
    rows = connection.execute(statement)
    return [(row.organisation_id, row.resource) for row in rows if _is_due(row, at)]


def _is_due(row: sa.Row[tuple[object, ...]], at: datetime) -> bool:
    """A clock that was set back must not silence it: a time ahead counts as long ago."""
    book = book_of(row)
    if row.published_at is None or row.published_total != book.total:
        return True
    if row.published_free == book.free:
        return False
    return not timedelta(0) <= at - row.published_at < PUBLISHED_AT_MOST_EVERY
