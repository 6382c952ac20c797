"""Spans of a report: named days, typed days, and what is no day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.errors import BadInput
from domain.report_span import DAYS_MAX, SPAN_KINDS, Span, SpanKind, span_of, typed_day, typed_span

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        ("today", SUNDAY, SUNDAY),
        ("yesterday", date(2026, 11, 21), date(2026, 11, 21)),
        ("week", date(2026, 11, 16), SUNDAY),
        ("month", date(2026, 11, 1), SUNDAY),
    ],
)
def test_a_named_span_ends_today_and_a_week_begins_on_monday(
    kind: SpanKind, first: date, last: date
) -> None:
    assert span_of(kind, SUNDAY) == Span(first, last)


def test_the_first_day_of_a_week_and_of_a_year_are_spans_of_their_own() -> None:
    assert span_of("week", date(2026, 11, 16)).is_one_day
    assert span_of("yesterday", date(2026, 1, 1)) == Span(date(2025, 12, 31), date(2025, 12, 31))
    assert SPAN_KINDS[-1] == "typed"
    with pytest.raises(ValueError, match="typed_span"):
        span_of("typed", SUNDAY)


def test_a_span_is_dense_and_bounded() -> None:
    span = Span(date(2026, 2, 27), date(2026, 3, 1))

    assert list(span.days()) == [date(2026, 2, 27), date(2026, 2, 28), date(2026, 3, 1)]
    assert (span.day_count, span.is_one_day) == (3, False)
    for last in (date(2026, 2, 26), span.first + timedelta(days=DAYS_MAX)):
        with pytest.raises(ValueError, match="1 to 366 days"):
            Span(span.first, last)


@pytest.mark.parametrize("text", ["21/11/2026", " 21.11.2026 ", "21-11-2026", "2026-11-21"])
def test_a_day_is_typed_in_any_usual_way(text: str) -> None:
    assert typed_day(text) == date(2026, 11, 21)


@pytest.mark.parametrize("text", ["", "31/02/2026", "2026-13-01", "21/11/26", "tomorrow", "1/1/0"])
def test_what_is_no_day_is_answered_with_how_to_type_one(text: str) -> None:
    with pytest.raises(BadInput, match="21/11/2026"):
        typed_day(text)


def test_typed_days_make_a_span_and_one_day_needs_no_end() -> None:
    assert typed_span("1/11/2026", "") == Span(date(2026, 11, 1), date(2026, 11, 1))
    assert typed_span("1/11/2026", "3/11/2026").day_count == 3
    assert typed_span("1/1/2024", "31/12/2024").day_count == DAYS_MAX
    with pytest.raises(BadInput, match="Turn them round"):
        typed_span("2/11/2026", "1/11/2026")
    with pytest.raises(BadInput, match="at most 366 days"):
        typed_span("1/1/2025", "2/1/2026")
