from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.fx import MICRO, MICRO_MAX, Rate
from domain.money import CurrencyMismatch, Money
from tests.unit.domain.builders import assert_caught_on, gyd

AT = datetime(2026, 11, 21, 11, 40, tzinfo=UTC)
RATE = Rate(base="USD", quote="GYD", micro=209_000_000, source="Bank of Guyana", at=AT, fresh_h=48)
MICROS = st.integers(1, 10**12)
AMOUNTS = st.integers(0, 10**10)


def usd(amount_minor: int) -> Money:
    return Money(amount_minor, "USD")


def test_two_hundred_us_dollars_are_what_the_rate_says() -> None:
    assert RATE.convert(usd(20_000)) == gyd(4_180_000)
    assert RATE.unit == gyd(20_900)
    assert RATE.convert_back(gyd(10_848_800)) == usd(51_908)


def test_half_a_minor_unit_goes_up_in_size() -> None:
    rate = replace(RATE, micro=MICRO // 2)

    assert [rate.convert(usd(minor)).amount_minor for minor in (1, 2, 3, -1)] == [1, 1, 2, -1]


@pytest.mark.parametrize("ask", [RATE.convert_back, RATE.cover])
def test_a_rate_takes_only_its_own_currencies(ask: Callable[[Money], Money]) -> None:
    with pytest.raises(CurrencyMismatch):
        ask(usd(1))
    with pytest.raises(CurrencyMismatch):
        RATE.convert(gyd(1))


Convert = Callable[[Rate, Money], Money]


def check_conversion(convert: Convert, micro: int, amount_minor: int) -> None:
    """The worth is within half a minor unit of the exact product."""
    worth = convert(replace(RATE, micro=micro), usd(amount_minor))

    assert worth.currency == "GYD"
    assert abs(2 * (worth.amount_minor * MICRO - amount_minor * micro)) <= MICRO


@given(MICROS, AMOUNTS)
def test_a_conversion_is_never_off_by_more_than_half_a_minor_unit(
    micro: int, amount_minor: int
) -> None:
    check_conversion(Rate.convert, micro, amount_minor)


def test_the_check_of_conversions_catches_one_that_rounds_down_and_one_through_a_float() -> None:
    def rounds_down(rate: Rate, amount: Money) -> Money:
        return gyd(amount.amount_minor * rate.micro // MICRO)

    def by_float(rate: Rate, amount: Money) -> Money:
        return gyd(int(float(amount.amount_minor) * float(rate.micro) / float(MICRO) + 0.5))

    assert_caught_on(partial(check_conversion, rounds_down), [(209_750_001, 1_001)])
    huge = [(10**12 - 1, 10**10 - less) for less in range(1, 50)]
    assert_caught_on(partial(check_conversion, by_float), huge)


@given(MICROS, AMOUNTS)
def test_what_covers_a_sum_is_worth_it_and_a_cent_less_is_not(micro: int, due_minor: int) -> None:
    rate = replace(RATE, micro=micro)
    least = rate.cover(gyd(due_minor))

    assert rate.convert(least) >= gyd(due_minor)
    if least.amount_minor:
        assert rate.convert(usd(least.amount_minor - 1)) < gyd(due_minor)


def test_a_rate_is_stale_after_the_hours_its_row_allows_and_a_slow_clock_makes_it_no_younger() -> (
    None
):
    assert not RATE.is_stale(AT + timedelta(hours=48))
    assert RATE.is_stale(AT + timedelta(hours=48, seconds=1))
    assert RATE.age(AT - timedelta(hours=1)) == timedelta(0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"base": "GYD"},
        {"quote": "XXX"},
        {"micro": 0},
        {"micro": MICRO_MAX + 1},
        {"source": " "},
        {"at": AT.replace(tzinfo=None)},
        {"at": AT.astimezone(timezone(timedelta(hours=-4)))},
        {"fresh_h": 0},
    ],
)
def test_a_rate_that_makes_no_sense_is_never_made(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        replace(RATE, **wrong)  # type: ignore[arg-type]  # wrong on purpose
