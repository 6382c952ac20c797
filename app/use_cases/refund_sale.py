"""Goods come back: part of a sale is given back, in one transaction, before anything prints.

The sale stays as it was. What is left of it is reckoned in that same transaction, so that no two
refunds of this till give the same units back (sync rule 9.30).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from app.use_cases.approve import Approval
from app.use_cases.audit import note_down
from app.use_cases.credits import NewCredit, issue_credit
from app.use_cases.foreign_receipt import plan_foreign
from app.use_cases.operations import Said, append_operation
from app.use_cases.ports import PrintJob
from app.use_cases.print_queue import REFUND_PRINTED, print_queued
from app.use_cases.receipt_header import receipt_header
from app.use_cases.receipt_papers import refund_lines
from app.use_cases.refund_bodies import refund_body
from app.use_cases.refund_payments import keep_goods, list_paid_by, require_shown, weigh_payments
from app.use_cases.rights import require_seller
from app.use_cases.second_person import signs_alone
from app.use_cases.send_back import ask_back, part_sent_back
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from domain.errors import BadInput, NotAllowed, RuleBroken
from domain.money import Money
from domain.refund import (
    BackKind,
    BackTender,
    Refund,
    Refundable,
    RefundContext,
    Returned,
    money_back,
    needs_approval,
    take_back,
)
from domain.refund_payment import PaidBy, choose_sent_back, left_to_give
from domain.refund_rule import RefundReason
from domain.refund_slip import render_refund
from domain.sentence import told
from domain.staff import Permission
from storage.print_jobs import NewPrint
from storage.refunds import NewRefund, RefundRecord
from storage.unit_of_work import Reading, UnitOfWork

_APPROVAL_CODE = re.compile(r"[A-Z0-9-]{2,12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundRequest:
    """What was chosen on screen: `units` by line number of the receipt, grams of what was weighed.

    The grams of the lines `on_scale` are a scale's, all others were typed.

    `request_id` is made when the refund is begun: pressed twice, one refund is made. `approval` is
    the ``approve``d yes of a second person, where the rule asks for one. `receipt_code` is the
    signed code of another till's receipt: then `goods` (by item id) name what comes back. `shown`
    are the receipt's payments as who signs saw them.
    """

    request_id: str
    of_receipt: str = ""
    units: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    on_scale: frozenset[int] = frozenset()
    reason: RefundReason = "unwanted"
    back: BackKind = "cash"
    approval_code: str = ""
    approval: Approval | None = None
    receipt_code: str = ""
    goods: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    shown: tuple[PaidBy, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundPlan:
    """What a refund would be: what comes back, the money for it, and whether somebody must sign.

    ``left`` is the most that may still be given for the receipt. ``towards`` is the part of
    ``given`` that pays for new goods at once: None but in an exchange. ``paid_by`` are the payments
    of the receipt that somebody else confirms; ``is_unseen`` says that this gives out money of them
    that nobody has seen: who signs must have been shown them. ``sent_back`` is the one that goes
    back the way it was paid.
    """

    of_receipt: str
    returned: Returned
    given: Money
    must_sign: bool
    left: Money
    provisional: bool = False
    towards: Money | None = None
    paid_by: tuple[PaidBy, ...] = ()
    is_unseen: bool = False
    sent_back: PaidBy | None = None

    @property
    def back(self) -> Money:
        """The money that goes back to the customer."""
        return self.given if self.towards is None else self.given - self.towards


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletedRefund:
    """A refund that is on the disk. The lines are what prints now; those kept name no buyer."""

    refund_number: str
    of_receipt: str
    total: Money
    given: Money
    receipt_lines: tuple[str, ...]
    credit_code: str = ""


def plan_refund(till: Till, session: Session, request: RefundRequest) -> RefundPlan:
    """Reckon a refund without making it. Raises what ``refund_sale`` raises of the figures."""
    with till.db.reading() as uow:
        shift = require_seller(uow, session)
        said = Said(by=session.staff_id, at=till.clock.now(), day=shift.business_date)
        return plan_of(uow, said, request)


def refund_sale(till: Till, session: Session, request: RefundRequest) -> CompletedRefund:
    """Give part of a sale back and return the refund; when this returns, it is durable.

    Refund, its number, the drawer's entry, audit entry, operation and paper are one transaction.
    Pressed twice, the second call returns the same refund.

    Raises NotFound (no such receipt here), RuleBroken (``no_shift``, ``nothing_chosen``,
    ``more_than_sold``, ``nothing_to_give``, ``sold_elsewhere``, ``given_back``), BadInput (no
    approval code), NotAllowed (nobody signed who may), Conflict (not what who signs was shown).
    Whatever is raised, nothing was given back.
    """
    ensure_stream(till)
    with till.db.unit_of_work() as uow:
        already = uow.refunds.find_by_request(request.request_id)
        if already is not None:
            return completed_refund(uow, already)
        shift = require_seller(uow, session)
        said = Said(by=session.staff_id, at=till.clock.now(), day=shift.business_date)
        plan = plan_of(uow, said, request)
        refund, _ = write_refund(uow, till, said, (request, plan))
        queue_refund(uow, refund)
        kept = uow.refunds.get(refund.context.refund_number)
        completed = completed_refund(uow, kept)
        uow.commit()
    return completed


def write_refund(
    uow: UnitOfWork, till: Till, said: Said, asked: tuple[RefundRequest, RefundPlan]
) -> tuple[Refund, tuple[str, ...]]:
    """Make a refund within a transaction of somebody else's, and return it with its paper.

    Raises NotAllowed where nobody signed who may, Conflict where they did not see the payments as
    they are, BadInput (no approval code).
    """
    request, plan = asked
    _require_signature(uow, said, plan, request)
    if plan.is_unseen:
        require_shown(request.shown, plan.paid_by)
    refund = _refund(uow, till, said, (request, plan))
    lines = _tell(uow, till, said, (refund, request.receipt_code))
    uow.refunds.add(NewRefund(refund=refund, request_id=request.request_id, receipt_lines=lines))
    if not plan.provisional:
        keep_goods(uow, said, plan.of_receipt)
    return refund, lines


def completed_refund(uow: Reading, kept: RefundRecord) -> CompletedRefund:
    """Return a refund that is kept as whoever made it sees it, the receipt's buyer included."""
    return CompletedRefund(
        refund_number=kept.refund_number,
        of_receipt=kept.of_receipt,
        total=kept.total,
        given=kept.given,
        receipt_lines=refund_lines(uow, kept.refund_number),
        credit_code=kept.credit_code,
    )


