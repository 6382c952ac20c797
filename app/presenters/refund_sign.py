"""What a supervisor signs for when goods come back."""

from collections.abc import Callable
from dataclasses import replace

from app.presenters import return_words
from app.presenters.figures import format_money
from app.presenters.in_hand import InHand
from app.presenters.services import Desk
from app.presenters.sign_off import SignAsk
from app.use_cases.refund_sale import CompletedRefund, RefundRequest
from app.use_cases.till import Session
from domain.money import Money


def refund_ask(
    desk: Desk,
    session: Session,
    refund: tuple[RefundRequest, Money],
    on_done: Callable[[CompletedRefund | InHand], None],
) -> SignAsk[CompletedRefund | InHand]:
    """The words and the deed for a refund and what it gives back."""
    request, given = refund
    amount = format_money(given)
    give_back = desk.services.refunds.refund
    return SignAsk(
        title=return_words.sign_title(amount),
        audit=return_words.sign_reason(request.of_receipt, amount),
        deed=lambda yes: give_back(session, replace(request, approval=yes)),
        on_done=on_done,
        detail=return_words.sign_detail(request.of_receipt),
        reason=return_words.reason(request.reason),
        nobody=return_words.no_signer(),
    )


def exchange_ask(
    hand: InHand, on_done: Callable[[CompletedRefund | InHand], None]
) -> SignAsk[CompletedRefund | InHand]:
    """The words for an exchange: what is signed for happens with the sale of the new goods."""
    request, amount = hand.request, format_money(hand.worth)
    return SignAsk(
        title=return_words.sign_title(amount),
        audit=return_words.sign_reason(request.of_receipt, amount),
        deed=lambda yes: replace(hand, request=replace(request, approval=yes)),
        on_done=on_done,
        detail=return_words.exchange_detail(request.of_receipt),
        reason=return_words.reason(request.reason),
        nobody=return_words.no_signer(),
    )
