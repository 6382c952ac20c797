"""Goods in exchange: what comes back is kept in hand while the new goods are rung up.

Nothing is written before the sale is finished, and then all of it at once. What is in hand belongs
to one sale: where another one is on the screen, the exchange is called off and that is said.
"""

from dataclasses import replace

from app.presenters import return_words
from app.presenters.figures import format_money
from app.presenters.floor import Floor
from app.presenters.in_hand import InHand, in_hand_of
from app.presenters.key_map import Dialog, Place
from app.presenters.notices import Notice, Tone, notice_of
from app.presenters.refund_sign import exchange_ask
from app.presenters.services import Desk
from app.presenters.sign_off import SignOff
from app.use_cases.refund_sale import CompletedRefund, RefundPlan, RefundRequest
from app.use_cases.till import Session


class ExchangeHand:
    """Plans an exchange, has it signed for, and holds what is in hand, and for which sale."""

    def __init__(self, desk: Desk, floor: Floor, sign: SignOff[CompletedRefund | InHand]) -> None:
        self._desk = desk
        self._floor = floor
        self._sign = sign
        self._hand: InHand | None = None
        self._cart_id: str | None = None

    @property
    def in_hand(self) -> InHand | None:
        return self._hand

    @property
    def heading(self) -> str:
        """What the sale says over its lines; empty where nothing is in hand."""
        if self._hand is None:
            return ""
        return return_words.exchange_heading(format_money(self._hand.worth))

    def begin(self, session: Session, request: RefundRequest) -> None:
        """Reckon what comes back to the minor unit: only what is left over may be rounded."""
        if request.back in {"bank_card", "payment"}:
            title, text = return_words.no_card_exchange(), return_words.no_card_exchange_text()
            self._floor.notify(Notice(title=title, text=text))
            return
        exact = replace(request, back="store_credit")
        plan = self._desk.services.refunds.plan
        self._desk.runner.run(
            "read",
            lambda: plan(session, exact),
            lambda planned: self._on_planned(session, request, planned),
            lambda error: self._floor.notify(notice_of(error)),
        )

    def take(self, hand: InHand) -> None:
        """Go on at the sale: the one on the screen next is the one that it is for."""
        self._floor.close_dialog()
        self._hand, self._cart_id = hand, None
        self._floor.go(Place.SALE)
        self._floor.notify(
            Notice(
                title=return_words.exchange_title(format_money(hand.worth)),
                text=return_words.exchange_now(),
                tone=Tone.WORKING,
            )
        )

    def drop(self) -> None:
        """Nothing comes back for new goods any more."""
        self._hand = self._cart_id = None

    def see(self, cart_id: str) -> None:
        """The cart on the screen is this one; where the exchange was for another, it is over."""
        if self._hand is None or self._cart_id in {None, cart_id}:
            self._cart_id = cart_id
            return
        self.drop()
        title, text = return_words.exchange_off(), return_words.exchange_off_text()
        self._floor.notify(Notice(title=title, text=text))

    def _on_planned(self, session: Session, request: RefundRequest, plan: RefundPlan) -> None:
        hand = in_hand_of(request, plan)
        if not self._floor.is_free:
            return
        if not plan.must_sign:
            self.take(hand)
            return
        self._floor.open_dialog(Dialog.REFUND_SIGN)
        self._sign.start(session, exchange_ask(hand, plan, self._on_signed))

    def _on_signed(self, made: CompletedRefund | InHand) -> None:
        assert isinstance(made, InHand)  # the deed that was asked for returns it
        self.take(made)
