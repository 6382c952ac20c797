from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.percentiles import median, percentile, ratio_of_medians

TIMES = st.lists(st.integers(min_value=1, max_value=10**12), min_size=1, max_size=200)


@pytest.mark.parametrize(
    ("per_cent", "expected"), [(1, 1), (50, 50), (98, 98), (99, 99), (100, 100)]
)
def test_of_a_hundred_values_each_percentile_is_one_of_them(per_cent: int, expected: int) -> None:
    assert percentile(range(100, 0, -1), per_cent) == expected


def test_the_nearest_rank_is_rounded_up_so_that_no_slow_value_hides() -> None:
    assert percentile([1, 2, 3, 1_000], 99) == 1_000
    assert percentile([1, 2, 3, 1_000], 75) == 3
    assert percentile([1, 2, 3, 1_000], 76) == 1_000


def test_ten_slow_values_in_a_thousand_stay_above_the_99th_percentile() -> None:
    values = [1] * 990 + [9] * 10

    assert percentile(values, 99) == 1
    assert percentile([*values, 9], 99) == 9


@given(TIMES, st.integers(min_value=1, max_value=100))
def test_at_least_that_share_of_the_values_is_not_above_it(
    values: list[int], per_cent: int
) -> None:
    found = percentile(values, per_cent)

    assert found in values
    assert sum(value <= found for value in values) * 100 >= per_cent * len(values)
    assert sum(value < found for value in values) * 100 < per_cent * len(values)


@pytest.mark.parametrize("per_cent", [0, 101, -1])
def test_a_percentage_out_of_bounds_is_refused(per_cent: int) -> None:
    with pytest.raises(ValueError, match="1 to 100"):
        percentile([1], per_cent)


def test_the_median_of_an_even_count_lies_half_way() -> None:
    assert median([4, 1, 3]) == 3
    assert median([4, 1, 3, 2]) == Fraction(5, 2)


@given(TIMES)
def test_as_many_values_lie_above_the_median_as_below(values: list[int]) -> None:
    found = median(values)

    assert sum(value > found for value in values) <= len(values) // 2
    assert sum(value < found for value in values) <= len(values) // 2


def test_nothing_measured_is_no_figure() -> None:
    with pytest.raises(ValueError, match="at least one"):
        percentile([], 50)
    with pytest.raises(ValueError, match="at least one"):
        median([])


def test_a_ratio_compares_medians_and_not_means() -> None:
    assert ratio_of_medians([10, 10, 1_000_000], [2, 2, 9]) == 5


def test_a_floor_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="above zero"):
        ratio_of_medians([1], [0])
