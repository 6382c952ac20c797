"""Cards at Stripe's double through their own SDK: each documented answer, error and quirk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
import stripe

from central.payments.port import (
    Ask,
    OutcomeUnknown,
    ProviderDown,
    ProviderMisconfigured,
    ProviderRefused,
)
from central.payments.quoting import Quote
from central.payments.stripe_account import StripeAccount
from central.payments.stripe_answers import Session, read_answer
from central.payments.stripe_cards import KEY_LIFE, StripeCards
from domain.money import Money
from tests.central.paper_till import START, SetClock
from tests.helpers import stripe_double
from tests.helpers.faulty_server import FaultyServer, Heard, Reply, serving
from tests.helpers.stripe_double import ACCOUNT, SECRET_KEY, StripeDouble

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


@pytest.fixture
def desk() -> Iterator[Desk]:
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

    def drifted(body: dict[str, object], status: int = 200) -> Reply:
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


# --- looked up -----------------------------------------------------------------------------------


def test_an_open_session_is_pending_and_a_paid_one_is_paid_with_its_numbers(desk: Desk) -> None:
    ask = desk.begun()
    before = desk.cards.look_up(ask)
    desk.double.pay(ask.known["session_id"])

    found = desk.cards.look_up(ask)

    assert (before.finding, found.finding) == ("pending", "paid")
    assert found.references == (desk.session["payment_intent"],)
    assert found.paid_at == START
    assert found.known["disputed"] == "no"


WRONG: dict[str, tuple[dict[str, object], str]] = {
    "another sum": ({"amount_total": 4_300}, "43.00 was paid"),
    "another currency": ({"currency": "gyd"}, "was paid"),
    "a currency of the moon": ({"currency": "lun"}, "4302 of LUN was paid"),
    "no sum": ({"amount_total": None}, "does not say how much"),
    "no currency": ({"currency": None}, "does not say how much"),
    "real money in a test": ({"livemode": True}, "test mode"),
    "another payment": ({"client_reference_id": "payment-2"}, "another payment"),
    "nothing behind it": ({"payment_intent": None}, "names no payment"),
}


@pytest.mark.parametrize("case", WRONG)
def test_money_that_is_not_this_is_a_mismatch_and_never_paid(desk: Desk, case: str) -> None:
    ask = desk.begun()
    desk.double.pay(ask.known["session_id"])
    changed, words = WRONG[case]
    desk.session.update(changed)

    found = desk.cards.look_up(ask)

    assert found.finding == "mismatch"
    assert words in found.words


@pytest.mark.parametrize("status", ["unpaid", "no_payment_required"])
def test_a_session_that_is_complete_without_money_is_not_paid(desk: Desk, status: str) -> None:
    ask = desk.begun()
    desk.double.pay(ask.known["session_id"], status=status)

    assert desk.cards.look_up(ask).finding == "pending"


def test_a_payment_intent_named_by_its_id_alone_is_enough(desk: Desk) -> None:
    body = {**_plain(desk), "payment_intent": "pi_1", "status": "complete"}

    session = read_answer(Session, {**body, "payment_status": "paid"})

    assert session.payment_intent is not None
    assert (session.payment_intent.id, session.payment_intent.latest_charge) == ("pi_1", None)


def _plain(desk: Desk) -> dict[str, object]:
    desk.begun()
    return desk.session


def test_a_paid_session_without_its_charge_is_paid_at_no_known_time(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = desk.begun()
    desk.double.pay(ask.known["session_id"])
    intent = str(desk.session["payment_intent"])
    monkeypatch.setitem(desk.double.intents[intent], "latest_charge", "ch_1")

    found = desk.cards.look_up(ask)

    assert (found.finding, found.paid_at) == ("paid", None)


def test_nothing_was_made_and_the_till_gave_up_so_nobody_can_pay(desk: Desk) -> None:
    waiting = desk.cards.look_up(desk.ask())
    desk.clock.forward(timedelta(minutes=10, seconds=1))

    over = desk.cards.look_up(desk.ask())

    assert (waiting.finding, over.finding) == ("pending", "unpaid")
    assert desk.cards.cancel(desk.ask()).finding == "unpaid"


# --- ended ---------------------------------------------------------------------------------------


def test_a_cancelled_session_can_be_paid_by_nobody(desk: Desk) -> None:
    ask = desk.begun()

    found = desk.cards.cancel(ask)

    assert (found.finding, desk.session["status"]) == ("unpaid", "expired")
    assert desk.cards.cancel(ask).finding == "unpaid"


def test_one_that_was_paid_just_before_the_cancel_is_told_as_paid(desk: Desk) -> None:
    ask, answer = desk.begun(), desk.server.answer

    def paid_first(heard: Heard) -> Reply:
        if heard.path.endswith("/expire"):
            desk.double.pay(ask.known["session_id"])
        return answer(heard)

    desk.server.answer = paid_first

    assert desk.cards.cancel(ask).finding == "paid"


# --- given back ----------------------------------------------------------------------------------


def paid(desk: Desk) -> Ask:
    ask = desk.begun()
    desk.double.pay(ask.known["session_id"])
    return ask


def test_the_whole_is_given_back_once_however_often_it_is_asked(desk: Desk) -> None:
    ask = paid(desk)

    findings = [desk.cards.refund(ask).finding for _ in range(3)]

    assert findings == ["paid"] * 3
    assert [one["amount"] for one in desk.double.refunds] == [4_302]


def test_an_answer_lost_after_giving_back_gives_back_nothing_more(desk: Desk) -> None:
    ask = paid(desk)
    desk.server.faults = [None, None, Reply(fault="reset")]  # looked, listed, then the refund
    desk.server.after_work = True

    with pytest.raises(ProviderDown):
        desk.cards.refund(ask)
    found = desk.cards.refund(ask)

    assert found.finding == "paid"
    assert len(desk.double.refunds) == 1


@pytest.mark.parametrize("status", ["pending", "requires_action"])
def test_a_refund_under_way_is_waited_for(desk: Desk, status: str) -> None:
    ask = paid(desk)
    desk.double.refund_status = status
    first = desk.cards.refund(ask)
    desk.double.refunds[0]["status"] = "succeeded"

    assert (first.finding, desk.cards.refund(ask).finding) == ("pending", "paid")
    assert len(desk.double.refunds) == 1


def test_a_refund_that_the_bank_refused_is_told_and_tried_anew_when_asked(desk: Desk) -> None:
    ask = paid(desk)
    desk.double.refund_status = "failed"
    first = desk.cards.refund(ask)
    desk.double.refund_status = "succeeded"

    second = desk.cards.refund(ask)

    assert (first.finding, second.finding) == ("unpaid", "paid")
    assert "expired_or_canceled_card" in first.words


def test_a_refund_made_in_stripes_own_pages_meanwhile_counts(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = paid(desk)
    intent = str(desk.session["payment_intent"])
    real, looks = StripeCards._refunds, list[int]()

    def just_before(cards: StripeCards, of: str) -> list[object]:
        found = real(cards, of)
        if not looks:
            desk.double.give_back(intent, 4_302)
        looks.append(1)
        return list(found)

    monkeypatch.setattr(StripeCards, "_refunds", just_before)

    assert desk.cards.refund(ask).finding == "paid"
    assert len(desk.double.refunds) == 1


def test_a_part_that_was_given_back_before_is_for_a_person(desk: Desk) -> None:
    ask = paid(desk)
    desk.double.give_back(str(desk.session["payment_intent"]), 1_000)

    found = desk.cards.refund(ask)

    assert found.finding == "unpaid"
    assert "A part of it was given back" in found.words
    assert len(desk.double.refunds) == 1


def test_what_the_bank_has_taken_back_cannot_be_given_back_too(desk: Desk) -> None:
    ask = paid(desk)
    desk.double.dispute(ask.known["session_id"])

    with pytest.raises(ProviderRefused, match="charged back"):
        desk.cards.refund(ask)
    assert desk.cards.look_up(ask).known["disputed"] == "yes"


def test_what_was_never_paid_is_not_given_back(desk: Desk) -> None:
    assert desk.cards.refund(desk.begun()).finding == "unpaid"
    assert desk.cards.refund(replace(desk.ask(), attempt_id="nobody")).finding == "unpaid"
    assert desk.double.refunds == []


def test_it_says_whose_it_is_and_what_it_can_do(desk: Desk) -> None:
    assert (desk.cards.name, desk.cards.ways) == ("stripe", ("qr",))
    assert desk.cards.merchant == ACCOUNT


# --- planted bugs --------------------------------------------------------------------------------


def test_planted_a_fresh_key_for_each_try_would_make_a_second_session(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = iter(range(9))
    real = stripe.checkout.SessionService.create

    def keyless(service: object, params: object, options: object) -> object:
        del options
        return real(service, params, {"idempotency_key": f"key-{next(tries)}"})  # type: ignore[arg-type]  # as passed on

    monkeypatch.setattr(stripe.checkout.SessionService, "create", keyless)
    desk.server.faults, desk.server.after_work = [Reply(fault="reset")], True
    with pytest.raises(ProviderDown):
        desk.cards.begin(desk.ask())
    desk.cards.begin(desk.ask())

    assert len(desk.double.sessions) == 2


def test_planted_a_driver_that_takes_complete_for_paid_would_be_seen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    complete: Callable[[Session], bool] = lambda one: one.status == "complete"  # noqa: E731  a plant
    monkeypatch.setattr(Session, "is_paid", property(complete))
    ask = desk.begun()
    desk.double.pay(ask.known["session_id"], status="unpaid")

    assert desk.cards.look_up(ask).finding == "paid"
