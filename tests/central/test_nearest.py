"""Feeds from a replica: used while it holds enough, left where it fails, asked again later.

The replica here is a second door to the same file. Real ones stand in tests/postgres.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
import sqlalchemy as sa

from central.database import CentralDatabase, DatabaseUnavailable, open_database
from central.feed.cursor import Cursor
from central.feed.nearest import read_nearest
from central.feed.reading import FeedRequest
from central.opening import Central
from central.publication import FeedName, NewChange, store_feed
from central.replica import REST_S, Need, Replica
from central.tills.organisations import Store
from sync.protocol.changes import Change
from sync.protocol.exchange import AnswerLine, EndLine
from tests.central.office import Office

MANY = 450


class SecondDoor(CentralDatabase):
    """Counts how often it was opened, and fails from some time on."""

    opened = 0
    fails_from = 1_000

    @contextmanager
    def reading(self, *, at_one_moment: bool = False) -> Iterator[sa.Connection]:
        self.opened += 1
        if self.opened >= self.fails_from:
            raise DatabaseUnavailable("Away", "It is.")
        with super().reading(at_one_moment=at_one_moment) as connection:
            yield connection


@pytest.fixture
def door(office: Office) -> Iterator[SecondDoor]:
    made = SecondDoor(open_database(office.settings, office.central.keys.database).engine)
    yield made
    made.close()


@pytest.fixture
def central(office: Office, door: SecondDoor, shop: Store) -> Central:
    publish(office, feed_of(shop), MANY)
    return replace(office.central, replica=Replica(door, lambda: 0.0))


def feed_of(shop: Store) -> FeedName:
    return store_feed(shop.organisation_id, shop.store_id)


def publish(office: Office, feed: FeedName, count: int) -> None:
    with office.central.database.writing(office.clock.now()) as writing:
        for number in range(count):
            writing.publish(feed, NewChange(kind="item", key=f"item-{number}", body="{}"))


def read(central: Central, shop: Store, cursor: Cursor | None = None) -> list[AnswerLine]:
    asked = FeedRequest(
        feeds=(feed_of(shop),),
        cursor=cursor or Cursor(central.epoch),
        bytes_max=1_000_000,
        seal_key=central.keys.cursor_seal,
    )
    return list(read_nearest(central, central.epoch, asked))


def item_count(lines: list[AnswerLine]) -> int:
    return sum(isinstance(line, Change) and line.kind == "item" for line in lines)


def test_a_replica_that_holds_everything_answers(
    central: Central, door: SecondDoor, shop: Store
) -> None:
    assert item_count(read(central, shop)) == MANY
    assert door.opened > 3


def test_where_there_is_nothing_to_tell_the_replica_is_not_asked(
    central: Central, door: SecondDoor, shop: Store
) -> None:
    lines = read(central, shop, Cursor(central.epoch, {feed_of(shop).name: 10_000}))

    assert item_count(lines) == 0
    assert door.opened == 0


@pytest.mark.parametrize("fails_from", [1, 2])
def test_a_replica_that_fails_before_the_first_line_is_not_noticed_by_the_till(
    central: Central, door: SecondDoor, shop: Store, fails_from: int
) -> None:
    door.fails_from = fails_from
    lines = read(central, shop)

    assert item_count(lines) == MANY
    assert lines[-1] == EndLine(more=False)
    assert item_count(read(central, shop)) == MANY
    assert door.opened == fails_from


def test_a_replica_that_fails_on_the_way_ends_the_answer_early_and_whole(
    central: Central, door: SecondDoor, shop: Store
) -> None:
    door.fails_from = 4
    lines = read(central, shop)

    assert 0 < item_count(lines) < MANY
    assert lines[-1] == EndLine(more=True)


def test_a_replica_that_failed_is_asked_again_after_its_rest(door: SecondDoor) -> None:
    seconds = [0.0]
    replica = Replica(door, lambda: seconds[0])
    replica.leave_alone()
    resting = replica.says(lambda _: True)
    seconds[0] += REST_S

    assert (resting, replica.says(lambda _: True)) == (False, True)


@pytest.mark.parametrize(("epoch", "ahead"), [("another", 0), (None, 1)])
def test_a_replica_of_another_epoch_or_behind_any_head_does_not_hold(
    central: Central, shop: Store, epoch: str | None, ahead: int
) -> None:
    assert central.replica is not None
    heads = {feed_of(shop): MANY + 100 * ahead}

    assert not central.replica.holds(Need(epoch or central.epoch, heads))
