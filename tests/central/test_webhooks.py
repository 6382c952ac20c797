"""Stripe's calls at the border: only what it signed just now, each once, quickly, nothing kept."""

from __future__ import annotations

import json
import threading
import time
from datetime import timedelta

import pytest
import sqlalchemy as sa
import stripe

from app.demo.stripe_double import WEBHOOK_SECRET, signature
from central.payments.provider_tables import webhook_event
from central.payments.stripe_signing import WebhookForgedError, require_signature
from central.payments.webhooks import BODY_BYTES_MAX, STRIPE_PATH
from central.tables import organisation
from tests.central.cardroom import CardRoom
from tests.central.office import Office
from tests.central.paper_till import START

DONE = "checkout.session.completed"
ABOUT = {"id": "cs_1", "object": "checkout.session", "client_reference_id": "pay-1"}
NOW = int(START.timestamp())
LIMIT_S = 2.0
HELD_S = 0.1
"""As long as a batch of a till holds the database, and longer."""
both = pytest.mark.both_databases


@pytest.fixture
def room(card_desk: CardRoom) -> CardRoom:
    return card_desk


def kept(room: CardRoom) -> list[dict[str, object]]:
    return room.office.rows(webhook_event, "event_id")


@pytest.mark.both_databases
def test_a_signed_call_is_noted_once_however_often_it_comes(room: CardRoom) -> None:
    body = room.double.event(DONE, ABOUT, "evt_1")
    answers = [room.send(body).status_code for _ in range(3)]

    (row,) = kept(room)
    assert answers == [200] * 3
    assert (row["kind"], row["object_id"], row["attempt_id"]) == (DONE, "cs_1", "pay-1")
    assert (row["state"], row["tries"]) == ("waiting", 0)


def test_stripes_own_sdk_takes_the_doubles_signature_and_ours_takes_the_sdks() -> None:
    body = b'{"id": "evt_1", "object": "event", "type": "x", "data": {"object": {}}}'
    theirs = stripe.WebhookSignature.generate_signature_header(
        body.decode(), WEBHOOK_SECRET, timestamp=NOW
    )

    require_signature(body, theirs, (WEBHOOK_SECRET,), START)

    assert theirs == signature(body, NOW)
    assert stripe.WebhookSignature.verify_header(body, signature(body, NOW), WEBHOOK_SECRET)


def test_while_a_secret_is_replaced_one_signature_of_several_is_enough(room: CardRoom) -> None:
    body = room.double.event(DONE, ABOUT)
    both = signature(body, NOW, "whsec_next", WEBHOOK_SECRET)
    old = signature(body, NOW, "whsec_old")

    assert room.send(body, both).status_code == 200
    assert room.send(body, old).status_code == 200


FORGED = {
    "nothing": "",
    "no scheme": "whatever",
    "another secret": signature(b"{}", NOW, "whsec_other"),
    "another body": signature(b'{"id": 1}', NOW),
    "the older scheme": signature(b"{}", NOW).replace("v1=", "v0="),
    "no time": signature(b"{}", NOW).split(",")[1],
    "no signature": f"t={NOW}",
    "two times": f"t={NOW}," + signature(b"{}", NOW),
    "time in words": "t=now,v1=" + "0" * 64,
    "a time without end": f"t={'9' * 40},v1=" + "0" * 64,
    "no hex": f"t={NOW},v1=" + "é" * 64,
    "stale": signature(b"{}", NOW - 301),
    "of next year": signature(b"{}", NOW + 301),
    "hidden behind many": f"t={NOW}," + "v1=0," * 40 + signature(b"{}", NOW).split(",")[1],
}


@pytest.mark.parametrize("case", FORGED)
def test_a_forged_or_stale_call_is_refused_and_nothing_is_kept(room: CardRoom, case: str) -> None:
    header = FORGED[case].encode("latin-1").decode("latin-1")
    answer = room.office.client.post(
        STRIPE_PATH, content=b"{}", headers=[(b"stripe-signature", header.encode("latin-1"))]
    )

    assert answer.status_code == 401
    assert kept(room) == []


@pytest.mark.parametrize("seconds", [-300, 300])
def test_the_tolerance_is_five_minutes_on_both_sides(seconds: int) -> None:
    require_signature(b"{}", signature(b"{}", NOW + seconds), (WEBHOOK_SECRET,), START)
    further = NOW + seconds + (1 if seconds > 0 else -1)

    with pytest.raises(WebhookForgedError, match="just now"):
        require_signature(b"{}", signature(b"{}", further), (WEBHOOK_SECRET,), START)


def test_a_recorded_call_that_is_played_again_changes_nothing(room: CardRoom) -> None:
    body = room.double.event(DONE, ABOUT)
    header = signature(body, NOW)
    first = room.send(body, header)
    room.office.clock.forward(timedelta(minutes=4))
    soon = room.send(body, header)
    room.office.clock.forward(timedelta(minutes=2))

    late = room.send(body, header)

    assert [first.status_code, soon.status_code, late.status_code] == [200, 200, 401]
    assert len(kept(room)) == 1


