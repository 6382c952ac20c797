"""*Returns*: find the receipt, choose what comes back, and give the money back (Alt+4, F9)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from app.presenters.exchange import ExchangeHand
from app.presenters.floor import Floor
from app.presenters.in_hand import InHand
from app.presenters.key_map import Command, Dialog, Place
from app.presenters.refund_paper import RefundPaperPresenter, RefundPaperView, exchange_notice
from app.presenters.refund_sign import refund_ask
from app.presenters.return_choice import Choice, choice_of
from app.presenters.return_choosing import ReturnChoosing
from app.presenters.return_rows import ReturnsView, finding_state
from app.presenters.services import Desk
from app.presenters.sign_off import SignOff, SignView
from app.presenters.tasks import LatestOnly
from app.use_cases.current_cart import CartView
from app.use_cases.find_returnable import Returnable, SoldReceipt
from app.use_cases.foreign_receipt import ForeignReceipt
from app.use_cases.refund_sale import CompletedRefund
from app.use_cases.take_payment import CompletedSale
from app.use_cases.till import Session
from domain.catalog import CatalogItem

T = TypeVar("T")

_TEXT_LONGEST = 1_000
_CODE_BEGINS = "W1."
"""How the signed code of a receipt begins; everything else is a number, or names goods."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnsViews:
    """The place and its two dialogs."""

    place: ReturnsView
    sign: SignView
    paper: RefundPaperView


