"""After the sale a business asks for a tax invoice: who they are, and its paper."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from app.presenters import paper_words as words
from app.presenters.floor import Floor
from app.presenters.notices import Notice, notice_of
from app.presenters.services import Desk
from app.use_cases.name_buyer import NameBuyer, TaxInvoice
from domain.customer import Customer


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptBuyerState:
    """The fields of a buyer, where they are asked for, and what became of the last wish."""

    is_asking: bool = False
    is_busy: bool = False
    notice: Notice | None = None


class ReceiptBuyerView(Protocol):
    """The receipt's dialog, as this presenter knows it."""

    def show_buyer(self, state: ReceiptBuyerState) -> None: ...

    def fill_buyer(self, name: str, lot_street: str) -> None:
        """Put in what is known of a business, where nothing was typed."""


class ReceiptBuyerPresenter:
    """Runs ``find_buyer`` and ``name_buyer`` for the receipt that is on screen.

    What was typed stays in the fields until it is kept or left, and nowhere else.
    """

    def __init__(self, desk: Desk, view: ReceiptBuyerView, floor: Floor) -> None:
        self._desk = desk
        self._view = view
        self._floor = floor
        self._state = ReceiptBuyerState()
        self._on_named: Callable[[TaxInvoice], None] = lambda _invoice: None

    @property
    def is_busy(self) -> bool:
        """Whether a buyer is being saved."""
        return self._state.is_busy

    def bind(self, on_named: Callable[[TaxInvoice], None]) -> None:
        """Say who shows and prints the receipt with its buyer."""
        self._on_named = on_named

    def on_receipt_shown(self) -> None:
        """Another receipt is on screen: nothing of the customer before is kept."""
        self._show(ReceiptBuyerState())

    def on_ask(self) -> None:
        """F5: ask who the business is."""
        if not self._state.is_asking:
            self._show(ReceiptBuyerState(is_asking=True))

    def on_left(self) -> None:
        """Esc in the fields: no tax invoice after all."""
        if not self._state.is_busy:
            self._show(ReceiptBuyerState())

    def on_number(self, tax_number: str) -> None:
        """The number is typed: a business that this till knows fills the other fields."""
        if not self._state.is_asking or self._state.is_busy or not tax_number.strip():
            return
        self._show(ReceiptBuyerState(is_asking=True))
        self._desk.runner.run(
            "read",
            lambda: self._desk.services.papers.find_buyer(tax_number),
            self._on_found,
            self._on_refused,
        )

    def on_submit(self, request: NameBuyer) -> None:
        """Enter in the last field, or F12: keep who they are."""
        session = self._floor.session
        if session is None or not self._state.is_asking or self._state.is_busy:
            return
        self._show(ReceiptBuyerState(is_asking=True, is_busy=True))
        self._desk.runner.run(
            "write",
            lambda: self._desk.services.papers.name_buyer(session, request),
            lambda invoice: self._on_kept(request.name, invoice),
            self._on_refused,
        )

    def on_locked(self) -> None:
        """The till was locked: nothing that was typed stays."""
        self._show(ReceiptBuyerState())

    def _on_found(self, known: Customer | None) -> None:
        if known is not None and self._state.is_asking:
            self._view.fill_buyer(known.name, known.text("lot_street"))

    def _on_kept(self, name: str, invoice: TaxInvoice) -> None:
        notice = Notice(title=words.tax_invoice_for(name.strip()), text=words.tax_invoice_text())
        self._show(ReceiptBuyerState(notice=notice))
        self._on_named(invoice)

    def _on_refused(self, error: Exception) -> None:
        if self._state.is_asking:
            self._show(ReceiptBuyerState(is_asking=True, notice=notice_of(error)))

    def _show(self, state: ReceiptBuyerState) -> None:
        self._state = state
        self._view.show_buyer(state)
