"""The demo's payment providers: what their customer may do, and what their pages say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args
from urllib.parse import parse_qs, urlsplit

import pytest

from app.demo.customer import Customer
from app.demo.heard import Answer, Heard
from app.demo.mmg_double import Credentials, MmgDouble
from app.demo.provider_books import read_books, write_books
from app.demo.provider_pages import BANNER, card_page, message_page, mmg_page, phone_page
from app.demo.provider_server import ProviderServer, open_page
from app.demo.providers import CARD_PAGE, LATE, Deed, Providers
from app.demo.stripe_double import StripeDouble
from central.payments.mmg.account import read_account
from central.payments.mmg.token import Wanted, checkout_url, read_reply
from central.settings import Settings
from domain.errors import WorldFailure
from domain.money import Money
from tests.helpers.mmg_kit import rsa_key

START = datetime(2026, 11, 2, 12, tzinfo=UTC)
ADDRESS = "http://127.0.0.1:1"
CENTRAL = "http://127.0.0.1:2"


class Hand:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = START

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Hand:
    return Hand()


@pytest.fixture
def providers(tmp_path: Path, clock: Hand) -> Providers:
    made = _providers(tmp_path, clock)
    made.move_in(ADDRESS)
    made.central = CENTRAL
    return made


def _providers(folder: Path, clock: Hand) -> Providers:
    own = rsa_key("merchant")
    credentials = Credentials(mmg_key=rsa_key("mmg"), merchant_key=own.public_key())
    return Providers(folder, MmgDouble(credentials, clock.now), StripeDouble(clock.now), own)


def settings_of(providers: Providers, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name, value in providers.environment().items():
        monkeypatch.setenv(name, value)
    return Settings()


def a_code(providers: Providers, monkeypatch: pytest.MonkeyPatch, dollars: int = 1_500) -> str:
    """Make a code as central would, by the settings that the providers hand out."""
    account = read_account(settings_of(providers, monkeypatch))
    assert account is not None
    assert account.checkout is not None
    wanted = Wanted(
        attempt="175900000000012345",
        amount=Money(dollars * 100, "GYD"),
        description="Water Street",
        at=START,
    )
    return checkout_url(account, account.checkout, wanted)


def a_session(providers: Providers, minor: int = 4_302) -> str:
    form = (
        "mode=payment&line_items[0][quantity]=1&line_items[0][price_data][currency]=usd"
        f"&line_items[0][price_data][unit_amount]={minor}&client_reference_id=pay-1"
        "&adaptive_pricing[enabled]=false&success_url=http://127.0.0.1:1/thanks"
    )
    headers = {"authorization": "Bearer sk_test_double"}
    heard = Heard(method="POST", path="/v1/checkout/sessions", headers=headers, body=form.encode())
    assert providers.answer(heard).status == 200
    return next(reversed(providers.stripe.sessions))


def a_push(providers: Providers) -> str:
    entry = providers.mmg._enter("900", "6001234", status="pending")
    entry.sub_type = "merinipmt"
    return entry.reply_id


PAID = {"pay": [1_500], "decline": [], "late": [], "other": [1_400], "close": []}


@pytest.mark.parametrize("deed", get_args(Deed))
def test_a_code_is_paid_declined_paid_late_paid_otherwise_or_left(
    providers: Providers, deed: Deed, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = providers.on_page(a_code(providers, monkeypatch), deed)

    assert [int(one.amount) for one in providers.mmg.entries] == PAID[deed]
    assert bool(outcome.goes_to) == (deed in {"pay", "decline", "other"})
    if outcome.goes_to:
        account = read_account(settings_of(providers, monkeypatch))
        assert account is not None
        assert account.checkout is not None
        where = urlsplit(outcome.goes_to)
        reply = read_reply(account.checkout, parse_qs(where.query)["token"][0])
        assert where.path == "/v1/payments/mmg/reply"
        assert reply.result == ("6" if deed == "decline" else "0")


def test_a_code_is_paid_once(providers: Providers, monkeypatch: pytest.MonkeyPatch) -> None:
    code = a_code(providers, monkeypatch)
    providers.on_page(code, "pay")

    assert "unable" in providers.on_page(code, "pay").words
    assert len(providers.mmg.entries) == 1


@pytest.mark.parametrize("deed", get_args(Deed))
def test_a_card_is_charged_declined_charged_late_or_otherwise_or_not_at_all(
    providers: Providers, deed: Deed
) -> None:
    session_id = a_session(providers)
    providers.by_card(session_id, deed)

    session = providers.stripe.sessions[session_id]
    is_paid = deed in {"pay", "other"}
    assert (session["payment_status"] == "paid") == is_paid
    assert session["amount_total"] == (4_202 if deed == "other" else 4_302)
    assert [call.path for call in providers.take_calls()] == ["/v1/webhooks/stripe"] * is_paid
    assert providers.take_calls() == []


@pytest.mark.parametrize("deed", get_args(Deed))
def test_a_request_on_the_telephone_is_approved_declined_or_left(
    providers: Providers, deed: Deed
) -> None:
    number = a_push(providers)
    providers.by_push(number, deed)

    entry = providers.mmg.find(number)
    assert entry is not None
    status = {"pay": "successful", "other": "successful", "decline": "declined"}
    assert entry.status == status.get(deed, "pending")
    assert entry.amount == ("800" if deed == "other" else "900")
    assert len(providers.asked_by_push()) == (deed in {"late", "close"})


def test_who_pays_late_does_when_the_time_has_come(
    providers: Providers, clock: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id, number = a_session(providers), a_push(providers)
    providers.on_page(a_code(providers, monkeypatch), "late")
    providers.by_card(session_id, "late")
    providers.by_push(number, "late")
    clock.at += LATE - timedelta(seconds=1)
    providers.do_what_is_late()
    before = (len(providers.taken()), providers.stripe.charges_made)
    clock.at += timedelta(seconds=1)
    providers.do_what_is_late()
    providers.do_what_is_late()

    assert before == (0, 0)
    assert (len(providers.taken()), providers.stripe.charges_made) == (2, 1)


def test_nobody_can_promise_without_end(
    providers: Providers, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = a_code(providers, monkeypatch)
    words = [providers.on_page(code, "late").words for _ in range(21)]

    assert "unable" in words[-1]


def test_a_checkout_that_is_over_is_paid_by_nobody(providers: Providers, clock: Hand) -> None:
    session_id = a_session(providers)
    clock.at += timedelta(days=2)

    assert providers.asked_by_card(session_id) is None
    assert "expired" in providers.by_card(session_id, "pay").words
    assert "unable" in providers.by_push("1", "pay").words
    assert providers.stripe.charges_made == 0


def test_what_was_taken_is_remembered_and_no_number_comes_twice(
    providers: Providers, tmp_path: Path, clock: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = providers.by_oneself(480)
    session_id = a_session(providers)
    providers.by_card(session_id, "pay")
    providers.on_page(a_code(providers, monkeypatch), "pay")
    again = _providers(tmp_path, clock)
    again.move_in(ADDRESS)

    assert again.mmg.entries == providers.mmg.entries
    assert again.mmg.used_attempts == providers.mmg.used_attempts
    assert again.stripe.sessions == providers.stripe.sessions
    assert again.by_oneself(480) not in {first, providers.mmg.entries[-1].reply_id}
    assert a_session(again) != session_id


def test_an_idempotency_key_is_remembered_with_its_answer(tmp_path: Path, clock: Hand) -> None:
    made = _providers(tmp_path, clock)
    answer = Answer(body=b"{}", status=500, headers={"request-id": "req_1"})
    made.stripe.keys["pay-1"] = ("POST /v1/x a=b", answer)
    write_books(tmp_path / "books.json", made.mmg, made.stripe)
    again = _providers(tmp_path, clock)
    read_books(tmp_path / "books.json", again.mmg, again.stripe)

    assert again.stripe.keys == made.stripe.keys


def test_every_page_says_that_no_money_moves(
    providers: Providers, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_push(providers)
    providers.by_oneself(480)
    asked = providers.asked_on_page(a_code(providers, monkeypatch))
    assert asked is not None
    pages = [
        mmg_page(asked),
        card_page("USD 43.02"),
        message_page("1", 480),
        phone_page(providers.asked_by_push(), ["cs_test_1"], providers.taken()),
    ]

    assert all(BANNER.encode() in page for page in pages)
    assert b"G$1,500" in pages[0]
    assert b"card number" not in b"".join(pages).lower()


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/", b"", 200),
        ("GET", "/thanks", b"", 200),
        ("GET", "/elsewhere", b"", 404),
        ("GET", "/mmg-pg/web/payments?token=x", b"", 200),
        ("GET", f"{CARD_PAGE}/cs_nobody", b"", 200),
        ("GET", "/phone/push/1", b"", 404),
        ("POST", "/phone/push/1", b"do=pay", 200),
        ("POST", "/phone/push/1", b"do=steal", 404),
        ("POST", "/phone/pay", b"amount=-5", 200),
        ("POST", "/phone/pay", b"\xff", 200),
    ],
)
def test_any_browser_gets_a_plain_answer_and_nothing_happens(
    providers: Providers, method: str, path: str, body: bytes, status: int
) -> None:
    answer = open_page(providers, Heard(method=method, path=path, headers={}, body=body))

    assert answer.status == status
    assert providers.mmg.entries == []


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ProviderServer]:
    monkeypatch.setattr("app.demo.providers._new_key", lambda: rsa_key("mmg"))
    opened = ProviderServer(tmp_path)
    opened.start()
    yield opened
    opened.stop()


def test_the_customer_pays_over_the_wire_and_central_is_called(server: ProviderServer) -> None:
    customer = Customer(server.address)
    session_id = a_session(server.providers)
    server.providers.central = server.address  # it answers there, and takes no webhooks
    url = str(server.providers.stripe.sessions[session_id]["url"]).replace(ADDRESS, server.address)
    server.providers.stripe.sessions[session_id]["success_url"] = f"{server.address}/thanks"
    reference = customer.pay_oneself(480)
    shown = customer.press(url, "pay")

    assert "Thank you" in shown
    assert server.providers.mmg.find(reference) is not None
    assert server.providers.stripe.charges_made == 1


def test_a_page_that_does_not_answer_is_said_plainly(server: ProviderServer) -> None:
    customer = Customer(server.address)

    with pytest.raises(WorldFailure):
        customer.press(f"{server.address}/nowhere", "pay")
    with pytest.raises(WorldFailure):
        customer.pay_oneself(0)
    server.stop()
    with pytest.raises(WorldFailure):
        customer.pay_oneself(480)


def test_the_practice_keys_open_no_real_account(providers: Providers) -> None:
    told = providers.environment()

    assert "_live_" not in told["WINDWARD_CENTRAL_STRIPE_SECRET_KEY"]
    assert all(
        urlsplit(value).hostname == "127.0.0.1"
        for name, value in told.items()
        if name.endswith("_URL")
    )