def plan_of(uow: Reading, said: Said, request: RefundRequest) -> RefundPlan:
    """Reckon a refund within a transaction."""
    plan = _plan_foreign if request.receipt_code else _plan_own
    return plan(uow, said, request)


def _plan_foreign(uow: Reading, said: Said, request: RefundRequest) -> RefundPlan:
    """A receipt of another till: signed for always, provisional until central has weighed it."""
    what = (request.goods, request.back == "cash")
    receipt, returned, given = plan_foreign(uow, said.day, request.receipt_code, what)
    _require_something(given)
    return RefundPlan(
        of_receipt=receipt.receipt_number,
        returned=returned,
        given=given,
        must_sign=True,
        left=receipt.paid - receipt.before,
        provisional=True,
    )


def _plan_own(uow: Reading, said: Said, request: RefundRequest) -> RefundPlan:
    left = uow.refunds.find_refundable(request.of_receipt)
    require_sold_here(uow, left)
    returned = take_back(left, request.units, request.on_scale)
    currency = returned.total.currency
    is_cash = request.back == "cash"
    step_minor = uow.rules.book().cash_step_minor(currency, said.day) if is_cash else 1
    given = money_back(left, returned, step_minor)
    _require_something(given)
    paid_by = list_paid_by(uow, left.receipt_number)
    is_unseen = weigh_payments(left, given, paid_by)
    rule = uow.rules.book().refund_rule(currency, said.day)
    must_sign = is_unseen or needs_approval(rule, given, at_selling_till=True)
    return RefundPlan(
        of_receipt=left.receipt_number,
        returned=returned,
        given=given,
        must_sign=must_sign,
        left=left_to_give(left, paid_by),
        paid_by=paid_by,
        is_unseen=is_unseen,
        sent_back=choose_sent_back(left, given, paid_by) if request.back == "payment" else None,
    )


def _require_something(given: Money) -> None:
    if given.is_zero:
        raise RuleBroken(
            "Nothing to give back",
            "What was chosen comes to nothing, or to less than the smallest coin. Nothing was given"
            " back and nothing is lost. Choose more of it, or another way to give it back.",
            "nothing_to_give",
        )


def require_sold_here(uow: Reading, left: Refundable) -> None:
    """Let a receipt of the present stream pass: what an older one sold is central's to give back.

    A till that was put back from a copy, or copied, begins a new stream: only one of the two may
    give back what both remember (ledger rules 4 and 7). Its signed code is taken like another
    till's, provisionally. Raises RuleBroken (``sold_elsewhere``).
    """
    current = uow.till.find_current_stream()
    if current is None or not left.receipt_number.startswith(f"{current.name}-"):
        raise RuleBroken(
            "This receipt is of another stream",
            told(
                "Receipt {receipt_number} was sold before this till began anew, and"
                " its copy may have given it back. Nothing was given back and nothing"
                " is lost. Scan the code on the receipt to take goods back from that,"
                " or ask the office.",
                receipt_number=left.receipt_number,
            ),
            "sold_elsewhere",
        )


