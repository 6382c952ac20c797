"""The flow of payments that somebody else confirms, from the payment's dialog and back to it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from app.presenters.claim import ClaimPresenter, ClaimView
from app.presenters.customer_display import CustomerDisplay
from app.presenters.floor import Floor, Flow
from app.presenters.held_word import HeldWord
from app.presenters.identity import IdentityPresenter, IdentityView
from app.presenters.kept_tenders import KeptTenders
from app.presenters.key_map import Dialog
from app.presenters.notices import Notice
from app.presenters.pay_code import PayCodeExits, PayCodePresenter, PayCodeView
from app.presenters.pay_phone import PayPhonePresenter, PayPhoneView
from app.presenters.pay_ways import PayAsk, PayWays
from app.presenters.services import Desk
from app.presenters.sign_off import SignAsk, SignOff, SignView
from app.presenters.tender_bill import Way
from app.use_cases.cash_duty import IdentityNeeded
from app.use_cases.current_cart import CartView
from app.use_cases.take_payment import CompletedSale
from domain.till_payment import TillPayment
from sync.protocol.status import Link, SyncStatus

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class PayingViews:
    """Its dialogs, as the presenters know them."""

    claim: ClaimView
    sign: SignView
    code: PayCodeView
    phone: PayPhoneView
    identity: IdentityView


@dataclass(frozen=True, slots=True, kw_only=True)
class PayingExits:
    """Back to the payment: with money, or with none and perhaps a word about it.

    ``identified`` goes on with the sale that waited for a document.
    """

    paid: Callable[[TillPayment], None]
    back: Callable[[Notice | None], None]
    identified: Callable[[], None] = lambda: None


class PayingFlow(Flow):
    """Begun by the payment; each of its dialogs leads back there, with money or without."""

    dialogs = frozenset(
        {
            *(Dialog.PAY_CLAIM, Dialog.PAY_SIGN, Dialog.PAY_CODE, Dialog.PAY_PHONE),
            Dialog.PAY_IDENTITY,
        }
    )

    def __init__(
        self, desk: Desk, views: PayingViews, floor: Floor, display: CustomerDisplay
    ) -> None:
        self._floor = floor
        self._exits: PayingExits | None = None
        self._ask: PayAsk | None = None
        self.claim = ClaimPresenter(
            desk, views.claim, on_claimed=self._on_paid, sign=self._sign_claim
        )
        self.sign: SignOff[Callable[[], None]] = SignOff(desk, views.sign)
        self._signed_from = Dialog.PAY_CLAIM
        self.code = PayCodePresenter(
            desk,
            views.code,
            PayCodeExits(
                paid=self._on_paid,
                back=self._back,
                to_phone=self._to_phone,
                show_customer=display.show_code,
                clear_customer=display.hide_code,
                sign=self._sign_code,
                signed=lambda: self._floor.open_dialog(Dialog.PAY_CODE),
            ),
        )
        self.phone = PayPhonePresenter(views.phone, self._ask_phone)
        self.identity = IdentityPresenter(desk, views.identity, on_checked=self._on_identified)
        self.kept = KeptTenders()
        self._held = HeldWord(desk, self._tell_at_payment)

    def bind(self, exits: PayingExits) -> None:
        """Say where it leads; called once, when the payment is there."""
        self._exits = exits

    @property
    def is_busy(self) -> bool:
        phones = self.claim.is_busy or self.sign.is_busy or self.code.is_busy
        return phones or self.identity.is_busy

    @property
    def is_awaited(self) -> bool:
        return self._floor.dialog is Dialog.PAY_CODE and self.code.is_awaited

    def begin(self, ways: PayWays, way: Way, ask: PayAsk) -> None:
        """The customer pays in a way of their own."""
        provider = ways.provider_of(way)
        if way is Way.MMG:
            self.begin_claim(ask)
        elif provider is not None and "qr" not in provider.ways:
            self.begin_phone(ask)
        elif provider is not None:
            is_mmg = way is Way.MMG_QR
            self.begin_code(provider.name, ask, may_ask_phone=is_mmg and "push" in provider.ways)

    def begin_claim(self, ask: PayAsk) -> None:
        """The customer shows a message."""
        session = self._floor.session
        if session is not None:
            self._floor.open_dialog(Dialog.PAY_CLAIM)
            self.claim.start(session, ask)

    def begin_code(self, provider: str, ask: PayAsk, *, may_ask_phone: bool = False) -> None:
        """The customer scans a code."""
        session = self._floor.session
        if session is not None:
            self._ask = ask
            self._floor.open_dialog(Dialog.PAY_CODE)
            self.code.start(session, provider, ask, may_ask_phone=may_ask_phone)

    def begin_phone(self, ask: PayAsk) -> None:
        """The customer's phone is asked: whose?"""
        if self._floor.session is not None:
            self._floor.open_dialog(Dialog.PAY_PHONE)
            self.phone.start(ask)

    def begin_identity(self, needed: IdentityNeeded) -> None:
        """The law asks who pays so much in cash; the sale waits for it and is kept as it is."""
        session = self._floor.session
        if session is not None:
            self._floor.open_dialog(Dialog.PAY_IDENTITY)
            self.identity.start(session, needed)

    def on_dismissed(self, dialog: Dialog) -> bool:
        if dialog is Dialog.PAY_SIGN and self._signed_from is Dialog.PAY_CLAIM:
            self._floor.open_dialog(Dialog.PAY_CLAIM)
        elif dialog is Dialog.PAY_CODE:
            self.code.on_cancel()
        else:
            self.identity.leave()
            self._back(None)
        return True

    def on_cart(self, view: CartView) -> None:
        """A cart that was emptied is not paid with what was given for it: say what to give back."""
        notice = self.kept.on_cart(view)
        if notice is not None:
            self._floor.notify(notice)

    def on_second(self, dialog: Dialog) -> None:
        if dialog is Dialog.PAY_SIGN:
            self.sign.on_second()
        elif dialog is Dialog.PAY_CODE:
            self.code.on_second()

    def on_status(self, status: SyncStatus) -> None:
        self.code.on_online(is_online=status.link is not Link.OFFLINE)

    def on_locked(self) -> None:
        """Nobody waits for a code at a till that is locked, and no document stays typed."""
        self.code.on_cancel()
        self.identity.leave()

    def begin_sign(self, ask: SignAsk[CompletedSale]) -> None:
        """A supervisor is asked about a sale's tenders; with their yes it is completed."""
        self._sign(Dialog.TENDER, ask)

    def _sign_claim(self, ask: SignAsk[TillPayment]) -> None:
        self._sign(Dialog.PAY_CLAIM, ask)

    def _sign_code(self, ask: SignAsk[TillPayment]) -> None:
        self._sign(Dialog.PAY_CODE, ask)

    def _sign(self, back_to: Dialog, ask: SignAsk[T]) -> None:
        session = self._floor.session
        if session is not None:
            self._signed_from = back_to
            self._floor.open_dialog(Dialog.PAY_SIGN)
            self.sign.start(session, _whatever(ask))

    def _to_phone(self) -> None:
        if self._ask is not None and self._floor.dialog is Dialog.PAY_CODE:
            self.begin_phone(self._ask)

    def _ask_phone(self, ask: PayAsk, phone: str) -> None:
        session = self._floor.session
        if session is not None:
            self._floor.open_dialog(Dialog.PAY_CODE)
            self.code.ask_phone(session, ask, phone)

    def _on_paid(self, found: TillPayment) -> None:
        if self._exits is not None and self._floor.dialog in self.dialogs:
            self._floor.open_dialog(Dialog.TENDER)
            self._exits.paid(found)
            self._held.show(found)

    def _tell_at_payment(self, notice: Notice) -> None:
        if self._exits is not None and self._floor.dialog is Dialog.TENDER:
            self._exits.back(notice)

    def _back(self, notice: Notice | None) -> None:
        if self._exits is not None and self._floor.dialog in self.dialogs:
            self._floor.open_dialog(Dialog.TENDER)
            self._exits.back(notice)

    def _on_identified(self) -> None:
        if self._exits is not None and self._floor.dialog is Dialog.PAY_IDENTITY:
            self._floor.open_dialog(Dialog.TENDER)
            self._exits.identified()


def _whatever(ask: SignAsk[T]) -> SignAsk[Callable[[], None]]:
    """One dialog signs for deeds of any kind: what one came to goes on by itself."""
    return SignAsk(
        title=ask.title,
        audit=ask.audit,
        deed=lambda yes: partial(ask.on_done, ask.deed(yes)),
        on_done=lambda go_on: go_on(),
        detail=ask.detail,
        reason=ask.reason,
        nobody=ask.nobody,
        from_afar=ask.from_afar,
    )
