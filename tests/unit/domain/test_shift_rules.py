"""What the office says of drawers and of tills left alone is data, and may be missing."""

from collections.abc import Mapping
from datetime import date

import pytest

from domain.drawer_rules import CashMoveRule, OverShortRule
from domain.errors import RuleBroken
from domain.rules import RuleBook, RuleRow
from domain.shift_rules import (
    cash_move_rule,
    drawer_currencies,
    find_idle_lock_minutes,
    over_short_rule,
)

DAY = date(2026, 11, 22)


def book(**rules: Mapping[str, object]) -> RuleBook:
    """Rules by `kind__KEY`."""
    return RuleBook.from_rows(
        RuleRow(
            kind=name.split("__")[0],
            key=name.split("__")[1],
            valid_from=date(2020, 1, 1),
            value=value,
        )
        for name, value in rules.items()
    )


NOTES: dict[str, object] = {"notes_minor": [100], "coins_minor": []}


def test_a_drawer_takes_the_tills_money_and_what_notes_are_known_of() -> None:
    rules = book(denominations__USD=NOTES, denominations__GYD=NOTES, denominations__BBD=NOTES)

    assert drawer_currencies(rules, "GYD", DAY) == ("GYD", "BBD", "USD")
    with pytest.raises(RuleBroken):
        drawer_currencies(rules, "TTD", DAY)


def test_without_a_rule_nobody_is_asked_anything() -> None:
    assert over_short_rule(book(), "USD", DAY) == OverShortRule(allowed_minor=0)
    assert cash_move_rule(book(), "USD", DAY) == CashMoveRule()
    assert find_idle_lock_minutes(book(), DAY) is None
    assert not OverShortRule(allowed_minor=0).needs_reason(10**9)
    assert not CashMoveRule().needs_signature("drop", 10**9)


@pytest.mark.parametrize("minor", [501, -501])
def test_a_difference_above_its_limit_is_explained_and_signed_for(minor: int) -> None:
    row = {"allowed_minor": 100, "reason_above_minor": 500, "signed_above_minor": 500}
    rule = over_short_rule(book(over_short__GYD=row), "GYD", DAY)

    assert rule.allowed_minor == 100
    assert rule.needs_reason(minor)
    assert rule.needs_signature(minor)
    assert not rule.needs_reason(500)
    assert not rule.needs_signature(-500)


def test_each_move_has_its_own_limit() -> None:
    row = {"drop_signed_above_minor": 1, "pay_out_signed_above_minor": 2}
    rule = cash_move_rule(book(cash_moves__GYD=row), "GYD", DAY)

    assert rule.needs_signature("drop", 2)
    assert not rule.needs_signature("pay_out", 2)
    assert not rule.needs_signature("pay_in", 10**9)
    assert not rule.needs_signature("no_sale", 10**9)


def test_a_till_left_alone_locks_after_the_minutes_that_the_office_says() -> None:
    assert find_idle_lock_minutes(book(idle_lock__default={"minutes": 7}), DAY) == 7
