"""What each role may give away and take out alone."""

import pytest

from domain.selling_rules import VoidLimit, read_discount_cap, read_price_age, read_void_limit
from tests.unit.domain.builders import gyd

LIMIT = VoidLimit(line_minor=100_000, sale_minor=500_000)


def test_a_cap_is_at_most_the_whole() -> None:
    assert read_discount_cap({"basis_points": 1_000}) == 1_000
    for wrong in (-1, 10_001):
        with pytest.raises(ValueError, match="basis_points"):
            read_discount_cap({"basis_points": wrong})


@pytest.mark.parametrize(
    ("of_lines", "needs"),
    [
        ((100_000,), False),
        ((100_001,), True),
        ((100_000,) * 5, False),
        ((100_000, 100_000, 100_000, 100_000, 50_000, 50_001), True),
        ((1, 100_001), True),
        ((100_000, -100_000), False),
        ((), False),
    ],
)
def test_more_than_the_limit_of_any_line_or_of_the_sale_needs_somebody_who_may(
    of_lines: tuple[int, ...], needs: bool
) -> None:
    assert read_void_limit({"line_minor": 100_000, "sale_minor": 500_000}) == LIMIT
    assert LIMIT.needs_approval([gyd(minor) for minor in of_lines]) is needs


@pytest.mark.parametrize("days", [1, 7, 3_660])
def test_an_old_price_may_be_used_for_some_days(days: int) -> None:
    assert read_price_age({"days": days}) == days


@pytest.mark.parametrize("days", [0, 3_661])
def test_an_old_price_is_never_good_for_no_day_or_for_ever(days: int) -> None:
    with pytest.raises(ValueError, match="days"):
        read_price_age({"days": days})
