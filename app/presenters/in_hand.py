"""What comes back for new goods: what it pays of their bill, and what still goes back."""

from dataclasses import dataclass, replace

from app.use_cases.refund_sale import RefundPlan, RefundRequest
from domain.errors import RuleBroken
from domain.exchange import split_exchange
from domain.money import Money
from domain.tender import TenderLine


@dataclass(frozen=True, slots=True, kw_only=True)
class InHand:
    """What comes back, to the minor unit, and signed for where the rule says so."""

    request: RefundRequest
    worth: Money
    left: Money

    def tender(self, bill: Money) -> TenderLine | None:
        """What it pays of a bill; None where the bill comes to nothing."""
        towards = min(self.worth, bill)
        if towards.is_zero:
            return None
        return TenderLine(kind="exchange", amount=towards, reference=self.request.of_receipt)

    def back(self, bill: Money, step_minor: int) -> Money:
        """What still goes back to the customer, rounded where it is cash."""
        step = step_minor if self.is_cash else 1
        try:
            return split_exchange(self.worth, self.left, bill, step)[1]
        except RuleBroken:
            return Money.zero(bill.currency)

    @property
    def is_cash(self) -> bool:
        return self.request.back == "cash"


def in_hand_of(request: RefundRequest, plan: RefundPlan) -> InHand:
    """What was planned to the minor unit; who signs for it is shown its receipt's payments."""
    asked = replace(request, shown=plan.paid_by)
    return InHand(request=asked, worth=plan.given, left=plan.left)
