"""Nudges between API processes: what one commits, the other's tills hear of."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

import pytest
from starlette.testclient import TestClient

from central.app import create_app
from central.nudges.hub import NudgeHub, Waiter
from central.nudges.listening import FeedListener
from central.publication import FeedName, NewChange, store_feed
from central.tills.organisations import Store
from tests.central.office import Office
from tests.postgres.cluster import await_true
from tests.postgres.fixtures import Databases

SOON_S = 20.0


@pytest.fixture
def office(databases: Databases, tmp_path: Path) -> Iterator[Office]:
    opened = databases.new_office(tmp_path / "central")
    yield opened
    opened.close()


@pytest.fixture
def other(office: Office) -> Iterator[Office]:
    """Another process: it shares nothing with the first but the database and the keys."""
    opened = Office(office.settings)
    yield opened
    opened.close()


@contextmanager
def waiting(office: Office, feed: FeedName) -> Iterator["Queue[float]"]:
    heard: Queue[float] = Queue()
    hub = NudgeHub()
    listener = FeedListener(office.central.database, hub)
    with hub.waiting(Waiter("till", frozenset((feed,)), heard.put, lambda: None)):
        listener.start()
        assert listener.is_listening.wait(SOON_S)
        assert heard.get(timeout=SOON_S) == 0.0, "who begins to listen is told once"
        yield heard
    listener.stop()


def publish(office: Office, feed: FeedName, failure: Exception | None = None) -> None:
    with office.central.database.writing(office.clock.now()) as writing:
        writing.publish(feed, NewChange(kind="item", key="tape", body="{}"))
        if failure is not None:
            raise failure


def feed_of(shop: Store) -> FeedName:
    return store_feed(shop.organisation_id, shop.store_id)


def test_what_one_process_commits_the_other_hears(office: Office, other: Office) -> None:
    feed = feed_of(office.open_shop())
    with waiting(office, feed) as heard:
        publish(other, feed)

        assert heard.get(timeout=SOON_S) == 0.0


def test_what_is_undone_nobody_hears(office: Office, other: Office) -> None:
    feed = feed_of(office.open_shop())
    with waiting(office, feed) as heard:
        with pytest.raises(KeyError):
            publish(other, feed, KeyError())
        publish(other, feed)
        heard.get(timeout=SOON_S)

        assert heard.empty()


def test_a_listener_whose_connection_is_ended_comes_back_and_tells_everybody(
    office: Office, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("central.nudges.listening._LOOK_S", 0.02)
    feed = feed_of(office.open_shop())
    with waiting(office, feed) as heard:
        databases.server.ask(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE query LIKE 'LISTEN%'"
        )

        assert heard.get(timeout=SOON_S) == 0.0
        publish(office, feed)
        assert heard.get(timeout=SOON_S) == 0.0


def test_an_application_that_serves_listens_and_one_that_ends_stops(
    office: Office, databases: Databases
) -> None:
    def listeners() -> object:
        return databases.server.ask(
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
        )

    with TestClient(create_app(office.central)):
        await_true(lambda: listeners() == 1, "nobody listens")

    await_true(lambda: listeners() == 0, "somebody still listens")