class ReturnsPresenter(ReturnChoosing):
    """Runs ``list_receipts``, ``find_returnable``, ``plan_refund`` and ``refund_sale``."""

    commands = frozenset({Command.RETURN})
    dialogs = frozenset({Dialog.REFUND_SIGN, Dialog.REFUND_DONE})
    home = Place.RETURNS
    places = frozenset({Place.SALE, Place.RETURNS})

    def __init__(self, desk: Desk, views: ReturnsViews, floor: Floor) -> None:
        super().__init__(desk, views.place, floor)
        self._view = views.place
        self.sign: SignOff[CompletedRefund | InHand] = SignOff(desk, views.sign)
        self.exchange = ExchangeHand(desk, floor, self.sign)
        self.paper = RefundPaperPresenter(
            desk, views.paper, on_done=self._on_next, on_exchange=self._on_exchange
        )
        self._text = ""
        self._receipts: tuple[SoldReceipt, ...] | None = None
        self._row = -1
        self._is_busy = False
        self._search: LatestOnly[str, Sequence[SoldReceipt]] = LatestOnly(
            desk.runner,
            "read",
            desk.services.refunds.list_receipts,
            on_answer=self._on_receipts,
            on_error=self._on_error,
        )

    @property
    def is_busy(self) -> bool:
        return self._is_busy or self.sign.is_busy

    def on_command(self, _command: Command) -> None:
        """F9: go to the place; there, with goods chosen, exchange them for new ones."""
        if self._floor.place is Place.RETURNS:
            self.on_exchange()
        else:
            self._floor.go(Place.RETURNS)

    def on_cart(self, view: CartView) -> None:
        """What comes back is for one sale only."""
        self.exchange.see(view.cart.cart_id)

    def on_completed(self, completed: CompletedSale) -> None:
        """The sale is paid, whatever paid it."""
        del completed
        self.exchange.drop()

    def on_arrived(self, session: Session) -> None:
        self._session = session
        self._begin()

    def on_locked(self) -> None:
        self._session = None
        self._forget()

    def on_scan(self, code: str) -> bool:
        """A receipt's barcode or signed code, or goods of another till's receipt, at this place."""
        if self._floor.place is not Place.RETURNS or self._floor.dialog is not None:
            return False
        self._take(code)
        return True

    def on_second(self, dialog: Dialog) -> None:
        if dialog is Dialog.REFUND_SIGN:
            self.sign.on_second()

    def on_print(self, dialog: Dialog) -> bool:
        if dialog is not Dialog.REFUND_DONE:
            return False
        self.paper.on_print()
        return True

    def on_dismissed(self, dialog: Dialog) -> bool:
        """Esc at the paper is the next one; at the PIN it is back to what was chosen."""
        if dialog is Dialog.REFUND_DONE:
            self._on_next()
            return True
        return False

    def on_text_changed(self, text: str) -> None:
        """Typed into the search."""
        self._text = text[:_TEXT_LONGEST]
        if self._choice is None:
            self._search.ask(self._text)

    def on_entered(self) -> None:
        """Enter: the chosen receipt, or what was typed: a number, a code, or goods."""
        if self._choice is not None or self._text.startswith(_CODE_BEGINS):
            self._take(self._text)
        elif self._receipts and 0 <= self._row < len(self._receipts):
            self.open_receipt(self._receipts[self._row].receipt_number)
        else:
            self._take(self._text)

    def open_receipt(self, number: str) -> None:
        """Read a receipt of this till with what is left of it."""
        session = self._session
        if session is None or self.is_busy:
            return
        self._floor.notify(None)
        find = self._desk.services.refunds.find_returnable
        self._read(lambda: find(session, number), self._on_found)

    def _take(self, text: str) -> None:
        """Take in a scan: a signed code, goods for another till's receipt, or a number."""
        session, choice, code = self._session, self._choice, text.strip()
        if session is None or self.is_busy or not code:
            return
        self._floor.notify(None)
        refunds = self._desk.services.refunds
        if code.startswith(_CODE_BEGINS):
            self._read(
                lambda: refunds.read_foreign(session, code),
                lambda receipt: self._on_believed(code, receipt),
            )
        elif choice is not None and choice.foreign is not None:
            self._read(lambda: refunds.find_goods(code), self._on_goods)
        else:
            self.open_receipt(code)

    def _read(self, op: Callable[[], T], on_done: Callable[[T], None]) -> None:
        self._desk.runner.run("read", op, on_done, self._on_refused)

    def on_moved(self, rows: int) -> None:
        """Arrows."""
        self.on_row_pressed(min(max(self._selected + rows, 0), self._row_count - 1))

    def on_row_pressed(self, row: int) -> None:
        if not 0 <= row < self._row_count or row == self._selected:
            return
        if self._choice is None:
            self._row = row
        else:
            self._choice.row = row
            self.weighing.forget()
            self._view.set_weight("")
        self._show()

    def on_row_entered(self, row: int) -> None:
        """Enter or a double click: open the receipt; of a line, all comes back or nothing."""
        self.on_row_pressed(row)
        if self._choice is None:
            self.on_entered()
        elif not self.is_busy and self._choice.found is not None and self._choice.toggle():
            self._plan_anew(self._choice)

    def on_give(self) -> None:
        """F12: a supervisor signs first where the rule says so."""
        session, choice = self._session, self._choice
        if session is None or choice is None or choice.plan is None:
            return
        if self.is_busy or choice.needs_code or not self._floor.is_free:
            return
        request, plan = choice.request(), choice.plan
        self._floor.notify(None)
        if plan.must_sign:
            self._floor.open_dialog(Dialog.REFUND_SIGN)
            ask = refund_ask(self._desk, session, (request, plan), self._on_given)
            self.sign.start(session, ask)
            return
        self._is_busy = True
        self._show()
        refund = self._desk.services.refunds.refund
        self._desk.runner.run(
            "write", lambda: refund(session, request), self._on_given, self._on_error
        )

    def on_exchange(self) -> None:
        """F9: what is chosen pays for new goods; what they are worth is reckoned exactly."""
        session, choice = self._session, self._choice
        if session is None or choice is None or choice.plan is None or self.is_busy:
            return
        self.exchange.begin(session, choice.request())

    def on_back(self) -> None:
        """Esc: from the lines back to the receipts; there it clears the search."""
        if not self.is_busy:
            self._floor.notify(None)
            self._begin()

    def _begin(self) -> None:
        self._forget()
        self._view.clear_entries()
        self._show()
        self._search.ask("")

    def _forget(self) -> None:
        self._text, self._row, self._is_busy = "", -1, False
        self._receipts, self._choice = None, None
        self._search.forget()
        self._reckon.forget()
        self.weighing.forget()

    def _on_receipts(self, _text: str, receipts: Sequence[SoldReceipt]) -> None:
        if self._choice is None:
            self._receipts = tuple(receipts)
            self._row = 0 if self._receipts else -1
            self._show()

    def _on_found(self, found: Returnable) -> None:
        self._choice = choice_of(self._desk.services.new_id(), found)
        self._show()

    def _on_believed(self, code: str, receipt: ForeignReceipt) -> None:
        if receipt.is_own:  # its lines are known here, and nothing is provisional
            self.open_receipt(receipt.receipt_number)
            return
        self._forget()
        self._choice = Choice(
            request_id=self._desk.services.new_id(), foreign=receipt, receipt_code=code
        )
        self._view.clear_entries()
        self._show()

    def _on_goods(self, item: CatalogItem) -> None:
        choice = self._choice
        if choice is not None and choice.foreign is not None:
            self._text = ""
            self._view.clear_entries()
            choice.add_goods(item)
            self._plan_anew(choice)

    def _on_given(self, given: CompletedRefund | InHand) -> None:
        assert isinstance(given, CompletedRefund)  # what is in hand is signed for elsewhere
        self._is_busy = False
        kind = "cash" if self._choice is None else self._choice.back
        self._floor.open_dialog(Dialog.REFUND_DONE)
        self.paper.start(given, kind)

    def _on_next(self) -> None:
        self._floor.close_dialog()
        self._begin()

    def _on_exchange(self, given: CompletedRefund) -> None:
        """The sale of the new goods: the credit pays for them at the tender."""
        self._floor.close_dialog()
        self._forget()
        self._floor.go(Place.SALE)
        self._floor.notify(exchange_notice(given))

    def _on_error(self, error: Exception) -> None:
        self._is_busy = False
        self._on_refused(error)

    @property
    def _selected(self) -> int:
        return self._row if self._choice is None else self._choice.row

    @property
    def _row_count(self) -> int:
        return len(self._receipts or ()) if self._choice is None else self._choice.row_count

    def _show(self) -> None:
        zone = self._desk.profile.zone
        if self._choice is None:
            state = finding_state(self._receipts, self._row, self._text.strip(), zone)
        else:
            state = self._choice.state(zone, is_busy=self.is_busy)
            state = replace(state, weight_error=self.weighing.error)
        self._view.show_state(state)
