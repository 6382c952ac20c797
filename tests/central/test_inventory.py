"""Inventory webhooks: only what is signed, each message once, and never an older total over newer.

The signature is computed here by hand from the specification, apart from the product's library.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from central.allotments.tables import inventory_message, resource
from central.app import create_app
from central.inventory.endpoint import INVENTORY_PATH
from central.tills.organisations import Store
from domain.errors import BadInput
from tests.central.allotting import Holder, Shelf
from tests.central.office import Office
from tests.central.paper_till import START

pytestmark = pytest.mark.both_databases
Expect = Callable[[str], None]
SECRET = "whsec_" + base64.b64encode(b"an inventory system's secret").decode()
OTHER = "whsec_" + base64.b64encode(b"the secret after it").decode()


@pytest.fixture
def shelf(office: Office, shop: Store, tmp_path: Path) -> Shelf:
    shelf = Shelf(office, shop)
    shelf.stock(tmp_path, 3)
    office.close()
    office.settings = office.settings.model_copy(
        update={"inventory_secret": SecretStr(f"{SECRET} {OTHER}")}
    )
    return shelf


def signature(body: bytes, message_id: str, seconds: int, secret: str = SECRET) -> str:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    told = f"{message_id}.{seconds}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, told, hashlib.sha256).digest()).decode()


def told(shelf: Shelf, *items: dict[str, object], at: datetime = START) -> bytes:
    message = {
        "type": "inventory.stock",
        "timestamp": at.isoformat(),
        "data": {"store": shelf.store.store_id, "items": items},
    }
    return json.dumps(message).encode()


def send(
    shelf: Shelf,
    body: bytes,
    message_id: str = "msg_1",
    headers: dict[str, str] | None = None,
    secret: str = SECRET,
) -> httpx.Response:
    seconds = int(shelf.office.clock.now().timestamp())
    signed = {
        "webhook-id": message_id,
        "webhook-timestamp": str(seconds),
        "webhook-signature": signature(body, message_id, seconds, secret),
    }
    response: httpx.Response = shelf.office.client.post(
        INVENTORY_PATH, content=body, headers={**signed, **(headers or {})}
    )
    return response


def totals(shelf: Shelf) -> list[object]:
    return [row["total"] for row in shelf.office.rows(resource, "resource")]


@pytest.mark.parametrize("secret", [SECRET, OTHER])
def test_a_signed_message_sets_the_total_and_the_tills_are_told(shelf: Shelf, secret: str) -> None:
    till = shelf.office.enrol(shelf.store)

    response = send(shelf, told(shelf, {"sku": "RUM-1", "total": 12}), secret=secret)

    assert response.status_code == 200
    assert response.json() == {
        "is_duplicate": False,
        "applied": ["RUM-1"],
        "outdated": [],
        "unknown": [],
    }
    news = [one.body for one in till.pull().changes if one.kind == "resource"]
    assert (news[-1]["total"], news[-1]["free"]) == (12, 12)


def test_an_item_that_was_not_scarce_before_is_marked(shelf: Shelf) -> None:
    till = shelf.office.enrol(shelf.store)

    send(shelf, told(shelf, {"sku": "DEAL-1", "added": 4}))

    changes = till.pull().changes
    items = [one.body for one in changes if one.kind == "item" and one.body["sku"] == "DEAL-1"]
    assert [one["allotted"] for one in items] == [False, True]
    assert sorted(map(str, totals(shelf))) == ["3", "4"]


def test_a_message_that_comes_again_is_answered_well_and_applied_once(shelf: Shelf) -> None:
    body = told(shelf, {"sku": "RUM-1", "added": 5})
    first = send(shelf, body)
    shelf.office.clock.forward(timedelta(days=700))

    again = send(shelf, body)

    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json()["is_duplicate"]
    assert totals(shelf) == [8]
    assert len(shelf.office.rows(inventory_message)) == 1


def test_an_older_total_that_was_under_way_for_long_undoes_nothing(shelf: Shelf) -> None:
    shelf.office.clock.forward(timedelta(minutes=10))
    newer = told(shelf, {"sku": "RUM-1", "total": 7}, at=START + timedelta(minutes=9))
    older = told(shelf, {"sku": "RUM-1", "total": 40}, at=START + timedelta(minutes=8))
    send(shelf, newer, "msg_2")

    response = send(shelf, older, "msg_1")

    assert response.json()["outdated"] == ["RUM-1"]
    assert totals(shelf) == [7]


def test_an_item_that_nobody_sells_is_named_and_the_others_count(
    shelf: Shelf, expect_log: Expect
) -> None:
    expect_log("inventory_item_unknown")
    body = told(shelf, {"sku": "NOTHING", "total": 1}, {"sku": "RUM-1", "total": 9})

    response = send(shelf, body)

    assert response.status_code == 200
    assert (response.json()["unknown"], response.json()["applied"]) == (["NOTHING"], ["RUM-1"])
    assert totals(shelf) == [9]


@pytest.mark.parametrize(
    "headers",
    [
        {"webhook-signature": ""},
        {"webhook-signature": "v1"},
        {"webhook-signature": "v1,%%%  v2,AAAA"},
        {"webhook-signature": "v1,\xe9"},
        {"webhook-signature": "v1a,AAAA " * 40},
        {"webhook-id": ""},
        {"webhook-id": "msg_2"},
        {"webhook-timestamp": "soon"},
        {"webhook-timestamp": "99999999999"},
        {"webhook-timestamp": "1" * 40},
    ],
)
def test_a_forged_message_is_refused_and_changes_nothing(
    shelf: Shelf, headers: dict[str, str]
) -> None:
    seconds = int(shelf.office.clock.now().timestamp())
    body = told(shelf, {"sku": "RUM-1", "total": 99})
    raw = {name: value.encode("latin-1") for name, value in headers.items()}
    signed: dict[str, bytes] = {
        "webhook-id": b"msg_1",
        "webhook-timestamp": str(seconds).encode(),
        "webhook-signature": signature(body, "msg_1", seconds).encode(),
    }

    response = shelf.office.client.post(
        INVENTORY_PATH, content=body, headers=list({**signed, **raw}.items())
    )

    assert response.status_code == 401
    assert "Nothing of this was stored" in response.json()["detail"]
    assert (totals(shelf), shelf.office.rows(inventory_message)) == ([3], [])


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_message_that_was_recorded_and_is_played_again_later_is_refused(
    shelf: Shelf, minutes: int
) -> None:
    body = told(shelf, {"sku": "RUM-1", "added": 1})
    seconds = int(START.timestamp())
    recorded = {
        "webhook-timestamp": str(seconds),
        "webhook-signature": signature(body, "msg_1", seconds),
    }
    shelf.office.clock.forward(timedelta(minutes=minutes))

    assert send(shelf, body, headers=recorded).status_code == 401


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"[]", 400),
        (b'{"type": "inventory.stock"', 400),
        (b'{"type": "order.paid", "timestamp": "2026-11-02T12:00:00Z", "data": {}}', 400),
        (b"\xff\xfe", 401),
    ],
)
def test_a_signed_message_that_makes_no_sense_is_refused(
    shelf: Shelf, body: bytes, status: int
) -> None:
    assert send(shelf, body).status_code == status
    assert shelf.office.rows(inventory_message) == []


@pytest.mark.parametrize(
    ("item", "status"),
    [
        ({"sku": "RUM-1"}, 400),
        ({"sku": "RUM-1", "total": 1, "added": 1}, 400),
        ({"sku": "RUM-1", "total": -1}, 400),
        ({"sku": "RUM-1", "total": 10**9}, 400),
        ({"sku": "RUM-1", "total": 1.5}, 400),
        ({"sku": "RUM-1", "added": 10**6}, 422),
        ({"sku": "", "total": 1}, 400),
    ],
)
def test_a_total_that_is_none_is_refused_and_may_be_sent_again(
    shelf: Shelf, item: dict[str, object], status: int
) -> None:
    assert send(shelf, told(shelf, item)).status_code == status
    assert (totals(shelf), shelf.office.rows(inventory_message)) == ([3], [])


def test_an_unknown_store_is_refused(shelf: Shelf) -> None:
    body = told(shelf, {"sku": "RUM-1", "total": 1}).replace(
        shelf.store.store_id.encode(), b"elsewhere"
    )

    response = send(shelf, body)

    assert response.status_code == 422
    assert response.json()["title"] == "There is no such store"


def test_a_message_of_a_megabyte_is_refused_unread(shelf: Shelf) -> None:
    response = send(shelf, b" " * 1_048_577)

    assert response.status_code == 413
    assert response.json()["title"] == "The message is too large"


def test_whoever_is_refused_often_must_wait(shelf: Shelf) -> None:
    shelf.office.settings = shelf.office.settings.model_copy(update={"refusals_per_minute": 2})
    bad = {"webhook-signature": "v1,AAAA"}
    body = told(shelf, {"sku": "RUM-1", "total": 5})

    codes = [send(shelf, body, headers=bad).status_code for _ in range(3)]

    assert codes == [401, 401, 429]
    assert send(shelf, body).status_code == 200


def test_without_a_secret_there_is_no_such_route(shelf: Shelf) -> None:
    shelf.office.settings = shelf.office.settings.model_copy(update={"inventory_secret": None})

    assert send(shelf, b"{}").status_code == 404


@pytest.mark.parametrize("secret", ["whsec_", "whsec_%", "whsec_abcde"])
def test_a_secret_that_is_none_is_said_at_the_start(office: Office, secret: str) -> None:
    office.settings = office.settings.model_copy(update={"inventory_secret": SecretStr(secret)})

    with pytest.raises(BadInput, match="inventory secret"):
        create_app(office.central)


def test_a_lowered_total_stops_grants_and_not_the_message(shelf: Shelf) -> None:
    holder = Holder(shelf.office.enrol(shelf.store))
    name = str(shelf.office.rows(resource)[0]["resource"])
    holder.ask(name, 3, urgent=True)
    holder.sell(name, 2)
    holder.send()

    assert send(shelf, told(shelf, {"sku": "RUM-1", "total": 1})).status_code == 200
    assert shelf.book(name).pool == -2
    assert holder.ask(name, 3, urgent=True) == []
