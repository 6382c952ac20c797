"""The card driver over Stripe's double, with one clock for both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from app.demo.stripe_double import ACCOUNT, SECRET_KEY, StripeDouble
from central.payments.port import (
    Ask,
)
from central.payments.quoting import Quote
from central.payments.stripe_account import StripeAccount
from central.payments.stripe_cards import StripeCards
from domain.money import Money
from tests.central.paper_till import START, SetClock
from tests.helpers.faulty_server import FaultyServer, Reply, serving

WORDS = "G$8,990 at 209.00 GYD for 1 USD (Frankfurter, 02/11/2026)"
QUOTE = Quote(money=Money(4_302, "USD"), words=WORDS, made_at=START)
HTML = Reply(body=b"<html>Attention Required!</html>", headers={"content-type": "text/html"})


@dataclass(slots=True)
class Desk:
    """The driver, the double behind its server, and the clock of both."""

    clock: SetClock
    double: StripeDouble
    server: FaultyServer
    cards: StripeCards
    quote: list[Quote]

    def ask(self, **known: str) -> Ask:
        return Ask(
            attempt_id="payment-1",
            way="qr",
            amount=Money(899_000, "GYD"),
            begun_at=START,
            expires_at=START + timedelta(minutes=10),
            description="Water Street",
            known=known,
        )

    def begun(self) -> Ask:
        return self.ask(**self.cards.begin(self.ask()).known)

    @property
    def session(self) -> dict[str, object]:
        (session,) = self.double.sessions.values()
        return session

    def session_id(self) -> str:
        return str(self.session["id"])


@contextmanager
def stripe_desk() -> Iterator[Desk]:
    """Open a driver over a double of its own."""
    clock, quote = SetClock(START), [QUOTE]
    double = StripeDouble(clock.now)
    with serving(double) as server:
        account = StripeAccount(
            secret_key=SECRET_KEY,
            merchant=ACCOUNT,
            return_url="https://shop.example/thanks",
            api_url=server.address,
        )
        cards = StripeCards(account, lambda _: quote[0], clock.now)
        yield Desk(clock, double, server, cards, quote)
        cards.close()
