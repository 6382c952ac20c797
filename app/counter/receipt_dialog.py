"""After the sale: the change large, the receipt as paper, Enter for the next customer."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QFrame, QScrollArea, QVBoxLayout, QWidget

from app.counter.give_chips import GiveChips
from app.counter.key_map import KeyMap, is_typing
from app.counter.labels import CARD_GAP, CARD_SIDE, card, column, label, row, rule
from app.counter.receipt_buyer import ReceiptBuyer
from app.counter.receipt_ways import ReceiptWays
from app.counter.scaled import keep_width
from app.counter.scrolled import Scrolled
from app.presenters.receipt import ReceiptState
from app.presenters.receipt_buyer import ReceiptBuyerState
from app.presenters.receipt_ways import ReceiptWaysState
from app.presenters.z_report import ZReportState
from app.use_cases.name_buyer import NameBuyer
from app.widgets.dialog_frame import DialogFrame
from app.widgets.key_button import KeyButton
from app.widgets.money_label import MoneyLabel
from app.widgets.notice_bar import NoticeBar
from app.widgets.primary_button import PrimaryButton
from app.widgets.ticket_view import TicketView
from app.widgets.visibility import show_or_hide

PAGES = frozenset({"PgDown", "PgUp"})
_WIDE, _HIGH, _PAPER_WIDE, _NEXT_WIDE, _Z_WIDE = 900, 690, 400, 300, 640


def paper(ticket: TicketView, name: str) -> QScrollArea:
    """A ticket on its sunken ground, scrolling where it is longer than the room."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(name)
    inside = QWidget()
    whole = QVBoxLayout(inside)
    whole.setContentsMargins(CARD_GAP, CARD_GAP, CARD_GAP, CARD_GAP)
    whole.addWidget(ticket)
    whole.addStretch(1)
    area.setWidget(inside)
    return area


def page_keys(area: QScrollArea) -> dict[str, Callable[[], None]]:
    """PgDn and PgUp for a dialog that has a paper in it: nobody has to reach for the mouse."""
    bar, action = area.verticalScrollBar(), QAbstractSlider.SliderAction
    return {
        "PgDown": lambda: bar.triggerAction(action.SliderPageStepAdd),
        "PgUp": lambda: bar.triggerAction(action.SliderPageStepSub),
    }


