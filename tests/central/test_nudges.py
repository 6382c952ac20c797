"""Nudges: a till that waits hears at once that there is something new where it may read."""

from collections.abc import Callable

import pytest
from starlette.testclient import WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from central.database import DatabaseUnavailable
from central.nudges import hub as hubs
from central.nudges.hub import HubFull, NudgeHub, Waiter
from central.publication import FeedName, NewChange, store_feed
from central.tables import till as till_table
from central.telling import feeds_of, messages
from central.tills.organisations import Store
from central.tills.registry import EnrolledTill
from sync.protocol.http_signing import SignedRequest, signature_headers
from sync.protocol.keys import SigningKey
from sync.protocol.nudges import NEWS, NUDGES_PATH
from tests.central.office import Office
from tests.central.paper_till import NONCE, START, PaperTill

A, B = FeedName("one", "store:a"), FeedName("one", "store:b")


def listen(till: PaperTill, signer: SigningKey | None = None) -> WebSocketTestSession:
    headers = signature_headers(
        SignedRequest(method="GET", path=NUDGES_PATH, body=b""),
        key=signer or till.signer,
        key_id=till.granted.till,
        created_at=START,
        nonce=NONCE,
    )
    return till.client.websocket_connect(NUDGES_PATH, headers=headers)


def publish(office: Office, shop: Store, key: str = "tape") -> None:
    with office.central.database.writing(office.clock.now()) as writing:
        new = NewChange(kind="item", key=key, body="{}")
        writing.publish(store_feed(shop.organisation_id, shop.store_id), new)


def test_a_till_that_listens_is_nudged_when_its_store_has_something_new(
    office: Office, shop: Store, till: PaperTill
) -> None:
    with listen(till) as socket:
        publish(office, shop)

        assert socket.receive_text() == NEWS


def test_what_a_till_says_is_thrown_away_and_it_is_nudged_again(
    office: Office, shop: Store, till: PaperTill
) -> None:
    with listen(till) as socket:
        socket.send_text("hello")
        publish(office, shop)
        first = socket.receive_text()
        publish(office, shop, "rope")

        assert (first, socket.receive_text()) == (NEWS, NEWS)


def test_the_newest_socket_of_a_till_is_the_one_that_stays(
    office: Office, shop: Store, till: PaperTill
) -> None:
    with listen(till) as old, listen(till) as new:
        with pytest.raises(WebSocketDisconnect) as ended:
            old.receive_text()
        publish(office, shop)

        assert ended.value.code == 1001
        assert new.receive_text() == NEWS


def refused_with(open_socket: Callable[[], WebSocketTestSession]) -> int:
    with pytest.raises(WebSocketDisconnect) as refused, open_socket():
        pass
    return refused.value.code


def test_a_stranger_and_a_revoked_till_hear_nothing(office: Office, till: PaperTill) -> None:
    assert refused_with(lambda: listen(till, SigningKey(b"\7" * 32))) == 1008
    with office.central.database.writing(START) as writing:
        writing.connection.execute(till_table.update().values(revoked_at=START))

    assert refused_with(lambda: listen(till)) == 1008


def test_a_database_that_is_away_asks_a_listener_to_come_later(
    till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> EnrolledTill:
        raise DatabaseUnavailable("Away", "It is.")

    monkeypatch.setattr("central.nudges.endpoint._authenticated", away)

    assert refused_with(lambda: listen(till)) == 1013


def test_a_full_central_asks_a_listener_to_come_later(
    office: Office, shop: Store, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hubs, "SOCKETS_MAX", 1)
    other = office.enrol(shop)

    with listen(till):
        assert refused_with(lambda: listen(other)) == 1013


def test_another_organisations_news_nudges_nobody_here() -> None:
    hub, woken = NudgeHub(), list[float]()
    mine = Waiter("t", frozenset((A,)), woken.append, lambda: None)
    with hub.waiting(mine):
        hub.tell([B, FeedName("two", A.name)])

        assert woken == []


def test_many_that_wait_are_nudged_in_a_spread() -> None:
    hub, woken = NudgeHub(), list[float]()
    waiters = [Waiter(f"t{n}", frozenset((A,)), woken.append, lambda: None) for n in range(1_000)]
    opened = [hub.waiting(waiter) for waiter in waiters]
    for one in opened:
        one.__enter__()
    hub.tell([A])
    hub.tell_all()
    for one in opened:
        one.__exit__(None, None, None)

    assert woken[:1_000] == woken[1_000:]
    assert woken[:1_000] == sorted(set(woken))
    assert max(woken) <= 5
    assert hub.count == 0


def test_a_hub_takes_no_more_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "SOCKETS_MAX", 1)
    hub = NudgeHub()
    one, other = (Waiter(name, frozenset((A,)), lambda _: None, lambda: None) for name in "ab")

    with hub.waiting(one), pytest.raises(HubFull), hub.waiting(other):
        pass


def test_the_texts_between_processes_name_every_stream_and_are_short() -> None:
    feeds = [FeedName("o" * 36, f"store:{number:036d}") for number in range(95)]
    texts = list(messages(feeds))

    assert [feed for text in texts for feed in feeds_of(text)] == feeds
    assert max(map(len, texts)) < 8_000


@pytest.mark.parametrize("text", ["", "{", "1", "[1]", "[[1,2,3]]", "null"])
def test_a_text_that_is_not_ours_names_no_stream(text: str) -> None:
    assert feeds_of(text) == ()
