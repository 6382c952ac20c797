"""Card payments for tests of central: an office whose account is at Stripe's double."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
from pydantic import SecretStr

from app.demo.stripe_double import (
    ACCOUNT,
    SECRET_KEY,
    WEBHOOK_SECRET,
    StripeDouble,
    signature,
)
from central.jobs.paying import Paying
from central.jobs.webhooks import WebhookWork
from central.payments.port import Provider
from central.payments.providers import open_providers
from central.payments.stripe_cards import StripeCards
from central.payments.webhooks import STRIPE_PATH
from central.tables import case_file
from sync.protocol.payment_bodies import PaymentCancelled, PaymentRequested
from tests.central.jobroom import JobRoom
from tests.central.office import Office
from tests.central.paper_till import PaperTill
from tests.helpers.faulty_server import FaultyServer, serving

WAITS = timedelta(minutes=10)
DUE_MINOR = 899_000


@dataclass
class CardRoom(JobRoom):
    """The office, the double behind its server, a till, and the jobs that are stepped by hand."""

    double: StripeDouble
    server: FaultyServer
    till: PaperTill = field(init=False)
    providers: dict[str, Provider] = field(init=False)
    paying: Paying = field(init=False)
    hooks: WebhookWork = field(init=False)

    def __post_init__(self) -> None:
        self.shop = self.office.the_shop()
        self.office.hire(self.shop)
        self.till = self.office.the_till(self.shop)
        self.providers = open_providers(self.office.central)
        self.restart()

    @property
    def cards(self) -> StripeCards:
        cards = self.providers["stripe"]
        assert isinstance(cards, StripeCards)
        return cards

    def restart(self) -> None:
        """Begin the jobs anew, as after a kill: all that was in memory is gone."""
        self.take_lease()
        self.paying = Paying(self.providers, ticks=lambda: 0.0)
        self.hooks = WebhookWork(self.providers)

    # --- the till ----------------------------------------------------------------------------

    def ask(self, payment_id: str = "pay-1", **changed: Any) -> None:  # noqa: ANN401  fields of a body
        """The till wants a card payment."""
        told = {
            "payment_id": payment_id,
            "cart_id": f"cart-{payment_id}",
            "shift": 1,
            "provider": "stripe",
            "way": "qr",
            "currency": "GYD",
            "amount_minor": DUE_MINOR,
            "expires_at": self.office.clock.now() + WAITS,
            **changed,
        }
        self.till.write(PaymentRequested.model_validate(told), kind="payment_requested")
        self.till.push()

    def give_up(self, payment_id: str = "pay-1") -> None:
        """The cashier presses Cancel."""
        told = {"payment_id": payment_id, "reason": "pressed"}
        self.till.write(PaymentCancelled.model_validate(told), kind="payment_cancelled")
        self.till.push()

    def heard(self) -> list[dict[str, Any]]:
        """What the till is told of payments."""
        return [dict(one.body or {}) for one in self.till.pull().changes if one.kind == "payment"]

    # --- central -----------------------------------------------------------------------------

    def run(self, after: timedelta = timedelta(0)) -> None:
        """Let the jobs do what is due after this time: webhooks, then payments."""
        self.office.clock.forward(after)
        self.hooks.run(self.lease)
        self.paying.run(self.lease)

    def cases(self) -> list[str]:
        """Kinds of open cases of payments."""
        rows = self.office.rows(case_file, "kind", "opened_at")
        return [
            str(row["kind"])
            for row in rows
            if row["closed_at"] is None and str(row["kind"]).startswith("payment_")
        ]

    # --- Stripe ------------------------------------------------------------------------------

    def session(self, payment_id: str = "pay-1") -> dict[str, Any]:
        (found,) = [
            one for one in self.double.sessions.values() if one["client_reference_id"] == payment_id
        ]
        return found

    def pay(self, payment_id: str = "pay-1", **how: Any) -> dict[str, Any]:  # noqa: ANN401  as the double's
        return self.double.pay(self.session(payment_id)["id"], **how)

    def call(self, kind: str, about: dict[str, Any], event_id: str = "") -> httpx.Response:
        """Stripe calls central, signed just now."""
        return self.send(self.double.event(kind, about, event_id))

    def send(self, body: bytes, header: str | None = None) -> httpx.Response:
        """Send a call with this signature, or with a good one."""
        seconds = int(self.office.clock.now().timestamp())
        headers = {"stripe-signature": signature(body, seconds) if header is None else header}
        response: httpx.Response = self.office.client.post(
            STRIPE_PATH, content=body, headers=headers
        )
        return response


@contextmanager
def card_room(
    office: Office, door: Callable[[str], AbstractContextManager[str]] = nullcontext
) -> Iterator[CardRoom]:
    """Give an office its account before it is opened; ``door`` stands before the double."""
    office.close()
    double = StripeDouble(office.clock.now)
    with serving(double) as server, door(server.address) as address:
        told = {
            "stripe_secret_key": SecretStr(SECRET_KEY),
            "stripe_account": ACCOUNT,
            "stripe_return_url": "https://shop.example/thanks",
            "stripe_api_url": address,
            "stripe_webhook_secrets": SecretStr(f"whsec_old {WEBHOOK_SECRET}"),
        }
        office.settings = office.settings.model_copy(update=told)
        room = CardRoom(office, double, server)
        try:
            yield room
        finally:
            room.cards.close()
