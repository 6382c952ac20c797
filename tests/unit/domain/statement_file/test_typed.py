"""What a person types from a provider's page: read strictly, and held against the file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.errors import BadInput
from domain.money import Money
from domain.statement_file import typed as typing
from domain.statement_file.reading import Stated, StatementFile, Totals, read_totals
from domain.statement_file.typed import TypedTotals, read_typed, require_same
from tests.unit.domain.statement_file.test_reading import GOOD, HEADER, mapping

TYPED = TypedTotals(first="02/11/2026", last="03/11/2026", total="1,640.00", count="2")
LAST = "03/11/2026 09:00,20402048536280,Payment,500.00"
CUT = f"{HEADER}\r\n{GOOD}\r\n"
WHOLE = f"{CUT}{LAST}\r\n"


def totals_of(text: str = WHOLE) -> Totals:
    return read_totals(StatementFile("nov.csv", text.encode()), mapping())


def complaint(typed: TypedTotals, totals: Totals) -> str:
    used = mapping()
    with pytest.raises(BadInput) as refused:
        require_same(totals, read_typed(typed, used), used)
    assert "Nothing was sent" in str(refused.value)
    return str(refused.value)


def test_what_was_typed_is_read_with_the_statements_own_decimal_mark() -> None:
    stated = read_typed(TYPED, mapping())
    other = read_typed(replace(TYPED, total="1.640,00"), mapping(decimal_mark=","))

    assert stated == Stated(
        first_day=date(2026, 11, 2), last_day=date(2026, 11, 3), count=2, total="1640.00"
    )
    assert other.total == "1640,00"
    require_same(totals_of(), stated, mapping())


def test_one_of_sum_and_rows_is_enough_and_the_other_is_not_stated() -> None:
    by_count = read_typed(replace(TYPED, total=" "), mapping())
    by_total = read_typed(replace(TYPED, count=""), mapping())

    assert (by_count.count, by_count.total) == (2, None)
    assert (by_total.count, by_total.total) == (None, "1640.00")
    for stated in (by_count, by_total):
        require_same(totals_of(), stated, mapping())


@pytest.mark.parametrize(
    ("wrong", "title"),
    [
        ({"first": ""}, "Which days"),
        ({"last": " "}, "Which days"),
        ({"last": "31/02/2026"}, "day"),
        ({"last": "01/11/2026"}, "Check the days"),
        ({"total": "", "count": ""}, "What does the provider state"),
        ({"total": "much"}, "Check the sum"),
        ({"count": "two"}, "Check the number of rows"),
        ({"count": "-2"}, "Check the number of rows"),
        ({"count": "1234567"}, "Check the number of rows"),
    ],
)
def test_what_is_missing_or_none_is_said(wrong: dict[str, str], title: str) -> None:
    with pytest.raises(BadInput, match=title):
        read_typed(replace(TYPED, **wrong), mapping())


def test_a_download_that_was_cut_at_the_end_of_a_line_is_told_by_how_much() -> None:
    cut = totals_of(CUT)
    said = complaint(TYPED, cut)

    assert "It has 1 rows, and you stated 2 (1 fewer)" in said
    assert "add up to G$1,140, and you stated G$1,640 (G$500 less)" in said
    assert "It has 1 rows" not in complaint(replace(TYPED, count=""), cut)
    assert "add up to" not in complaint(replace(TYPED, total=""), cut)


def test_planted_totals_that_are_read_from_the_file_itself_would_let_the_cut_one_pass(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cut = totals_of(CUT)
    monkeypatch.setattr(typing, "find_differences", lambda *_: [])

    require_same(cut, read_typed(TYPED, mapping()), mapping())


def test_more_than_was_stated_and_other_days_are_told_too() -> None:
    said = complaint(replace(TYPED, total="1,140", count="1"), totals_of())
    assert "(1 more)" in said
    assert "(G$500 more)" in said
    early = complaint(replace(TYPED, first="03/11/2026"), totals_of())
    assert "Its rows begin on 02/11/2026, and you stated 03/11/2026" in early
    late = complaint(replace(TYPED, last="02/11/2026"), totals_of())
    assert "Its rows end on 03/11/2026, and you stated 02/11/2026" in late


def test_quiet_days_are_stated_with_no_rows_at_all() -> None:
    quiet = totals_of(HEADER + "\r\n")
    none = replace(TYPED, total="", count="0")

    assert (quiet.first_day, quiet.total) == (None, Money(0, "GYD"))
    require_same(quiet, read_typed(none, mapping()), mapping())
    assert "(2 fewer)" in complaint(TYPED, quiet)


def test_days_alone_state_nothing() -> None:
    with pytest.raises(ValueError, match="a count or a sum"):
        Stated(first_day=date(2026, 11, 2), last_day=date(2026, 11, 3), count=None, total=None)