class ReceiptDialog(DialogFrame):
    """Draws ``ReceiptState``.

    ``next_requested()``: Enter · ``print_requested()`` · ``typed(text)``: the next scan or search
    has begun, so it must not be lost. Esc (``dismissed``) does what Enter does. Other ways than
    paper: ``mail_requested(receipt)`` (F3), ``address_given(receipt, address)``, ``mail_left()``,
    ``pdf_requested(receipt)`` (F4); ``receipt_shown()`` says that another receipt is on screen. A
    buyer: ``buyer_requested()`` (F5), ``buyer_left()``, ``number_given(number)``,
    ``buyer_given(NameBuyer)``.
    """

    next_requested = Signal()
    print_requested = Signal()
    typed = Signal(str)
    receipt_shown = Signal()
    mail_requested = Signal(str)
    mail_left = Signal()
    address_given = Signal(str, str)
    pdf_requested = Signal(str)
    buyer_requested = Signal()
    buyer_left = Signal()
    number_given = Signal(str)
    buyer_given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "", self.tr("Next customer"), width_px=_WIDE, height_px=_HIGH, parent=parent
        )
        self._change_words, self._change = label("", "title"), MoneyLabel("money_total")
        self._change.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._give = GiveChips(self.tr("Give"), is_right=False)
        self._total, self._received = MoneyLabel("money_line"), MoneyLabel("money_line")
        self._print_state, self._kind = label("", "caption"), label("", "caption", wrap=True)
        self._notice = NoticeBar()
        self._receipt_number = ""
        self.ways, self.buyer = ReceiptWays(), ReceiptBuyer()
        self.ticket = TicketView()
        self.paper = paper(self.ticket, self.tr("Receipt"))
        self.print_button = KeyButton(self.tr("Print again"), "Ctrl+P", icon="printer")
        self.next_button = PrimaryButton(self.tr("Next customer"), self.tr("Enter"))
        self._lay_out()
        self._keys = KeyMap(
            {
                "Return": self.next_requested.emit,
                "F12": self.next_requested.emit,
                "Ctrl+P": self.print_requested.emit,
                "F3": lambda: self.mail_requested.emit(self._receipt_number),
                "F4": self._on_pdf,
                "F5": self.buyer_requested.emit,
                **page_keys(self.paper),
            },
            repeating=PAGES,
        )
        self.buyer.asked.connect(self.buyer_requested)
        self.buyer.left.connect(self.buyer_left)
        self.buyer.number_given.connect(self.number_given)
        self.buyer.submitted.connect(self._on_buyer)
        self.ways.mail_requested.connect(lambda: self.mail_requested.emit(self._receipt_number))
        self.ways.mail_left.connect(self.mail_left)
        self.ways.pdf_requested.connect(self._on_pdf)
        self.ways.address_given.connect(
            lambda address: self.address_given.emit(self._receipt_number, address)
        )
        self._notice.action_pressed.connect(self.print_requested)
        self.print_button.clicked.connect(self.print_requested)
        self.next_button.clicked.connect(self.next_requested)

    def show_state(self, state: ReceiptState) -> None:
        """Draw the whole view."""
        if state.receipt_number != self._receipt_number:
            self._receipt_number = state.receipt_number
            self.receipt_shown.emit()
        self.show_head(self.tr("Sale saved"), state.receipt_number)
        show_or_hide(self.print_button, shown=state.notice is None)
        self._change_words.setText(state.change_label)
        self._change.show_amount(state.change_text)
        self._change.setAccessibleName(f"{state.change_label} {state.change_text}")
        self._give.show_parts(state.give)
        self._total.show_amount(state.total_text)
        self._received.show_amount(state.received_text)
        self._print_state.setText(state.print_text)
        self._kind.setText(state.kind_text)
        show_or_hide(self._kind, shown=bool(state.kind_text))
        self._notice.show_notice(state.notice)
        self.ticket.show_lines(state.lines)

    def show_ways(self, state: ReceiptWaysState) -> None:
        """Draw the other ways of the receipt; the keys go to the address while it is asked for."""
        was_asking = self.ways.is_asking
        self.ways.show_state(state)
        if was_asking and not state.is_asking:
            self.focus_first()

    def show_buyer(self, state: ReceiptBuyerState) -> None:
        """Draw the buyer's fields; the keys go to them while they are asked for."""
        was_asking = self.buyer.is_asking
        self.buyer.show_state(state)
        show_or_hide(self.ways, shown=not state.is_asking)
        if was_asking and not state.is_asking:
            self.focus_first()

    def fill_buyer(self, name: str, lot_street: str) -> None:
        """Put in what is known of a business, where nothing was typed."""
        self.buyer.fill(name, lot_street)

    def focus_first(self) -> None:
        self.next_button.setFocus()

    def _on_buyer(self, number: str, name: str, street: str) -> None:
        self.buyer_given.emit(
            NameBuyer(
                receipt_number=self._receipt_number,
                name=name,
                tax_number=number,
                lot_street=street,
            )
        )

    def _on_pdf(self) -> None:
        self.pdf_requested.emit(self._receipt_number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.buyer.is_asking:  # Enter and the rest are its own until it is kept or left
            if not self.buyer.press(event):
                super().keyPressEvent(event)
            return
        if self._keys.press(event):
            return
        if is_typing(event) and event.text() != " ":
            self.typed.emit(event.text())
            return
        super().keyPressEvent(event)

    def _scrolled(self, due: QWidget) -> Scrolled:
        """The change and what went wrong: in large words it scrolls above the buttons."""
        area = Scrolled(self.tr("Change due"))
        inside = column(area.host, spacing=CARD_GAP)
        inside.addWidget(due)
        inside.addWidget(self._notice)
        inside.addStretch(1)
        return area

    def _lay_out(self) -> None:
        due = card()
        inside = QVBoxLayout(due)
        inside.setContentsMargins(CARD_SIDE + 4, CARD_SIDE, CARD_SIDE + 4, CARD_SIDE)
        inside.setSpacing(CARD_GAP // 2)
        inside.addWidget(self._change_words)
        inside.addWidget(self._change)
        inside.addWidget(self._give)
        inside.addWidget(rule())
        for name, amount in ((self.tr("Paid"), self._total), (self.tr("Received"), self._received)):
            line = row()
            line.addWidget(label(name, "muted"))
            line.addWidget(amount, 1)
            inside.addLayout(line)
        inside.addWidget(self._kind)
        left = QVBoxLayout()
        left.setSpacing(CARD_GAP)
        left.addWidget(self._scrolled(due), 1)
        left.addWidget(self.buyer)
        left.addWidget(self.ways)
        printing = row()
        printing.addWidget(self.print_button)
        printing.addWidget(self._print_state, 1)
        left.addLayout(printing)
        holder = card(surface="sunken_strong")
        keep_width(holder, _PAPER_WIDE)
        QVBoxLayout(holder).addWidget(self.paper)
        both = row(spacing=CARD_SIDE)
        both.addLayout(left, 1)
        both.addWidget(holder)
        self.body.addLayout(both)
        self.foot.addWidget(label(self.tr("Or scan the next item."), "caption"), 1)
        keep_width(self.next_button, _NEXT_WIDE)
        self.foot.addWidget(self.next_button)


class ZReportDialog(DialogFrame):
    """Draws ``ZReportState``: ``done_requested()`` (Enter), ``print_requested()``.

    ``pdf_requested()`` (F4).
    """

    done_requested = Signal()
    print_requested = Signal()
    pdf_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", self.tr("Done"), width_px=_Z_WIDE, height_px=_HIGH, parent=parent)
        self._notice = NoticeBar()
        self._print_state = label("", "caption", wrap=True)
        self.ticket = TicketView()
        self.print_button = KeyButton(self.tr("Print again"), "Ctrl+P", icon="printer")
        self.pdf_button = KeyButton(self.tr("Save as PDF"), "F4", icon="receipt")
        self.done_button = PrimaryButton(self.tr("Done"), self.tr("Enter"), large=False)
        self.body.addWidget(self._notice)
        self.paper = paper(self.ticket, self.tr("Z report"))
        self.body.addWidget(self.paper, 1)
        self._print_state.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.body.addWidget(self._print_state)
        self.foot.addWidget(self.print_button)
        self.foot.addWidget(self.pdf_button)
        self.foot.addStretch(1)
        self.foot.addWidget(self.done_button)
        self._keys = KeyMap(
            {
                "Return": self.done_requested.emit,
                "Ctrl+P": self.print_requested.emit,
                "F4": self.pdf_requested.emit,
                **page_keys(self.paper),
            },
            repeating=PAGES,
        )
        self.pdf_button.clicked.connect(self.pdf_requested)
        self._notice.action_pressed.connect(self.print_requested)
        self.print_button.clicked.connect(self.print_requested)
        self.done_button.clicked.connect(self.done_requested)

    def show_state(self, state: ZReportState) -> None:
        """Draw the whole view."""
        self.show_head(state.title)
        self._notice.show_notice(state.notice)
        self._print_state.setText(state.print_text)
        self.ticket.show_lines(state.lines)

    def focus_first(self) -> None:
        self.done_button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)
