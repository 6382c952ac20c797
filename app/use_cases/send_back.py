"""Money that goes back the way it was paid: the refund says so, and central is asked to do it.

It is asked for in the refund's own transaction. Without a link that waits like any operation: the
goods are back, the paper says how the money comes, and the till says how far it is.
"""

from collections.abc import Iterator

from app.use_cases.audit import note_down
from app.use_cases.operations import Said, append_operation
from app.use_cases.till import Till
from domain.money import Money
from domain.refund import BackTender, Refund
from domain.refund_payment import PaidBy
from storage.payments import PaymentEvent
from storage.unit_of_work import UnitOfWork
from sync.protocol.reversal_bodies import PaymentReversalAsked

REVERSAL_ASKED = "reversal_asked"


def part_sent_back(sent_back: PaidBy, given: Money) -> tuple[BackTender, Money]:
    """Return the tender that its provider gives back, and what is left for another one."""
    sent = BackTender(kind="payment", amount=sent_back.amount, reference=sent_back.payment_id)
    return sent, given - sent.amount


def ask_back(uow: UnitOfWork, till: Till, said: Said, refund: Refund) -> None:
    """Ask central for what a refund sends back, behind the refund's own operation."""
    for tender in _sent(refund):
        found = uow.payments.get(tender.reference)
        number = refund.context.refund_number
        event = PaymentEvent(
            at=said.at, by=said.by, what=REVERSAL_ASKED, state=found.state, detail=number
        )
        uow.payments.save(found, event)
        body = PaymentReversalAsked(
            payment_id=found.payment_id,
            refund=number,
            of_receipt=refund.of_receipt,
            approved_by=refund.context.approved_by,
        )
        append_operation(uow, till, said, body)
        note_down(
            uow,
            said.at,
            said.by,
            (REVERSAL_ASKED, found.payment_id),
            {"amount_minor": tender.amount.amount_minor, "refund": number},
        )


def _sent(refund: Refund) -> Iterator[BackTender]:
    return (tender for tender in refund.tenders if tender.kind == "payment")
