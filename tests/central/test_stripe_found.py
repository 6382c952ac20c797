"""What Stripe says of a session: looked up, ended, given back; and bugs that would be seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import stripe

from app.demo.heard import Answer, Heard
from app.demo.stripe_double import ACCOUNT
from central.payments.port import (
    Ask,
    ProviderDown,
    ProviderRefused,
)
from central.payments.stripe_answers import Session, read_answer
from central.payments.stripe_cards import StripeCards
from tests.central.paper_till import START
from tests.central.stripe_desk import Desk, stripe_desk
from tests.helpers.faulty_server import Reply


@pytest.fixture
def desk() -> Iterator[Desk]:
    with stripe_desk() as opened:
        yield opened


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

    def paid_first(heard: Heard) -> Answer:
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


def test_a_refund_that_is_nowhere_though_stripe_says_it_was_made_is_refused(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = paid(desk)
    desk.double.give_back(str(desk.session["payment_intent"]), 4_302)
    monkeypatch.setattr(StripeCards, "_refunds", lambda *_: [])

    with pytest.raises(ProviderRefused, match="already been refunded"):
        desk.cards.refund(ask)


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
