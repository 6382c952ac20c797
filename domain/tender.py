"""Cash: rounding the bill, change due, quick amounts and the notes and coins to hand over.

Only cash is rounded, once on the whole bill and after the tax; the difference is kept apart. In
Guyana to the nearest G$5 where G$1 is unavailable (Bank of Guyana, 2018); the step is data.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from domain.errors import RuleBroken
from domain.invariants import require_int
from domain.money import Money, round_to_step
from domain.money_text import format_money

TenderKind = Literal["cash"]

_QUICK_MAX = 4
_FAR_TOO_MUCH = 10


@dataclass(frozen=True, slots=True)
class TenderLine:
    """One way of paying in a sale: `amount` is what was received, before any change."""

    kind: TenderKind
    amount: Money

    def __post_init__(self) -> None:
        if self.kind != "cash":
            raise ValueError(f"unknown kind of tender {self.kind!r}")
        if self.amount.is_negative:
            raise ValueError("a tender is never negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """A bill settled in cash.

    `due_rounded` is the total in payable cash, `rounding` = due_rounded - total (either sign),
    `received` = due_rounded + `change`.

    Raises:
        ValueError: when these do not hold, or change is negative.
    """

    total: Money
    due_rounded: Money
    rounding: Money
    received: Money
    change: Money

    def __post_init__(self) -> None:
        if self.due_rounded - self.total != self.rounding:
            raise ValueError("the rounding must be the rounded sum less the total")
        if self.due_rounded + self.change != self.received:
            raise ValueError("cash received must be the rounded sum and the change")
        if self.change.is_negative or self.total.is_negative:
            raise ValueError("neither the total nor the change is negative")


def due_in_cash(total: Money, step_minor: int) -> Money:
    """What to ask for in cash: the total to the nearest step, a half up."""
    return Money(round_to_step(total.amount_minor, step_minor), total.currency)


def settle_cash(total: Money, received: Money, step_minor: int) -> Settlement:
    """Settle a bill in cash; `step_minor` is the currency's cash step in minor units.

    Raises:
        RuleBroken: code "underpaid" saying how much is missing; code "odd_cash" when the cash is
            no multiple of the step, so that no change could be counted out for it.
        CurrencyMismatch: cash in another currency.
    """
    due = due_in_cash(total, step_minor)
    if received < due:
        raise RuleBroken(
            "Not enough cash",
            f"{format_money(due - received)} is still missing: {format_money(due)} to pay,"
            f" {format_money(received)} received. Nothing is lost."
            " Type the cash received again, or press Esc to go back to the sale.",
            "underpaid",
        )
    if received.amount_minor % step_minor:
        raise RuleBroken(
            "Check the cash",
            f"Cash goes in steps of {format_money(Money(step_minor, total.currency))}, and"
            f" {format_money(received)} does not. Nothing is lost. Type the cash received again.",
            "odd_cash",
        )
    return Settlement(
        total=total,
        due_rounded=due,
        rounding=due - total,
        received=received,
        change=received - due,
    )


def quick_amounts(due: Money, denominations_minor: Sequence[int]) -> tuple[Money, ...]:
    """At most four sums a customer is likely to hand over: the exact one, then round ones.

    For G$26,690: exact, 27,000, 30,000, 40,000. Each is `due` rounded up to a note (from the
    largest note on also to two and four of them); tiny notes and absurd sums are left out.
    """
    if due.amount_minor <= 0 or not denominations_minor:
        return (due,)
    due_minor, largest = due.amount_minor, max(denominations_minor)
    steps = set(denominations_minor)
    if due_minor >= largest:
        steps |= {2 * largest, 4 * largest}
    usual = (step for step in steps if step * 4 >= due_minor or step * 5 >= largest)
    sums = sorted({-(-due_minor // step) * step for step in usual})
    likely = [minor for minor in sums if due_minor < minor <= due_minor * _FAR_TOO_MUCH]
    chosen = likely if len(likely) < _QUICK_MAX else [likely[0], *likely[-2:]]
    return (due, *(Money(minor, due.currency) for minor in chosen))


def hand_out(change: Money, denominations_minor: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """The notes and coins for `change`: (denomination in minor units, how many), largest first.

    Raises:
        RuleBroken: code "no_coins" when these notes and coins cannot make the sum.
        ValueError: for negative change.
    """
    require_int(change.amount_minor, "change", low=0)
    rest, parts = change.amount_minor, []
    for denomination in sorted(set(denominations_minor), reverse=True):
        require_int(denomination, "denomination", low=1)
        count, rest = divmod(rest, denomination)
        if count:
            parts.append((denomination, count))
    if rest:
        raise RuleBroken(
            "Count the change by hand",
            f"{format_money(change)} cannot be made from the notes and coins this till knows."
            " Nothing is lost. Give the nearest sum you can, and note it at shift close.",
            "no_coins",
        )
    return tuple(parts)
