from datetime import timedelta

from app.use_cases.cash_rules import read_cash_rules
from app.use_cases.till import Till
from domain.tender import due_in_cash
from tests.helpers.builders import (
    ORG_STREAM,
    a_change,
    a_sale,
    an_open_shift,
    clock_of,
    tell,
)

NEW_STEP_MINOR = 10_000


def a_new_step_from_tomorrow(till: Till) -> None:
    value: dict[str, object] = {"step_minor": NEW_STEP_MINOR}
    row = {"kind": "cash_rounding", "key": "GYD", "valid_from": "2026-11-23", "value": value}
    tell(till, ORG_STREAM, [a_change("rule", "cash_rounding/GYD/2026-11-23", row)], first=500)


def test_over_midnight_the_screen_rounds_as_the_receipt_of_the_shift_does(till: Till) -> None:
    a_new_step_from_tomorrow(till)
    session, _ = an_open_shift(till)
    clock_of(till).go_on(timedelta(days=1))

    rules = read_cash_rules(till)
    sale = a_sale(till, session, "pen", "tape").sale

    assert rules.step_minor != NEW_STEP_MINOR
    assert due_in_cash(sale.total, rules.step_minor) == sale.total + sale.rounding


def test_without_a_shift_the_rules_of_today_hold(till: Till) -> None:
    a_new_step_from_tomorrow(till)
    clock_of(till).go_on(timedelta(days=1))

    assert read_cash_rules(till).step_minor == NEW_STEP_MINOR


def test_a_clock_set_back_a_year_leaves_the_rules_of_cash(till: Till) -> None:
    today = read_cash_rules(till)
    clock_of(till).go_on(-timedelta(days=365 * 6))
    assert read_cash_rules(till) == today

    clock_of(till).go_on(timedelta(days=365 * 6))
    an_open_shift(till)
    clock_of(till).go_on(-timedelta(days=365 * 6))

    assert read_cash_rules(till) == today
