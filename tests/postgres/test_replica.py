"""Feeds read from a streaming replica: never less than was told or written, whatever it does."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from pydantic import SecretStr

from central.publication import NewChange, store_feed
from central.replica import REST_S
from central.tills.organisations import Store
from sync.protocol.snapshot import FILE_PATH
from tests.central.office import Office
from tests.central.paper_till import PaperTill, sale_body
from tests.central.test_snapshots import manifest_of, stock_up
from tests.postgres.cluster import Pair
from tests.postgres.fixtures import office_on

MANY = 450


class Ticks:
    """Seconds that a test lets pass."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Read:
    """Counts the statements on feeds and on files that the replica was asked."""

    def __init__(self, office: Office) -> None:
        self.chunks = self.frames = 0
        replica = office.central.replica
        assert replica is not None
        sa.event.listen(replica.database.engine, "before_cursor_execute", self._count)

    def _count(self, *told: object) -> None:
        self.chunks += "FROM change" in str(told[2]) and "LIMIT" in str(told[2])
        self.frames += "FROM snapshot_frame" in str(told[2])


@pytest.fixture
def pair(pairs: Callable[..., Pair]) -> Pair:
    return pairs(synchronous=False)


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
def office(pair: Pair, ticks: Ticks, tmp_path: Path) -> Iterator[Office]:
    pair.primary.ask("CREATE DATABASE windward")
    pair.await_replay()
    url = SecretStr(pair.standby.url("windward"))
    opened = office_on(pair.primary.url("windward"), tmp_path / "central", replica_url=url)
    assert opened.central.replica is not None
    opened.central.replica.ticks = ticks
    yield opened
    opened.close()


@pytest.fixture
def shop(office: Office) -> Store:
    return office.open_shop()


@pytest.fixture
def till(office: Office, shop: Store) -> PaperTill:
    return office.enrol(shop)


def publish(office: Office, shop: Store, count: int, key: str = "item") -> None:
    feed = store_feed(shop.organisation_id, shop.store_id)
    with office.central.database.writing(office.clock.now()) as writing:
        for number in range(count):
            new = NewChange(kind="item", key=f"{key}-{number}", body="{}")
            writing.publish(feed, new)


def items(till: PaperTill) -> list[str]:
    return [change.key for change in till.pull().changes if change.kind == "item"]


def test_a_feed_is_read_from_the_replica_when_it_has_everything(
    office: Office, shop: Store, till: PaperTill, pair: Pair
) -> None:
    publish(office, shop, MANY)
    pair.await_replay()
    read = Read(office)

    found = items(till)

    assert len(found) == MANY
    assert read.chunks >= 3
    assert items(till) == []


def test_a_paused_replica_is_passed_over_and_used_again_when_it_has_caught_up(
    office: Office, shop: Store, till: PaperTill, pair: Pair
) -> None:
    till.pull()
    pair.await_replay()
    pair.standby.ask("SELECT pg_wal_replay_pause()")
    read = Read(office)
    publish(office, shop, 3, "while paused")

    assert len(items(till)) == 3
    assert read.chunks == 0
    pair.standby.ask("SELECT pg_wal_replay_resume()")
    publish(office, shop, 2, "after")
    pair.await_replay()
    assert len(items(till)) == 2
    assert read.chunks > 0


def test_a_till_sees_its_own_writes_while_the_replica_lags(till: PaperTill, pair: Pair) -> None:
    """A sale that cannot be right becomes a case, and the very answer says so."""
    till.pull()
    pair.await_replay()
    pair.standby.ask("SELECT pg_wal_replay_pause()")
    till.write(sale_body("another stream's receipt"), kind="sale_completed")

    answer = till.push()

    assert answer.header.stored_through == 1
    assert "case" in {change.kind for change in answer.changes}


def test_a_killed_replica_is_left_alone_for_a_while_and_asked_again(
    office: Office, shop: Store, till: PaperTill, pair: Pair, ticks: Ticks
) -> None:
    till.pull()
    pair.standby.kill()
    publish(office, shop, 2, "while dead")

    assert len(items(till)) == 2
    pair.standby.start()
    pair.await_replay()
    read = Read(office)
    publish(office, shop, 2, "back")
    pair.await_replay()
    assert len(items(till)) == 2
    assert read.chunks == 0
    ticks.now += REST_S
    publish(office, shop, 2, "asked again")
    pair.await_replay()
    assert len(items(till)) == 2
    assert read.chunks > 0


def test_a_replica_that_fails_on_the_way_loses_no_change_and_repeats_none(
    office: Office, shop: Store, till: PaperTill, pair: Pair
) -> None:
    publish(office, shop, MANY)
    pair.await_replay()
    fail_after(1, office)

    first = till.pull()
    second = till.pull()

    assert first.end is not None
    assert first.end.more
    assert 0 < len(first.changes) < MANY
    keys = [one.key for one in (*first.changes, *second.changes) if one.kind == "item"]
    assert sorted(keys) == sorted(f"item-{number}" for number in range(MANY))


def fail_after(chunks: int, office: Office) -> None:
    """Let the replica cancel every chunk after some, as it does when the primary's vacuum comes."""
    replica = office.central.replica
    assert replica is not None
    seen = 0

    def count(*told: object) -> None:
        nonlocal seen
        seen += "LIMIT" in str(told[2])
        if seen > chunks:
            raise sa.exc.OperationalError("conflict with recovery", None, Exception())

    sa.event.listen(replica.database.engine, "before_cursor_execute", count)


def test_a_replica_of_another_history_is_not_believed(
    office: Office, shop: Store, till: PaperTill, pair: Pair
) -> None:
    """The standby was promoted on the side: it goes on without the primary."""
    till.pull()
    pair.await_replay()
    pair.standby.promote()
    read = Read(office)
    publish(office, shop, 2)

    assert len(items(till)) == 2
    assert read.chunks == 0


def test_planted_a_replica_that_is_believed_unasked_hides_what_the_till_should_hear(
    office: Office, shop: Store, till: PaperTill, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted bug: no comparison of heads. The test above would fail."""
    monkeypatch.setattr("central.replica.Replica.holds", lambda *_: True)
    till.pull()
    pair.await_replay()
    pair.standby.ask("SELECT pg_wal_replay_pause()")
    publish(office, shop, 3)

    assert items(till) == []


def test_a_snapshots_file_comes_from_the_replica_once_that_has_it_whole(
    office: Office, shop: Store, till: PaperTill, pair: Pair
) -> None:
    """While it lags it may have some of the frames: no part is ever given for the whole."""
    pair.await_replay()
    pair.standby.ask("SELECT pg_wal_replay_pause()")
    read = Read(office)
    stock_up(office, shop)
    file = manifest_of(office, till).files[0]
    path = f"{FILE_PATH}/{file.sha256}"
    whole = till.client.get(path).content
    before = read.frames

    pair.standby.ask("SELECT pg_wal_replay_resume()")
    pair.await_replay()

    assert till.client.get(path).content == whole
    assert hashlib.sha256(whole).hexdigest() == file.sha256
    assert before == 0
    assert read.frames > 0
    pair.standby.kill()
    assert till.client.get(path).content == whole
