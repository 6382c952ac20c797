"""MMG's page sends the customer back: read wherever the token is, believed nowhere."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from fastapi.testclient import TestClient

from central.payments.mmg.replies import REPLY_PATH
from tests.central.paper_till import PaperTill
from tests.central.paying import Payroom, wish

Expect = Callable[[str], None]


@pytest.fixture
def shown(room: Payroom) -> str:
    """A code is on the screen; return our number in it."""
    till: PaperTill = room.office.enrol(room.shop)
    wish(till)
    till.push()
    room.run()
    return room.row().attempt_digits


def padded(token: str) -> str:
    return token + "=" * (-len(token) % 4)


WAYS: dict[str, Callable[[TestClient, str], httpx.Response]] = {
    "query": lambda client, token: client.get(REPLY_PATH, params={"token": token}),
    "padded": lambda client, token: client.get(REPLY_PATH, params={"token": padded(token)}),
    "form": lambda client, token: client.post(REPLY_PATH, data={"token": token}),
    "json": lambda client, token: client.post(REPLY_PATH, json={"token": token}),
    "path": lambda client, token: client.get(f"{REPLY_PATH}/{token}"),
    "named in the path": lambda client, token: client.get(f"{REPLY_PATH}/token={token}"),
    "deep in the path": lambda client, token: client.get(
        f"{REPLY_PATH}/till/token={padded(token)}"
    ),
    "twice the same": lambda client, token: client.post(
        REPLY_PATH, params={"token": token}, data={"token": token}
    ),
}


@pytest.mark.parametrize("way", sorted(WAYS))
def test_a_reply_is_read_wherever_its_token_is_and_has_it_looked_up(
    room: Payroom, shown: str, way: str
) -> None:
    token = room.mmg.double.pay_page(room.row().url)
    assert token is not None
    room.mmg.double.entries[0].external_id = ""  # nothing but the reply names it

    assert WAYS[way](room.office.client, token).status_code == httpx.codes.OK
    row = room.row()
    assert (row.state, row.known["transaction_id"]) == ("pending", "20402048536279")
    assert row.next_at == room.office.clock.now()
    room.run()
    assert room.state() == "verified"
    assert shown == row.attempt_digits


@pytest.mark.parametrize("code", ["0", "1", "2", "6", "7", "99"])
def test_no_result_code_changes_a_state(room: Payroom, shown: str, code: str) -> None:
    token = room.mmg.double.reply_token(shown, "20402048599999", code, "Transaction Successful")
    for _ in range(3):
        room.office.client.get(REPLY_PATH, params={"token": token})
    room.run()

    assert room.state() == "pending"
    assert len(room.history()) == 4  # wished, sent, pending, and one hint


@pytest.mark.parametrize("code", ["3", "4", "5"])
def test_a_code_that_means_our_own_settings_is_logged_for_an_alert(
    room: Payroom, shown: str, code: str, expect_log: Expect
) -> None:
    expect_log("provider_misconfigured")
    token = room.mmg.double.reply_token(shown, "", code, "no")

    assert room.office.client.get(REPLY_PATH, params={"token": token}).status_code == 200
    assert room.state() == "pending"


def test_two_different_replies_at_once_are_none(room: Payroom, shown: str) -> None:
    one, two = (
        room.mmg.double.reply_token(shown, number, "0", "ok") for number in ("1111", "2222")
    )
    answer = room.office.client.post(REPLY_PATH, params={"token": one}, json={"token": two})

    assert answer.status_code == 200
    assert "transaction_id" not in room.row().known


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"[1]", b'{"token": 7}', b"token=", b"token=AAAA", b"x" * 900]
)
def test_what_is_no_reply_is_answered_and_changes_nothing(
    room: Payroom, shown: str, content: bytes
) -> None:
    del shown
    before = room.row()
    answer = room.office.client.post(REPLY_PATH, content=content)

    assert answer.status_code == 200
    assert "Do not pay a second time" in answer.text
    assert room.row() == before


def test_many_unreadable_replies_are_not_even_decrypted(room: Payroom) -> None:
    limit = room.office.settings.refusals_per_minute
    answers = [
        room.office.client.get(REPLY_PATH, params={"token": "AAAA"}).status_code
        for _ in range(limit + 2)
    ]

    assert answers[0] == 200
    assert answers[-1] == httpx.codes.TOO_MANY_REQUESTS
    assert room.office.client.post(REPLY_PATH, content=b"x" * 20_000).status_code == 413


@pytest.mark.parametrize("changed", [{"mmg_checkout_url": ""}, {"mmg_client_id": ""}])
def test_without_a_checkout_there_is_no_such_route(room: Payroom, changed: dict[str, str]) -> None:
    room.office.close()
    room.office.settings = room.office.settings.model_copy(update=changed)

    assert room.office.client.get(REPLY_PATH).status_code == httpx.codes.NOT_FOUND
