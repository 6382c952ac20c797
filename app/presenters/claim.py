"""The customer's message, typed: who paid, which reference, how much, when."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from app.presenters import payment_words as words
from app.presenters.claim_photo import ClaimPhoto
from app.presenters.figures import format_amount, format_money, parse_money
from app.presenters.judged_words import JudgedWords, ask_signature
from app.presenters.notices import Notice, notice_of
from app.presenters.pay_ways import PayAsk
from app.presenters.services import Desk
from app.presenters.sign_off import SignAsk
from app.presenters.when import time_text
from app.use_cases.approve import Approval
from app.use_cases.claim_payment import ClaimPayment, read_reference
from app.use_cases.judged import PaymentJudged
from app.use_cases.payers import read_phone
from app.use_cases.till import Session
from domain.errors import BadInput
from domain.money import Money
from domain.till_payment import TillPayment

ClaimField = Literal["phone", "reference", "amount", "time"]
FIELDS: tuple[ClaimField, ...] = ("phone", "reference", "amount", "time")
_DOLLAR_MINOR = 100
_TIME_DIGITS, _LAST_HOUR, _LAST_MINUTE = 4, 23, 59
_AHEAD = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimState:
    """The dialog. ``errors`` stand beside the fields, in the order of ``FIELDS``.

    ``asked`` is asked about the amount, which is not wrong. ``photo_key`` says what F3
    does now, ``photo_text`` which photo there is.
    """

    title: str = ""
    detail: str = ""
    errors: tuple[str, str, str, str] = ("", "", "", "")
    asked: str = ""
    is_held: bool = False
    held_text: str = ""
    photo_text: str = ""
    photo_key: str = ""
    is_busy: bool = False
    notice: Notice | None = None


class ClaimView(Protocol):
    """The dialog, as the presenter knows it."""

    def show_state(self, state: ClaimState) -> None: ...

    def set_fields(self, texts: tuple[str, str, str, str]) -> None: ...

    def focus_field(self, name: ClaimField) -> None: ...

    def ask_photo(self) -> None:
        """Ask which file is the photo of the message."""


class ClaimPresenter:
    """Reads the fields and runs ``claim_payment``; a supervisor is asked where the policy says."""

    def __init__(
        self,
        desk: Desk,
        view: ClaimView,
        *,
        on_claimed: Callable[[TillPayment], None],
        sign: Callable[[SignAsk[TillPayment]], None],
    ) -> None:
        self._desk = desk
        self._view = view
        self._on_claimed = on_claimed
        self._sign = sign
        self._session: Session | None = None
        self._ask: PayAsk | None = None
        self._payment_id = ""
        self._texts: dict[str, str] = {}
        self._sure_of: Money | None = None
        self._photo = ClaimPhoto(desk, self._on_photo)
        self._state = ClaimState()

    @property
    def is_busy(self) -> bool:
        """Whether the claim is being saved."""
        return self._state.is_busy

    def start(self, session: Session, ask: PayAsk) -> None:
        """Begin a claim of what is due; the time is proposed as now."""
        self._session, self._ask = session, ask
        self._payment_id = self._desk.services.payments.paying.new_id()
        self._sure_of = None
        whole = whole_dollars(ask.due)
        now = time_text(self._desk.clock.now(), self._desk.profile.zone)
        self._photo.drop()
        texts = ("", "", format_amount(whole), now)
        self._texts = dict(zip(FIELDS, texts, strict=True))
        self._state = ClaimState(
            title=words.claim_title(),
            detail=words.claim_detail(format_money(ask.due)),
            held_text=words.handed_over(),
            photo_key=words.add_photo(),
        )
        self._view.set_fields(texts)
        self._show()

    def on_typed(self, name: ClaimField, text: str) -> None:
        """A field was changed; what was wrong with it is forgotten."""
        self._texts[name] = text
        errors = dict(zip(FIELDS, self._state.errors, strict=True)) | {name: ""}
        asked = "" if name == "amount" else self._state.asked
        self._change(errors=tuple(errors.values()), asked=asked)

    def on_held(self) -> None:
        """The goods stay here until it is verified, or not."""
        held = not self._state.is_held
        text = words.held() if held else words.handed_over()
        self._change(is_held=held, held_text=text)

    def on_photo_key(self) -> None:
        """Ask for a photo of the message; where there is one already, go on without it."""
        if self._state.is_busy:
            return
        if self._photo.is_there:
            self._photo.drop()
            self._change(photo_text="", photo_key=words.add_photo(), notice=None)
        else:
            self._view.ask_photo()

    def on_photo_chosen(self, name: str) -> None:
        """A file was chosen: it is read beside the window, and the claim waits for it."""
        if self._state.is_busy or self._session is None:
            return
        self._change(photo_text=words.reading_photo(), photo_key=words.no_photo(), notice=None)
        self._photo.read(name)

    def on_submit(self) -> None:
        """Record the claim, once whatever is pressed how often."""
        session = self._session
        if self._photo.is_reading:
            self._change(notice=words.wait_for_photo())
            return
        request = None if self._state.is_busy else self._read()
        if session is None or request is None:
            return
        self._change(is_busy=True, notice=None)
        claim = self._desk.services.payments.paying.claim
        self._desk.runner.run(
            "write",
            lambda: claim(session, request),
            self._on_done,
            lambda error: self._on_error(request, error),
        )

    def _read(self) -> ClaimPayment | None:
        ask, texts = self._ask, self._texts
        if ask is None:
            return None
        wrong: dict[str, str] = dict.fromkeys(FIELDS, "")
        amount, paid_at = self._amount(ask), self._paid_at()
        reference = _reference_of(texts["reference"])
        wrong["phone"] = "" if _is_phone(texts["phone"]) else words.type_phone()
        wrong["reference"] = "" if reference else words.type_reference()
        typed = self._typed_amount(ask)
        wrong["amount"] = words.type_whole() if typed is None else ""
        wrong["time"] = "" if paid_at else words.type_time()
        asked = "" if amount or typed is None else self._ask_whether(typed, ask)
        self._change(errors=tuple(wrong.values()), asked=asked)
        if amount is None or paid_at is None or any(wrong.values()):
            self._view.focus_field(next((name for name in FIELDS if wrong[name]), "amount"))
            return None
        return ClaimPayment(
            payment_id=self._payment_id,
            cart_id=ask.cart_id,
            phone=texts["phone"],
            reference=reference,
            amount=amount,
            paid_at=paid_at,
            is_held=self._state.is_held,
            rate_at=ask.rate_at,
            photo=self._photo.photo,
        )

    def _amount(self, ask: PayAsk) -> Money | None:
        """What is more than is due is asked for once more: typed wrongly, it would be disputed."""
        amount = self._typed_amount(ask)
        is_sure = amount is None or amount <= ask.most or amount == self._sure_of
        return amount if is_sure else None

    def _typed_amount(self, ask: PayAsk) -> Money | None:
        try:
            amount = parse_money(self._texts["amount"], ask.due.currency)
        except BadInput:
            return None
        return amount if amount == whole_dollars(amount) and not amount.is_zero else None

    def _ask_whether(self, typed: Money, ask: PayAsk) -> str:
        """Ask about what is more than is due; the same amount is taken the second time."""
        self._sure_of = typed
        return words.is_more(format_money(typed - ask.most))

    def _paid_at(self) -> datetime | None:
        """Today at the store; before midnight where that would be in the future."""
        digits = "".join(char for char in self._texts["time"] if char.isdigit())
        now = self._desk.clock.now()
        local = now.astimezone(ZoneInfo(self._desk.profile.zone))
        hour, minute = int(digits[:-2] or "0"), int(digits[-2:] or "99")
        if not digits or len(digits) > _TIME_DIGITS or hour > _LAST_HOUR or minute > _LAST_MINUTE:
            return None
        at = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
        at = at if at <= local + _AHEAD else at - timedelta(days=1)
        return at.astimezone(now.tzinfo)

    def _on_photo(self, photo: bytes | None, error: Exception | None) -> None:
        """It was read, or is no picture: then the claim goes on without one."""
        if photo is not None:
            self._change(photo_text=words.photo_is_there(len(photo)))
            return
        notice = None if error is None else notice_of(error)
        self._change(photo_text="", photo_key=words.add_photo(), notice=notice)

    def _on_done(self, made: TillPayment) -> None:
        self._change(is_busy=False)
        self._on_claimed(made)

    def _on_error(self, request: ClaimPayment, error: Exception) -> None:
        self._change(is_busy=False)
        if isinstance(error, PaymentJudged) and error.code == "needs_signature":
            self._sign(self._asked_of_supervisor(request, error))
            return
        self._change(notice=notice_of(error))
        self._view.focus_field("reference")

    def _asked_of_supervisor(
        self, request: ClaimPayment, judged: PaymentJudged
    ) -> SignAsk[TillPayment]:
        session = self._session
        assert session is not None, "it was submitted"
        claim = self._desk.services.payments.paying.claim

        def deed(yes: Approval) -> TillPayment:
            return claim(session, replace(request, approval=yes))

        amount = format_money(request.amount)
        said = JudgedWords(
            title=words.sign_title(amount),
            amount=amount,
            detail=words.sign_detail(request.reference),
            what="MMG claim",
            from_afar=words.reference(request.reference),
        )
        return ask_signature(judged, said, deed, self._on_claimed)

    def _change(self, **values: object) -> None:
        self._state = replace(self._state, **values)  # type: ignore[arg-type]  # named above
        self._show()

    def _show(self) -> None:
        self._view.show_state(self._state)


def whole_dollars(amount: Money) -> Money:
    """The whole dollars of an amount: nobody pays cents by MMG."""
    return Money(amount.amount_minor - amount.amount_minor % _DOLLAR_MINOR, amount.currency)


def _is_phone(typed: str) -> bool:
    try:
        read_phone(typed)
    except BadInput:
        return False
    return True


def _reference_of(typed: str) -> str:
    try:
        return read_reference(typed)
    except BadInput:
        return ""
