"""Taking cash: what is due, what the customer gave, what goes back and in which notes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from app.presenters import cash_words, words
from app.presenters.cart_rows import CartRow, cart_state
from app.presenters.notices import Notice, notice_of
from app.presenters.services import Desk
from app.use_cases.cash_rules import CashRules
from app.use_cases.take_payment import CompletedSale, TakePayment
from app.use_cases.till import Session
from domain.errors import BadInput, Conflict, RuleBroken
from domain.money import Money
from domain.money_text import (
    currency_name,
    currency_prefix,
    format_amount,
    format_money,
    parse_money,
)
from domain.pricing import PricedCart
from domain.tender import Settlement, cash_tender, due_in_cash, hand_out, quick_amounts, settle

UNDERPAID = "underpaid"
"""The domain's name for cash that does not cover what is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickAmount:
    """A button with a likely amount; ``typed`` is what it puts in the field."""

    label: str
    typed: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderState:
    """The whole dialog. ``rounding_text`` stands apart from the total, as people expect it."""

    detail: str = ""
    total_text: str = ""
    vat_text: str = ""
    due_text: str = ""
    rounding_text: str = ""
    lines: tuple[CartRow, ...] = ()
    symbol: str = ""
    quick: tuple[QuickAmount, ...] = ()
    amount_error: str = ""
    change_label: str = ""
    change_text: str = ""
    give: tuple[str, ...] = ()
    step_text: str = ""
    can_finish: bool = False
    is_busy: bool = False
    notice: Notice | None = None


class TenderView(Protocol):
    """The dialog, as the presenter knows it."""

    def show_state(self, state: TenderState) -> None: ...

    def set_amount(self, text: str) -> None: ...

    def focus_amount(self) -> None: ...


