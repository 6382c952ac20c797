"""Goods of a receipt that another till gave: worth what this till's catalog says, and bounded."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.errors import RuleBroken
from domain.money import Money, round_to_step
from domain.pricing import vat_inside
from domain.refund import Returned
from domain.refund_elsewhere import NamedGoods, money_back_elsewhere, named_goods
from tests.unit.domain.builders import assert_caught, gyd

Give = Callable[[Returned, Money, Money, int], Money]
GOODS = st.lists(
    st.tuples(st.integers(1, 10**7), st.integers(1, 20), st.sampled_from([1_400, 725, 0])),
    min_size=1,
    max_size=6,
)
PARTS = st.lists(st.integers(1, 300_000), min_size=1, max_size=8)
STEPS = st.sampled_from([1, 5, 500, 10_000])


def some(price_minor: int, quantity: int = 1, rate: int = 1_400) -> NamedGoods:
    return NamedGoods(
        item_id="item-tape",
        name="Packing tape",
        quantity=quantity,
        unit_price=gyd(price_minor),
        tax_class="standard" if rate else "zero",
        vat_basis_points=rate,
    )


def test_goods_that_are_named_are_worth_their_price_with_the_vat_in_it() -> None:
    returned = named_goods([some(48_000, 2), some(212_300, rate=0)])

    assert [line.sold.line_no for line in returned.lines] == [1, 2]
    assert [line.quantity for line in returned.lines] == [2, 1]
    assert (returned.total, returned.vat_total) == (gyd(308_300), gyd(11_789))
    assert [(one.tax_class, one.gross) for one in returned.vat_by_class] == [
        ("standard", gyd(96_000)),
        ("zero", gyd(212_300)),
    ]


def test_nothing_that_is_named_gives_nothing_back() -> None:
    with pytest.raises(RuleBroken, match="Scan what comes back") as broken:
        named_goods([])
    assert broken.value.code == "nothing_chosen"


@for_all(GOODS)
def test_the_sums_of_named_goods_are_the_sums_of_their_lines(
    goods: list[tuple[int, int, int]],
) -> None:
    returned = named_goods([some(*each) for each in goods])

    assert returned.total == gyd(sum(price * quantity for price, quantity, _ in goods))
    assert returned.vat_total == Money.total_of(
        (vat_inside(gyd(price * quantity), rate) for price, quantity, rate in goods), "GYD"
    )


def test_cash_back_is_rounded_but_never_above_what_is_left_of_the_receipt() -> None:
    returned = named_goods([some(48_300)])

    assert money_back_elsewhere(returned, gyd(48_300), gyd(0)) == gyd(48_300)
    assert money_back_elsewhere(returned, gyd(60_000), gyd(0), 500) == gyd(48_500)
    assert money_back_elsewhere(returned, gyd(48_300), gyd(0), 500) == gyd(48_000)
    assert money_back_elsewhere(returned, gyd(90_000), gyd(41_700), 500) == gyd(48_000)


def test_goods_worth_more_than_what_is_left_of_the_receipt_are_refused() -> None:
    returned = named_goods([some(48_000)])
    with pytest.raises(RuleBroken, match=r"worth G\$480, and G\$479\.99 is left") as broken:
        money_back_elsewhere(returned, gyd(100_000), gyd(52_001))
    assert broken.value.code == "more_than_sold"


def check_never_more_than_paid(
    give: Give,
) -> Callable[[int, Sequence[int], int], None]:
    def check(paid_minor: int, parts: Sequence[int], step_minor: int) -> None:
        """Refund after refund, as long as one is allowed."""
        before = gyd(0)
        for price_minor in parts:
            try:
                back = give(named_goods([some(price_minor)]), gyd(paid_minor), before, step_minor)
            except RuleBroken:
                continue
            assert back.amount_minor % step_minor == 0
            assert 2 * (back.amount_minor - price_minor) <= step_minor
            before += back

        assert before <= gyd(paid_minor)

    return check


@for_all(st.integers(0, 1_000_000), PARTS, STEPS)
def test_a_receipt_of_elsewhere_never_gives_back_more_than_was_paid(
    paid_minor: int, parts: list[int], step_minor: int
) -> None:
    check_never_more_than_paid(money_back_elsewhere)(paid_minor, parts, step_minor)


# ---------------------------------------------------------------- planted bugs


def rounding_past_the_receipt(
    returned: Returned, paid: Money, before: Money, step_minor: int
) -> Money:
    money_back_elsewhere(returned, paid, before, step_minor)
    return Money(round_to_step(returned.total.amount_minor, step_minor), paid.currency)


def forgetting_what_was_given(
    returned: Returned, paid: Money, before: Money, step_minor: int
) -> Money:
    del before
    return money_back_elsewhere(returned, paid, gyd(0), step_minor)


def giving_what_no_coin_pays(
    returned: Returned, paid: Money, before: Money, step_minor: int
) -> Money:
    del step_minor
    return money_back_elsewhere(returned, paid, before)


@pytest.mark.parametrize(
    "planted", [rounding_past_the_receipt, forgetting_what_was_given, giving_what_no_coin_pays]
)
def test_planted_bugs_in_the_bound_are_caught(planted: Give) -> None:
    check = check_never_more_than_paid(planted)
    assert_caught(check, st.integers(0, 1_000_000), PARTS, STEPS)
