"""Taking payment: what is due, what was given in which way, what goes back and in which notes."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from app.presenters import payment_words, tender_words, words
from app.presenters.figures import format_amount, format_money
from app.presenters.in_hand import InHand
from app.presenters.judged_words import JudgedWords, ask_signature
from app.presenters.kept_tenders import Filled, paid_over
from app.presenters.notices import Notice, notice_of
from app.presenters.pay_ways import (
    Begun,
    PayWays,
    ask_for,
    counts_already,
    read_begun,
    stays_recorded,
)
from app.presenters.paying import PayingExits, PayingFlow
from app.presenters.services import Desk
from app.presenters.tender_bill import CODED, CONFIRMED, WAYS, Bill, Way, judged_amount
from app.presenters.tender_entry import problem_of
from app.presenters.tender_rows import can_be_used, draw_tender, way_detail
from app.presenters.tender_state import TenderView
from app.presenters.tender_typing import TenderTyping
from app.use_cases.cash_duty import IdentityNeeded
from app.use_cases.credits import AskCredit, CreditFound
from app.use_cases.judged import PaymentJudged
from app.use_cases.settle_payments import tender_of_payment
from app.use_cases.take_payment import CompletedSale, TakePayment
from app.use_cases.till import Session
from domain.errors import BadInput, Conflict
from domain.money import Money
from domain.pricing import PricedCart
from domain.tender import Settlement, TenderLine


class TenderPresenter(TenderTyping):
    """Gathers the tenders and runs ``take_payment``, once whatever is pressed how often."""

    def __init__(
        self,
        desk: Desk,
        view: TenderView,
        *,
        on_completed: Callable[[CompletedSale], None],
        on_conflict: Callable[[Conflict], None],
        paying: PayingFlow,
    ) -> None:
        super().__init__(view, home=desk.profile.currency)
        self._desk = desk
        self._on_completed = on_completed
        self._on_conflict = on_conflict
        self._session: Session | None = None
        self._cart: PricedCart | None = None
        self._goods: InHand | None = None
        self._is_busy = False
        self._notice: Notice | None = None
        self._wanted: Callable[[], None] | None = None
        self._left_out: tuple[TenderLine, ...] = ()
        self._pay = PayWays(currency=desk.profile.currency, zone=desk.profile.zone)
        self._paying = paying
        exits = PayingExits(
            paid=lambda found: self._take(tender_of_payment(found)),
            back=self._on_no_payment,
            identified=self.on_finish,
        )
        paying.bind(exits)

    @property
    def is_busy(self) -> bool:
        """Whether the sale is being saved: the dialog can't be left in that moment."""
        return self._is_busy

    def start(self, session: Session, cart: PricedCart, goods: InHand | None = None) -> None:
        """Begin to pay a cart; ``goods`` are what comes back for it, and pay first."""
        self._session = session
        self._cart = cart
        self._goods = goods
        self._entry.bill, self._is_busy, self._notice, self._wanted = None, False, None, None
        self._take_way(Way.CASH)
        read = partial(read_begun, self._desk.services.payments, cart.cart_id)
        self._desk.runner.run("read", read, self._on_rules, self._on_error)

    # ------------------------------------------------------------------ what is entered
    def on_way_chosen(self, index: int) -> None:
        """A way by its place; the one that is chosen already takes the exact amount."""
        bill = self._entry.bill
        if bill is None:
            self._wanted = lambda: self.on_way_chosen(index)
        if self._is_busy or bill is None or not 0 <= index < len(WAYS):
            return
        way = WAYS[index]
        if not can_be_used(bill, way, self._pay):
            self._entry.amount_error = way_detail(bill, way, self._pay)
            self._show()
        elif way in CONFIRMED:
            self._begin_payment(bill, way)
        elif way is self._entry.way and way not in CODED:
            self.on_quick_chosen(0)
        else:
            self._take_way(way, keeps=True)

    # ------------------------------------------------------------------ one tender after another
    def on_add(self) -> None:
        """Enter: take what is being entered, and go on with what is still due."""
        if self._entry.bill is None:
            self._wanted = self.on_add
        if self._is_busy or self._entry.bill is None:
            return
        if self._entry.way is Way.CREDIT:
            self._look_up()
            return
        line = self._entry.pending
        problem = "" if line is None else problem_of(self._entry.bill.settled(line))
        if line is None or line.amount.is_zero or problem:
            self._complain(problem)
            return
        self._take(line)

    def on_remove(self, index: int = -1) -> None:
        """Take a tender back, the last one where none is named; a payment is asked for once more.

        Money that came by telephone does not come twice, and one Del must not ask for cash again.
        """
        if self._is_busy or self._entry.bill is None or not self._entry.bill.taken:
            return
        index = len(self._entry.bill.taken) - 1 if index < 0 else index
        if index >= len(self._entry.bill.taken):
            return
        payment_id = self._entry.bill.taken[index].payment_id
        if payment_id and self._sure_of != payment_id:
            self._sure_of = payment_id
            self._on_no_payment(counts_already())
            return
        self._change(self._entry.bill.without(index))
        self._take_way(Way.CASH)
        if payment_id:
            self._on_no_payment(stays_recorded())

    def on_finish(self) -> None:
        session, cart, bill = self._session, self._cart, self._entry.bill
        if bill is None:
            self._wanted = self.on_finish
        if self._is_busy or session is None or cart is None or bill is None:
            return
        pending = self._entry.pending
        if self._entry.way is Way.CREDIT and self._entry.code.strip():
            self._complain(tender_words.press_enter_first())
            return
        settled = bill.settled(pending)
        if not isinstance(settled, Settlement) or self._entry.amount_error:
            self._complain(self._entry.why_unfinished(settled))
            return
        self._is_busy = True
        self._notice = None
        self._show()
        tenders = bill.money if pending is None else (*bill.money, pending)
        request = TakePayment(
            cart_id=cart.cart_id,
            cart_version=cart.version,
            tenders=tenders,
            exchange=None if bill.goods is None else bill.goods.request,
        )
        self._desk.runner.run(
            "write",
            lambda: self._desk.services.take_payment(session, request),
            self._on_done,
            lambda error: self._on_not_taken(session, request, error),
        )

    def _take(self, line: TenderLine) -> None:
        if self._entry.bill is not None:
            self._change(self._entry.bill.with_line(line))
        self._take_way(Way.CASH)

    def _change(self, bill: Bill) -> None:
        """The bill is another: whoever leaves it, by Esc or a lock, finds it again."""
        self._entry.bill = bill
        if self._cart is not None:
            self._paying.kept.keep(self._cart.cart_id, Filled(bill, self._left_out))

    def _take_way(self, way: Way, *, keeps: bool = False) -> None:
        """Begin to enter a tender; what a code pays for is proposed whole, unless typed."""
        self._entry.begin(way, keeps=keeps)
        self._notice, self._sure_of = paid_over(self._entry.bill), ""
        rest = self._entry.typed
        self._view.set_amount("" if rest is None else format_amount(rest))
        self._view.set_code("")
        self._show()
        if way in CODED:
            self._view.focus_code()
        elif self._entry.bill is not None:
            self._view.focus_amount()

    def _look_up(self) -> None:
        session, cart, wanted = self._session, self._cart, self._entry.typed
        if session is None or cart is None:
            return
        if not self._entry.code.strip() or wanted is None or wanted.is_zero:
            self._complain("")
            return
        request = AskCredit(cart_id=cart.cart_id, code=self._entry.code, wanted=wanted)
        self._is_busy = True
        self._show()
        self._desk.runner.run(
            "write",
            lambda: self._desk.services.payments.ask_credit(session, request),
            lambda found: self._on_credit(found, wanted),
            self._on_lookup_failed,
        )

    def _on_credit(self, found: CreditFound, wanted: Money) -> None:
        self._is_busy = False
        if found.amount.is_zero:
            self._entry.code_error = tender_words.none_of_credit()
        elif found.amount < wanted:
            self._entry.propose(found.amount)
            self._view.set_amount(format_amount(found.amount))
            self._entry.code_error = tender_words.part_of_credit(format_money(found.amount))
        else:
            self._add_credit(found)
            return
        self._show()
        self._view.focus_code()

    def _add_credit(self, found: CreditFound) -> None:
        bill = self._entry.bill
        line = TenderLine(kind=found.kind, amount=found.amount, reference=found.reference)
        problem = "" if bill is None else problem_of(bill.settled(line))
        if problem:
            self._complain(problem)
        else:
            self._take(line)

    def _on_lookup_failed(self, error: Exception) -> None:
        if isinstance(error, BadInput):
            self._is_busy = False
            self._entry.code_error = words.retold(error.message)
            self._show()
            self._view.focus_code()
        else:
            self._on_error(error)

    # ------------------------------------------------------------------ answers
    def on_online(self, *, is_online: bool) -> None:
        """The engine has news: what needs a link can be used, or not any more."""
        if is_online != self._pay.is_online:
            self._pay = replace(self._pay, is_online=is_online)
            if self._entry.bill is not None:
                self._show()

    def _begin_payment(self, bill: Bill, way: Way) -> None:
        """Have it paid by what somebody else confirms: what is typed, else all that is due."""
        cart = self._cart
        if cart is None or bill.rest.is_zero:
            return
        self._paying.begin(self._pay, way, ask_for(cart.cart_id, bill, self._entry.typed))

    def _on_no_payment(self, notice: Notice | None) -> None:
        self._notice = notice
        self._show()

    def _on_rules(self, begun: Begun) -> None:
        """The bill is read. A key that was pressed before it does now what it is for."""
        self._pay = replace(self._pay, providers=tuple(begun.providers))
        total = self._total()
        given = () if self._cart is None else self._paying.kept.of(self._cart.cart_id)
        filled = begun.fill(total, self._goods, given)
        self._entry.bill, self._left_out = filled.bill, filled.left_out
        self._notice = filled.notice
        wanted, self._wanted = self._wanted, None
        self._show()
        if wanted is not None:
            wanted()

    def _total(self) -> Money:
        return Money.zero(self._entry.home) if self._cart is None else self._cart.total

    def _on_done(self, completed: CompletedSale) -> None:
        self._is_busy = False
        if self._cart is not None:
            self._paying.kept.forget(self._cart.cart_id)
        self._on_completed(completed)

    def _on_not_taken(self, session: Session, request: TakePayment, error: Exception) -> None:
        """A supervisor is asked where the policy says so; the sale waits and is kept as it is."""
        if not isinstance(error, PaymentJudged) or error.code != "needs_signature":
            self._on_error(error)
            return
        self._is_busy = False
        self._show()
        take = self._desk.services.take_payment
        self._paying.begin_sign(
            ask_signature(
                error,
                _sale_words(request, self._total()),
                lambda yes: take(session, replace(request, approval=yes)),
                self._on_done,
            )
        )

    def _on_error(self, error: Exception) -> None:
        self._is_busy = False
        if isinstance(error, Conflict):
            self._on_conflict(error)  # this dialog is of a cart that is no more
            return
        if isinstance(error, IdentityNeeded):
            self._show()
            self._paying.begin_identity(error)
            return
        self._notice = notice_of(error)
        self._show()
        self._view.focus_amount()

    def _complain(self, problem: str) -> None:
        """Say what is wrong beside the field that it is about, and put the cursor there."""
        in_code = self._entry.complain(problem)
        self._show()
        if in_code:
            self._view.focus_code()
        else:
            self._view.focus_amount()

    def _show(self) -> None:
        state = draw_tender(
            cart=self._cart, entry=self._entry, pay=self._pay, profile=self._desk.profile
        )
        self._view.show_state(
            replace(
                state,
                can_finish=state.can_finish and not self._is_busy,
                is_busy=self._is_busy,
                notice=self._notice,
            )
        )


def _sale_words(request: TakePayment, total: Money) -> JudgedWords:
    """What a supervisor signs for at the end of a sale."""
    amount = format_money(judged_amount(request.tenders, total))
    return JudgedWords(
        title=payment_words.sign_sale_title(amount),
        amount=amount,
        detail=payment_words.sign_sale_detail(),
        what="payment",
    )
