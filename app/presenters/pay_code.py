"""A code on the screen or a question on a phone: asked for, waited for, taken, or given up."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Protocol

from app.presenters import payment_words as words
from app.presenters.claim import whole_dollars
from app.presenters.figures import format_money
from app.presenters.inbox_words import age
from app.presenters.judged_words import JudgedWords, ask_signature
from app.presenters.notices import Notice, notice_of
from app.presenters.pay_ways import PayAsk
from app.presenters.services import Desk
from app.presenters.sign_off import SignAsk
from app.presenters.when import wait_text
from app.presenters.words import retold
from app.use_cases.approve import Approval
from app.use_cases.cancel_payment import CancelPayment, CancelReason
from app.use_cases.judged import PaymentJudged
from app.use_cases.request_payment import RequestPayment
from app.use_cases.till import Session
from domain.till_payment import MMG, TillPayment

_OVER = frozenset({"cancelled", "expired", "disputed", "refunded"})

ASK_EVERY_S = 3
"""How often central is asked while somebody waits: what its jobs learn is nudged for on PostgreSQL
alone, and a nudge may be lost on the way.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayCodeState:
    """The dialog: ``url`` is empty until there is something to scan."""

    title: str = ""
    amount_text: str = ""
    quoted_text: str = ""
    url: str = ""
    state_text: str = ""
    help_text: str = ""
    left_text: str = ""
    can_ask_phone: bool = False
    is_over: bool = False
    notice: Notice | None = None


class PayCodeView(Protocol):
    """The dialog, as the presenter knows it."""

    def show_state(self, state: PayCodeState) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PayCodeExits:
    """Where it leads: verified money, back without any, and what the customer's screen shows.

    ``to_phone`` leads to where a phone is typed, once nothing is waited for any more; ``sign`` to
    a supervisor, and ``signed`` back to the code that they said yes to.
    """

    paid: Callable[[TillPayment], None]
    back: Callable[[Notice | None], None]
    to_phone: Callable[[], None]
    show_customer: Callable[[str, str, str], None]
    clear_customer: Callable[[], None]
    sign: Callable[[SignAsk[TillPayment]], None]
    signed: Callable[[], None] = lambda: None


