"""The other ways of a receipt than paper: by e-mail, as a PDF. Neither holds up the next sale."""

from dataclasses import dataclass
from typing import Protocol

from app.presenters import paper_words as words
from app.presenters.floor import Floor, Flow
from app.presenters.notices import Notice, notice_of
from app.presenters.receipt_buyer import ReceiptBuyerPresenter, ReceiptBuyerView
from app.presenters.services import Desk
from app.use_cases.mail_receipt import MailReceipt


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptWaysState:
    """The line for an address, where it is open, and what became of the last wish."""

    is_asking: bool = False
    address: str = ""
    is_busy: bool = False
    notice: Notice | None = None


class ReceiptWaysView(ReceiptBuyerView, Protocol):
    """The receipt's dialog, as this presenter knows it."""

    def show_ways(self, state: ReceiptWaysState) -> None: ...


class ReceiptWaysPresenter(Flow):
    """Runs ``mail_receipt`` and ``save_pdf`` for the receipt that is on screen.

    ``buyer`` asks for whom a tax invoice is to be made out.
    """

    def __init__(self, desk: Desk, view: ReceiptWaysView, floor: Floor) -> None:
        self._desk = desk
        self._view = view
        self._floor = floor
        self._state = ReceiptWaysState()
        self.buyer = ReceiptBuyerPresenter(desk, view, floor)

    @property
    def is_busy(self) -> bool:
        """Whether a buyer is being saved: the receipt stays until that is told."""
        return self.buyer.is_busy

    def on_receipt_shown(self) -> None:
        """Another receipt is on screen: nothing of the customer before is kept."""
        self.buyer.on_receipt_shown()
        self._show(ReceiptWaysState())

    def on_mail(self, receipt_number: str) -> None:
        """F3: ask for the address; the customer's is there already, where it is known."""
        if self._state.is_busy:
            return
        self.buyer.on_left()
        waiting = ReceiptWaysState(is_busy=True)
        self._show(waiting)
        self._desk.runner.run(
            "read",
            lambda: self._desk.services.papers.find_address(receipt_number),
            lambda address: self._ask(waiting, address),
            lambda _error: self._ask(waiting, ""),
        )

    def on_mail_left(self) -> None:
        """Esc in the address: no mail after all."""
        self._show(ReceiptWaysState())

    def on_address(self, receipt_number: str, address: str) -> None:
        """Enter: queue the mail."""
        session = self._floor.session
        if session is None or self._state.is_busy:
            return
        request = MailReceipt(receipt_number=receipt_number, address=address)
        self._show(ReceiptWaysState(is_asking=True, address=address, is_busy=True))
        self._desk.runner.run(
            "write",
            lambda: self._desk.services.papers.mail_receipt(session, request),
            self._on_queued,
            lambda error: self._on_refused(address, error),
        )

    def on_pdf(self, receipt_number: str) -> None:
        """F4: a copy as a file."""
        if self._state.is_busy:
            return
        self._show(ReceiptWaysState(is_busy=True))
        self._desk.runner.run(
            "device",
            lambda: self._desk.services.papers.save_pdf(receipt_number),
            self._on_saved,
            lambda error: self._show(ReceiptWaysState(notice=notice_of(error))),
        )

    def on_buyer(self) -> None:
        """F5: ask for whom a tax invoice is."""
        self._show(ReceiptWaysState())
        self.buyer.on_ask()

    def on_locked(self) -> None:
        self.buyer.on_locked()
        self._show(ReceiptWaysState())

    def _ask(self, waiting: ReceiptWaysState, address: str) -> None:
        if self._state is waiting:  # nobody left, and no other receipt came meanwhile
            self._show(ReceiptWaysState(is_asking=True, address=address))

    def _on_queued(self, address: str) -> None:
        notice = Notice(title=words.mail_queued(address), text=words.mail_queued_text())
        self._show(ReceiptWaysState(notice=notice))

    def _on_refused(self, address: str, error: Exception) -> None:
        self._show(ReceiptWaysState(is_asking=True, address=address, notice=notice_of(error)))

    def _on_saved(self, where: str) -> None:
        self._show(ReceiptWaysState(notice=Notice(title=words.pdf_saved(), text=where)))

    def _show(self, state: ReceiptWaysState) -> None:
        self._state = state
        self._view.show_ways(state)
