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
    ("worth", "whole_sale", "needs"),
    [
        (100_000, False, False),
        (100_001, False, True),
        (500_000, True, False),
        (500_001, True, True),
    ],
)
def test_more_than_the_limit_needs_somebody_who_may(
    worth: int, whole_sale: bool, needs: bool
) -> None:
    assert read_void_limit({"line_minor": 100_000, "sale_minor": 500_000}) == LIMIT
    assert LIMIT.needs_approval(gyd(worth), whole_sale=whole_sale) is needs


@pytest.mark.parametrize("days", [1, 7, 3_660])
def test_an_old_price_may_be_used_for_some_days(days: int) -> None:
    assert read_price_age({"days": days}) == days


@pytest.mark.parametrize("days", [0, 3_661])
def test_an_old_price_is_never_good_for_no_day_or_for_ever(days: int) -> None:
    with pytest.raises(ValueError, match="days"):
        read_price_age({"days": days})
