"""Several claims that are alike are approved with one PIN; each keeps a decision of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.use_cases.approve import Approval
from app.use_cases.decide_payment import DecidePayment, decide_payment, read_words
from app.use_cases.deciders import require_decider
from app.use_cases.list_payments import list_payments
from app.use_cases.rights import business_day
from app.use_cases.till import Session, Till
from domain.batch_approval import TOGETHER_MAX, alike
from domain.errors import RuleBroken
from domain.risk import RiskRule
from domain.risk_policy import risk_rules
from domain.till_payment import TillPayment


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveTogether:
    """Which claims, why, and the PIN that says so; the first one says what the others are like."""

    payment_ids: tuple[str, ...]
    reason: str
    approval: Approval


def list_alike(till: Till, payment_id: str) -> Sequence[TillPayment]:
    """Return what may be approved together with a payment; nothing where it must stand alone."""
    payments = list_payments(till)
    chosen = next((each for each in payments if each.payment_id == payment_id), None)
    return () if chosen is None else alike(payments, chosen, _rules(till))


def approve_together(till: Till, session: Session, request: ApproveTogether) -> int:
    """Approve claims that are alike, each in its own transaction; return how many.

    They are compared anew: what is alike no longer approves none. Raises RuleBroken
    (``not_alike``), NotAllowed (somebody of them took it, or no right) and BadInput (no reason).
    What somebody else decided between two of them stays decided, and is not counted.
    """
    read_words(request.reason)
    safe = {each.payment_id: each for each in list_alike(till, request.payment_ids[0])}
    if not set(request.payment_ids) <= set(safe) or len(request.payment_ids) > TOGETHER_MAX:
        raise RuleBroken(
            "These are not alike any more",
            "One of them was decided, disputed or flagged meanwhile. Nothing was approved and"
            " nothing is lost. Look at the list again.",
            "not_alike",
        )
    took = frozenset(safe[each].cashier_id for each in request.payment_ids)
    with till.db.reading() as uow:
        day = business_day(uow, till.clock.now())
        require_decider(uow, request.approval.approved_by, took, day)
    done = 0
    for payment_id in request.payment_ids:
        decision = DecidePayment(
            payment_id=payment_id,
            decision="approve",
            reason=request.reason,
            approval=request.approval,
        )
        try:
            decide_payment(till, session, decision)
        except RuleBroken:  # central told of it in this moment: what it said stands
            continue
        done += 1
    return done


def _rules(till: Till) -> tuple[RiskRule, ...]:
    with till.db.reading() as uow:
        return risk_rules(uow.rules.book(), business_day(uow, till.clock.now()))
