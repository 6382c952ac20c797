"""Eight writers and a reader.

No change is lost, none comes twice, and the naive way would lose some.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from central.feed.cursor import Cursor
from central.feed.reading import FeedRequest, read_feed
from central.publication import NewChange, organisation_feed, store_feed
from central.tables import change, feed_stream
from central.tills.organisations import Store
from sync.protocol.changes import Change
from sync.protocol.exchange import CursorLine
from tests.central.office import Office

pytestmark = pytest.mark.both_databases

WRITERS = 8
TRANSACTIONS = 20


def pull(office: Office, store: Store, cursor: Cursor) -> tuple[list[Change], Cursor]:
    """Read everything after a cursor; return it and the new cursor."""
    feeds = (
        organisation_feed(store.organisation_id),
        store_feed(store.organisation_id, store.store_id),
    )
    seal_key = office.central.keys.cursor_seal
    request = FeedRequest(feeds=feeds, cursor=cursor, bytes_max=10_000_000, seal_key=seal_key)
    found: list[Change] = []
    for line in read_feed(office.central.database, request):
        if isinstance(line, Change):
            found.append(line)
            cursor = cursor.moved(line.stream, line.position, "")
        else:
            assert not isinstance(line, CursorLine) or line.cursor
    return found, cursor


def test_eight_writers_and_a_reader_lose_nothing(office: Office, shop: Store) -> None:
    database = office.central.database
    at = office.clock.now()

    def write(writer: int) -> None:
        for number in range(TRANSACTIONS):
            with database.writing(at) as writing:
                new = NewChange(kind="item", key=f"{writer}/{number}", body="{}")
                writing.publish(store_feed(shop.organisation_id, shop.store_id), new)
                if number % 3 == 0:
                    writing.publish(organisation_feed(shop.organisation_id), new)

    seen: list[Change] = []
    cursor = Cursor(office.central.epoch)
    with ThreadPoolExecutor(WRITERS) as pool:
        writers = [pool.submit(write, writer) for writer in range(WRITERS)]
        while not all(writer.done() for writer in writers):
            found, cursor = pull(office, shop, cursor)
            seen += found
        for writer in writers:
            writer.result()
    found, cursor = pull(office, shop, cursor)
    seen += found

    keys = [one.key for one in seen if one.kind == "item" and one.stream.startswith("store:")]
    assert sorted(keys) == sorted(f"{w}/{n}" for w in range(WRITERS) for n in range(TRANSACTIONS))
    for stream in {one.stream for one in seen}:
        positions = [one.position for one in seen if one.stream == stream]
        assert positions == list(range(1, len(positions) + 1))


def test_numbers_taken_before_the_commit_would_lose_what_commits_late(
    office: Office, shop: Store
) -> None:
    """A planted bug: numbers are taken like a sequence's values, and are seen out of order."""
    slow, quick = naive_writer(office, shop, "slow"), naive_writer(office, shop, "quick")
    _, cursor = pull(office, shop, Cursor(office.central.epoch))
    next(slow)
    next(quick)
    next(quick)
    seen, cursor = pull(office, shop, cursor)
    next(slow)
    more, cursor = pull(office, shop, cursor)

    assert [one.key for one in seen + more] == ["quick"]


def naive_writer(office: Office, store: Store, key: str) -> Iterator[None]:
    """Take a number in one transaction, then write the change under it in another."""
    feed = store_feed(store.organisation_id, store.store_id)
    counter = (
        sa.update(feed_stream)
        .where(feed_stream.c.name == feed.name)
        .values(position=feed_stream.c.position + 1)
        .returning(feed_stream.c.position)
    )
    with office.central.database.writing(office.clock.now()) as writing:
        position = writing.connection.execute(counter).scalar_one()
    yield
    with office.central.database.writing(office.clock.now()) as writing:
        writing.connection.execute(
            sa.insert(change).values(
                organisation_id=feed.organisation_id,
                stream=feed.name,
                position=position,
                last_position=position,
                kind="item",
                key=key,
                body="{}",
                made_at=writing.at,
            )
        )
    yield
