"""What a supervisor signs for when goods come back."""

from collections.abc import Callable
from dataclasses import replace

from app.presenters import return_words
from app.presenters.figures import format_money
from app.presenters.in_hand import InHand
from app.presenters.services import Desk
from app.presenters.sign_off import SignAsk
from app.use_cases.refund_sale import CompletedRefund, RefundPlan, RefundRequest
from app.use_cases.till import Session


def refund_ask(
    desk: Desk,
    session: Session,
    refund: tuple[RefundRequest, RefundPlan],
    on_done: Callable[[CompletedRefund | InHand], None],
) -> SignAsk[CompletedRefund | InHand]:
    """The words and the deed for a refund and what it gives back.

    Who signs is shown what is known of its payments, and signs for just that.
    """
    request, plan = refund
    amount = format_money(plan.given)
    give_back = desk.services.refunds.refund
    return SignAsk(
        title=return_words.sign_title(amount),
        audit=return_words.sign_reason(request.of_receipt, amount),
        deed=lambda yes: give_back(session, replace(request, approval=yes, shown=plan.paid_by)),
        on_done=on_done,
        detail=with_payments(return_words.sign_detail(request.of_receipt), plan),
        reason=return_words.reason(request.reason),
        nobody=return_words.no_signer(),
    )


def with_payments(detail: str, plan: RefundPlan) -> str:
    """Say of a receipt's payments what is known; of another till's receipt that nothing is."""
    known = (return_words.paid_by(each) for each in plan.paid_by)
    unknown = (return_words.paid_unknown(),) if plan.provisional else ()
    return " ".join(
        (*((detail + ".",) if plan.paid_by or unknown else (detail,)), *known, *unknown)
    )


def exchange_ask(
    hand: InHand, plan: RefundPlan, on_done: Callable[[CompletedRefund | InHand], None]
) -> SignAsk[CompletedRefund | InHand]:
    """The words for an exchange: what is signed for happens with the sale of the new goods."""
    request, amount = hand.request, format_money(hand.worth)
    return SignAsk(
        title=return_words.sign_title(amount),
        audit=return_words.sign_reason(request.of_receipt, amount),
        deed=lambda yes: replace(hand, request=replace(request, approval=yes)),
        on_done=on_done,
        detail=with_payments(return_words.exchange_detail(request.of_receipt), plan),
        reason=return_words.reason(request.reason),
        nobody=return_words.no_signer(),
    )