UNREADABLE = [
    b"",
    b"{}",
    b"[]",
    b"null",
    b"\xff",
    b'{"type": "checkout.session.completed"}',
    b'{"type": 7, "id": "evt_1", "created": 1, "data": {"object": {"id": "cs"}}}',
    json.dumps({"id": "evt 1", "type": DONE, "created": 1, "data": {"object": ABOUT}}).encode(),
    json.dumps({"id": "evt_1", "type": DONE, "created": -1, "data": {"object": ABOUT}}).encode(),
    json.dumps(
        {"id": "evt_1", "type": DONE, "created": 1, "data": {"object": {"id": "\0"}}}
    ).encode(),
    b"[" * 100_000,
]


@pytest.mark.parametrize("body", UNREADABLE, ids=range(len(UNREADABLE)))
def test_what_is_signed_and_cannot_be_read_is_refused_plainly(room: CardRoom, body: bytes) -> None:
    answer = room.send(body)

    assert answer.status_code == 400
    assert kept(room) == []


def test_a_body_of_a_megabyte_is_refused_unread(room: CardRoom) -> None:
    body = b" " * 1_048_576

    assert room.send(body).status_code == 413
    assert room.send(b" " * (BODY_BYTES_MAX + 1)).status_code == 413
    assert kept(room) == []


def test_a_kind_that_means_nothing_here_is_answered_well_and_not_kept(room: CardRoom) -> None:
    answer = room.call("customer.created", {"id": "cus_1", "email": "payer@example.com"})

    assert (answer.status_code, kept(room)) == (200, [])


def test_of_a_refund_or_a_dispute_its_payment_is_kept(room: CardRoom) -> None:
    room.call("refund.created", {"id": "re_1", "payment_intent": "pi_1"}, "evt_1")
    room.call("charge.dispute.created", {"id": "dp_1", "payment_intent": None}, "evt_2")

    assert [row["object_id"] for row in kept(room)] == ["pi_1", ""]


def test_without_a_secret_there_is_no_such_route(office: Office) -> None:
    office.open_shop()
    answer = office.client.post(STRIPE_PATH, content=b"{}")

    assert answer.status_code == 404


def test_who_forges_too_much_is_told_to_wait(room: CardRoom) -> None:
    limit = room.office.settings.refusals_per_minute
    codes = [room.send(b"{}", "").status_code for _ in range(limit + 1)]

    assert set(codes[:limit]) == {401}
    assert codes[-1] == 429


def test_planted_a_signature_that_is_not_checked_would_let_a_forged_call_in(
    room: CardRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("central.payments.webhooks.require_signature", lambda *_: None)

    assert room.send(room.double.event(DONE, ABOUT), "t=1,v1=00").status_code == 200
    assert len(kept(room)) == 1


def _every_call(room: CardRoom) -> list[tuple[bytes, str | None]]:
    good = room.double.event(DONE, ABOUT, "evt_1")
    return [
        (good, None),
        (good, None),
        (good, "t=1,v1=" + "0" * 64),
        (good, signature(good, NOW - 3 * 86_400)),
        (b" " * 1_048_576, None),
        (b"[" * 500_000, None),
        (b'{"a":' * 80_000, None),
    ]


def _answered_in(room: CardRoom) -> list[float]:
    """The seconds on the clock that each call took; all of them are answered as they should be."""
    took: list[float] = []
    for body, header in _every_call(room):
        began = time.monotonic()
        answer = room.send(body, header)
        took.append(time.monotonic() - began)
        assert answer.status_code in {200, 400, 401, 413}
    return took


@both
def test_every_call_is_answered_under_two_seconds_by_the_clock_while_others_write(
    room: CardRoom,
) -> None:
    """Somebody writes all the time, and holds the database as long as a batch of a till may."""
    central, stop, turns = room.office.central, threading.Event(), [0]

    def write() -> None:
        while not stop.is_set():
            with central.database.writing(room.office.clock.now()) as writing:
                writing.connection.execute(sa.update(organisation).values(name=organisation.c.name))
                stop.wait(HELD_S)
                turns[0] += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        took = _answered_in(room)
    finally:
        stop.set()
        writer.join()

    assert turns[0] >= 1, "nobody wrote meanwhile"
    assert max(took) < LIMIT_S, took
    assert len(kept(room)) == 1


def test_planted_a_call_that_waits_for_others_long_is_seen_by_the_clock(
    room: CardRoom,
) -> None:
    """Its own work (``process_time``), which was measured once, is nothing."""
    central, held = room.office.central, threading.Event()

    def write() -> None:
        with central.database.writing(room.office.clock.now()):
            held.set()
            threading.Event().wait(3 * HELD_S)  # nobody ends it: the time that it holds

    writer = threading.Thread(target=write)
    writer.start()
    held.wait(LIMIT_S)
    began = time.monotonic()
    room.send(room.double.event(DONE, ABOUT, "evt_1"))
    took = time.monotonic() - began
    writer.join()

    assert took > 2 * HELD_S
