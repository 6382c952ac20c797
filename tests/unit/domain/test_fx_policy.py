"""Which rate is believed: both sides of every bound, and a margin that stays apart."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.fx_policy import FxPolicy, SaidRate, rate_text, read_fx_policy, read_fx_rate

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
POLICY = FxPolicy(
    low_micro=180_000_000, high_micro=260_000_000, change_basis_points=500, source_age_h=120
)
LAST = 200_000_000
DOUBTS = {
    "the lowest": (180_000_000, None, timedelta(0), None),
    "below the lowest": (179_999_999, None, timedelta(0), "179.999999 is no plausible rate"),
    "the highest": (260_000_000, None, timedelta(0), None),
    "above the highest": (260_000_001, None, timedelta(0), "260.000001 is no plausible rate"),
    "as far up as it may": (210_000_000, LAST, timedelta(0), None),
    "too far up": (210_000_001, LAST, timedelta(0), "210.000001 is too far from the last, 200.00"),
    "as far down as it may": (190_000_000, LAST, timedelta(0), None),
    "too far down": (189_999_999, LAST, timedelta(0), "189.999999 is too far"),
    "as old as it may be": (LAST, LAST, timedelta(hours=-120), None),
    "too old": (LAST, LAST, timedelta(hours=-120, seconds=-1), "too long ago"),
    "of tomorrow": (LAST, LAST, timedelta(hours=26), None),
    "of a day to come": (LAST, LAST, timedelta(hours=26, seconds=1), "has not come"),
}


@pytest.mark.parametrize("case", DOUBTS)
def test_each_bound_holds_on_both_sides(case: str) -> None:
    micro, last, ahead, doubt = DOUBTS[case]

    found = POLICY.find_doubt(SaidRate(micro=micro, at=AT + ahead), last, AT)

    assert (found is None) == (doubt is None)
    assert (doubt or "") in (found or "")


@given(
    micro=st.integers(1, 10**12),
    margin=st.integers(0, 9_999),
)
def test_the_margin_only_ever_lowers_what_the_shop_gives(micro: int, margin: int) -> None:
    given_micro = replace(POLICY, margin_basis_points=margin).less_margin(micro)

    assert 1 <= given_micro <= micro
    assert margin or given_micro == micro


@pytest.mark.parametrize(
    ("micro", "text"),
    [
        (209_000_000, "209.00"),
        (209_500_000, "209.50"),
        (209_437_500, "209.4375"),
        (1, "0.000001"),
        (120_000_000, "120.00"),
    ],
)
def test_a_rate_is_written_as_people_write_it(micro: int, text: str) -> None:
    assert rate_text(micro) == text


@pytest.mark.parametrize(
    "wrong",
    [
        {"low_micro": 0},
        {"high_micro": 1},
        {"change_basis_points": 0},
        {"source_age_h": 0},
        {"fresh_h": 0},
        {"margin_basis_points": 10_000},
        {"low_micro": "180"},
    ],
)
def test_bounds_that_are_none_are_refused(wrong: Mapping[str, object]) -> None:
    value = {
        "low_micro": 180_000_000,
        "high_micro": 260_000_000,
        "change_basis_points": 500,
        "source_age_h": 120,
    }

    assert read_fx_policy(value) == POLICY
    with pytest.raises((TypeError, ValueError)):
        read_fx_policy({**value, **wrong})


def test_a_rate_says_for_how_long_it_is_fresh_unless_its_row_leaves_it_out() -> None:
    row = {"base": "USD", "quote": "GYD", "micro": LAST, "source": "x", "at": AT.isoformat()}

    assert read_fx_rate(row).fresh_h == 72
    assert read_fx_rate({**row, "fresh_h": 9, "market_micro": 1}).fresh_h == 9
