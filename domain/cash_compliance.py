"""Cash of one customer in one business month, against what the law asks (AMLCFT Act, Cap 10:11).

A report is due for cash, in one payment or added up over a month, from a threshold on; who pays
that much shows an identity document. An agent who is no reporting entity has no such rule, or one
that is off. *Reached* is at the threshold or above. What goes back in cash takes nothing off: the
duty is about cash that came in (ADR 23).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from domain.invariants import INT64_MAX, require_int
from domain.money import BASIS_POINTS

Value = Mapping[str, object]
IdDocument = Literal["passport", "driving_licence", "national_id"]
Asks = Literal["nothing", "customer", "identity"]

CASH_COMPLIANCE = "cash_compliance"
"""Rule kind; its key is a currency. Without a row, and with one that is off, nobody is asked."""
ID_DOCUMENTS: tuple[IdDocument, ...] = get_args(IdDocument)
CASH_CASES: frozenset[str] = frozenset(
    {"cash_reached", "cash_split", "cash_unnamed", "cash_not_shown"}
)
"""Kinds of cases that only who may approve is shown: nobody is tipped off."""
_LAST_MONTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class CashRule:
    """From how much cash in a business month on a customer shows who they are.

    ``told_minor`` is the sum from which central tells the tills of a customer's cash elsewhere;
    ``split_tills`` at how many tills a sum in small parts is a pattern; ``report_day`` the day of
    the next month by which the report is due.
    """

    is_on: bool
    threshold_minor: int
    told_minor: int
    split_tills: int
    report_day: int

    def is_reached(self, sum_minor: int) -> bool:
        """Tell whether a month's sum, or one payment, is as much as the law speaks of."""
        return self.is_on and sum_minor >= self.threshold_minor


@dataclass(frozen=True, slots=True, kw_only=True)
class CashAsked:
    """A cash payment that is about to be taken, and what is known of the customer's month."""

    cash_minor: int
    before_minor: int = 0
    has_customer: bool
    is_identified: bool = False


def judge_cash(rule: CashRule | None, asked: CashAsked) -> Asks:
    """Say what a payment waits for; without cash in it, it waits for nothing."""
    if rule is None or asked.cash_minor <= 0:
        return "nothing"
    if not asked.has_customer:
        return "customer" if rule.is_reached(asked.cash_minor) else "nothing"
    is_reached = rule.is_reached(asked.before_minor + asked.cash_minor)
    return "identity" if is_reached and not asked.is_identified else "nothing"


def is_split(rule: CashRule, *, largest_minor: int, sum_minor: int, till_count: int) -> bool:
    """Tell whether a month's cash came in parts, each below the threshold, at several tills."""
    is_reached = rule.is_reached(sum_minor) and not rule.is_reached(largest_minor)
    return is_reached and till_count >= rule.split_tills


def business_month(day: date) -> str:
    """Return the month of a business date (``2026-11``): the store's calendar, fixed at opening."""
    return f"{day:%Y-%m}"


def report_due(rule: CashRule, month: str) -> date:
    """Return by which day the report of a month is due: of the month after it."""
    year, number = (int(part) for part in month.split("-"))
    if number == _LAST_MONTH:
        return date(year + 1, 1, rule.report_day)
    return date(year, number + 1, rule.report_day)


def read_cash_rule(value: Value) -> CashRule:
    """Read a rule. Raises KeyError, TypeError, ValueError where it cannot be read."""
    is_on = value["is_on"]
    if not isinstance(is_on, bool):
        raise TypeError("is_on must be true or false")
    threshold = require_int(value["threshold_minor"], "threshold_minor", low=1, high=INT64_MAX)
    share = require_int(
        value.get("told_basis_points", BASIS_POINTS // 2),
        "told_basis_points",
        low=1,
        high=BASIS_POINTS,
    )
    return CashRule(
        is_on=is_on,
        threshold_minor=threshold,
        told_minor=max(1, threshold * share // BASIS_POINTS),
        split_tills=require_int(value.get("split_tills", 2), "split_tills", low=2, high=100),
        report_day=require_int(value.get("report_day", 7), "report_day", low=1, high=28),
    )
