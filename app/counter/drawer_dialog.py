"""F10: what to do with the drawer, how much, and why; and the X report on screen."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from app.counter.amount_field import AmountField
from app.counter.chips import chip, show_chip
from app.counter.key_map import KeyMap
from app.counter.labels import CARD_GAP, label, row
from app.counter.receipt_dialog import PAGES, page_keys, paper
from app.counter.saving import SavingNote
from app.presenters.drawer import DrawerState
from app.presenters.x_report import XReportState
from app.widgets.dialog_frame import DialogFrame
from app.widgets.field import Field
from app.widgets.flow_row import FlowRow
from app.widgets.key_button import KeyButton
from app.widgets.notice_bar import NoticeBar
from app.widgets.primary_button import PrimaryButton
from app.widgets.ticket_view import TicketView
from app.widgets.visibility import show_or_hide

_WIDE, _HIGH, _PRIMARY_WIDE, _CHOICES, _REASONS_MAX = 760, 560, 260, 4, 6
_PAPER_WIDE, _PAPER_HIGH, _CHIP_GAP = 640, 690, 8


class DrawerDialog(DialogFrame):
    """Draws ``DrawerState``.

    ``choice_made(row)``: F2 to F5 · ``reason_chosen(row)`` · ``reason_stepped(step)``: Up, Down ·
    ``currency_asked()``: F6 · ``amount_typed(text)`` · ``note_typed(text)`` · ``do_requested()``.
    """

    choice_made = Signal(int)
    reason_chosen = Signal(int)
    reason_stepped = Signal(int)
    currency_asked = Signal()
    amount_typed = Signal(str)
    note_typed = Signal(str)
    do_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "",
            self.tr("Back, nothing is lost"),
            width_px=_WIDE,
            height_px=_HIGH,
            parent=parent,
        )
        self._notice = NoticeBar()
        self.choices = [chip() for _ in range(_CHOICES)]
        self.reasons = [chip() for _ in range(_REASONS_MAX)]
        self._help = label("", "muted", wrap=True)
        self.amount = AmountField(self.tr("Amount"))
        self.currency = KeyButton(self.tr("Other money"), "F6")
        self.note = Field(self.tr("Note, where the reason does not say it"))
        self.do_button = PrimaryButton("", "F12")
        self._saving = SavingNote(self.do_button, self.tr("Saving"))
        self._lay_out()
        self._connect()

    def show_state(self, state: DrawerState) -> None:
        """Draw the whole dialog; what is being typed stays as typed."""
        self.show_head(state.title, "")
        for number, each in enumerate(self.choices):
            key = f"F{number + 2}"
            show_chip(each, state.choices, number, key)
            each.setChecked(number == state.choice)
        for number, each in enumerate(self.reasons):
            show_chip(each, state.reasons, number)
            each.setChecked(number == state.reason)
        self._help.setText(state.help_text)
        self.amount.show_caption(f"{self.tr('Amount')}, {state.symbol}")
        self.amount.show_wrong(state.amount_error)
        self.currency.show_words(state.other_symbol, "F6")
        for part in (self.amount, self.note):
            show_or_hide(part, shown=state.asks_amount)
        show_or_hide(self.currency, shown=state.asks_amount and bool(state.other_symbol))
        self.do_button.show_words(state.primary_text, "F12")
        self._saving.show_busy(is_busy=state.is_busy)
        self._notice.show_notice(state.notice)

    def clear_entries(self) -> None:
        self.amount.set_text("")
        self.note.line.clear()

    def focus_amount(self) -> None:
        self.amount.line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)

    def _connect(self) -> None:
        keys = {
            f"F{number + 2}": partial(self.choice_made.emit, number) for number in range(_CHOICES)
        }
        self._keys = KeyMap(
            {
                **keys,
                "F6": self.currency_asked.emit,
                "F12": self.do_requested.emit,
                "Up": lambda: self.reason_stepped.emit(-1),
                "Down": lambda: self.reason_stepped.emit(1),
            },
            repeating=frozenset({"Up", "Down"}),
        )
        for number, each in enumerate(self.choices):
            each.clicked.connect(_without_state(partial(self.choice_made.emit, number)))
        for number, each in enumerate(self.reasons):
            each.clicked.connect(_without_state(partial(self.reason_chosen.emit, number)))
        self.currency.clicked.connect(self.currency_asked)
        self.amount.edited.connect(self.amount_typed)
        self.amount.submitted.connect(self.do_requested)
        self.note.line.textEdited.connect(self.note_typed)
        self.note.line.returnPressed.connect(self.do_requested)
        self.do_button.clicked.connect(self.do_requested)

    def _lay_out(self) -> None:
        choices, reasons = FlowRow(spacing=_CHIP_GAP), FlowRow(spacing=_CHIP_GAP)
        sums = row(spacing=CARD_GAP)
        for parts, line in ((self.choices, choices), (self.reasons, reasons)):
            group = QButtonGroup(self)
            for each in parts:
                group.addButton(each)
                line.add(each)
        sums.addWidget(self.amount, 1)
        sums.addWidget(self.currency)
        self.body.addWidget(self._notice)
        self.body.addWidget(choices)
        self.body.addWidget(self._help)
        self.body.addLayout(sums)
        self.body.addWidget(label(self.tr("Why?"), "caption"))
        self.body.addWidget(reasons)
        self.body.addWidget(self.note)
        self.body.addStretch(1)
        self.foot.addStretch(1)
        self.do_button.setMinimumWidth(_PRIMARY_WIDE)
        self.foot.addWidget(self.do_button)


class XReportDialog(DialogFrame):
    """Draws ``XReportState``: ``done_requested()`` (Enter), ``print_requested()`` (Ctrl+P)."""

    done_requested = Signal()
    print_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "", self.tr("Back"), width_px=_PAPER_WIDE, height_px=_PAPER_HIGH, parent=parent
        )
        self._notice = NoticeBar()
        self._print_state = label("", "caption")
        self.ticket = TicketView()
        self.print_button = KeyButton(self.tr("Print it"), "Ctrl+P", icon="printer")
        self.done_button = PrimaryButton(self.tr("Done"), self.tr("Enter"), large=False)
        self.body.addWidget(self._notice)
        self.paper = paper(self.ticket, self.tr("X report"))
        self.body.addWidget(self.paper, 1)
        self.foot.addWidget(self.print_button)
        self.foot.addWidget(self._print_state, 1)
        self.foot.addWidget(self.done_button)
        self._keys = KeyMap(
            {
                "Return": self.done_requested.emit,
                "Enter": self.done_requested.emit,
                "Ctrl+P": self.print_requested.emit,
                **page_keys(self.paper),
            },
            repeating=PAGES,
        )
        self.print_button.clicked.connect(self.print_requested)
        self.done_button.clicked.connect(self.done_requested)

    def show_state(self, state: XReportState) -> None:
        """Draw the whole dialog."""
        self.show_head(state.title, state.detail)
        self.ticket.show_lines(state.lines)
        self._print_state.setText(state.print_text)
        self._notice.show_notice(state.notice)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)


def _without_state(act: Callable[[], None]) -> Callable[[bool], None]:
    """A chip's click says whether it is checked, which nobody needs here."""

    def pressed(_checked: bool) -> None:
        act()

    return pressed
