"""Each fault of the line at each call to MMG and Stripe: a proxy of its own does them.

Whatever happened, at the end the payment's state is what the provider's books say, and nothing was
asked for, charged or given back twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import httpx
import pytest

from app.demo.heard import Answer, Heard
from app.demo.mmg_double import API, Entry
from central.jobs.paying import Paying
from central.payments import stripe_cards
from central.payments.mmg.account import read_account
from central.payments.mmg.driver import Mmg
from central.payments.mmg.wire import MmgWire
from central.payments.port import OutcomeUnknown, ProviderDown, ProviderRefused
from central.payments.rows import set_payment
from tests.central.cardroom import CardRoom, card_room
from tests.central.office import Office
from tests.central.paper_till import PaperTill
from tests.central.paying import Payroom, payroom, push_wish
from tests.helpers.fault_proxy import FAULTS, Fault, FaultProxy, fault_proxy
from tests.helpers.faulty_server import serving
from tests.helpers.mmg_kit import settings_with

every_fault = pytest.mark.parametrize("fault", FAULTS)
noisy = pytest.mark.allows_log(
    "breaker_opened", "provider_misconfigured", "provider_down", "fx_", "payment_"
)
ROUNDS_MAX = 40
_PATIENCE_S = 1.0
"""How long the drivers wait in these tests: an answer that is late costs this much."""
_MMG_CALLS = {
    "login": "POST .*/e-commerce-login/mer",
    "push": "POST .*/payment",
    "lookup": "GET .*/lookup",
    "history": "GET .*/txn-history",
    "reversal": "POST .*/reversal",
}
_CARD_CALLS = {
    "create": "POST /v1/checkout/sessions$",
    "retrieve": "GET /v1/checkout/sessions/cs_",
    "refunds": "GET /v1/refunds",
    "refund": "POST /v1/refunds",
}


def due_back(room: Payroom | CardRoom, payment_id: str) -> None:
    """The office wants it given back."""
    with room.office.central.database.writing(room.office.clock.now()) as writing:
        set_payment(writing, room.row(payment_id), step="refund_due", next_at=writing.at)


# --- MMG -----------------------------------------------------------------------------------------


@dataclass
class MmgRoom:
    """An office whose driver speaks with the double through the proxy."""

    room: Payroom
    till: PaperTill
    proxy: FaultProxy
    driver: Mmg
    ticks: list[float] = field(default_factory=lambda: [0.0])

    def run(self, step: timedelta, until: Callable[[], bool]) -> None:
        """The jobs come round with so long in between, until it is so, or far too often."""
        for _ in range(ROUNDS_MAX):
            if until():
                return
            self.ticks[0] += step.total_seconds()
            self.room.office.clock.forward(step)
            self.room.job.run(self.room.lease)

    def is_one_of(self, payment_id: str, *states: str) -> Callable[[], bool]:
        return lambda: self.room.state(payment_id) in states

    def live(self, payment_id: str) -> list[Entry]:
        """A payment from the wish to its money given back; return what MMG has of it."""
        before = len(self.room.mmg.double.entries)
        ends = self.room.office.clock.now() + timedelta(minutes=5)
        push_wish(self.till, payment_id, expires_at=ends)
        self.till.push()
        is_begun = self.is_one_of(payment_id, "pending", "cancelled", "expired")
        self.run(timedelta(seconds=31), is_begun)
        made = self.room.mmg.double.entries[before:]
        for entry in made:
            self.room.mmg.double.settle(entry.reply_id)
        is_over = self.is_one_of(payment_id, "verified", "cancelled", "expired")
        self.run(timedelta(minutes=2), is_over)
        if self.room.state(payment_id) == "verified":
            due_back(self.room, payment_id)
            self.run(timedelta(minutes=16), self.is_one_of(payment_id, "refunded"))
        return self.room.mmg.double.entries[before:]


@contextmanager
def mmg_room(office: Office) -> Iterator[MmgRoom]:
    room = payroom(office)
    double, ticks = room.mmg.double, [0.0]

    def answer(heard: Heard) -> Answer:
        status, body = double.answer(heard.method, heard.path, heard.headers, heard.body)
        return Answer(status=status, body=body)

    with (
        serving(answer) as server,
        fault_proxy(server.address) as proxy,
        httpx.Client(timeout=_PATIENCE_S, trust_env=False) as client,
    ):
        account = read_account(settings_with(office.settings, mmg_api_url=proxy.address + API))
        assert account is not None
        wire = MmgWire(
            account, client, lambda: ticks[0], lambda: "0f8b4c3e-6f3a-4b7e-9c57-0d2f6f0a1b2c"
        )
        driver = Mmg(account, wire, office.clock.now)
        room.job = Paying({"mmg": driver}, ticks=lambda: 0.0)
        yield MmgRoom(room, office.enrol(room.shop), proxy, driver, ticks)


@noisy
@every_fault
def test_whatever_the_line_does_mmg_is_asked_once_and_its_books_are_believed(
    office: Office, fault: Fault
) -> None:
    with mmg_room(office) as at:
        for name, call in _MMG_CALLS.items():
            at.proxy.plan(call, fault)
            made = at.live(name)
            state = at.room.state(name)
            told = (name, fault, state, [entry.status for entry in made])

            assert len(made) <= 1, told
            if made:
                assert (state, made[0].status) == ("refunded", "reversed"), told
            else:
                assert state in {"cancelled", "expired"}, told
            assert made or name in {"login", "push"}, told
            assert at.proxy.plans == [], told
            at.ticks[0] += 3_600
        assert at.room.mmg.double.reversals == len(at.room.mmg.double.entries)
        assert at.room.mmg.double.wrong_passwords == 0


@every_fault
def test_whatever_the_line_does_the_balance_is_read_or_said_to_be_unknown(
    office: Office, fault: Fault
) -> None:
    with mmg_room(office) as at:
        at.proxy.plan("GET .*/balance", fault)
        try:
            told = at.driver.balance()
        except (ProviderDown, ProviderRefused, OutcomeUnknown):
            told = None

        assert at.proxy.plans == []
        assert told is None or fault in {"garbled", "drifted"}
        assert told is None or "accounts" not in (told.body or {})
        assert "accounts" in (at.driver.balance().body or {})


# --- cards ---------------------------------------------------------------------------------------


@dataclass
class CardDoor:
    """The office's card payments, and the proxy before Stripe's double."""

    room: CardRoom
    proxy: FaultProxy

    def run(self, step: timedelta, until: Callable[[], bool]) -> None:
        """The jobs come round with so long in between, until it is so, or far too often."""
        for _ in range(ROUNDS_MAX):
            if until():
                return
            self.room.run(step)

    def become(self, payment_id: str, state: str) -> None:
        """Let the jobs go on until a payment is in a state."""
        self.run(timedelta(minutes=4), lambda: self.room.state(payment_id) == state)

    def begin(self, payment_id: str) -> None:
        """A wish; the jobs come round often enough to have it sent after a fault."""
        self.room.ask(payment_id)
        self.run(timedelta(seconds=31), lambda: bool(self.room.row(payment_id).known))

    def sessions(self, payment_id: str) -> list[dict[str, object]]:
        return [
            one
            for one in self.room.double.sessions.values()
            if one["client_reference_id"] == payment_id
        ]


@contextmanager
def card_door(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[CardDoor]:
    monkeypatch.setattr(stripe_cards, "TIMEOUT_S", (_PATIENCE_S, _PATIENCE_S))
    proxies: list[FaultProxy] = []

    @contextmanager
    def door(address: str) -> Iterator[str]:
        with fault_proxy(address) as proxy:
            proxies.append(proxy)
            yield proxy.address

    with card_room(office, door) as room:
        yield CardDoor(room, proxies[0])


@noisy
@every_fault
def test_whatever_the_line_does_a_card_is_charged_once_and_given_back_once(
    office: Office, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    with card_door(office, monkeypatch) as at:
        for count, (name, call) in enumerate(_CARD_CALLS.items(), start=1):
            at.proxy.plan(call, fault)
            at.begin(name)
            (session,) = at.sessions(name)
            at.room.double.pay(str(session["id"]))
            at.become(name, "verified")
            due_back(at.room, name)
            at.become(name, "refunded")
            told = (name, fault, at.room.row(name).message)

            assert at.room.state(name) == "refunded", told
            assert at.proxy.plans == [], told
            assert at.room.double.charges_made == len(at.room.double.refunds) == count, told


@noisy
@every_fault
def test_whatever_the_line_does_a_cancelled_session_ends_unpaid(
    office: Office, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    with card_door(office, monkeypatch) as at:
        at.begin("pay-1")
        at.proxy.plan("POST /v1/checkout/sessions/.*/expire", fault)
        at.room.give_up("pay-1")
        at.run(timedelta(minutes=4), lambda: at.room.session()["status"] == "expired")
        (session,) = at.sessions("pay-1")

        assert at.proxy.plans == []
        assert (at.room.state("pay-1"), session["status"]) == ("cancelled", "expired")


@noisy
@every_fault
def test_whatever_the_line_does_a_session_whose_answer_was_lost_is_found_again(
    office: Office, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    with card_door(office, monkeypatch) as at:
        at.proxy.plan("POST /v1/checkout/sessions$", "garbled")
        at.proxy.plan("GET /v1/checkout/sessions.?[?]", fault)
        at.begin("pay-1")
        (session,) = at.sessions("pay-1")
        at.room.double.pay(str(session["id"]))
        at.become("pay-1", "verified")

        assert at.proxy.plans == []
        assert (at.room.state("pay-1"), at.room.double.charges_made) == ("verified", 1)


@noisy
@every_fault
def test_whatever_the_line_does_a_dispute_is_told(
    office: Office, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    with card_door(office, monkeypatch) as at:
        at.begin("pay-1")
        (session,) = at.sessions("pay-1")
        at.room.double.pay(str(session["id"]))
        at.become("pay-1", "verified")
        dispute = at.room.double.dispute(str(session["id"]))
        at.proxy.plan("GET /v1/disputes", fault)
        at.room.call("charge.dispute.created", dispute)
        at.become("pay-1", "disputed")

        assert at.proxy.plans == []
        assert (at.room.state("pay-1"), at.room.cases()) == ("disputed", ["payment_disputed"])


# --- planted -------------------------------------------------------------------------------------


@noisy
def test_planted_a_driver_that_takes_any_failure_for_nothing_sent_asks_twice(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sends_again(self: MmgWire, request: httpx.Request) -> object:
        return self._send(request)  # a lost answer is ProviderDown here: "nothing was sent"

    monkeypatch.setattr(MmgWire, "_do_once", sends_again)
    with mmg_room(office) as at:
        at.proxy.plan(_MMG_CALLS["push"], "lost")
        made = at.live("pay-1")

        assert len(made) > 1