class TenderPresenter:
    """Runs ``take_payment``, once for each sale whatever is pressed how often."""

    def __init__(
        self,
        desk: Desk,
        view: TenderView,
        *,
        on_completed: Callable[[CompletedSale], None],
        on_conflict: Callable[[Conflict], None],
    ) -> None:
        self._desk = desk
        self._view = view
        self._on_completed = on_completed
        self._on_conflict = on_conflict
        self._session: Session | None = None
        self._cart: PricedCart | None = None
        self._rules: CashRules | None = None
        self._received: Money | None = None
        self._amount_error = ""
        self._is_busy = False
        self._notice: Notice | None = None

    @property
    def is_busy(self) -> bool:
        """Whether the sale is being saved: the dialog can't be left in that moment."""
        return self._is_busy

    def start(self, session: Session, cart: PricedCart) -> None:
        self._session = session
        self._cart = cart
        self._received = None
        self._amount_error = ""
        self._is_busy = False
        self._notice = None
        self._view.set_amount("")
        self._show()
        self._desk.runner.run(
            "read", self._desk.services.cash_rules, self._on_rules, self._on_error
        )

    def on_amount_typed(self, text: str) -> None:
        self._received = None
        self._amount_error = ""
        if text.strip():
            try:
                self._received = parse_money(text, self._desk.profile.currency)
            except BadInput as error:
                self._amount_error = words.retold(error.message)
        self._show()

    def on_quick_chosen(self, index: int) -> None:
        quick = self._quick_amounts()
        if 0 <= index < len(quick):
            self._view.set_amount(format_amount(quick[index]))
            self.on_amount_typed(format_amount(quick[index]))
            self._view.focus_amount()

    def on_quick_moved(self, step: int) -> None:
        """Arrow keys walk through the likely amounts, so that they need no mouse."""
        quick = self._quick_amounts()
        if not quick:
            return
        at = quick.index(self._received) + step if self._received in quick else min(step - 1, 0)
        self.on_quick_chosen(at % len(quick))

    def on_finish(self) -> None:
        session, cart, received = self._session, self._cart, self._received
        if self._is_busy or session is None or cart is None:
            return
        settled = self._settled()
        problem = "" if isinstance(settled, Settlement) else self._problem(settled)
        if received is None or problem:
            self._amount_error = problem
            self._show()
            self._view.focus_amount()
            return
        self._is_busy = True
        self._notice = None
        self._show()
        request = TakePayment(
            cart_id=cart.cart_id, cart_version=cart.version, tenders=(cash_tender(received),)
        )
        self._desk.runner.run(
            "write",
            lambda: self._desk.services.take_payment(session, request),
            self._on_done,
            self._on_error,
        )

    def _on_rules(self, rules: CashRules) -> None:
        self._rules = rules
        self._show()

    def _on_done(self, completed: CompletedSale) -> None:
        self._is_busy = False
        self._on_completed(completed)

    def _on_error(self, error: Exception) -> None:
        self._is_busy = False
        if isinstance(error, Conflict):
            self._on_conflict(error)  # this dialog is of a cart that is no more
            return
        self._notice = notice_of(error)
        self._show()
        self._view.focus_amount()

    def _total(self) -> Money:
        if self._cart is None:
            return Money.zero(self._desk.profile.currency)
        return self._cart.total

    def _due(self) -> Money:
        total = self._total()
        if self._rules is None:
            return total
        return due_in_cash(total, self._rules.step_minor)

    def _quick_amounts(self) -> tuple[Money, ...]:
        if self._rules is None:
            return ()
        return tuple(quick_amounts(self._due(), self._rules.denominations_minor))

    def _settled(self) -> Settlement | RuleBroken | None:
        """What this amount settles, or why it does not; None while there is none."""
        if self._rules is None or self._received is None:
            return None
        try:
            paid = (cash_tender(self._received),)
            return settle(self._total(), paid, self._rules.step_minor)
        except RuleBroken as refusal:
            return refusal

    def _problem(self, settled: RuleBroken | None) -> str:
        """Why the sale can't be finished, to stand below the amount."""
        if self._amount_error:
            return self._amount_error
        if settled is None or self._received is None:
            return cash_words.type_received()
        if settled.code == UNDERPAID:
            return cash_words.missing(format_money(self._due() - self._received))
        return settled.message

    def _show(self) -> None:
        settled = self._settled()
        due = self._due()
        label, change_text = cash_words.change_due(currency_name(due.currency)), ""
        give: tuple[str, ...] = ()
        if isinstance(settled, Settlement) and self._rules is not None:
            change_text = format_money(settled.change)
            give = give_texts(settled.change, self._rules)
        elif self._received is not None and self._received < due:
            label, change_text = cash_words.still_missing(), format_money(due - self._received)
        self._view.show_state(
            TenderState(
                detail=self._detail(),
                total_text=format_money(self._total()),
                vat_text=self._vat_text(),
                due_text=format_money(due),
                rounding_text=self._rounding_text(),
                lines=self._lines(),
                symbol=currency_prefix(due.currency),
                quick=self._quick(),
                amount_error=self._amount_error,
                change_label=label,
                change_text=change_text,
                give=give,
                step_text=self._step_text(),
                can_finish=isinstance(settled, Settlement) and not self._is_busy,
                is_busy=self._is_busy,
                notice=self._notice,
            )
        )

    def _detail(self) -> str:
        if self._cart is None:
            return ""
        lines = self._cart.lines
        return words.lines_and_items(len(lines), sum(each.line.quantity for each in lines))

    def _lines(self) -> tuple[CartRow, ...]:
        if self._cart is None:
            return ()
        return cart_state(self._cart, None, self._desk.profile.zone).rows

    def _vat_text(self) -> str:
        if self._cart is None:
            return ""
        return cash_words.vat_in_total(format_money(self._cart.vat_total))

    def _step_text(self) -> str:
        if self._rules is None:
            return ""
        return cash_words.rounded_to(
            format_money(Money(self._rules.step_minor, self._rules.currency))
        )

    def _rounding_text(self) -> str:
        total, due = self._total(), self._due()
        rounding = due - total
        if rounding.is_zero:
            return cash_words.no_rounding()
        sign = "+" if rounding.amount_minor > 0 else ""
        return cash_words.rounding(format_money(total), sign + format_money(rounding))

    def _quick(self) -> tuple[QuickAmount, ...]:
        due = self._due()
        return tuple(
            QuickAmount(
                label=cash_words.exact(format_amount(each)) if each == due else format_amount(each),
                typed=format_amount(each),
                is_chosen=each == self._received,
            )
            for each in self._quick_amounts()
        )


def give_texts(change: Money, rules: CashRules) -> tuple[str, ...]:
    """``1 x 2,000`` for each kind of note and coin of the change, largest first."""
    try:
        parts = hand_out(change, rules.denominations_minor)
    except RuleBroken:
        return (cash_words.by_hand(),)
    return tuple(
        words.times(count, format_amount(Money(denomination, change.currency)))
        for denomination, count in parts
    )
