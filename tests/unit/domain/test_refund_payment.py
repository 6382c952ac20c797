"""Of a receipt's money only what somebody has seen goes back without a signature, ever."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import refund_payment
from domain.errors import RuleBroken
from domain.money import Money
from domain.payment import STATES
from domain.refund import Refundable, SoldLine
from domain.refund_payment import (
    PaidBy,
    gives_unseen,
    gone_back,
    left_to_give,
    require_not_gone,
    seen_money,
)


def gyd(minor: int) -> Money:
    return Money(minor, "GYD")


def a_receipt(paid_minor: int, given_minor: int = 0) -> Refundable:
    line = SoldLine(
        line_no=1,
        kind="item",
        item_id="item-1",
        name="Barrel",
        quantity=1_000,
        gross=gyd(paid_minor),
        vat=gyd(0),
        tax_class="none",
        vat_basis_points=0,
    )
    return Refundable(
        receipt_number="GY03A-000001",
        lines=(line,),
        paid=gyd(paid_minor),
        given=gyd(given_minor),
    )


def by(state: str, minor: int, **more: object) -> PaidBy:
    told = {"payment_id": f"pay-{state}", "kind": "mmg", "state": state, "amount": gyd(minor)}
    return PaidBy(**{**told, **more})  # type: ignore[arg-type]  # a table of tests


@pytest.mark.parametrize("state", sorted(STATES))
def test_money_is_seen_where_it_is_verified_and_gone_where_it_was_given_back(state: str) -> None:
    receipt, payments = a_receipt(10_000), (by(state, 4_000),)

    assert seen_money(receipt, payments) == gyd(10_000 if state == "verified" else 6_000)
    assert gone_back(receipt, payments) == gyd(4_000 if state == "refunded" else 0)
    assert left_to_give(receipt, payments) == gyd(6_000 if state == "refunded" else 10_000)


def test_what_a_refund_sends_back_itself_is_not_taken_off_twice() -> None:
    receipt = a_receipt(10_000, given_minor=4_000)
    payments = (by("refunded", 4_000, back="asked"),)

    assert left_to_give(receipt, payments) == gyd(6_000)
    assert not gives_unseen(receipt, gyd(6_000), payments)


def test_what_went_back_although_it_is_owed_as_store_credit_is_taken_off_as_well() -> None:
    receipt = a_receipt(10_000, given_minor=4_000)
    payments = (by("refunded", 4_000, back="credited"),)

    assert left_to_give(receipt, payments) == gyd(2_000)


def test_more_than_is_left_beside_a_provider_is_refused_with_what_is_left() -> None:
    receipt, payments = a_receipt(10_000), (by("refunded", 4_000),)

    require_not_gone(receipt, gyd(6_000), payments)
    with pytest.raises(RuleBroken, match="At most G\\$60") as refused:
        require_not_gone(receipt, gyd(6_001), payments)
    assert refused.value.code == "given_back"


def test_a_claim_of_more_than_the_receipt_leaves_nothing_that_was_seen() -> None:
    receipt = a_receipt(10_000)

    assert seen_money(receipt, (by("claimed", 12_000),)) == gyd(0)
    assert left_to_give(receipt, (by("refunded", 12_000),)) == gyd(0)


Step = tuple[str, int]


def lived(paid_minor: int, payments: Sequence[PaidBy], steps: Sequence[int]) -> tuple[int, int]:
    """Give back in steps what nobody need sign for; return what went out, and what was seen."""
    receipt = a_receipt(paid_minor)
    for minor in steps:
        if receipt.given.amount_minor + minor > paid_minor:
            continue
        try:
            require_not_gone(receipt, gyd(minor), payments)
        except RuleBroken:
            continue
        if not gives_unseen(receipt, gyd(minor), payments):
            receipt = replace(receipt, given=receipt.given + gyd(minor))
    true_minor = paid_minor - sum(
        each.amount.amount_minor for each in payments if each.state != "verified"
    )
    return receipt.given.amount_minor, true_minor


PAYMENTS = st.lists(
    st.tuples(st.sampled_from(sorted(STATES)), st.integers(1, 3_000)), min_size=1, max_size=3
)


@given(PAYMENTS, st.integers(0, 5_000), st.lists(st.integers(1, 4_000), max_size=6))
def test_however_it_is_parted_no_cashier_alone_gives_out_money_that_nobody_has_seen(
    told: list[Step], cash_minor: int, steps: list[int]
) -> None:
    payments = [by(state, minor) for state, minor in told]
    paid_minor = cash_minor + sum(minor for _, minor in told)
    out_minor, true_minor = lived(paid_minor, payments, steps)

    assert out_minor <= true_minor


def test_planted_a_till_that_takes_a_claim_for_money_gives_it_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(refund_payment, "SEEN", frozenset({"verified", "claimed"}))
    out_minor, true_minor = lived(1_000, [by("claimed", 600)], [1_000])

    assert out_minor > true_minor