def _require_signature(uow: Reading, said: Said, plan: RefundPlan, request: RefundRequest) -> None:
    if not plan.must_sign and request.approval is None:
        return
    approval, book = request.approval, uow.rules.book()
    if approval is not None and signs_alone(uow, said.by, approval.approved_by, said.day):
        return
    member = None if approval is None else uow.staff.find_staff(approval.approved_by)
    may = member is not None and Permission.APPROVE in book.role_permissions(member.role, said.day)
    is_right = approval is not None and approval.permission is Permission.APPROVE
    if not may or not is_right or member is None or member.staff_id == said.by:
        raise NotAllowed(
            "A supervisor must sign for this refund",
            "Somebody else than the one who gives it back, with the right to approve. Nothing was"
            " given back and nothing is lost. Ask a supervisor.",
        )


def _refund(
    uow: UnitOfWork, till: Till, said: Said, chosen: tuple[RefundRequest, RefundPlan]
) -> Refund:
    request, plan = chosen
    context = RefundContext(
        refund_number=uow.till.next_receipt_number(),
        at=said.at,
        business_date=said.day,
        shift_number=uow.shifts.get_open().number,
        cashier_id=said.by,
        reason=request.reason,
        approved_by=None if request.approval is None else request.approval.approved_by,
        provisional=plan.provisional,
    )
    return Refund(
        context=context,
        of_receipt=plan.of_receipt,
        returned=plan.returned,
        rounding=plan.given - plan.returned.total,
        tenders=tuple(_tenders(uow, till, said, (request, context, plan))),
    )


def _tenders(
    uow: UnitOfWork, till: Till, said: Said, what: tuple[RefundRequest, RefundContext, RefundPlan]
) -> Iterator[BackTender]:
    """What pays for new goods, under this refund's own number, and the money that goes back.

    What is given beyond a payment that goes back the way it was paid is a store credit.
    """
    request, context, plan = what
    if plan.towards is not None:
        number = context.refund_number
        yield BackTender(kind="exchange", amount=plan.towards, reference=number)
    rest = plan.back
    if plan.sent_back is not None:
        sent, rest = part_sent_back(plan.sent_back, rest)
        yield sent
    if not rest.is_zero:
        yield _back(uow, till, said, (request, context, rest))


def _back(
    uow: UnitOfWork, till: Till, said: Said, what: tuple[RefundRequest, RefundContext, Money]
) -> BackTender:
    """The money on its way: a store credit is owed from here on, in this transaction."""
    request, context, given = what
    if request.back == "cash":
        return BackTender(kind="cash", amount=given)
    if request.back in {"store_credit", "payment"}:
        credit = NewCredit(
            amount=given, of_refund=context.refund_number, approved_by=context.approved_by
        )
        code = issue_credit(uow, till, said, credit)
        return BackTender(kind="store_credit", amount=given, reference=code)
    code = request.approval_code.strip().upper()
    if _APPROVAL_CODE.fullmatch(code) is None:
        raise BadInput(
            "Type the approval code",
            "Refund the card at the bank's terminal, then type the approval code that it printed:"
            " 2 to 12 letters and digits. Nothing was given back and nothing is lost.",
        )
    return BackTender(kind="bank_card", amount=given, approval_code=code)


def _tell(uow: UnitOfWork, till: Till, said: Said, what: tuple[Refund, str]) -> tuple[str, ...]:
    """Write what central must know, and the paper that says it."""
    refund, receipt_code = what
    operation = append_operation(uow, till, said, refund_body(refund, receipt_code))
    ask_back(uow, till, said, refund)
    note_down(
        uow,
        said.at,
        said.by,
        ("sale_refunded", refund.context.refund_number),
        {
            "of_receipt": refund.of_receipt,
            "given_minor": refund.given.amount_minor,
            "reason": refund.context.reason,
            "approved_by": refund.context.approved_by or "",
        },
    )
    return render_refund(
        refund,
        receipt_header(uow, said.by, said.day),
        columns=till.receipt_columns,
        operation_hash=operation.hash.hex(),
    )


def queue_refund(uow: UnitOfWork, refund: Refund) -> None:
    """Put a refund's paper in the queue; what goes back in cash opens the drawer.

    It is written as it prints: the receipt's buyer stands on it, and is kept nowhere with it.
    """
    number = refund.context.refund_number
    uow.prints.add(
        NewPrint(
            job_id=number,
            kind="refund",
            subject=number,
            opens_drawer=any(tender.kind == "cash" for tender in refund.tenders),
        ),
        refund.context.at,
    )


def print_refund(till: Till, refund_number: str, copy: bool = False) -> PrintJob:
    """Print a refund's paper from the queue, or a copy of it. Raises PrinterFailure, NotFound."""
    if not copy:
        return print_queued(till, refund_number)
    with till.db.unit_of_work() as uow:
        uow.refunds.get(refund_number)
        copy_no = max(uow.audit.count(REFUND_PRINTED, refund_number), 1)
        job_id = f"{refund_number}-copy-{copy_no}"
        new = NewPrint(job_id=job_id, kind="refund", subject=refund_number, copy_no=copy_no)
        uow.prints.add(new, till.clock.now())
        uow.commit()
    return print_queued(till, job_id)
