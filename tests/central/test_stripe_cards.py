"""Cards at Stripe's double through their own SDK: each documented answer, error and quirk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from app.demo import stripe_double
from app.demo.heard import Answer
from central.payments.port import (
    OutcomeUnknown,
    ProviderDown,
    ProviderMisconfigured,
    ProviderRefused,
)
from central.payments.stripe_cards import KEY_LIFE, StripeCards
from domain.money import Money
from tests.central.paper_till import START
from tests.central.stripe_desk import HTML, QUOTE, Desk, stripe_desk
from tests.helpers.faulty_server import Reply


@pytest.fixture
def desk() -> Iterator[Desk]:
    with stripe_desk() as opened:
        yield opened


def test_a_session_is_a_code_priced_in_us_dollars_with_the_rate_named(desk: Desk) -> None:
    begun = desk.cards.begin(desk.ask())

    assert begun.url == desk.session["url"]
    assert begun.quoted == Money(4_302, "USD")
    assert begun.known == {"session_id": desk.session_id()}
    assert desk.session["client_reference_id"] == "payment-1"
    assert desk.session["metadata"] == {"payment_id": "payment-1"}
    assert desk.session["payment_method_types"] == ["card"]
    assert desk.session["adaptive_pricing"] == {"enabled": False}
    assert desk.session["currency"] == "usd"
    sent = desk.server.heard[0]
    assert sent.headers["idempotency-key"] == "payment-1"
    assert b"G%248%2C990+at+209.00+GYD" in sent.body


def test_stripes_own_sdk_reads_what_the_double_says(desk: Desk) -> None:
    desk.begun()
    desk.double.pay(desk.session_id())
    client = desk.cards._client

    session = client.v1.checkout.sessions.retrieve(desk.session_id())
    listed = client.v1.checkout.sessions.list({"created": {"gte": 0}})

    assert (session.status, session.payment_status) == ("complete", "paid")
    assert session.amount_total == 4_302
    assert [one.id for one in listed.data] == [session.id]
    assert listed.has_more is False


def test_the_session_outlives_the_tills_patience_by_31_minutes(desk: Desk) -> None:
    desk.clock.forward(timedelta(minutes=9, seconds=59))  # the last try of a line that was down

    desk.cards.begin(desk.ask())

    assert desk.session["expires_at"] == int((START + timedelta(minutes=41)).timestamp())


def test_a_session_never_lives_longer_than_stripe_allows(desk: Desk) -> None:
    desk.cards.begin(replace(desk.ask(), expires_at=START + timedelta(hours=30)))

    assert desk.session["expires_at"] == int((START + KEY_LIFE).timestamp())


# --- begun once, however often it is sent ---------------------------------------------------------

LOST = {
    "reset before": (Reply(fault="reset"), False),
    "answer lost": (Reply(fault="reset"), True),
    "answer torn": (Reply(body=b'{"id": "cs_test', fault="torn"), True),
    "429": (Reply(status=429, body=b'{"error": {"type": "invalid_request_error"}}'), False),
    "409": (Reply(status=409, body=b'{"error": {"type": "api_error"}}'), False),
    "502 in HTML": (replace(HTML, status=502), True),
    "503": (Reply(status=503), False),
    "an error of another shape": (Reply(status=500, body=b'{"oops": 1}'), False),
}


@pytest.mark.parametrize("fault", LOST)
def test_what_is_lost_on_the_way_is_sent_again_under_the_same_key_and_made_once(
    desk: Desk, fault: str
) -> None:
    reply, after_work = LOST[fault]
    desk.server.faults, desk.server.after_work = [reply], after_work

    with pytest.raises(ProviderDown):
        desk.cards.begin(desk.ask())
    begun = desk.cards.begin(desk.ask())

    assert begun.known == {"session_id": desk.session_id()}
    assert {one.headers["idempotency-key"] for one in desk.server.heard} == {"payment-1"}


def test_a_500_that_stripe_remembers_for_the_key_ends_in_the_session_it_made(desk: Desk) -> None:
    desk.double.fail_next = [Reply(status=500, body=b'{"error": {"type": "api_error"}}')]
    for _ in range(3):
        with pytest.raises(ProviderDown):
            desk.cards.begin(desk.ask())

    found = desk.cards.look_up(desk.ask())
    desk.clock.forward(timedelta(minutes=11))
    after = desk.cards.look_up(desk.ask())

    assert (found.finding, found.known["session_id"]) == ("pending", desk.session_id())
    assert after.finding == "unpaid"
    assert desk.session["status"] == "expired"


@pytest.mark.parametrize(
    "body", [HTML.body, b"", b"[]", b"null", b"{}", b'{"id": 1}', b'{"object": "checkout.session"}']
)
def test_an_answer_of_200_that_cannot_be_read_is_unknown_and_is_found_by_looking(
    desk: Desk, body: bytes
) -> None:
    desk.server.faults, desk.server.after_work = [Reply(body=body)], True

    with pytest.raises(OutcomeUnknown):
        desk.cards.begin(desk.ask())

    assert desk.cards.look_up(desk.ask()).known["session_id"] == desk.session_id()


@pytest.mark.parametrize(
    "drift",
    [
        {"url": None},
        {"url": ""},
        {"client_reference_id": "another"},
        {"status": None},
        {"livemode": "no"},
        {"amount_total": "4302"},
        {"amount_total": 43.02},
        {"amount_total": -1},
        {"url": "https://x/" + "x" * 3_000},
    ],
)
def test_a_session_whose_shape_drifted_is_unknown(
    desk: Desk, drift: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = stripe_double._json

    def drifted(body: dict[str, object], status: int = 200) -> Answer:
        return real({**body, **drift}, status)

    monkeypatch.setattr(stripe_double, "_json", drifted)

    with pytest.raises(OutcomeUnknown):
        desk.cards.begin(desk.ask())


def test_another_price_under_the_same_key_finds_the_session_that_was_made(desk: Desk) -> None:
    first = desk.cards.begin(desk.ask())
    desk.quote[0] = replace(QUOTE, money=Money(4_400, "USD"))

    again = desk.cards.begin(desk.ask())

    assert again.known == first.known
    assert len(desk.double.sessions) == 1


def test_a_key_that_stripe_knows_otherwise_without_a_session_is_unknown(desk: Desk) -> None:
    desk.cards.begin(desk.ask())
    desk.double.sessions.clear()
    desk.quote[0] = replace(QUOTE, money=Money(4_400, "USD"))

    with pytest.raises(OutcomeUnknown):
        desk.cards.begin(desk.ask())


def test_after_a_day_it_is_searched_for_before_anything_is_made(desk: Desk) -> None:
    first = desk.cards.begin(desk.ask())
    desk.double.keys.clear()  # Stripe forgets keys after a day
    desk.clock.forward(timedelta(hours=24))

    again = desk.cards.begin(desk.ask())

    assert again.known == first.known
    assert len(desk.double.sessions) == 1


def test_after_a_day_what_was_never_made_is_made(desk: Desk) -> None:
    desk.clock.forward(timedelta(hours=24))
    late = replace(desk.ask(), expires_at=START + timedelta(hours=25))

    with pytest.raises(ProviderRefused, match="expires_at"):
        desk.cards.begin(late)

    assert [one.method for one in desk.server.heard] == ["GET", "POST"]


def test_a_search_looks_through_pages_and_takes_the_one_that_is_paid(desk: Desk) -> None:
    begun = desk.begun()
    desk.double.pay(begun.known["session_id"])
    paid = desk.session
    for number in range(230):
        twin = number == 229  # the same attempt once more, as after a forgotten key
        desk.double.sessions[f"cs_test_{900 + number:024d}"] = {
            **paid,
            "id": f"cs_test_{900 + number:024d}",
            "client_reference_id": "payment-1" if twin else f"other-{number}",
            "status": "expired",
            "payment_status": "unpaid",
            "payment_intent": None,
        }

    found = desk.cards.look_up(desk.ask())

    assert (found.finding, found.known["session_id"]) == ("paid", begun.known["session_id"])


def test_a_search_that_would_never_end_is_given_up(desk: Desk) -> None:
    desk.begun()
    template = desk.session
    for number in range(1_100):
        name = f"cs_test_{900 + number:024d}"
        desk.double.sessions[name] = {**template, "id": name, "client_reference_id": None}

    with pytest.raises(OutcomeUnknown, match="too many"):
        desk.cards.look_up(desk.ask())


# --- refused -------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["sk_test_wrong", "sk_test_revoked"])
def test_a_key_that_is_not_accepted_is_our_own_fault_and_is_never_repeated_in_words(
    desk: Desk, key: str
) -> None:
    account = replace(desk.cards.account, secret_key=key)
    cards = StripeCards(account, lambda _: QUOTE, desk.clock.now)

    with pytest.raises(ProviderMisconfigured) as refused:
        cards.begin(desk.ask())

    assert "sk_" not in str(refused.value)
    assert key not in repr(cards)
    cards.close()


def test_a_sum_too_small_for_a_card_is_refused_with_stripes_words(desk: Desk) -> None:
    desk.quote[0] = replace(QUOTE, money=Money(49, "USD"), words="")

    with pytest.raises(ProviderRefused, match="at least 50 cents"):
        desk.cards.begin(desk.ask())


def test_a_session_of_another_account_cannot_be_looked_up(desk: Desk) -> None:
    with pytest.raises(ProviderRefused, match="No such"):
        desk.cards.look_up(desk.ask(session_id="cs_test_other"))
