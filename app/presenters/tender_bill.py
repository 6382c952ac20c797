"""The bill while it is being paid: what is due in which money, what a tender would settle."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from app.presenters.in_hand import InHand
from app.use_cases.tender_rules import TenderRules
from domain.errors import RuleBroken
from domain.money import Money
from domain.risk import COUNTER_TENDERS
from domain.tender import (
    Settlement,
    TenderLine,
    cash_tender,
    cut_to,
    due_in_cash,
    foreign_cash,
    quick_amounts,
    require_whole_notes,
    rest_after,
    settle,
)

UNDERPAID = "underpaid"
"""The domain's name for tenders that do not cover what is due."""


class Way(Enum):
    """The ways to pay, in the order of their keys, F2 first."""

    CASH = auto()
    FOREIGN = auto()
    MMG = auto()
    MMG_QR = auto()
    CARD_QR = auto()
    TERMINAL = auto()
    CREDIT = auto()


WAYS = tuple(Way)
CODED = frozenset({Way.TERMINAL, Way.CREDIT})
"""The ways that go with a code."""
CONFIRMED = frozenset({Way.MMG, Way.MMG_QR, Way.CARD_QR})
"""The ways that somebody else confirms: each has a dialog of its own."""


@dataclass(frozen=True, slots=True)
class Bill:
    """What is to be paid, by which rules, and what was taken so far.

    ``goods`` come back for it, and are the first of what was taken.
    """

    total: Money
    rules: TenderRules
    taken: tuple[TenderLine, ...] = ()
    goods: InHand | None = None

    def with_line(self, line: TenderLine) -> "Bill":
        """Take a tender; of a payment by MMG what is due, and what is more of it is owed."""
        return replace(self, taken=(*self.taken, cut_to(line, self.rest)))

    def without(self, index: int) -> "Bill":
        is_goods = self.taken[index].kind == "exchange"
        taken = (*self.taken[:index], *self.taken[index + 1 :])
        return _grown(replace(self, taken=taken, goods=None if is_goods else self.goods))

    def with_goods(self, goods: InHand | None) -> "Bill":
        """Let goods that come back pay first; those that pay nothing stay out of it."""
        line = None if goods is None else goods.tender(self.total)
        if line is None:
            return self
        return replace(self, taken=(line, *self.taken), goods=goods)

    @property
    def money(self) -> tuple[TenderLine, ...]:
        """What was taken beside goods."""
        return tuple(line for line in self.taken if line.kind != "exchange")

    @property
    def back(self) -> Money:
        """What goes back to the customer for goods that are worth more than the new ones."""
        if self.goods is None:
            return Money.zero(self.total.currency)
        return self.goods.back(self.total, self.rules.cash.step_minor)

    @property
    def rest(self) -> Money:
        """What is still due before any cash rounding; never below nothing."""
        rest = rest_after(self.total, self.taken)
        return Money.zero(rest.currency) if rest.is_negative else rest

    def due(self, way: Way) -> Money:
        """What is still due this way, in the sale's currency: only cash is rounded."""
        if way is Way.CASH:
            return due_in_cash(self.rest, self.rules.cash.step_minor)
        return self.rest

    def likely(self, way: Way) -> tuple[Money, ...]:
        """Amounts that a customer is likely to hand over this way, in its own money."""
        if self.taken and self.rest.is_zero:
            return ()
        if way is Way.CASH:
            return quick_amounts(self.due(way), self.rules.cash.denominations_minor)
        foreign = self.rules.foreign
        if way is not Way.FOREIGN or foreign is None:
            return (self.rest,)
        least, smallest = foreign.rate.cover(self.rest), min(foreign.notes_minor)
        whole = Money(-(-least.amount_minor // smallest) * smallest, least.currency)
        return quick_amounts(whole, foreign.notes_minor)

    def cash_line(self, way: Way, amount: Money) -> TenderLine:
        """Cash of either currency as a tender line."""
        foreign = self.rules.foreign
        if way is Way.FOREIGN and foreign is not None:
            return foreign_cash(amount, foreign.rate)
        return cash_tender(amount)

    def settled(self, pending: TenderLine | None) -> Settlement | RuleBroken:
        """What all that was taken and is being entered settles, or why it does not."""
        tenders = self.taken if pending is None else (*self.taken, pending)
        try:
            if pending is not None and pending.foreign is not None and self.rules.foreign:
                require_whole_notes(pending, self.rules.foreign.notes_minor)
            return settle(self.total, tenders, self.rules.cash.step_minor)
        except RuleBroken as refusal:
            return refusal


def _grown(bill: Bill) -> Bill:
    """The bill where what was paid over takes what is due now."""
    for index, line in enumerate(bill.taken):
        if line.over is not None:
            grown = cut_to(line, line.amount + bill.rest)
            bill = replace(bill, taken=(*bill.taken[:index], grown, *bill.taken[index + 1 :]))
    return bill


def judged_amount(tenders: Sequence[TenderLine], total: Money) -> Money:
    """What a sale is paid with that the risk policy judges when it is completed.

    The whole bill where only the age of its rates was judged: ``total``.
    """
    judged = [line.amount for line in tenders if line.kind in COUNTER_TENDERS]
    return Money.total_of(judged, total.currency) if judged else total
