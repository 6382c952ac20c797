"""What a refund must know of the payments behind its receipt, and who must have looked at them."""

from collections.abc import Collection, Mapping
from typing import Literal

from app.use_cases.credit_instead import find_given
from app.use_cases.operations import Said
from domain.errors import Conflict
from domain.held_goods import HERE, TAKEN_BACK, goods_now
from domain.money import Money
from domain.refund import Refundable
from domain.refund_payment import PaidBy, gives_unseen, require_not_gone
from storage.payments import PaymentEvent
from storage.unit_of_work import Reading, UnitOfWork


def list_paid_by(uow: Reading, receipt_number: str) -> tuple[PaidBy, ...]:
    """Return the payments that somebody else confirms of a receipt of this till, as they stand."""
    sale = uow.sales.get(receipt_number).sale
    took = {each.payment_id: each for each in sale.tenders if each.payment_id}
    sent_back = uow.refunds.list_sent_back(receipt_number)
    refused = uow.refunds.refused_reversals() if sent_back else {}
    payments = [
        each for each in uow.payments.list_of_cart(sale.cart_id) if each.receipt == receipt_number
    ]
    steps = uow.payments.goods_steps([each.payment_id for each in payments])
    credited = _credited(uow, sent_back)
    return tuple(
        PaidBy(
            payment_id=each.payment_id,
            kind=each.tender_kind,
            state=each.state,
            amount=took[each.payment_id].amount,
            is_over=took[each.payment_id].over is not None,
            back=_back_of(each.payment_id, sent_back, refused, credited),
            words=refused.get(each.payment_id, ""),
            goods=goods_now(each, steps.get(each.payment_id)),
            credit=credited.get(each.payment_id, ""),
        )
        for each in payments
    )


def keep_goods(uow: UnitOfWork, said: Said, receipt_number: str) -> None:
    """Once all of a sale came back, nobody asks for its held goods any more: they stay here."""
    if not uow.refunds.find_refundable(receipt_number).is_settled:
        return
    for each in list_paid_by(uow, receipt_number):
        if each.goods in HERE:
            found = uow.payments.get(each.payment_id)
            event = PaymentEvent(at=said.at, by=said.by, what=TAKEN_BACK, state=found.state)
            uow.payments.save(found, event)


def _credited(uow: Reading, sent_back: Collection[str]) -> Mapping[str, str]:
    """What was given as a store credit: what this till gave, and what central told."""
    here = {each: find_given(uow, each) for each in sent_back}
    given = {payment_id: end for payment_id, end in here.items() if end}
    return {**uow.refunds.credited_reversals(), **given} if sent_back else {}


def _back_of(
    payment_id: str,
    sent_back: Collection[str],
    refused: Collection[str],
    credited: Collection[str],
) -> Literal["", "asked", "refused", "credited"]:
    if payment_id not in sent_back:
        return ""
    if payment_id in credited:
        return "credited"
    return "refused" if payment_id in refused else "asked"


def weigh_payments(left: Refundable, given: Money, paid_by: tuple[PaidBy, ...]) -> bool:
    """Tell whether somebody must look at a receipt's payments before this is given for it.

    Raises RuleBroken (``given_back``): its provider gave it back already.
    """
    require_not_gone(left, given, paid_by)
    return gives_unseen(left, given, paid_by)


def require_shown(shown: tuple[PaidBy, ...], paid_by: tuple[PaidBy, ...]) -> None:
    """Require that who signs saw the payments as they stand now. Raises Conflict."""
    if shown != paid_by:
        raise Conflict(
            "Its payment is another than was shown",
            "What is known of it has changed, or nobody was shown it. Nothing was given back and"
            " nothing is lost. Look at the receipt again, then have it signed.",
        )
