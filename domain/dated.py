"""Values that hold from a day on: rates, thresholds and limits change by law and by tariff."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from domain.errors import RuleBroken
from domain.sentence import told

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """A value in force from `valid_from` (a business date, included) until a later one begins.

    Raises:
        TypeError: when `valid_from` is a datetime or no date at all.
    """

    valid_from: date
    value: T

    def __post_init__(self) -> None:
        # A datetime is a date to isinstance, and would compare with one only to raise.
        if type(self.valid_from) is not date:
            raise TypeError("valid_from must be a plain date")


def find_in_force(rows: Iterable[Dated[T]], on: date) -> Dated[T] | None:
    """The row that holds on the business date `on`, or None. Of two of one day the later listed."""
    best: Dated[T] | None = None
    for row in rows:
        if row.valid_from <= on and (best is None or row.valid_from >= best.valid_from):
            best = row
    return best


def in_force(rows: Iterable[Dated[T]], on: date, *, what: str = told("this rule")) -> T:
    """The value that holds on the business date `on`; `what` names it for the cashier.

    Raises:
        RuleBroken: code "no_rule" when nothing is in force yet.
    """
    row = find_in_force(rows, on)
    if row is None:
        raise RuleBroken(
            "A rule is missing",
            told(
                "This till has no value for {what} on {on}. Nothing is lost. Let the till go"
                " online once, or ask the office to send it.",
                what=what,
                on=f"{on:%d/%m/%Y}",
            ),
            "no_rule",
        )
    return row.value
