"""What is being entered at the tender, and what it comes to: no screen, no saving."""

from dataclasses import dataclass

from app.presenters import cash_words, tender_words, words
from app.presenters.figures import format_money
from app.presenters.tender_bill import CODED, UNDERPAID, Bill, Way
from domain.errors import BadInput, RuleBroken
from domain.money import Money
from domain.tender import Settlement, TenderLine, approval_code


@dataclass(slots=True, kw_only=True)
class TenderEntry:
    """One tender, half typed. ``home`` is the till's currency; ``bill`` is None until read."""

    home: str
    bill: Bill | None = None
    way: Way = Way.CASH
    typed: Money | None = None
    proposed: Money | None = None
    code: str = ""
    amount_error: str = ""
    code_error: str = ""

    def begin(self, way: Way, *, keeps: bool = False) -> None:
        """Begin to enter a tender; what a code pays for is proposed whole.

        ``keeps`` what somebody typed, as far as it is money of that way: never what was proposed.
        """
        kept = self.typed if keeps and self.typed != self.proposed else None
        self.way, self.code = way, ""
        self.amount_error, self.code_error = "", ""
        self.propose(self.bill.rest if self.bill is not None and way in CODED else None)
        if kept is not None and kept.currency == self.currency:
            self.typed = kept if self.proposed is None else min(kept, self.proposed)

    def propose(self, amount: Money | None) -> None:
        """Put a sum into the field that nobody typed."""
        self.typed = self.proposed = amount

    @property
    def currency(self) -> str:
        """The currency of what is typed."""
        foreign = None if self.bill is None else self.bill.rules.foreign
        if self.way is Way.FOREIGN and foreign is not None:
            return foreign.rate.base
        return self.home

    def likely(self) -> tuple[Money, ...]:
        """Sums that are likely to be handed over."""
        return () if self.bill is None else tuple(self.bill.likely(self.way))

    @property
    def pending(self) -> TenderLine | None:
        """What is being entered, as far as it is a tender by itself: a credit is looked up."""
        if self.bill is None or self.typed is None or self.way is Way.CREDIT:
            return None
        if self.way is not Way.TERMINAL:
            return self.bill.cash_line(self.way, self.typed)
        try:
            code = approval_code(self.code)
        except BadInput:
            return None
        return TenderLine(kind="bank_card", amount=self.typed, approval_code=code)

    def why_unfinished(self, settled: Settlement | RuleBroken) -> str:
        """What keeps the bill from being settled with what is entered."""
        if isinstance(settled, Settlement) or self.typed is None or self.bill is None:
            return ""
        pending = self.pending
        if pending is None or settled.code != UNDERPAID:
            return problem_of(settled)
        return cash_words.missing(format_money(self.bill.due(self.way) - pending.amount))

    def complain(self, problem: str) -> bool:
        """Say what is wrong beside its field; tell whether that is the code's."""
        in_code = self.way in CODED and (not self.code.strip() or self.pending is None)
        if problem and not (in_code and self.way is Way.TERMINAL):
            self.amount_error = problem
        elif not in_code:
            self.amount_error = self.amount_error or cash_words.type_received()
        elif self.way is Way.TERMINAL:
            self.code_error = tender_words.type_approval()
        else:
            self.code_error = tender_words.type_code()
        return in_code


def problem_of(settled: Settlement | RuleBroken) -> str:
    """Why a tender can't be taken; that it does not suffice is no reason."""
    if isinstance(settled, Settlement) or settled.code == UNDERPAID:
        return ""
    return words.retold(settled.message)
