from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dated import Dated, find_in_force, in_force
from domain.errors import RuleBroken

# St Kitts and Nevis: 17 %, but 13 % from January to June 2025.
SAINT_KITTS = [
    Dated(date(2025, 7, 1), 1_700),
    Dated(date(2010, 11, 1), 1_700),
    Dated(date(2025, 1, 1), 1_300),
]


@pytest.mark.parametrize(
    ("on", "rate"),
    [
        (date(2024, 12, 31), 1_700),
        (date(2025, 1, 1), 1_300),
        (date(2025, 6, 30), 1_300),
        (date(2025, 7, 1), 1_700),
    ],
)
def test_a_rate_holds_from_its_first_day_until_the_next_begins(on: date, rate: int) -> None:
    assert in_force(SAINT_KITTS, on) == rate


def test_before_the_first_day_there_is_no_rule() -> None:
    with pytest.raises(RuleBroken, match=r"no value for VAT, standard on 31/10/2010") as broken:
        in_force(SAINT_KITTS, date(2010, 10, 31), what="VAT, standard")

    assert broken.value.code == "no_rule"
    assert find_in_force(SAINT_KITTS, date(2010, 10, 31)) is None


def test_of_two_rows_of_one_day_the_later_one_corrects_the_earlier() -> None:
    day = date(2026, 1, 1)

    assert in_force([Dated(day, "wrong"), Dated(day, "right")], day) == "right"


@given(st.lists(st.integers(0, 1_000), unique=True, min_size=1), st.integers(0, 1_000))
def test_the_order_of_rows_does_not_matter(offsets: list[int], asked: int) -> None:
    start = date(2020, 1, 1)
    rows = [Dated(start + timedelta(days=offset), offset) for offset in offsets]
    on = start + timedelta(days=asked)

    assert find_in_force(rows, on) == find_in_force(rows[::-1], on)
    assert getattr(find_in_force(rows, on), "value", None) == max(
        (offset for offset in offsets if offset <= asked), default=None
    )


@pytest.mark.parametrize("wrong", [datetime(2026, 1, 1, tzinfo=UTC), "2026-01-01"])
def test_a_rule_begins_on_a_day_not_at_a_moment(wrong: object) -> None:
    with pytest.raises(TypeError, match="plain date"):
        Dated(wrong, 1)  # type: ignore[arg-type] # the run-time check is what is tested