class PayCodePresenter:
    """Runs ``request_payment`` and ``cancel_payment``; looks at each exchange what has come."""

    def __init__(self, desk: Desk, view: PayCodeView, exits: PayCodeExits) -> None:
        self._desk = desk
        self._view = view
        self._exits = exits
        self._session: Session | None = None
        self._payment: TillPayment | None = None
        self._name = ""
        self._may_ask_phone = False
        self._is_waiting = False
        self._is_looking = False
        self._seconds = 0
        self._is_online = True
        self._notice: Notice | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is being saved."""
        return self._is_waiting

    @property
    def is_awaited(self) -> bool:
        """Whether the customer can still pay it: no longer than until its end."""
        return self._payment is not None and self._payment.state not in _OVER

    def start(
        self, session: Session, provider: str, ask: PayAsk, *, may_ask_phone: bool = False
    ) -> None:
        """Ask for a code over what is due; with ``may_ask_phone`` a phone can be asked instead."""
        self._may_ask_phone = may_ask_phone
        self._begin(session, provider, ask)

    def ask_phone(self, session: Session, ask: PayAsk, phone: str) -> None:
        """Have MMG ask the payer's phone for what is due."""
        self._may_ask_phone = False
        self._begin(session, MMG, ask, phone)

    def _begin(self, session: Session, provider: str, ask: PayAsk, phone: str = "") -> None:
        is_mmg = provider == MMG
        self._session, self._payment, self._notice = session, None, None
        self._name = words.mmg() if is_mmg else words.by_card()
        amount = whole_dollars(ask.due) if is_mmg else ask.due
        services = self._desk.services.payments.paying
        request = RequestPayment(
            payment_id=services.new_id(),
            cart_id=ask.cart_id,
            provider=provider,
            amount=amount,
            phone=phone,
            rate_at=ask.rate_at,
        )
        self._is_waiting = True
        self._view.show_state(
            PayCodeState(
                title=words.code_title(self._name),
                amount_text=format_money(amount),
                state_text=words.asking(),
                help_text=words.phone_waits() if phone else words.asking_text(),
            )
        )
        self._desk.runner.run(
            "write",
            lambda: services.request(session, request),
            self._on_asked,
            lambda error: self._on_not_asked(session, request, error),
        )

    def on_online(self, *, is_online: bool) -> None:
        """The engine has news: what was asked for may have come."""
        self._is_online = is_online
        self._look()

    def on_second(self) -> None:
        """Count down; when the time is over, wait no more."""
        found = self._payment
        if found is None or found.state in _OVER:
            return
        if self._left(found) <= timedelta(0):
            self.on_cancel("expired")
        else:
            self._seconds += 1
            if self._seconds % ASK_EVERY_S == 0:
                self._desk.services.payments.paying.ask_again()
            self._show()
            self._look()

    def on_cancel(self, reason: CancelReason = "pressed") -> None:
        """Esc: give it up; money that has come meanwhile is taken all the same."""
        given_up = Notice(title=words.given_up(), text=words.given_up_text())
        self._give_up(reason, lambda: self._leave(None), lambda: self._leave(given_up))

    def on_phone(self) -> None:
        """F4: the customer can't scan it, so the code is given up and their phone is asked."""
        if self._may_ask_phone:
            self._give_up("other_tender", self._to_phone, self._to_phone)

    def _to_phone(self) -> None:
        self._payment = None
        self._exits.clear_customer()
        self._exits.to_phone()

    def _give_up(
        self, reason: CancelReason, at_once: Callable[[], None], then: Callable[[], None]
    ) -> None:
        found, session = self._payment, self._session
        if self._is_waiting or session is None:
            return
        if found is None or found.state in _OVER:
            at_once()
            return
        request = CancelPayment(payment_id=found.payment_id, reason=reason)
        cancel = self._desk.services.payments.paying.cancel
        self._is_waiting = True
        self._desk.runner.run(
            "write",
            lambda: cancel(session, request),
            lambda after: self._on_given_up(after, then),
            self._on_error,
        )

    def _look(self) -> None:
        found = self._payment
        if found is None or self._is_looking or self._is_waiting or found.state in _OVER:
            return
        find, payment_id = self._desk.services.payments.paying.find, found.payment_id
        self._is_looking = True
        self._desk.runner.run("read", lambda: find(payment_id), self._on_found, self._on_lost)

    def _on_asked(self, made: TillPayment) -> None:
        self._is_waiting = False
        self._take_in(made)

    def _on_found(self, found: TillPayment) -> None:
        self._is_looking = False
        if self._payment is not None and found.payment_id == self._payment.payment_id:
            self._take_in(found)

    def _on_lost(self, error: Exception) -> None:
        self._is_looking = False
        self._on_error(error)

    def _take_in(self, found: TillPayment) -> None:
        self._payment = found
        if found.state == "verified":
            self._exits.clear_customer()
            self._payment = None
            self._exits.paid(found)
            return
        if found.state == "pending" and found.url:
            amount = format_money(found.amount)
            self._exits.show_customer(found.url, amount, words.display_scan(self._name))
        else:
            self._exits.clear_customer()
        self._show()

    def _on_given_up(self, found: TillPayment, then: Callable[[], None]) -> None:
        self._is_waiting = False
        if found.state == "verified":
            self._take_in(found)
        else:
            then()

    def _on_not_asked(self, session: Session, request: RequestPayment, error: Exception) -> None:
        self._is_waiting = False
        if not isinstance(error, PaymentJudged) or error.code != "needs_signature":
            self._leave(notice_of(error))
            return
        amount, ask_for = format_money(request.amount), self._desk.services.payments.paying.request
        said = JudgedWords(
            title=words.code_of(self._name, amount),
            amount=amount,
            detail=words.sign_code_detail(),
            what="payment by code",
        )
        deed = partial(_signed_for, ask_for, session, request)
        self._exits.sign(ask_signature(error, said, deed, self._on_signed))

    def _on_signed(self, made: TillPayment) -> None:
        self._exits.signed()
        self._on_asked(made)

    def _on_error(self, error: Exception) -> None:
        self._is_waiting = False
        self._notice = notice_of(error)
        self._show()

    def _leave(self, notice: Notice | None) -> None:
        self._payment = None
        self._exits.clear_customer()
        self._exits.back(notice)

    def _left(self, found: TillPayment) -> timedelta:
        assert found.expires_at is not None, "a wish has an end"
        return found.expires_at - self._desk.clock.now()

    def _show(self) -> None:
        found = self._payment
        if found is None:
            return
        is_over = found.state in _OVER
        has_code = found.state == "pending" and bool(found.url)
        left = max(0, int(self._left(found).total_seconds()))
        self._view.show_state(
            PayCodeState(
                title=words.code_title(self._name),
                amount_text=format_money(found.amount),
                quoted_text=self._quoted_text(found),
                url=found.url if has_code else "",
                state_text=self._state_text(found, has_code=has_code),
                help_text=self._help_text(found, has_code=has_code),
                left_text="" if is_over else words.time_left(wait_text(left)),
                can_ask_phone=self._may_ask_phone,
                is_over=is_over,
                notice=self._notice,
            )
        )

    def _quoted_text(self, found: TillPayment) -> str:
        """What the payer sees in another currency: never without rate, source and age, if told."""
        if found.price is not None:
            old = words.rate_age(age(found.price.rate.at, self._desk.clock.now()))
            return words.quoted(words.price_text(found.price, old))
        return "" if found.quoted is None else words.quoted(format_money(found.quoted))

    def _state_text(self, found: TillPayment, *, has_code: bool) -> str:
        if found.state in _OVER:
            return words.came_to_nothing()
        if _is_with_payer(found):
            return words.confirm_it()
        return words.scan_it() if has_code else words.asking()

    def _help_text(self, found: TillPayment, *, has_code: bool) -> str:
        if found.state in _OVER:
            return retold(found.message) or words.came_to_nothing_text()
        if has_code:
            return words.esc_gives_up()
        if _is_with_payer(found):
            return words.confirm_text()
        if found.way == "push":
            return words.phone_waits() if self._is_online else words.phone_waits_offline()
        return words.asking_text() if self._is_online else words.asking_offline()


def _signed_for(
    ask_for: Callable[[Session, RequestPayment], TillPayment],
    session: Session,
    request: RequestPayment,
    yes: Approval,
) -> TillPayment:
    return ask_for(session, replace(request, approval=yes))


def _is_with_payer(found: TillPayment) -> bool:
    """Whether the provider has asked the payer's phone, and waits for their yes."""
    return found.way == "push" and found.state == "pending"
