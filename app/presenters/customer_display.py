"""What the customer sees on the second screen: goods, total, change. Never a person, never a flag.

It is built from the cart's lines by naming what may be shown, so that whatever else a line or a
sale comes to carry (notes, reasons, customers, approvals) stays on the cashier's side.
"""

from dataclasses import dataclass
from typing import Literal, Protocol

from app.presenters import display_words as words
from app.presenters.figures import format_money
from app.presenters.floor import Flow
from app.presenters.notices import Notice
from app.presenters.services import TillProfile
from app.use_cases.current_cart import CartView
from app.use_cases.take_payment import CompletedSale

LINES_MAX = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayLine:
    """One line of the cart as the customer reads it."""

    quantity_text: str
    name: str
    amount_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayState:
    """The whole second screen; ``mode`` says which face it wears."""

    mode: Literal["idle", "sale", "paid", "code"] = "idle"
    store: str = ""
    lines: tuple[DisplayLine, ...] = ()
    label: str = ""
    amount_text: str = ""
    note: str = ""
    url: str = ""

    @property
    def spoken(self) -> str:
        return f"{self.label} {self.amount_text}".strip() or self.note


class DisplayView(Protocol):
    """The second screen, as the presenter knows it."""

    def show_state(self, state: DisplayState) -> None: ...


def no_second_screen() -> Notice:
    """The display is on, and this computer has one screen."""
    return Notice(title=words.no_second_screen(), text=words.no_second_screen_text())


class CustomerDisplay(Flow):
    """Follows the cart and the last sale; locked, it shows the store and nothing else."""

    def __init__(self, profile: TillProfile, view: DisplayView) -> None:
        self._view = view
        self._store = profile.store_name
        self._before_code = DisplayState()
        self._show_idle()

    def on_cart(self, view: CartView) -> None:
        """The cart changed: an empty one after a payment leaves the change on the screen."""
        cart = view.priced
        if not cart.lines:
            if self._state.mode == "sale":
                self._show_idle()
            return
        self._show(
            DisplayState(
                mode="sale",
                store=self._store,
                lines=tuple(
                    DisplayLine(
                        quantity_text=f"{each.line.quantity:,}",
                        name=each.line.name,
                        amount_text=format_money(each.gross),
                    )
                    for each in cart.lines[-LINES_MAX:]
                ),
                label=words.display_total(),
                amount_text=format_money(cart.total),
                note=words.display_vat(),
            )
        )

    def on_completed(self, completed: CompletedSale) -> None:
        """The sale is paid: what comes back, and thanks."""
        change = completed.sale.change
        self._show(
            DisplayState(
                mode="paid",
                store=self._store,
                label=words.display_thanks() if change.is_zero else words.display_change(),
                amount_text="" if change.is_zero else format_money(change),
                note=words.display_paid(format_money(completed.sale.total)),
            )
        )

    def show_code(self, url: str, amount_text: str, note: str) -> None:
        """What the customer scans to pay, and how much it asks for."""
        if self._state.mode != "code":
            self._before_code = self._state
        self._show(
            DisplayState(
                mode="code",
                store=self._store,
                label=words.display_total(),
                amount_text=amount_text,
                note=note,
                url=url,
            )
        )

    def hide_code(self) -> None:
        """There is nothing to scan any more: what was there before is there again."""
        if self._state.mode == "code":
            self._show(self._before_code)

    def on_locked(self) -> None:
        self._show_idle()

    def _show_idle(self) -> None:
        self._show(DisplayState(store=self._store, note=words.display_welcome()))

    def _show(self, state: DisplayState) -> None:
        self._state = state
        self._view.show_state(state)
