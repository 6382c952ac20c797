"""What Stripe could not call in is read from its lists: a few pages a run, each event once."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from app.demo.heard import Answer, Heard
from central.jobs import undelivered
from central.jobs.lease import LeaseWatch
from central.jobs.running import all_jobs
from central.jobs.undelivered import STATE, Undelivered
from central.payments.provider_tables import webhook_event
from central.tables import central_state
from tests.central.cardroom import CardRoom
from tests.central.office import Office
from tests.helpers.faulty_server import Reply

DISPUTED = "charge.dispute.created"
Query = dict[str, list[str]]


@dataclass
class Events:
    """Stripe's list of undelivered events before its double: the newest first, ``limit`` a page."""

    room: CardRoom
    limit: int = 2
    kept: list[dict[str, Any]] = field(default_factory=list)
    asked: list[Query] = field(default_factory=list)

    def add(self, kind: str, about: dict[str, Any], event_id: str = "") -> dict[str, Any]:
        """Something happened, and its call is lost."""
        event: dict[str, Any] = json.loads(self.room.double.event(kind, about, event_id))
        self.kept.insert(0, event)
        return event

    def __call__(self, heard: Heard) -> Answer:
        parts = urlsplit(heard.path)
        if parts.path != "/v1/events":
            return self.room.double(heard)
        query = parse_qs(parts.query)
        self.asked.append(query)
        since = int(query["created[gte]"][0])
        listed = [one for one in self.kept if one["created"] >= since]
        after = query.get("starting_after", [""])[0]
        if after:
            ids = [one["id"] for one in listed]
            if after not in ids:
                error = {"type": "invalid_request_error", "message": f"No such event: {after}"}
                return _json({"error": error}, 400)
            listed = listed[ids.index(after) + 1 :]
        page = listed[: self.limit]
        more = len(listed) > self.limit
        return _json({"object": "list", "url": "/v1/events", "has_more": more, "data": page})


def _json(body: dict[str, Any], status: int = 200) -> Answer:
    headers = {"content-type": "application/json"}
    return Answer(body=json.dumps(body).encode(), status=status, headers=headers)


@pytest.fixture
def room(card_desk: CardRoom) -> CardRoom:
    return card_desk


@pytest.fixture
def events(room: CardRoom) -> Events:
    listed = Events(room)
    room.server.answer = listed
    return listed


@pytest.fixture
def job(room: CardRoom) -> Undelivered:
    return Undelivered(room.providers)


def kept(room: CardRoom) -> list[str]:
    return sorted(str(row["event_id"]) for row in room.office.rows(webhook_event))


@pytest.mark.both_databases
def test_a_dispute_whose_calls_were_all_lost_is_heard(
    room: CardRoom, events: Events, job: Undelivered
) -> None:
    room.ask()
    room.run()
    session = room.pay()
    room.run(timedelta(seconds=3))
    assert room.state() == "verified"
    events.add(DISPUTED, room.double.dispute(session["id"]))

    job.run(room.lease)
    room.run()

    assert (room.state(), room.cases()) == ("disputed", ["payment_disputed"])
    query = events.asked[0]
    assert query["delivery_success"] == ["False"] or query["delivery_success"] == ["false"]
    kinds = [value for name, values in query.items() if "types" in name for value in values]
    assert DISPUTED in kinds


def test_each_event_is_noted_once_however_it_comes(
    room: CardRoom, events: Events, job: Undelivered
) -> None:
    about = {"id": "dp_1", "payment_intent": "pi_1", "object": "dispute"}
    events.add(DISPUTED, about, "evt_1")
    job.run(room.lease)
    job.run(room.lease)
    room.call(DISPUTED, about, "evt_1")

    assert kept(room) == ["evt_1"]


def test_pages_are_bounded_a_run_and_the_next_goes_on_where_it_ended(
    room: CardRoom, events: Events, job: Undelivered, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undelivered, "PAGES_MAX", 2)
    for number in range(7):
        events.add(DISPUTED, {"id": f"dp_{number}", "payment_intent": "pi_1"}, f"evt_{number}")
    job.run(room.lease)
    assert len(kept(room)) == 4
    place = json.loads(str(room.office.rows(central_state, "name")[-1]["value"]))
    assert place["after"] == "evt_3"

    Undelivered(room.providers).run(room.lease)  # another process, that remembers nothing

    assert len(kept(room)) == 7
    assert [query.get("starting_after") for query in events.asked] == [
        None,
        ["evt_5"],
        ["evt_3"],
        ["evt_1"],
    ]


def test_a_round_looks_back_thirty_days_at_first_and_an_hour_behind_the_last_one_then(
    room: CardRoom, events: Events, job: Undelivered
) -> None:
    began = room.office.clock.now()
    job.run(room.lease)
    room.office.clock.forward(timedelta(hours=5))
    job.run(room.lease)
    job.run(room.lease)

    since = [int(query["created[gte]"][0]) for query in events.asked]
    assert since[0] == int((began - timedelta(days=30)).timestamp())
    assert since[1] == int((began - timedelta(hours=1)).timestamp())
    assert since[2] == int((began + timedelta(hours=4)).timestamp())


def test_what_it_was_to_go_on_after_may_be_gone(
    room: CardRoom, events: Events, job: Undelivered, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undelivered, "PAGES_MAX", 1)
    for number in range(4):
        events.add(DISPUTED, {"id": f"dp_{number}", "payment_intent": "pi_1"}, f"evt_{number}")
    job.run(room.lease)
    events.kept = [one for one in events.kept if one["id"] != "evt_2"]

    for _ in range(3):
        job.run(room.lease)

    assert kept(room) == ["evt_0", "evt_1", "evt_2", "evt_3"]


def test_while_stripe_is_down_nothing_is_forgotten(
    room: CardRoom, events: Events, job: Undelivered
) -> None:
    events.add(DISPUTED, {"id": "dp_1", "payment_intent": "pi_1"}, "evt_1")
    room.server.faults = [Reply(status=503)]
    job.run(room.lease)
    assert kept(room) == []

    job.run(room.lease)
    assert kept(room) == ["evt_1"]


def test_what_cannot_be_read_or_means_nothing_here_stops_no_other(
    room: CardRoom, events: Events, job: Undelivered
) -> None:
    events.add(DISPUTED, {"id": "dp 1"}, "evt_1")
    events.add("customer.created", {"id": "cus_1"}, "evt_2")
    events.add(DISPUTED, {"id": "dp_3", "payment_intent": "pi_1"}, "evt_3")
    job.run(room.lease)

    assert kept(room) == ["evt_3"]


def test_without_cards_nobody_is_asked(office: Office) -> None:
    office.open_shop()
    lease = LeaseWatch(office.central, "jobs", lambda: 0.0).try_take()
    assert lease is not None
    Undelivered().run(lease)

    assert [row["name"] for row in office.rows(central_state) if row["name"] == STATE] == []


def test_a_provider_that_calls_nobody_has_nothing_to_tell(room: CardRoom) -> None:
    class Silent:
        name, ways, merchant = "stripe", (), ""

    Undelivered({"stripe": Silent()}).run(room.lease)  # type: ignore[dict-item]  # as said

    assert kept(room) == []


def test_the_jobs_read_them_by_themselves() -> None:
    assert {job.name: job.every_s for job in all_jobs()}["undelivered"] == 900.0
