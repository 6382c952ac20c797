"""Held goods at the desk and at the payment: what the rows say, and what can be done about them."""

from __future__ import annotations

import pytest

from app.counter.gallery_inbox import a_payment
from app.presenters.held_words import keep_here
from app.presenters.notices import Tone
from domain.errors import WorldFailure
from domain.held_goods import Goods
from domain.payment import PaymentState
from tests.helpers.counter_desk import SUPERVISOR_PIN
from tests.helpers.paying_desk import MMG, PayingDesk
from tests.unit.app.presenters.inbox_kit import AtDesk, a_full_till


def at_a_claim(state: PaymentState, **more: object) -> AtDesk:
    till = a_full_till()
    held = {"state": state, "is_held": True, **more}
    till.payments.paying.payments["pay-33"] = a_payment(33, 1_750_000, **held)
    desk = AtDesk(till=till)
    desk.choose("G$17,500")
    return desk


@pytest.mark.parametrize(
    ("state", "title", "why", "goods", "keys"),
    [
        (
            "verified",
            "MMG verified: hand over the goods",
            "The money is there,",
            "Held here, and paid for",
            ["F12", "F8", "F10"],
        ),
        (
            "disputed",
            "MMG says it was not paid",
            "The provider,",
            "Held here until it is verified",
            ["F12", "F6", "F7", "F8"],
        ),
        (
            "cancelled",
            "MMG not paid: keep the goods",
            "It was not paid,",
            "Held here until it is verified",
            ["F12", "F6", "F7"],
        ),
        (
            "refunded",
            "MMG not paid: keep the goods",
            "It was not paid,",
            "Held here until it is verified",
            ["F12", "F6"],
        ),
        (
            "approved",
            "MMG claim, approved",
            "Central is asking",
            "Held here until it is verified",
            ["F6", "F7", "F8", "F10"],
        ),
        (
            "claimed",
            "MMG claim to decide",
            "It was below",
            "Held here until it is verified",
            ["F12", "F6", "F7", "F8", "F10"],
        ),
    ],
)
def test_each_state_says_where_the_goods_are_and_what_can_be_done_with_them(
    state: PaymentState, title: str, why: str, goods: str, keys: list[str]
) -> None:
    desk = at_a_claim(state)
    assert desk.state.detail is not None
    facts = {fact.name: fact.text for fact in desk.state.detail.facts}

    assert desk.state.heading == title
    assert desk.state.detail.why[0].startswith(why)
    assert facts["Goods"] == goods
    assert desk.deed_keys() == keys


def test_goods_are_handed_over_with_a_reason_and_a_pin_and_the_money_stays_as_it_is() -> None:
    desk = at_a_claim("verified")
    desk.presenter.on_deed("F12")
    desk.say("The customer is here with the receipt")
    desk.presenter.sign.on_pin_entered(SUPERVISOR_PIN)

    after = desk.till.payments.paying.payments["pay-33"]
    assert (after.state, after.is_held) == ("verified", False)
    notice = desk.floor.notices[-1]
    assert notice is not None
    assert notice.text == "Hand over the goods: G$17,500."


def test_goods_of_a_dispute_are_kept_and_the_row_says_that_they_are_here() -> None:
    desk = at_a_claim("disputed")
    assert desk.state.detail is not None
    assert desk.state.detail.why[1] == "The goods are still here."
    desk.presenter.on_deed("F12")
    desk.say("It was not paid")
    desk.presenter.sign.on_pin_entered(SUPERVISOR_PIN)

    after = desk.till.payments.paying.payments["pay-33"]
    assert (after.state, after.is_held) == ("disputed", True)


@pytest.mark.parametrize(
    ("goods", "keys"),
    [("kept", ["F6", "F7", "F8"]), ("", ["F7", "F8"]), ("taken_back", ["F7", "F8"])],
)
def test_what_was_kept_is_not_asked_again_and_may_go_out_all_the_same(
    monkeypatch: pytest.MonkeyPatch, goods: Goods, keys: list[str]
) -> None:
    monkeypatch.setattr("app.counter.gallery_paying.goods_now", lambda *_given: goods)
    desk = at_a_claim("disputed", is_held=bool(goods))

    assert desk.deed_keys() == keys


def test_goods_of_a_claim_without_a_sale_are_nobodys_to_hand_over() -> None:
    desk = at_a_claim("verified", receipt=None)

    assert desk.deed_keys() == ["F10"]


# ------------------------------------------------------------------ at the payment
def take_a_claim(desk: PayingDesk) -> None:
    desk.choose(MMG)
    desk.type_claim()
    desk.flow.claim.on_submit()


def test_the_cashier_hears_that_the_policy_holds_the_goods_with_the_rules_own_sentence() -> None:
    desk = PayingDesk()
    desk.paying.holds_all = True
    take_a_claim(desk)

    notice = desk.tender_view.last.notice
    assert notice is not None
    assert notice.title == "The goods stay here until it is verified"
    assert notice.text.startswith("Goods of an MMG claim above G$17,000")
    assert notice.tone is Tone.WAITING
    assert desk.rows() == [("MMG, to be verified", "G$15,000")]


def test_what_the_cashier_chose_to_hold_is_not_told_again() -> None:
    desk = PayingDesk()
    desk.choose(MMG)
    desk.type_claim()
    desk.flow.claim.on_held()
    desk.flow.claim.on_submit()

    assert desk.tender_view.last.notice is None


def test_where_the_rule_cannot_be_read_the_goods_stay_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def failing(*_given: object) -> None:
        raise WorldFailure("The disk did not answer", "Nothing is lost.")

    monkeypatch.setattr("app.counter.gallery_paying.MemoryPaying._show", failing)
    desk = PayingDesk()
    desk.paying.holds_all = True
    take_a_claim(desk)

    assert desk.tender_view.last.notice == keep_here(())
