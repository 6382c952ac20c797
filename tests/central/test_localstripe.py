"""The card driver against a Stripe that nobody here wrote: refunds, and how webhooks are signed.

It knows no Checkout Sessions: those are our double's, with a payment of its behind them.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from app.demo.heard import Answer, Heard
from app.demo.stripe_double import WEBHOOK_SECRET
from central.payments.events import read_event
from central.payments.stripe_signing import WebhookForgedError, require_signature
from tests.central.stripe_desk import Desk, stripe_desk
from tests.helpers.faulty_server import serving

pytestmark = pytest.mark.needs("localstripe")
KEY = "sk_test_" + "local"
WAIT_S = 30.0
PROGRAM = """
import socket
from aiohttp import web
from localstripe import resources, server
resources.Store.dump_to_disk = lambda store: None
listening = socket.create_server(("127.0.0.1", 0))
print(listening.getsockname()[1], flush=True)
web.run_app(server.app, sock=listening, access_log=None, print=None)
"""
"""As its own command does, but on this machine's own address, and with nothing left on the disk."""


@dataclass
class Local:
    """The server as a payer and Stripe's pages see it."""

    client: httpx.Client

    def post(self, path: str, **told: str) -> dict[str, Any]:
        answer = self.client.post(path, data=told)
        assert answer.status_code == httpx.codes.OK, answer.text
        found: dict[str, Any] = answer.json() if answer.content else {}
        return found

    def paid_intent(self, minor: int = 4_302) -> str:
        """Somebody pays by card; return the payment's id."""
        card = {
            "card[number]": "4242" * 4,
            "card[exp_month]": "12",
            "card[exp_year]": "2030",
            "card[cvc]": "123",
        }
        method = self.post("/v1/payment_methods", type="card", **card)
        told = {"amount": str(minor), "currency": "usd", "payment_method": method["id"]}
        return str(self.post("/v1/payment_intents", confirm="true", **told)["id"])

    def refunds(self, intent: str) -> list[dict[str, Any]]:
        found: dict[str, Any] = self.client.get(
            "/v1/refunds", params={"payment_intent": intent}
        ).json()
        return list(found["data"])


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Local]:
    process = subprocess.Popen(  # its own program, in a process of its own
        [sys.executable, "-c", PROGRAM],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=tmp_path_factory.mktemp("localstripe"),
        text=True,
    )
    assert process.stdout is not None
    port = int(process.stdout.readline())
    with httpx.Client(
        base_url=f"http://127.0.0.1:{port}", auth=(KEY, ""), timeout=WAIT_S
    ) as client:
        yield Local(client)
    process.terminate()
    process.wait(WAIT_S)
    process.stdout.close()


@pytest.fixture
def desk(local: Local) -> Iterator[Desk]:
    """The driver; all that is about money already paid is answered by the other server."""
    with stripe_desk() as opened:
        double = opened.server.answer

        def answer(heard: Heard) -> Answer:
            if not heard.path.startswith(("/v1/refunds", "/v1/payment_intents")):
                return double(heard)
            kind = heard.headers.get("content-type", "application/x-www-form-urlencoded")
            told = local.client.request(
                heard.method, heard.path, content=heard.body, headers={"content-type": kind}
            )
            headers = {"content-type": told.headers["content-type"]}
            return Answer(body=told.content, status=told.status_code, headers=headers)

        opened.server.answer = answer
        yield opened


def paid_there(desk: Desk, local: Local) -> str:
    """Let a session of ours be paid by a payment of the other server's."""
    desk.begun()
    session = desk.double.pay(desk.session_id())
    intent = local.paid_intent()
    desk.double.intents[intent] = desk.double.intents[str(session["payment_intent"])] | {
        "id": intent
    }
    session["payment_intent"] = intent
    return intent


def test_the_whole_is_given_back_once_at_a_server_that_would_do_it_twice(
    desk: Desk, local: Local
) -> None:
    intent = paid_there(desk, local)
    ask = desk.ask(session_id=desk.session_id())
    first = desk.cards.refund(ask)
    again = desk.cards.refund(ask)

    assert (first.finding, again.finding) == ("paid", "paid")
    (refund,) = local.refunds(intent)
    assert (refund["amount"], refund["status"]) == (4_302, "succeeded")
    assert refund["metadata"] == {"payment_id": "payment-1"}
    assert first.known["refund_id"] == refund["id"]


def test_what_was_given_back_there_by_hand_is_not_given_back_again(
    desk: Desk, local: Local
) -> None:
    intent = paid_there(desk, local)
    local.post("/v1/refunds", payment_intent=intent)

    assert desk.cards.refund(desk.ask(session_id=desk.session_id())).finding == "paid"
    assert len(local.refunds(intent)) == 1


def test_a_part_that_was_given_back_there_is_left_to_a_person(desk: Desk, local: Local) -> None:
    intent = paid_there(desk, local)
    local.post("/v1/refunds", payment_intent=intent, amount="1000")
    found = desk.cards.refund(desk.ask(session_id=desk.session_id()))

    assert (found.finding, "A part of it" in found.words) == ("unpaid", True)
    assert len(local.refunds(intent)) == 1


@dataclass
class Caught:
    """Calls that came, as they came."""

    calls: list[Heard] = field(default_factory=list)
    came: threading.Event = field(default_factory=threading.Event)

    def __call__(self, heard: Heard) -> Answer:
        self.calls.append(heard)
        self.came.set()
        return Answer(body=b"{}")


def test_its_signature_is_taken_and_a_touched_body_is_not(local: Local) -> None:
    caught = Caught()
    with serving(caught) as server:
        told = {"url": f"{server.address}/hook", "secret": WEBHOOK_SECRET}
        local.post("/_config/webhooks/test", **told)
        local.paid_intent()
        assert caught.came.wait(WAIT_S)
    call = caught.calls[0]
    header = call.headers["stripe-signature"]
    now = datetime.fromtimestamp(int(header.split(",")[0].removeprefix("t=")), UTC)
    require_signature(call.body, header, (WEBHOOK_SECRET,), now)

    assert read_event({**httpx.Response(200, content=call.body).json()}) is None
    with pytest.raises(WebhookForgedError):
        require_signature(call.body + b" ", header, (WEBHOOK_SECRET,), now)
