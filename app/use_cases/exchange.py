"""Goods for goods: what comes back pays for the new ones, and only the difference changes hands.

Refund and sale are two facts, linked by the refund's number, in the transaction of the sale: after
a power cut there are both or neither (sync rule 9.35).
"""

from dataclasses import dataclass, replace

from app.use_cases.operations import Said
from app.use_cases.refund_sale import (
    CompletedRefund,
    RefundPlan,
    RefundRequest,
    completed_refund,
    plan_of,
    queue_refund,
    write_refund,
)
from app.use_cases.till import Till
from domain.exchange import split_exchange
from domain.money import Money
from domain.refund import Refund
from domain.tender import TenderLine
from storage.unit_of_work import Reading, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtBack:
    """The refund of an exchange as it was written, its paper, and the tender that it is."""

    refund: Refund
    lines: tuple[str, ...]

    @property
    def tender(self) -> TenderLine:
        """What it pays of the sale."""
        (paying,) = (each for each in self.refund.tenders if each.kind == "exchange")
        return TenderLine(kind="exchange", amount=paying.amount, reference=paying.reference)

    @property
    def gives_cash(self) -> bool:
        return any(each.kind == "cash" for each in self.refund.tenders)


def plan_exchange(uow: Reading, said: Said, request: RefundRequest, bill: Money) -> RefundPlan:
    """Reckon what comes back against the bill of the new goods.

    Raises what a refund raises, and RuleBroken (``nothing_to_exchange``).
    """
    exact = plan_of(uow, said, replace(request, back="store_credit"))
    is_cash = request.back == "cash"
    step_minor = uow.rules.book().cash_step_minor(bill.currency, said.day) if is_cash else 1
    towards, back = split_exchange(exact.given, exact.left, bill, step_minor)
    return replace(exact, given=towards + back, towards=towards)


def bring_back(
    uow: UnitOfWork, till: Till, said: Said, what: tuple[RefundRequest, Money]
) -> BroughtBack:
    """Write the refund of an exchange, before the sale that it pays for; ``what`` has the bill."""
    request, bill = what
    plan = plan_exchange(uow, said, request, bill)
    refund, lines = write_refund(uow, till, said, (request, plan))
    if any(each.kind == "store_credit" for each in refund.tenders):
        queue_refund(uow, refund)  # its code is to be scanned; else the receipt has it all
    return BroughtBack(refund=refund, lines=lines)


def find_brought_back(uow: Reading, request: RefundRequest | None) -> CompletedRefund | None:
    """Return the refund that an exchange made, None where nothing was brought back."""
    kept = None if request is None else uow.refunds.find_by_request(request.request_id)
    return None if kept is None else completed_refund(uow, kept)
