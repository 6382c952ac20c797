from collections.abc import Callable, Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.invariants import INT64_MAX
from domain.money import (
    KNOWN_CURRENCIES,
    CurrencyMismatch,
    Money,
    divide_rounded,
    minor_digits,
    round_to_step,
)
from tests.unit.domain.builders import assert_caught, gyd

Allocate = Callable[[Money, Sequence[int]], tuple[Money, ...]]
Round = Callable[[int, int], int]

AMOUNTS = st.integers(-(10**13), 10**13)
WEIGHTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=20).filter(any)
STEPS = st.integers(1, 10_000)


@pytest.mark.parametrize("wrong", [1.5, True, "100", None])
def test_money_refuses_anything_but_whole_minor_units(wrong: object) -> None:
    with pytest.raises(TypeError):
        Money(wrong, "GYD")  # type: ignore[arg-type] # the run-time check is what is tested


def test_money_refuses_an_unknown_currency_and_more_than_64_bits() -> None:
    with pytest.raises(ValueError, match="unknown currency 'XXX'"):
        Money(1, "XXX")
    with pytest.raises(ValueError, match="amount_minor must be within"):
        Money(INT64_MAX, "GYD") + gyd(1)


def test_every_known_currency_has_two_minor_digits() -> None:
    assert {minor_digits(currency) for currency in KNOWN_CURRENCIES} == {2}


def test_money_adds_compares_and_multiplies_in_its_own_currency() -> None:
    assert gyd(100) + gyd(50) - gyd(30) == gyd(120)
    assert -gyd(5) == gyd(-5)
    assert gyd(5) * 3 == 3 * gyd(5) == gyd(15)
    assert gyd(1) < gyd(2) <= gyd(2)
    assert gyd(3) > gyd(2) >= gyd(2)
    assert Money.zero("GYD").is_zero
    assert gyd(-1).is_negative
    assert not gyd(0).is_negative
    assert Money.total_of([gyd(1), gyd(2)], "GYD") == gyd(3)
    assert Money.total_of([], "GYD") == gyd(0)


def test_two_currencies_never_meet() -> None:
    usd = Money(100, "USD")
    meetings: list[Callable[[], object]] = [
        lambda: gyd(100) + usd,
        lambda: gyd(100) - usd,
        lambda: gyd(100) < usd,
        lambda: gyd(100) >= usd,
        lambda: Money.total_of([usd], "GYD"),
    ]
    for meet in meetings:
        with pytest.raises(CurrencyMismatch):
            meet()
    assert gyd(100) != usd


def test_money_and_a_bare_number_never_meet() -> None:
    with pytest.raises(TypeError, match="Money and int in one sum"):
        gyd(100) + 5  # type: ignore[operator] # the run-time check is what is tested
    with pytest.raises(TypeError):
        gyd(100) * 1.14  # type: ignore[operator] # a float never touches money


# ------------------------------------------------------------------ rounding


def check_rounding(rounding: Round, amount_minor: int, step_minor: int) -> None:
    rounded = rounding(amount_minor, step_minor)
    apart = abs(rounded - amount_minor)

    assert rounded % step_minor == 0
    assert apart * 2 <= step_minor
    if apart * 2 == step_minor:
        assert abs(rounded) > abs(amount_minor)


@given(AMOUNTS, STEPS)
def test_rounding_goes_to_the_nearest_step_and_a_half_away_from_zero(
    amount_minor: int, step_minor: int
) -> None:
    check_rounding(round_to_step, amount_minor, step_minor)


def test_planted_bankers_rounding_is_caught() -> None:
    def bankers(amount_minor: int, step_minor: int) -> int:
        return round(Fraction(amount_minor, step_minor)) * step_minor

    def check(amount_minor: int, step_minor: int) -> None:
        check_rounding(bankers, amount_minor, step_minor)

    assert_caught(check, st.integers(-1_000, 1_000), st.sampled_from([2, 4, 500]))


def test_planted_rounding_down_is_caught() -> None:
    def down(amount_minor: int, step_minor: int) -> int:
        return amount_minor // step_minor * step_minor

    def check(amount_minor: int, step_minor: int) -> None:
        check_rounding(down, amount_minor, step_minor)

    assert_caught(check, AMOUNTS, STEPS)


@pytest.mark.parametrize(
    ("amount_minor", "step_minor", "rounded"),
    [
        (2_668_800, 500, 2_669_000),  # G$26,688 in cash is G$26,690
        (250, 500, 500),
        (-250, 500, -500),
        (249, 500, 0),
        (12, 5, 10),  # TTD, XCD: 1, 2, 6, 7 down
        (17, 5, 15),
        (13, 5, 15),  # 3, 4, 8, 9 up
        (19, 5, 20),
        (150, 100, 200),  # JMD: .50 up
    ],
)
def test_cash_steps_of_the_region_round_as_their_central_banks_say(
    amount_minor: int, step_minor: int, rounded: int
) -> None:
    assert round_to_step(amount_minor, step_minor) == rounded


