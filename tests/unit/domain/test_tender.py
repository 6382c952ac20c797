from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.errors import RuleBroken
from domain.money import CurrencyMismatch, Money
from domain.tender import (
    Settlement,
    TenderLine,
    cash_tender,
    due_in_cash,
    hand_out,
    quick_amounts,
    settle,
)
from tests.unit.domain.builders import GYD_CASH, assert_caught, gyd

Settle = Callable[[Money, Money, int], Settlement]
HandOut = Callable[[Money, Sequence[int]], tuple[tuple[int, int], ...]]
TOTALS = st.integers(0, 10**11)
STEPS = st.sampled_from([1, 5, 100, 500, 1_000, 2_000])
EXTRA_STEPS = st.integers(0, 10**6)
USD_CASH = (10_000, 5_000, 2_000, 1_000, 500, 100, 25, 10, 5, 1)


def settle_cash(total: Money, received: Money, step_minor: int) -> Settlement:
    return settle(total, (cash_tender(received),), step_minor)


def check_settlement(
    settle_by: Settle, total_minor: int, step_minor: int, extra_steps: int
) -> None:
    due_minor = due_in_cash(gyd(total_minor), step_minor).amount_minor
    received = gyd(due_minor + extra_steps * step_minor)
    settled = settle_by(gyd(total_minor), received, step_minor)

    assert settled.received == received == settled.due + settled.change
    assert settled.due - settled.total == settled.rounding
    assert 2 * abs(settled.rounding.amount_minor) <= step_minor
    assert settled.due.amount_minor % step_minor == 0
    assert settled.change.amount_minor >= 0
    assert settled.total == gyd(total_minor)
    if 2 * abs(settled.rounding.amount_minor) == step_minor:
        assert settled.rounding.amount_minor > 0


@given(TOTALS, STEPS, EXTRA_STEPS)
def test_cash_received_is_the_rounded_bill_and_the_change(
    total_minor: int, step_minor: int, extra_steps: int
) -> None:
    check_settlement(settle_cash, total_minor, step_minor, extra_steps)


def settled_as(total: Money, received: Money, due: Money, change: Money) -> Settlement:
    """A settlement with a bug, were it not refused when made."""
    wrong = object.__new__(Settlement)
    fields = {
        "total": total,
        "due": due,
        "rounding": due - total,
        "received": received,
        "change": change,
    }
    for name, value in fields.items():
        object.__setattr__(wrong, name, value)
    return wrong


def change_of_the_exact_total(total: Money, received: Money, step_minor: int) -> Settlement:
    return settled_as(total, received, due_in_cash(total, step_minor), received - total)


