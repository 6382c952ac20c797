"""What a till needs first: all rules, its store, and what sells there (sync rule 10.3)."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from central.present.tables import feed_current
from central.publication import FeedName, people_feed, till_feed
from central.tables import sale, sale_line
from central.tills.registry import EnrolledTill

FIRST_ITEMS = 500
_LOOK_BACK = timedelta(days=30)
_KEY = ("organisation_id", "till_id", "stream", "branch", "seq")


def first_items(connection: sa.Connection, reader: EnrolledTill, now: datetime) -> list[str]:
    """Return the ids of the items that a till of this store needs first, at most 500, by id."""
    chosen = _best_sellers(connection, reader, now - _LOOK_BACK)
    wanted = sa.select(feed_current.c.key).where(*_items_of(reader), feed_current.c.key.in_(chosen))
    known = set(connection.execute(wanted).scalars())
    rest = (
        sa.select(feed_current.c.key)
        .where(*_items_of(reader))
        .order_by(feed_current.c.key)
        .limit(FIRST_ITEMS)
    )
    for key in connection.execute(rest).scalars():
        if len(known) >= FIRST_ITEMS:
            break
        known.add(key)
    return sorted(known)


def _best_sellers(connection: sa.Connection, reader: EnrolledTill, since: datetime) -> list[str]:
    sold = sa.func.sum(sale_line.c.quantity)
    same = sa.and_(*(sale_line.c[name] == sale.c[name] for name in _KEY))
    statement = (
        sa.select(sale_line.c.item_id)
        .join(sale, same)
        .where(
            sale.c.organisation_id == reader.organisation_id,
            sale.c.store_id == reader.store_id,
            sale.c.sold_at >= since,
            sale_line.c.kind == "item",
        )
        .group_by(sale_line.c.item_id)
        .order_by(sold.desc(), sale_line.c.item_id)
        .limit(FIRST_ITEMS)
    )
    return [str(item_id) for item_id in connection.execute(statement).scalars()]


def _items_of(reader: EnrolledTill) -> tuple[sa.ColumnElement[bool], ...]:
    names = [feed.name for feed in shared_feeds(reader)]
    return (
        feed_current.c.organisation_id == reader.organisation_id,
        feed_current.c.stream.in_(names),
        feed_current.c.kind == "item",
    )


def shared_feeds(reader: EnrolledTill) -> tuple[FeedName, ...]:
    """Return the streams that a till shares with others: what snapshots are made of."""
    return tuple(sorted(set(reader.feeds).difference(personal_feeds(reader))))


def personal_feeds(reader: EnrolledTill) -> tuple[FeedName, ...]:
    """Return the streams that no snapshot holds: the till's own, and the customers'."""
    return (
        people_feed(reader.organisation_id),
        till_feed(reader.organisation_id, reader.till_id),
    )
