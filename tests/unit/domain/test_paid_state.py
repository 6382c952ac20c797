"""What a customer may know of a payment: each state has a word, none tells what was thought."""

from datetime import UTC, datetime
from typing import get_args

import pytest

from domain.money import Money
from domain.paid_state import PAID_WORDS, PaidState, PaidWord, paid_lines, paid_state
from domain.payment import STATES, PaymentState
from domain.till_payment import TillPayment

AT = datetime(2026, 11, 22, 18, 5, tzinfo=UTC)


def a_payment(state: PaymentState, provider: str = "mmg") -> TillPayment:
    return TillPayment(
        payment_id="p-1",
        cart_id="cart-1",
        shift=1,
        cashier_id="staff-sr",
        provider=provider,
        way="claim" if provider == "mmg" else "qr",
        state=state,
        amount=Money(1_500_000, "GYD"),
        made_at=AT,
        changed_at=AT,
        action="supervisor",
        rules=("mmg_first_time",),
        approved_by="staff-mk",
        message="A person wrote this",
    )


def test_every_state_has_a_word_and_every_word_a_state() -> None:
    assert set(PAID_WORDS) == STATES
    assert set(PAID_WORDS.values()) == set(get_args(PaidWord))


@pytest.mark.parametrize("state", sorted(STATES))
def test_no_word_tells_of_a_rule_a_flag_or_who_decided(state: PaymentState) -> None:
    told = paid_state(a_payment(state))
    printed = " ".join(paid_lines([told], "America/Guyana", 42)).lower()

    for never in ("mmg_first_time", "staff-mk", "supervisor", "approved", "a person wrote"):
        assert never not in printed
        assert never not in repr(told).lower()


def test_what_a_supervisor_approved_is_for_the_customer_as_one_nobody_looked_at() -> None:
    approved, claimed = (paid_state(a_payment(state)) for state in ("approved", "claimed"))

    assert approved == claimed


def test_a_copy_says_each_payment_with_its_day_in_the_store() -> None:
    states = [paid_state(a_payment("verified")), paid_state(a_payment("refunded", "stripe"))]

    assert paid_lines(states, "America/Guyana", 42) == (
        "Payment as it stands now",
        "MMG, verified                     G$15,000",
        "since 22/11/2026 14:05",
        "Card by code, given back          G$15,000",
        "since 22/11/2026 14:05",
        "",
    )


def test_a_receipt_without_such_payments_says_nothing_of_them() -> None:
    states: list[PaidState] = []
    assert paid_lines(states, "America/Guyana", 42) == ()
