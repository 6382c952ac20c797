"""Goods sold by weight come back in part, to the gram, and never more than was sold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import refund as module
from domain.cart_line import Weighed
from domain.errors import RuleBroken
from domain.exchange import split_exchange
from domain.money import Money
from domain.refund import (
    BackTender,
    Refund,
    Refundable,
    RefundContext,
    SoldLine,
    after_refund,
    money_back,
    take_back,
)
from domain.refund_slip import render_refund
from tests.unit.domain.builders import DAY, HEADER, NOON, gyd


def yams(grams: int = 1_500, gross_minor: int = 99_000, pieces: int = 1) -> Refundable:
    line = SoldLine(
        line_no=1,
        kind="item",
        item_id="yams",
        name="Yams",
        quantity=grams * pieces,
        gross=Money(gross_minor, "GYD"),
        vat=Money(gross_minor * 14 // 114, "GYD"),
        tax_class="standard",
        vat_basis_points=1_400,
        sold_by="kg",
    )
    return Refundable(
        receipt_number="GY03B-000101",
        lines=(line,),
        paid=Money(gross_minor, "GYD"),
        given=gyd(0),
    )


def test_a_third_of_the_weight_is_a_third_of_the_price() -> None:
    returned = take_back(yams(), {1: 500}, on_scale={1})
    (line,) = returned.lines

    assert (line.pieces, line.weight_grams, line.weight_source) == (1, 500, "scale")
    assert returned.total == gyd(33_000)


def test_a_weight_that_no_scale_showed_is_marked() -> None:
    (line,) = take_back(yams(), {1: 500}).lines

    assert line.weight_source == "manual"


def test_more_than_was_sold_is_refused_in_grams() -> None:
    state = yams()
    state = after_refund(state, take_back(state, {1: 500}), gyd(33_000))

    with pytest.raises(RuleBroken, match="1,500 g sold, 500 g returned before, 1,000 g left"):
        take_back(state, {1: 1_001})


WEIGHTS = st.lists(st.integers(1, 2_000), min_size=1, max_size=8)


def back_in_parts(grams: int, gross_minor: int, parts: list[int]) -> tuple[int, int]:
    """Give back part by part, and the rest at last: what was given for it, and its VAT."""
    state = yams(grams, gross_minor)
    given_minor = vat_minor = 0
    for part in [*parts, grams]:
        left = state.units_left(state.lines[0])
        if not left:
            break
        returned = take_back(state, {1: min(part, left)})
        money = money_back(state, returned)
        state = after_refund(state, returned, money)
        given_minor += money.amount_minor
        vat_minor += returned.vat_total.amount_minor
    return given_minor, vat_minor


@given(st.integers(1, 9_999), st.integers(0, 5_000_000), WEIGHTS)
def test_however_a_weight_is_parted_it_is_worth_what_was_paid(
    grams: int, gross_minor: int, parts: list[int]
) -> None:
    assert back_in_parts(grams, gross_minor, parts) == (gross_minor, gross_minor * 14 // 114)


def test_a_share_that_is_rounded_alone_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted bug: each part rounded for itself, instead of as a difference of two sums."""

    def alone(line: SoldLine, units: int) -> tuple[Money, Money]:
        each = line.gross.amount_minor // line.quantity
        return Money(each * units, "GYD"), Money(0, "GYD")

    monkeypatch.setattr(module.SoldLine, "worth", alone)

    assert back_in_parts(3, 100, [1, 1])[1] != 12


def test_the_paper_says_the_weight_and_whether_a_scale_showed_it() -> None:
    returned = take_back(yams(), {1: 250})
    made = Refund(
        context=RefundContext(
            refund_number="GY03B-000102",
            at=NOON,
            business_date=DAY,
            shift_number=3,
            cashier_id="staff-1",
            reason="damaged",
        ),
        of_receipt="GY03B-000101",
        returned=returned,
        rounding=gyd(0),
        tenders=(BackTender(kind="cash", amount=returned.total),),
    )
    weighed = replace(returned.lines[0], weight_source="scale")
    by_scale = replace(made, returned=replace(returned, lines=(weighed,)))

    assert "0.25 kg (manual) Yams" in "\n".join(render_refund(made, HEADER))
    assert "0.25 kg Yams" in "\n".join(render_refund(by_scale, HEADER))


# ------------------------------------------------------------------ what goods pay of a new bill


@given(
    st.integers(1, 10**6), st.integers(0, 10**4), st.integers(1, 10**6), st.sampled_from([1, 500])
)
def test_an_exchange_gives_what_came_back_and_never_more_than_is_left(
    worth: int, more_left: int, bill: int, step: int
) -> None:
    left = worth + more_left
    towards, back = split_exchange(
        Money(worth, "GYD"), Money(left, "GYD"), Money(bill, "GYD"), step
    )
    given_minor = towards.amount_minor + back.amount_minor

    assert towards.amount_minor == min(worth, bill)
    assert back.amount_minor % step == 0
    assert given_minor <= left
    assert abs(given_minor - worth) < step


@pytest.mark.parametrize(("worth", "bill"), [(0, 500), (500, 0)])
def test_nothing_for_something_is_no_exchange(worth: int, bill: int) -> None:
    with pytest.raises(RuleBroken, match="come to nothing"):
        split_exchange(Money(worth, "GYD"), gyd(100), Money(bill, "GYD"))


def test_a_weight_is_of_one_piece_of_its_line() -> None:
    assert (
        Weighed(weight_grams=1_500, source="scale").weight_grams * 2
        == yams(1_500, 198_000, 2).lines[0].quantity
    )
