"""The till waits no more for a payment that it asked for; money may still come, and is told."""

from dataclasses import dataclass
from typing import Literal

from app.use_cases.audit import note_down
from app.use_cases.operations import Said, append_operation
from app.use_cases.rights import require_seller
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from domain.payment import PaymentState, may_follow
from domain.till_payment import TillPayment
from storage.payments import PaymentEvent, with_state
from sync.protocol.payment_bodies import PaymentCancelled

CancelReason = Literal["pressed", "expired", "other_tender"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelPayment:
    """Which payment is waited for no more, and why."""

    payment_id: str
    reason: CancelReason


def cancel_payment(till: Till, session: Session, request: CancelPayment) -> TillPayment:
    """Give a wish up, with its operation, in one transaction; return the payment as it is then.

    Where the money has come meanwhile, or it was given up before, nothing is done: the caller looks
    at the state. Raises NotFound, RuleBroken (``no_shift``) and NotAllowed.
    """
    ensure_stream(till)
    now = till.clock.now()
    to: PaymentState = "expired" if request.reason == "expired" else "cancelled"
    with till.db.unit_of_work() as uow:
        shift = require_seller(uow, session)
        found = uow.payments.get(request.payment_id)
        if found.way == "claim" or not may_follow(found.state, to):
            return found
        given_up = with_state(found, to, now)
        event = PaymentEvent(
            at=now, by=session.staff_id, what="cancelled", state=to, detail=request.reason
        )
        uow.payments.save(given_up, event)
        said = Said(by=session.staff_id, at=now, day=shift.business_date)
        body = PaymentCancelled(payment_id=request.payment_id, reason=request.reason)
        append_operation(uow, till, said, body)
        note_down(
            uow,
            now,
            session.staff_id,
            ("payment_cancelled", request.payment_id),
            {"reason": request.reason},
        )
        uow.commit()
    return given_up
