"""After the sale: the change to hand over, the receipt on screen and on paper."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from app.presenters import cash_words, tender_words
from app.presenters.figures import currency_name, format_money
from app.presenters.notices import Notice, notice_of
from app.presenters.services import Desk
from app.presenters.tender_rows import give_texts
from app.use_cases.cash_rules import CashRules
from app.use_cases.name_buyer import TaxInvoice
from app.use_cases.ports import DrawerFailure, PrinterFailure
from app.use_cases.take_payment import CompletedSale
from domain.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptState:
    """The receipt view. ``lines`` are the ticket, as they go to paper."""

    receipt_number: str = ""
    change_label: str = ""
    change_text: str = ""
    give: tuple[str, ...] = ()
    total_text: str = ""
    received_text: str = ""
    lines: tuple[str, ...] = ()
    kind_text: str = ""
    print_text: str = ""
    is_printing: bool = False
    notice: Notice | None = None


class ReceiptView(Protocol):
    """The view, as the presenter knows it."""

    def show_state(self, state: ReceiptState) -> None: ...


class ReceiptPresenter:
    """Prints after the commit, never as part of it; a printer's failure changes no sale."""

    def __init__(self, desk: Desk, view: ReceiptView, *, on_next: Callable[[], None]) -> None:
        self._desk = desk
        self._view = view
        self._on_next = on_next
        self._completed: CompletedSale | None = None
        self._lines: tuple[str, ...] = ()
        self._wants_another = False
        self._rules: CashRules | None = None
        self._on_paper = True
        self._was_printed = False
        self._is_printing = False
        self._notice: Notice | None = None

    @property
    def last_receipt_number(self) -> str:
        """The receipt Ctrl+P prints; empty before the first sale."""
        return "" if self._completed is None else self._completed.sale.receipt_number

    def start(self, completed: CompletedSale) -> None:
        self._completed = completed
        self._lines = tuple(completed.receipt_lines)
        self._was_printed = self._wants_another = False
        self._is_printing = False
        self._notice = None
        self._show()
        services = self._desk.services
        self._desk.runner.run(
            "read",
            lambda: (services.cash_rules(), services.devices.read_printer("receipts").is_set),
            self._on_read,
            self._on_error,
        )
        self.on_print()

    def on_print(self) -> None:
        """The first print that works is the receipt; those after it say COPY."""
        if self._completed is None or self._is_printing:
            return
        self._is_printing = True
        self._notice = None
        self._show()
        number, is_copy = self.last_receipt_number, self._was_printed
        back = self._completed.back

        def put_out() -> None:
            self._desk.services.print_receipt(number, is_copy)
            if back is not None and back.credit_code and not is_copy:
                self._desk.services.refunds.print_paper(back.refund_number, False)

        self._desk.runner.run(
            "device",
            put_out,
            lambda _job: self._on_printed(number),
            lambda error: self._on_print_failed(number, error),
        )

    def on_named(self, invoice: TaxInvoice) -> None:
        """The receipt has a buyer now: it is shown and printed so, once the paper before is out."""
        if invoice.receipt_number != self.last_receipt_number:
            return
        self._lines = invoice.lines
        if self._is_printing:
            self._wants_another = True
            self._show()
        else:
            self.on_print()

    def on_next(self) -> None:
        self._on_next()

    def _on_read(self, read: tuple[CashRules, bool]) -> None:
        self._rules, self._on_paper = read
        self._show()

    def _on_printed(self, number: str) -> None:
        if number != self.last_receipt_number:
            return  # the paper of the customer before, from a slow printer
        self._is_printing = False
        self._was_printed = True
        self._show()
        self._print_another()

    def _on_print_failed(self, number: str, error: Exception) -> None:
        if number != self.last_receipt_number:
            return  # the sale names it among the receipts without paper
        self._is_printing = False
        self._was_printed |= isinstance(error, DrawerFailure)  # then the paper is out
        self._on_error(error)
        self._print_another()

    def _print_another(self) -> None:
        """Print what was asked for while the paper before was coming out.

        One that did not come out will say it when it does.
        """
        wanted, self._wants_another = self._wants_another and self._was_printed, False
        if wanted:
            self.on_print()

    def _on_error(self, error: Exception) -> None:
        self._notice = printing_notice(error)
        self._show()

    def _show(self) -> None:
        if self._completed is None:
            return
        sale = self._completed.sale
        label, change, give = self._goes_back(self._completed)
        self._view.show_state(
            ReceiptState(
                receipt_number=sale.receipt_number,
                change_label=label,
                change_text=format_money(change),
                give=give,
                total_text=format_money(sale.due),
                received_text=format_money(sale.received),
                lines=self._lines,
                kind_text=cash_words.invoice_kind(self._lines),
                print_text=cash_words.print_state(
                    is_printing=self._is_printing,
                    was_printed=self._was_printed,
                    on_paper=self._on_paper,
                ),
                is_printing=self._is_printing,
                notice=self._notice,
            )
        )

    def _goes_back(self, done: CompletedSale) -> tuple[str, Money, tuple[str, ...]]:
        """What the customer gets besides the goods: change, or what an exchange left over."""
        back, credit = done.money_back, "" if done.back is None else done.back.credit_code
        if credit:
            return tender_words.credit_back(), back, (credit,)
        in_cash = done.sale.change + back
        label = cash_words.change_due(currency_name(in_cash.currency))
        give = give_texts(in_cash, self._rules) if self._rules is not None else ()
        return label if back.is_zero else tender_words.cash_back(), in_cash, give


def printing_notice(error: Exception) -> Notice:
    """What happened to the paper, and the key that prints it; what it shows is saved whatever."""
    notice = notice_of(error)
    if isinstance(error, PrinterFailure):
        return replace(notice, action=cash_words.print_again(), key="Ctrl+P")
    return notice