def test_rounding_refuses_floats_and_a_step_of_nothing() -> None:
    with pytest.raises(TypeError):
        round_to_step(1.5, 5)  # type: ignore[arg-type] # the run-time check is what is tested
    with pytest.raises(ValueError, match="step_minor"):
        round_to_step(1, 0)
    with pytest.raises(ValueError, match="denominator"):
        divide_rounded(1, 0)


@given(AMOUNTS, st.integers(0, 20_000))
def test_a_share_is_the_nearest_minor_unit_of_the_exact_share(
    amount_minor: int, basis_points: int
) -> None:
    share = gyd(amount_minor).share(basis_points).amount_minor

    assert abs(share - Fraction(amount_minor * basis_points, 10_000)) <= Fraction(1, 2)
    assert gyd(-amount_minor).share(basis_points) == gyd(-share)


def test_a_share_needs_whole_basis_points_from_zero_up() -> None:
    assert gyd(2_536_000).share(500) == gyd(126_800)
    with pytest.raises(TypeError):
        gyd(100).share(0.05)  # type: ignore[arg-type] # the run-time check is what is tested
    with pytest.raises(ValueError, match="basis_points"):
        gyd(100).share(-1)


# ---------------------------------------------------------------- allocation


def check_allocation(allocate: Allocate, amount_minor: int, weights: list[int]) -> None:
    """The parts sum exactly, each is within one unit of its exact share, none changes sign."""
    parts = [part.amount_minor for part in allocate(gyd(amount_minor), weights)]
    whole = sum(weights)

    assert len(parts) == len(weights)
    assert sum(parts) == amount_minor
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(amount_minor * weight, whole)) < 1
        assert part * amount_minor >= 0
        assert weight or not part


@given(AMOUNTS, WEIGHTS)
def test_an_allocation_sums_exactly_and_is_fair_within_one_unit(
    amount_minor: int, weights: list[int]
) -> None:
    check_allocation(Money.allocate, amount_minor, weights)


@given(AMOUNTS, WEIGHTS)
def test_an_allocation_of_a_refund_mirrors_that_of_the_sale(
    amount_minor: int, weights: list[int]
) -> None:
    sold = gyd(amount_minor).allocate(weights)

    assert gyd(-amount_minor).allocate(weights) == tuple(-part for part in sold)


@given(st.integers(0, 10**9), st.integers(1, 50))
def test_equal_weights_differ_by_one_unit_at_most_and_the_first_get_more(
    amount_minor: int, count: int
) -> None:
    parts = [part.amount_minor for part in gyd(amount_minor).allocate([1] * count)]

    assert max(parts) - min(parts) <= 1
    assert parts == sorted(parts, reverse=True)


def drops_the_remainder(money: Money, weights: Sequence[int]) -> tuple[Money, ...]:
    whole = sum(weights)
    return tuple(gyd(money.amount_minor * weight // whole) for weight in weights)


def heaps_the_remainder_on_the_last(money: Money, weights: Sequence[int]) -> tuple[Money, ...]:
    *first, _ = drops_the_remainder(money, weights)
    return (*first, money - Money.total_of(first, "GYD"))


def rounds_each_part(money: Money, weights: Sequence[int]) -> tuple[Money, ...]:
    whole = sum(weights)
    return tuple(gyd(divide_rounded(money.amount_minor * one, whole)) for one in weights)


@pytest.mark.parametrize(
    "planted", [drops_the_remainder, heaps_the_remainder_on_the_last, rounds_each_part]
)
def test_planted_bugs_in_an_allocation_are_caught(planted: Allocate) -> None:
    def check(amount_minor: int, weights: list[int]) -> None:
        check_allocation(planted, amount_minor, weights)

    assert_caught(check, AMOUNTS, WEIGHTS)


def test_an_allocation_of_nothing_needs_no_weight_above_zero() -> None:
    assert gyd(0).allocate([0, 0]) == (gyd(0), gyd(0))


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1]])
def test_an_allocation_needs_something_to_carry_the_amount(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weight"):
        gyd(100).allocate(weights)


def test_an_allocation_refuses_float_weights() -> None:
    with pytest.raises(TypeError):
        gyd(100).allocate([0.5, 0.5])  # type: ignore[list-item] # the run-time check is tested
