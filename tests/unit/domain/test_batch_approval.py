"""Approved together is only what is alike, ordinary and below the cap, whatever else is there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import batch_approval
from domain.batch_approval import TOGETHER_MAX, alike
from domain.money import Money
from domain.payment import STATES
from domain.risk import Action, RiskRule
from domain.till_payment import TillPayment

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
CAP_MINOR = 2_000_000


def a_rule(name: str = "mmg_amount", action: Action = "supervisor") -> RiskRule:
    return RiskRule(
        name=name,
        measure="amount",
        tender="mmg",
        threshold=CAP_MINOR,
        action=action,
        cashier_sentence="Ask.",
        supervisor_sentence="Look.",
    )


def a_payment(number: int = 1, **more: object) -> TillPayment:
    plain = TillPayment(
        payment_id=f"pay-{number}",
        cart_id=f"cart-{number}",
        shift=1,
        cashier_id="staff-sr",
        provider="mmg",
        way="claim",
        state="claimed",
        amount=Money(950_000, "GYD"),
        made_at=AT + timedelta(minutes=number),
        changed_at=AT,
        receipt=f"GY01A-{number:06}",
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # named by each test


UNLIKE: tuple[dict[str, object], ...] = (
    {"state": "disputed"},
    {"state": "approved"},
    {"way": "qr"},
    {"action": "supervisor"},
    {"receipt": None},
    {"cart_id": ""},
    {"provider": "other"},
    {"cashier_id": "staff-dr"},
    {"amount": Money(950_000, "USD")},
    {"amount": Money(CAP_MINOR + 1, "GYD")},
    {"rules": ("mmg_first_time",)},
)


def test_claims_that_are_alike_come_together_the_oldest_first() -> None:
    found = alike([a_payment(3), a_payment(1), a_payment(2)], a_payment(2), [a_rule()])

    assert [each.payment_id for each in found] == ["pay-1", "pay-2", "pay-3"]


@pytest.mark.parametrize("unlike", UNLIKE)
def test_what_differs_is_left_out_and_stands_alone_itself(unlike: dict[str, object]) -> None:
    other = a_payment(2, **unlike)
    both = [a_payment(), other]

    assert alike(both, a_payment(), [a_rule()]) == (a_payment(),)
    assert a_payment() not in alike(both, other, [a_rule()])


def test_at_the_cap_is_safe_and_without_a_cap_nothing_is() -> None:
    at_cap = a_payment(2, amount=Money(CAP_MINOR, "GYD"))

    assert alike([a_payment(), at_cap], a_payment(), [a_rule()]) == (a_payment(), at_cap)
    assert alike([a_payment()], a_payment(), []) == ()
    assert alike([a_payment()], a_payment(), [a_rule(action="accept")]) == ()


def test_never_more_than_a_person_can_stand_for() -> None:
    many = [a_payment(number) for number in range(1, TOGETHER_MAX + 20)]

    assert len(alike(many, many[0], [a_rule()])) == TOGETHER_MAX


PAYMENTS = st.builds(
    lambda number, state, way, action, minor, rules, sold: a_payment(
        number,
        state=state,
        way=way,
        action=action,
        amount=Money(minor, "GYD"),
        rules=rules,
        receipt="GY01A-000001" if sold else None,
    ),
    st.integers(1, 9),
    st.sampled_from(sorted(STATES)),
    st.sampled_from(["claim", "qr", "push"]),
    st.sampled_from(["accept", "supervisor", "refuse"]),
    st.integers(1, 2 * CAP_MINOR),
    st.sampled_from([(), ("first",), ("first", "second"), ("second", "first")]),
    st.booleans(),
)


def unsafe(found: tuple[TillPayment, ...]) -> list[TillPayment]:
    """Those that nobody may approve without looking, said apart from how they are found."""
    return [
        each
        for each in found
        if each.state != "claimed"
        or each.action != "accept"
        or each.amount.amount_minor > CAP_MINOR
        or set(each.rules) != set(found[0].rules)
        or each.receipt is None
    ]


@given(st.lists(PAYMENTS, min_size=1, max_size=12))
def test_no_mixture_of_payments_lets_an_unsafe_one_in(payments: list[TillPayment]) -> None:
    found = alike(payments, payments[0], [a_rule()])

    assert unsafe(found) == []
    assert found == () or payments[0].payment_id in {each.payment_id for each in found}


def test_planted_bug_an_amount_above_the_cap_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_approval, "_cap_minor", lambda _rules, _tender: 10 * CAP_MINOR)
    big = a_payment(2, amount=Money(CAP_MINOR + 1, "GYD"))

    assert unsafe(alike([a_payment(), big], a_payment(), [a_rule()])) == [big]
