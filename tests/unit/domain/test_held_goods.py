"""Goods of a claim: where they are, who must be asked about them, and what the paper says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

import pytest

from domain.held_goods import (
    Goods,
    GoodsStep,
    GoodsWord,
    asks_for_goods,
    goods_now,
    goods_step,
    held_lines,
)
from domain.money import Money
from domain.paid_state import paid_lines, paid_state
from domain.payment import STATES, UNSETTLED, PaymentState
from domain.till_payment import TillPayment

AT = datetime(2026, 11, 22, 18, 5, tzinfo=UTC)
LATER = datetime(2026, 11, 22, 19, 10, tzinfo=UTC)


def a_claim(state: PaymentState, *, is_held: bool = True) -> TillPayment:
    return TillPayment(
        payment_id="p-1",
        cart_id="cart-1",
        shift=1,
        cashier_id="staff-sr",
        provider="mmg",
        way="claim",
        state=state,
        amount=Money(1_500_000, "GYD"),
        made_at=AT,
        changed_at=AT,
        rules=("mmg_first_time",),
        is_held=is_held,
        receipt="GY01A-000007",
    )


def a_step(what: GoodsWord, state: PaymentState) -> GoodsStep:
    return GoodsStep(what=what, state=state, at=LATER)


@pytest.mark.parametrize(
    ("state", "word", "asks"),
    [
        ("claimed", "held", False),
        ("approved", "held", False),
        ("verified", "ready", True),
        ("disputed", "held", True),
        ("cancelled", "held", True),
        ("refunded", "held", True),
    ],
)
def test_goods_are_asked_about_once_it_is_known_whether_there_is_money(
    state: PaymentState, word: Goods, asks: bool
) -> None:
    claim = a_claim(state)

    assert goods_now(claim, None) == word
    assert asks_for_goods(claim, None) is asks
    assert not asks_for_goods(replace(claim, receipt=None), None), "there is no sale to hand over"
    assert not asks_for_goods(replace(claim, is_held=False), None)
    assert goods_now(replace(claim, is_held=False), None) == ""


@pytest.mark.parametrize("state", sorted(STATES - UNSETTLED))
@pytest.mark.parametrize("kept_in", sorted(STATES))
def test_what_was_kept_stays_kept_until_the_money_is_seen_after_all(
    state: PaymentState, kept_in: PaymentState
) -> None:
    claim, step = a_claim(state), a_step("keep", kept_in)
    seen_since = state == "verified" and kept_in != "verified"

    assert goods_now(claim, step) == ("ready" if seen_since else "kept")
    assert asks_for_goods(claim, step) is seen_since


@pytest.mark.parametrize("state", sorted(STATES))
def test_what_was_handed_over_is_asked_about_no_more(state: PaymentState) -> None:
    claim, step = a_claim(state, is_held=False), a_step("hand_over", "verified")

    assert goods_now(claim, step) == "handed_over"
    assert not asks_for_goods(claim, step)
    assert step.stands(state)


@pytest.mark.parametrize("state", sorted(STATES))
def test_goods_of_a_sale_that_was_taken_back_are_asked_about_no_more(state: PaymentState) -> None:
    claim, step = a_claim(state), a_step("taken_back", "claimed")

    assert goods_now(claim, step) == "taken_back"
    assert not asks_for_goods(claim, step)
    assert paid_state(claim, step).goods_at == LATER


def test_a_step_of_another_kind_is_about_no_goods() -> None:
    assert goods_step("keep", "disputed", LATER) == a_step("keep", "disputed")
    with pytest.raises(ValueError, match="says nothing about goods"):
        goods_step("release", "claimed", LATER)


def test_the_receipt_says_that_goods_are_held_and_never_why() -> None:
    assert held_lines(42) == (
        "-" * 42,
        "Goods held here until the payment is",
        "verified. Bring this receipt to collect",
        "them.",
    )


@pytest.mark.parametrize(
    ("claim", "step", "line"),
    [
        (a_claim("claimed"), None, "Goods held here until it is verified"),
        (a_claim("verified"), None, "Goods ready to be handed over"),
        (
            a_claim("verified", is_held=False),
            a_step("hand_over", "verified"),
            "Goods handed over 22/11/2026 15:10",
        ),
        (
            a_claim("disputed"),
            a_step("keep", "disputed"),
            "Goods not handed over 22/11/2026 15:10",
        ),
    ],
)
def test_a_copy_says_where_the_goods_are_and_no_rule_and_nobody(
    claim: TillPayment, step: GoodsStep | None, line: str
) -> None:
    printed = paid_lines([paid_state(claim, step)], "America/Guyana", 42)

    assert printed[3:] == (line, "")
    for never in ("mmg_first_time", "staff", "supervisor", "kept", "keep"):
        assert never not in " ".join(printed).lower()


def test_every_word_for_goods_can_be_printed() -> None:
    for goods in get_args(Goods):
        stands = replace(paid_state(a_claim("claimed")), goods=goods)
        lines = paid_lines([stands], "America/Guyana", 42)

        assert len(lines) == (5 if goods else 4)
