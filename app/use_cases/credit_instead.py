"""Money could not go back the way it was paid: a supervisor has the till owe it as a store credit.

The refund gave the money by its provider, which said no. The credit stands in its place, once: this
till remembers it, and central asks that provider no more (sync rule 16.26a).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.use_cases.approve import Approval
from app.use_cases.audit import note_down
from app.use_cases.credits import NewCredit, issue_credit
from app.use_cases.deciders import require_decider
from app.use_cases.operations import Said
from app.use_cases.rights import business_day
from app.use_cases.send_back import REVERSAL_ASKED
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from domain.credit_slip import credit_slip
from domain.errors import Conflict
from domain.money import Money
from domain.paper import text_paper
from domain.refund_payment import RefusedReversal
from domain.till_payment import TillPayment
from storage.payments import PaymentEvent
from storage.print_jobs import NewPrint
from storage.unit_of_work import Reading
from sync.protocol.credit_names import code_end, money_resource

CREDITED = "reversal_credited"
"""The step of a payment whose money became a store credit."""
CREDIT_NAMED = "reversal_credit_named"
"""The step beside it, which holds the end of that credit's code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveAsCredit:
    """Which payment, why, and the supervisor's yes."""

    payment_id: str
    reason: str
    approval: Approval


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditGiven:
    """What is owed now; its slip waits in the print queue."""

    code: str
    amount: Money
    slip_id: str


def find_to_credit(uow: Reading, found: TillPayment) -> RefusedReversal | None:
    """Return why a payment could not go back, while nobody gave it in another way; or None."""
    if found.state != "verified":
        return None
    refused = uow.refunds.find_refused(found.payment_id)
    if refused is None:
        return None
    is_given = any(step.what == CREDITED for step in uow.payments.list_history(found.payment_id))
    return None if is_given else refused


def find_given(uow: Reading, payment_id: str) -> str:
    """Return the end of the code of the credit that this till gave for a payment, or nothing."""
    history = uow.payments.list_history(payment_id)
    return next((step.detail for step in history if step.what == CREDIT_NAMED), "")


def part_in(found: TillPayment, history: Iterable[PaymentEvent]) -> frozenset[str]:
    """Who took a payment, and who made the refund that sends it back: they decide nothing on it."""
    asked = {step.by for step in history if step.what == REVERSAL_ASKED}
    return frozenset({found.cashier_id, *asked})


def give_as_credit(till: Till, session: Session, request: GiveAsCredit) -> CreditGiven:
    """Owe what a provider did not give back, with its slip, in one transaction; return it.

    Raises NotFound, Conflict (it was given, or was never refused) and NotAllowed (who signs took
    the payment or made the refund, or may not approve). Whatever is raised, nothing was given.
    """
    ensure_stream(till)
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        said = Said(by=session.staff_id, at=now, day=business_day(uow, now))
        found = uow.payments.get(request.payment_id)
        refused = find_to_credit(uow, found)
        if refused is None:
            raise Conflict(
                "Nothing is to be given for it",
                "It was given as a store credit, went back after all, or is being asked for."
                " Nothing was given twice and nothing is lost. Look at it again.",
            )
        signer = request.approval.approved_by
        had_part = part_in(found, uow.payments.list_history(found.payment_id))
        require_decider(uow, signer, had_part, said.day)
        new = NewCredit(
            amount=found.amount,
            of_refund=refused.refund,
            approved_by=signer,
            instead_of=found.payment_id,
        )
        code = issue_credit(uow, till, said, new)
        event = PaymentEvent(
            at=now, by=signer, what=CREDITED, state=found.state, detail=request.reason
        )
        uow.payments.save(found, event)
        end = code_end(money_resource("store_credit", found.amount.currency, code))
        uow.payments.save(found, replace(event, what=CREDIT_NAMED, detail=end))
        lines = credit_slip(found.amount, code, refused.refund, columns=till.receipt_columns)
        slip_id = f"credit-{found.payment_id}"
        uow.prints.add(
            NewPrint(job_id=slip_id, kind="slip", subject=refused.refund, paper=text_paper(lines)),
            now,
        )
        note_down(
            uow,
            now,
            session.staff_id,
            (CREDITED, found.payment_id),
            {"amount_minor": found.amount.amount_minor, "approved_by": signer},
        )
        uow.commit()
    return CreditGiven(code=code, amount=found.amount, slip_id=slip_id)
