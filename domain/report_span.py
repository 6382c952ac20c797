"""Which business dates a report covers: today, yesterday, this week, this month, or typed days."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from domain.errors import BadInput
from domain.sentence import told

DAYS_MAX = 366
"""How many days a report covers at most: a leap year."""

SpanKind = Literal["today", "yesterday", "week", "month", "typed"]
SPAN_KINDS: tuple[SpanKind, ...] = get_args(SpanKind)

_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


@dataclass(frozen=True, slots=True)
class Span:
    """Business dates from `first` to `last`, both included.

    Raises:
        ValueError: when it ends before it begins, or is longer than 366 days.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if not 1 <= self.day_count <= DAYS_MAX:
            raise ValueError(f"a span has 1 to {DAYS_MAX} days")

    @property
    def day_count(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def is_one_day(self) -> bool:
        return self.first == self.last

    def days(self) -> Iterator[date]:
        """Every day of it, in order."""
        return (self.first + timedelta(days=number) for number in range(self.day_count))


def span_of(kind: SpanKind, today: date) -> Span:
    """The span of a name on a business date; a week begins on Monday, and none goes beyond today.

    Raises:
        ValueError: for "typed", which has no days of its own.
    """
    if kind == "today":
        return Span(today, today)
    if kind == "yesterday":
        day = today - timedelta(days=1)
        return Span(day, day)
    if kind == "week":
        return Span(today - timedelta(days=today.weekday()), today)
    if kind == "month":
        return Span(today.replace(day=1), today)
    raise ValueError("typed days are read with typed_span")


def typed_span(first: str, last: str) -> Span:
    """The span of two days as typed, `21/11/2026` or `2026-11-21`; an empty end is the same day.

    Raises:
        BadInput: for what is no day, an end before the beginning, or more than 366 days.
    """
    begin = typed_day(first)
    end = typed_day(last) if last.strip() else begin
    if end < begin:
        raise BadInput(
            "Check the days",
            "The last day is before the first. Nothing is lost. Turn them round.",
        )
    if (end - begin).days >= DAYS_MAX:
        raise BadInput(
            "That is too long",
            told(
                "A report covers at most {days} days. Nothing is lost. Choose fewer.", days=DAYS_MAX
            ),
        )
    return Span(begin, end)


def typed_day(text: str) -> date:
    """A day as typed: day, month and year, or ISO. Raises BadInput for what is none."""
    typed = text.strip()
    try:
        if iso := _ISO_DAY.fullmatch(typed):
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if said := _DAY.fullmatch(typed):
            return date(int(said[3]), int(said[2]), int(said[1]))
    except ValueError as error:
        raise _no_day() from error
    raise _no_day()


def _no_day() -> BadInput:
    return BadInput(
        "That is no day",
        "Type day, month and year, as in 21/11/2026. Nothing is lost.",
    )
