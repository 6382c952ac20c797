from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cash_compliance import (
    Asks,
    CashAsked,
    CashRule,
    business_month,
    is_split,
    judge_cash,
    read_cash_rule,
    report_due,
)
from domain.errors import BadInput
from domain.identity_check import IdentityCheck, read_document_number, require_valid

LIMIT = 200_000_000
VALUE = {"is_on": True, "threshold_minor": LIMIT}
RULE = read_cash_rule(VALUE)
OFF = read_cash_rule({**VALUE, "is_on": False})
AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cash", "before", "has_customer", "is_identified", "asks"),
    [
        # one payment alone, nobody named: below, at and above the threshold
        (LIMIT - 1, 0, False, False, "nothing"),
        (LIMIT, 0, False, False, "customer"),
        (LIMIT + 1, 0, False, False, "customer"),
        # one payment alone of a customer
        (LIMIT - 1, 0, True, False, "nothing"),
        (LIMIT, 0, True, False, "identity"),
        (LIMIT + 1, 0, True, False, "identity"),
        # added up over the month
        (1, LIMIT - 2, True, False, "nothing"),
        (1, LIMIT - 1, True, False, "identity"),
        (2, LIMIT - 1, True, False, "identity"),
        # what was reached before is asked for at the next cash
        (1, LIMIT, True, False, "identity"),
        (0, LIMIT, True, False, "nothing"),
        # once a month
        (LIMIT, LIMIT, True, True, "nothing"),
        # who named nobody has no month
        (1, LIMIT, False, False, "nothing"),
    ],
)
def test_what_a_payment_waits_for_on_both_sides_of_the_threshold(
    cash: int, before: int, has_customer: bool, is_identified: bool, asks: Asks
) -> None:
    asked = CashAsked(
        cash_minor=cash,
        before_minor=before,
        has_customer=has_customer,
        is_identified=is_identified,
    )

    assert judge_cash(RULE, asked) == asks
    assert judge_cash(OFF, asked) == "nothing"
    assert judge_cash(None, asked) == "nothing"


@pytest.mark.parametrize(
    ("largest", "total", "tills", "is_pattern"),
    [
        (LIMIT - 1, LIMIT, 2, True),
        (LIMIT - 1, LIMIT - 1, 2, False),
        (LIMIT, LIMIT + 1, 2, False),
        (LIMIT - 1, LIMIT, 1, False),
    ],
)
def test_parts_at_several_tills_are_a_pattern_on_one_side_of_each_threshold(
    largest: int, total: int, tills: int, is_pattern: bool
) -> None:
    found = is_split(RULE, largest_minor=largest, sum_minor=total, till_count=tills)

    assert found is is_pattern
    assert not is_split(OFF, largest_minor=largest, sum_minor=total, till_count=tills)


@pytest.mark.parametrize(
    ("at", "month"),
    [
        (datetime(2026, 12, 1, 3, 59, tzinfo=UTC), "2026-11"),
        (datetime(2026, 12, 1, 4, 0, tzinfo=UTC), "2026-12"),
        (datetime(2027, 1, 1, 3, 59, tzinfo=UTC), "2026-12"),
        (datetime(2027, 1, 1, 4, 0, tzinfo=UTC), "2027-01"),
        (datetime(2028, 3, 1, 3, 59, tzinfo=UTC), "2028-02"),
    ],
)
def test_a_month_ends_at_midnight_of_the_store_and_not_of_utc(at: datetime, month: str) -> None:
    assert business_month(at.astimezone(ZoneInfo("America/Guyana")).date()) == month


def test_a_report_is_due_in_the_next_month_also_over_a_year_s_end() -> None:
    assert report_due(RULE, "2026-11") == date(2026, 12, 7)
    assert report_due(RULE, "2026-12") == date(2027, 1, 7)


def test_what_a_rule_leaves_out_is_as_the_house_would_have_it() -> None:
    assert (
        CashRule(
            is_on=True, threshold_minor=LIMIT, told_minor=LIMIT // 2, split_tills=2, report_day=7
        )
        == RULE
    )
    assert read_cash_rule({"is_on": True, "threshold_minor": 1}).told_minor == 1


@given(
    st.lists(st.integers(1, LIMIT), min_size=1, max_size=12),
    st.integers(1, LIMIT),
)
def test_no_way_to_cut_cash_into_parts_passes_the_threshold_unasked(
    parts: list[int], threshold: int
) -> None:
    rule = read_cash_rule({**VALUE, "threshold_minor": threshold})
    taken, asked_at = 0, None
    for part in parts:
        asked = CashAsked(cash_minor=part, before_minor=taken, has_customer=True)
        if judge_cash(rule, asked) == "identity" and asked_at is None:
            asked_at = taken
        taken += part

    assert (asked_at is not None) == (taken >= threshold)
    assert asked_at is None or asked_at < threshold


@pytest.mark.parametrize(
    ("typed", "number"),
    [("r 071 2345", "R0712345"), ("144-123456", "144-123456"), ("ab12", "AB12")],
)
def test_a_document_s_number_is_kept_in_capitals_without_blanks(typed: str, number: str) -> None:
    assert read_document_number(typed) == number


@pytest.mark.parametrize(
    "typed", ["", "ab1", "-1234", "x" * 25, "12 34!", "\u0661\u0662\u0663\u0664"]
)
def test_what_can_be_no_document_s_number_is_said(typed: str) -> None:
    with pytest.raises(BadInput):
        read_document_number(typed)


def test_a_document_holds_through_its_last_day() -> None:
    require_valid(date(2026, 11, 22), date(2026, 11, 22))

    with pytest.raises(BadInput, match="run out"):
        require_valid(date(2026, 11, 21), date(2026, 11, 22))


def test_a_check_names_a_known_document() -> None:
    with pytest.raises(ValueError, match="library card"):
        IdentityCheck(
            check_id="c",
            customer_id="p",
            month="2026-11",
            document="library card",  # type: ignore[arg-type]  # what the test is about
            by="s",
            at=AT,
        )