def always_rounds_down(total: Money, received: Money, step_minor: int) -> Settlement:
    due = gyd(total.amount_minor // step_minor * step_minor)
    return settled_as(total, received, due, received - due)


def never_rounds(total: Money, received: Money, step_minor: int) -> Settlement:
    assert step_minor
    return settled_as(total, received, total, received - total)


def half_goes_down(total: Money, received: Money, step_minor: int) -> Settlement:
    due = gyd(-(-(2 * total.amount_minor - step_minor) // (2 * step_minor)) * step_minor)
    return settled_as(total, received, due, received - due)


@pytest.mark.parametrize(
    "planted", [change_of_the_exact_total, always_rounds_down, never_rounds, half_goes_down]
)
def test_planted_bugs_in_the_settlement_are_caught(planted: Settle) -> None:
    def check(total_minor: int, step_minor: int, extra_steps: int) -> None:
        check_settlement(planted, total_minor, step_minor, extra_steps)

    assert_caught(check, st.integers(0, 200).map(lambda n: n * 50), STEPS, EXTRA_STEPS)


def test_a_bill_of_26688_is_26690_in_cash_and_change_comes_from_30000() -> None:
    settled = settle_cash(gyd(2_668_800), gyd(3_000_000), 500)

    assert settled.due == gyd(2_669_000)
    assert settled.rounding == gyd(200)
    assert settled.change == gyd(331_000)


def test_too_little_cash_says_how_much_is_missing() -> None:
    with pytest.raises(RuleBroken, match=r"G\$690 is still missing: G\$26,690 to pay") as refused:
        settle_cash(gyd(2_668_800), gyd(2_600_000), 500)

    assert refused.value.code == "underpaid"
    assert "G$26,000 received. Nothing is lost." in refused.value.message


def test_cash_that_no_coin_makes_is_typed_again() -> None:
    with pytest.raises(RuleBroken, match=r"steps of G\$5, and G\$30,000.50 does not") as refused:
        settle_cash(gyd(2_668_800), gyd(3_000_050), 500)

    assert refused.value.code == "odd_cash"


def test_a_free_bill_needs_no_cash() -> None:
    assert settle_cash(gyd(0), gyd(0), 500).change == gyd(0)


def test_cash_in_other_money_never_settles_a_bill() -> None:
    with pytest.raises(CurrencyMismatch):
        settle_cash(gyd(100), Money(100, "USD"), 1)


def test_a_settlement_that_does_not_add_up_is_refused() -> None:
    settled = settle_cash(gyd(2_668_800), gyd(3_000_000), 500)
    with pytest.raises(ValueError, match="rounding must be"):
        replace(settled, rounding=gyd(0))
    with pytest.raises(ValueError, match="what was received must be"):
        replace(settled, change=gyd(0))
    with pytest.raises(ValueError, match="neither"):
        replace(settled, change=gyd(-100), received=settled.due - gyd(100))


def test_a_tender_is_cash_and_never_negative() -> None:
    with pytest.raises(ValueError, match="unknown kind of tender 'card'"):
        TenderLine(kind="card", amount=gyd(1))  # type: ignore[arg-type] # the run-time check is tested
    with pytest.raises(ValueError, match="never negative"):
        cash_tender(gyd(-1))


# ------------------------------------------------------------ notes and coins


def check_hand_out(give: HandOut, change_minor: int, denominations_minor: Sequence[int]) -> None:
    parts = give(gyd(change_minor), denominations_minor)
    given_out = [denomination for denomination, _ in parts]

    assert sum(denomination * count for denomination, count in parts) == change_minor
    assert all(count > 0 and denomination in denominations_minor for denomination, count in parts)
    assert given_out == sorted(set(given_out), reverse=True)


@given(st.integers(0, 10**7).map(lambda dollars: dollars * 100))
def test_the_notes_and_coins_sum_to_the_change(change_minor: int) -> None:
    check_hand_out(hand_out, change_minor, GYD_CASH)


@given(st.integers(0, 10**7), st.permutations(USD_CASH))
def test_the_order_of_denominations_does_not_matter(change_minor: int, cash: list[int]) -> None:
    check_hand_out(hand_out, change_minor, cash)


def test_a_planted_forgotten_coin_is_caught() -> None:
    def forgets(change: Money, denominations_minor: Sequence[int]) -> tuple[tuple[int, int], ...]:
        return hand_out(change, denominations_minor)[:3]

    def check(change_minor: int) -> None:
        check_hand_out(forgets, change_minor, GYD_CASH)

    assert_caught(check, st.integers(0, 10**5).map(lambda dollars: dollars * 100))


def test_change_of_3310_is_given_as_the_tender_screen_shows() -> None:
    assert hand_out(gyd(331_000), GYD_CASH) == (
        (200_000, 1),
        (100_000, 1),
        (10_000, 3),
        (1_000, 1),
    )
    assert hand_out(gyd(0), GYD_CASH) == ()


def test_change_that_no_coin_makes_is_counted_by_hand() -> None:
    with pytest.raises(RuleBroken, match=r"G\$0.50 cannot be made") as refused:
        hand_out(gyd(50), GYD_CASH)
    assert refused.value.code == "no_coins"
    with pytest.raises(ValueError, match="change"):
        hand_out(gyd(-100), GYD_CASH)
    with pytest.raises(ValueError, match="denomination"):
        hand_out(gyd(100), (0,))


@pytest.mark.parametrize(
    ("due", "offered"),
    [
        (26_690, [26_690, 27_000, 30_000, 40_000]),  # the tender screen
        (840, [840, 1_000, 2_000, 5_000]),
        (3_200, [3_200, 4_000, 5_000]),
        (20, [20, 50, 100]),
        (5_000, [5_000, 6_000, 10_000, 20_000]),
        (0, [0]),
    ],
)
def test_likely_sums_are_one_key_away(due: int, offered: list[int]) -> None:
    amounts = [money.amount_minor // 100 for money in quick_amounts(gyd(due * 100), GYD_CASH)]

    assert amounts == offered


def test_without_known_notes_only_the_exact_sum_is_offered() -> None:
    assert quick_amounts(gyd(500), ()) == (gyd(500),)


@given(st.integers(1, 10**9), st.sampled_from([GYD_CASH, USD_CASH]))
def test_quick_amounts_are_few_rising_and_payable(due_minor: int, cash: tuple[int, ...]) -> None:
    assume(due_minor % min(cash) == 0)
    offered = quick_amounts(gyd(due_minor), cash)

    assert offered[0] == gyd(due_minor)
    assert len(offered) <= 4
    assert list(offered) == sorted(set(offered))
    for money in offered:
        check_hand_out(hand_out, money.amount_minor, cash)
