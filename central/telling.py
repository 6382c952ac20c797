"""Telling every API process, with the commit, which feed streams have something new."""

import json
from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from central.publication import FeedName

CHANNEL = "windward_feeds"
_FEEDS_A_MESSAGE = 40
"""PostgreSQL takes 8,000 bytes a message; two ids of 36 characters and their names need 120."""


def tell(connection: sa.Connection, feeds: Sequence[FeedName]) -> None:
    """Notify every process that listens; PostgreSQL delivers it if and when this commits."""
    for text in messages(feeds):
        connection.execute(sa.select(sa.func.pg_notify(CHANNEL, text)))


def messages(feeds: Sequence[FeedName]) -> Iterator[str]:
    """Yield the texts that name these streams, each short enough for PostgreSQL."""
    for start in range(0, len(feeds), _FEEDS_A_MESSAGE):
        few = feeds[start : start + _FEEDS_A_MESSAGE]
        yield json.dumps([[feed.organisation_id, feed.name] for feed in few])


def feeds_of(text: str) -> tuple[FeedName, ...]:
    """Return the streams that a message names; none for a text that is not ours."""
    try:
        told = json.loads(text)
        return tuple(FeedName(str(organisation_id), str(name)) for organisation_id, name in told)
    except (ValueError, TypeError):
        return ()
