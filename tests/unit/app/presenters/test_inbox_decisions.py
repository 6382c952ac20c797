"""What is decided at the supervisor's desk: payments, reviews, and cases that lead on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.counter.gallery_inbox import AT, a_payment
from app.counter.gallery_paying import card_rate
from app.presenters.inbox import InboxPresenter
from app.presenters.key_map import Dialog
from app.presenters.notices import Tone
from app.use_cases.decide_together import ApproveTogether
from app.use_cases.ports import Clock
from domain.errors import RuleBroken
from domain.fx import Rate
from domain.money import Money
from domain.till_payment import ProviderStanding
from sync.protocol.status import Link, SyncStatus
from tests.helpers.counter_desk import (
    SUPERVISOR_PIN,
    WaitingRunner,
)
from tests.unit.app.presenters.inbox_kit import SECOND, SECOND_PIN, AtDesk, a_full_till


# ------------------------------------------------------------------ payments
def test_a_flagged_claim_shows_its_rule_its_evidence_and_who_is_behind_it() -> None:
    desk = AtDesk()
    desk.choose("G$40,000")
    detail = desk.state.detail
    assert detail is not None
    facts = {fact.name: fact.text for fact in detail.facts}

    assert detail.why == ("The claim is above G$20,000. See the message on the phone yourself.",)
    assert facts["Reference"] == "884027193002"
    assert facts["Goods"] == "Held here until it is verified"
    assert facts["Paid at"].endswith("1 min before it was recorded")
    assert facts["Its service"] == "Central asks it when there is a line"
    people = {fact.name: fact.text for fact in detail.people}
    assert people["This payer"] == "2 before, 1 verified, 0 disputed, 0 false alarms"
    assert people["Cashier Shanelle Rodrigues"].startswith("6 before")
    assert desk.deed_keys() == ["F12", "F7", "F8", "F9", "F10"]


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        (card_rate, "US$71.77 at G$209, Bank of Guyana, rate of Sat 21 Nov 08:50"),
        (lambda _clock: None, "US$71.77"),
    ],
)
def test_a_card_shows_what_its_payer_saw_with_the_rate_that_central_told(
    rate: Callable[[Clock], Rate | None], text: str
) -> None:
    till = a_full_till()
    card = a_payment(9, 1_500_050, provider="stripe", way="qr", state="approved")
    priced = replace(card, quoted=Money(7_177, "USD"), rate=rate(till.clock))
    till.payments.paying.payments[card.payment_id] = priced
    desk = AtDesk(till=till)
    desk.choose("G$15,000.50")
    assert desk.state.detail is not None

    assert {fact.name: fact.text for fact in desk.state.detail.facts}["They saw"] == text


def test_a_service_that_is_down_is_said_with_until_when() -> None:
    till = a_full_till()
    down = ProviderStanding(name="mmg", ways=("qr",), is_open=True, until=AT + timedelta(hours=1))
    till.payments.paying.providers = (down,)
    desk = AtDesk(till=till)
    desk.choose("G$40,000")
    assert desk.state.detail is not None

    assert "Down until 14:50" in str(desk.state.detail.facts)


@pytest.mark.parametrize(
    ("amount", "why", "keys"),
    [
        ("G$18,400", "MMG has no such payment.", ["F7", "F8"]),
        ("G$9,500", "No sale names it.", ["F10"]),
        ("G$6,500", "It was below every limit,", ["F12", "F6", "F7", "F8", "F10"]),
        ("G$26,000", "Central is asking the provider", ["F7", "F8", "F9", "F10"]),
    ],
)
def test_each_state_says_why_it_is_here_and_what_can_be_done(
    amount: str, why: str, keys: list[str]
) -> None:
    desk = AtDesk()
    desk.choose(amount)

    assert desk.state.detail is not None
    assert desk.state.detail.why[0].startswith(why)
    assert desk.deed_keys() == keys


def test_a_rule_that_is_no_longer_in_force_is_named() -> None:
    desk = AtDesk()
    desk.choose("G$26,000")

    assert desk.state.detail is not None
    assert "Flagged by gone, which is not in force any more." in desk.state.detail.why


@pytest.mark.parametrize(
    ("key", "evidence", "after"),
    [
        ("F12", "", "approved"),
        ("F8", "", "cancelled"),
        ("F9", "", "claimed"),
        ("F7", "Row 7", "verified"),
        ("F10", "Row 7", "disputed"),
    ],
)
def test_a_claim_is_decided_with_a_reason_and_a_pin(key: str, evidence: str, after: str) -> None:
    desk = AtDesk()
    desk.choose("G$40,000")
    desk.presenter.on_deed(key)
    assert ("evidence" in desk.sign.asked) is bool(evidence)
    desk.say(evidence=evidence)
    desk.presenter.sign.on_pin_entered(SUPERVISOR_PIN)

    assert desk.payment_state(2) == after
    assert desk.till.payments.paying.payments["pay-2"].is_released is (key == "F9")
    assert desk.asks(None)
    notice = desk.floor.notices[-1]
    assert notice is not None
    assert (notice.title, notice.tone) == ("Done and signed", Tone.WORKING)
    assert "G$40,000" in notice.text


def test_after_a_decision_the_next_row_is_shown_and_the_decided_one_waits_at_the_end() -> None:
    desk = AtDesk()
    desk.presenter.on_filter(1)
    desk.choose("G$12,000")
    chosen, following = desk.state.chosen, desk.state.rows[desk.state.chosen + 1]
    desk.presenter.on_deed("F12")
    desk.say()
    desk.presenter.sign.on_pin_entered(SUPERVISOR_PIN)

    assert desk.state.chosen == chosen
    assert desk.state.rows[chosen] == following
    assert desk.state.rows[-1].state_text == "Approved"


def test_a_false_alarm_is_released_once_and_told() -> None:
    desk = AtDesk()
    desk.choose("G$40,000")
    desk.presenter.on_deed("F9")
    desk.say()
    desk.presenter.sign.on_pin_entered(SUPERVISOR_PIN)
    desk.choose("G$40,000")

    assert "F9" not in desk.deed_keys()
    assert desk.state.detail is not None
    assert "False alarm" in [fact.name for fact in desk.state.detail.facts]


@pytest.mark.parametrize("is_read_in_between", [False, True])
def test_after_a_decision_the_next_row_is_chosen_even_where_news_had_the_list_read_first(
    monkeypatch: pytest.MonkeyPatch, *, is_read_in_between: bool
) -> None:
    """An approved claim waits on, further down: the next key must not meet it there."""
    desk = AtDesk()
    desk.choose("G$40,000")
    row, title = desk.state.chosen, desk.state.heading
    decide = InboxPresenter._on_done

    def after_news(presenter: InboxPresenter, said: str, at_row: int) -> None:
        if is_read_in_between:
            presenter.on_status(SyncStatus(link=Link.ONLINE))
        decide(presenter, said, at_row)

    monkeypatch.setattr(InboxPresenter, "_on_done", after_news)
    desk.presenter.on_deed("F12")
    desk.say()
    desk.presenter.sign.on_pin_entered(SUPERVISOR_PIN)

    assert desk.payment_state(2) == "approved"
    assert desk.state.chosen == row
    assert desk.state.rows[row].amount_text != "G$40,000"
    assert desk.state.heading != title or desk.state.amount_text != "G$40,000"


def test_no_reason_and_no_evidence_sign_nothing_and_say_what_is_missing() -> None:
    desk = AtDesk()
    desk.choose("G$40,000")
    desk.presenter.on_deed("F7")
    assert desk.last_asked() == ("focus_word", "reason")
    desk.presenter.sign.on_pin_entered(SUPERVISOR_PIN)
    assert desk.sign.wrong == ("reason", "Choose a reason, or write one.")
    desk.presenter.sign.on_next_reason()
    is_wrong = bool(desk.sign.wrong)
    assert (desk.last_asked(), is_wrong) == (("focus_word", "evidence"), False)
    desk.presenter.sign.on_pin_entered(SUPERVISOR_PIN)
    assert desk.sign.wrong == ("evidence", "Write where you saw it.")
    desk.presenter.sign.on_typed("evidence", "Row 7")
    desk.presenter.sign.on_entered()

    assert desk.last_asked() == ("focus_pin", None)
    assert desk.payment_state(2) == "claimed"


def test_a_reason_is_chosen_by_key_round_and_round() -> None:
    desk = AtDesk()
    desk.choose("G$40,000")
    desk.presenter.on_deed("F12")
    for _ in range(3):
        desk.presenter.sign.on_next_reason()
    desk.presenter.sign.on_reason_chosen(9)

    words = [value for name, value in desk.dialog.asked if name == "set_word"]
    assert words[-1] == ("reason", "I saw the message on the phone")


def test_who_took_the_payment_is_not_among_those_who_may_decide() -> None:
    till = a_full_till()
    own = replace(a_payment(70, 900_000), cashier_id=SECOND.staff_id)
    till.payments.paying.payments["pay-70"] = own
    desk = AtDesk(till=till)
    desk.choose("G$9,000")
    desk.presenter.on_deed("F12")
    assert [person.name for person in desk.sign.approvers] == ["Roxanne Adams"]
    desk.presenter.on_dismissed(Dialog.DESK_SIGN)
    till.staff = tuple(each for each in till.staff if each[0].name != "Roxanne Adams")
    desk.floor.dialog = None
    desk.presenter.on_deed("F12")

    assert desk.sign.approvers == ()
    assert "stays here" in desk.sign.empty_text
    desk.presenter.sign.on_pin_entered(SECOND_PIN)
    assert till.payments.paying.payments["pay-70"].state == "claimed"


def test_somebody_was_faster_is_told_in_the_dialog_and_the_list_is_read_anew() -> None:
    desk = AtDesk()
    desk.choose("G$40,000")
    desk.presenter.on_deed("F12")
    desk.say()
    desk.till.payments.paying.failure = RuleBroken("Somebody was faster", "Look again.", "too_late")
    desk.presenter.sign.on_pin_entered(SUPERVISOR_PIN)

    assert desk.sign.notice is not None
    assert desk.sign.notice.title == "Somebody was faster"
    assert desk.asks(Dialog.DESK_SIGN)
    assert not desk.presenter.on_dismissed(Dialog.DESK_SIGN)


def test_a_wait_after_wrong_pins_counts_down_in_the_dialog() -> None:
    desk = AtDesk()
    desk.choose("G$40,000")
    desk.presenter.on_deed("F12")
    desk.say()
    for _ in range(6):
        desk.presenter.sign.on_pin_entered("0000")
    assert desk.sign.wait_s > 0
    assert not desk.sign.can_sign
    desk.presenter.sign.on_approver_chosen(1)
    assert desk.sign.wait_s == 0
    desk.presenter.sign.on_approver_chosen(0)
    desk.till.clock.at += timedelta(minutes=30)
    desk.presenter.on_second(Dialog.DESK_SIGN)

    assert desk.sign.can_sign


def test_what_is_alike_is_approved_with_one_pin_by_nobody_who_took_one_of_them() -> None:
    desk = AtDesk()
    desk.choose("G$6,500")
    desk.presenter.on_deed("F6")
    assert desk.sign.title == "Approve 2 alike"
    assert "none disputed" in desk.sign.follows
    desk.say("Saw both")
    desk.presenter.sign.on_pin_entered(SUPERVISOR_PIN)

    (request,) = desk.till.cases.inbox.together
    assert isinstance(request, ApproveTogether)
    assert request.payment_ids == ("pay-25", "pay-19")
    assert {desk.payment_state(number) for number in (19, 25)} == {"approved"}


# ------------------------------------------------------------------ reviews and cases
@pytest.mark.parametrize(("key", "verdict"), [("F12", "fine"), ("F8", "follow_up")])
def test_what_was_allowed_is_looked_at_again_by_somebody_else(key: str, verdict: str) -> None:
    desk = AtDesk()
    desk.presenter.on_filter(2)
    desk.choose("G$4,900")
    detail = desk.state.detail
    assert detail is not None
    facts = {fact.name: fact.text for fact in (*detail.facts, *detail.people)}
    assert (facts["Before"], facts["After"]) == ("G$32,800", "G$27,900")
    assert facts["Allowed by"] == SECOND.name
    desk.presenter.on_deed(key)
    assert SECOND.name not in [person.name for person in desk.sign.approvers]
    desk.say()
    desk.presenter.sign.on_pin_entered(SUPERVISOR_PIN)

    (review,) = desk.till.cases.inbox.reviewed
    assert (review.entry_no, review.verdict) == (88, verdict)
    assert len(desk.state.rows) == 2


def test_what_is_no_money_has_none_and_a_review_that_went_away_offers_nothing() -> None:
    desk = AtDesk()
    desk.presenter.on_filter(2)
    row = next(row for row in desk.state.rows if row.title == "More than this till held")
    assert row.amount_text == ""
    runner = WaitingRunner()
    late = AtDesk(runner=runner)
    runner.finish()
    runner.finish()
    late.till.cases.inbox.allowed = ()
    late.till.cases.cases = ()
    runner.finish_all()
    for number in range(len(late.state.rows)):
        late.presenter.on_row_chosen(number)
        runner.finish_all()
        if late.state.rows[number].state_text in {"New", "Read"}:
            assert late.state.detail is not None
            assert late.state.detail.deeds == ()


def test_a_case_leads_to_where_it_is_put_right() -> None:
    desk = AtDesk()
    desk.presenter.on_filter(3)
    detail = desk.state.detail
    assert detail is not None
    assert [fact.name for fact in detail.facts] == ["About", "Held up", "What to do"]
    desk.presenter.on_usual()

    assert desk.opened == ["case-1"]
    assert desk.asks(None)


def test_states_of_cases_are_told_apart() -> None:
    till = a_full_till()
    first, *rest = till.cases.cases
    till.cases.cases = (replace(first, is_resent=True), *rest)
    desk = AtDesk(till=till)
    desk.presenter.on_filter(3)

    states: list[Any] = [row.state_text for row in desk.state.rows]
    assert sorted(states) == ["Read", "Read", "Sent again", "Settled"]


@pytest.mark.parametrize(
    ("receipt", "title", "sale", "why", "keys"),
    [
        (None, "MMG payment not known here", "Sale not known here", "It is not in this till", []),
        (
            "GY01-000009",
            "MMG claim to decide",
            "GY01-000009",
            "It is older than this till",
            ["F12", "F7", "F8", "F10"],
        ),
    ],
)
def test_a_payment_older_than_this_tills_data_is_accused_of_nothing(
    receipt: str | None, title: str, sale: str, why: str, keys: list[str]
) -> None:
    till = a_full_till()
    till.payments.paying.payments["pay-99"] = a_payment(99, 7_777_700, cart_id="", receipt=receipt)
    desk = AtDesk(till=till)
    desk.choose("G$77,777")
    row = next(each for each in desk.state.rows if each.amount_text == "G$77,777")
    detail = desk.state.detail
    assert detail is not None

    assert (row.title, row.detail.endswith(sale)) == (title, True)
    assert detail.why[0].startswith(why)
    assert desk.deed_keys() == keys
