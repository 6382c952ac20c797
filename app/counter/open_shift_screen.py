"""Opening a shift: the business date, and the float as one amount or by notes and coins."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.counter.amount_field import AmountField
from app.counter.chips import chip
from app.counter.key_map import KeyMap
from app.counter.labels import CARD_GAP, CONTENT_TOP, card, label, row
from app.counter.saving import SavingNote
from app.counter.scaled import keep_width
from app.presenters.open_shift import OpenShiftState
from app.widgets.count_table import CountTable
from app.widgets.keypad import Keypad
from app.widgets.notice_bar import NoticeBar
from app.widgets.primary_button import PrimaryButton
from app.widgets.visibility import show_or_hide

_WIDE, _SIDE, _MOST = 520, 24, 50


class OpenShiftScreen(QWidget):
    """Draws ``OpenShiftState``.

    ``mode_chosen(by_denomination)`` · ``amount_typed(text)`` ·
    ``count_typed(denomination_minor, count)`` · ``other_typed(text)`` and ``other_count_typed(…)``
    for the currency beside the till's own · ``open_requested()``.
    """

    mode_chosen = Signal(bool)
    amount_typed = Signal(str)
    count_typed = Signal(int, int)
    other_typed = Signal(str)
    other_count_typed = Signal(int, int)
    open_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._date = label("", "body_strong")
        self._by_amount = chip(self.tr("One amount"), "F2")
        self._by_count = chip(self.tr("Notes and coins"), "F3")
        self._modes = QButtonGroup(self)
        self._modes.addButton(self._by_amount)
        self._modes.addButton(self._by_count)
        self.amount = AmountField(self.tr("Float in the drawer"))
        self.keypad = Keypad(self.tr("Delete"))
        self.counts = CountTable(self.tr("Float"), "", self.tr("coin"))
        self.other = AmountField(self.tr("Float in the other money"))
        self.others = CountTable(self.tr("Float"), "", self.tr("coin"))
        self.button = PrimaryButton(self.tr("Open the shift"), "F12")
        self._saving = SavingNote(self.button, self.tr("Saving"))
        self._notice = NoticeBar()
        self._by_count_now = False
        self._frame = card()
        self._lay_out()
        self._connect()

    def show_state(self, state: OpenShiftState) -> None:
        """Draw the whole screen; the figures being typed stay as typed."""
        self._date.setText(state.business_date_text)
        self.amount.show_caption(f"{self.tr('Float in the drawer')}, {state.symbol}")
        self.amount.show_wrong("" if state.by_denomination else state.amount_error)
        self.counts.show_heading(self.tr("Float in the drawer"), state.symbol)
        self.counts.show_rows(state.rows)
        self.counts.show_total(self.tr("Counted"), state.total_text)
        self._by_amount.setChecked(not state.by_denomination)
        self._by_count.setChecked(state.by_denomination)
        show_or_hide(self.amount, shown=not state.by_denomination)
        show_or_hide(self.keypad, shown=not state.by_denomination)
        show_or_hide(self.counts, shown=state.by_denomination)
        has_other = bool(state.other_label)
        self.other.show_caption(f"{state.other_label}, {state.other_symbol}")
        self.other.show_wrong("" if state.by_denomination else state.other_error)
        self.others.show_heading(state.other_label, state.other_symbol)
        self.others.show_rows(state.other_rows)
        self.others.show_total(self.tr("Counted"), state.other_total_text)
        show_or_hide(self.other, shown=has_other and not state.by_denomination)
        show_or_hide(self.others, shown=has_other and state.by_denomination)
        self._saving.show_busy(is_busy=state.is_busy)
        self._notice.show_notice(state.notice)
        fits = QSizePolicy.Policy.Expanding if state.by_denomination else QSizePolicy.Policy.Maximum
        self._frame.setSizePolicy(QSizePolicy.Policy.Fixed, fits)
        if state.by_denomination != self._by_count_now:
            self._by_count_now = state.by_denomination
            self.focus_first()

    def clear_entries(self) -> None:
        self.amount.set_text("")
        self.other.set_text("")

    def focus_first(self) -> None:
        """The first figure to type."""
        if self._by_count_now:
            self.counts.focus_first()
        else:
            self.amount.line.setFocus()

    def take_key(self, event: QKeyEvent) -> bool:
        return self._keys.press(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.take_key(event):
            super().keyPressEvent(event)

    def _typed_into(self) -> AmountField:
        """Which amount the keypad types into: the one with the cursor."""
        return self.other if self.other.line.hasFocus() else self.amount

    def _on_counted(self) -> None:
        """Enter in the last row goes on to the other money, or to the button."""
        if self.others.isHidden():
            self.button.setFocus()
        else:
            self.others.focus_first()

    def _on_amount_done(self) -> None:
        """Enter goes on to the other money where the drawer takes one; only then it opens."""
        if self.other.isHidden():
            self.open_requested.emit()
        else:
            self.other.line.setFocus()

    def _connect(self) -> None:
        self._keys = KeyMap(
            {
                "F2": lambda: self.mode_chosen.emit(False),
                "F3": lambda: self.mode_chosen.emit(True),
                "F12": self.open_requested.emit,
            }
        )
        self._by_amount.clicked.connect(lambda: self.mode_chosen.emit(False))
        self._by_count.clicked.connect(lambda: self.mode_chosen.emit(True))
        self.amount.edited.connect(self.amount_typed)
        self.amount.submitted.connect(self._on_amount_done)
        self.keypad.digits_pressed.connect(lambda digits: self._typed_into().type_text(digits))
        self.keypad.erase_pressed.connect(lambda: self._typed_into().erase())
        self.counts.count_changed.connect(self.count_typed)
        self.counts.finished.connect(self._on_counted)
        self.other.edited.connect(self.other_typed)
        self.other.submitted.connect(self.open_requested)
        self.others.count_changed.connect(self.other_count_typed)
        self.others.finished.connect(self.button.setFocus)
        self.button.clicked.connect(self.open_requested)

    def _lay_out(self) -> None:
        frame = self._frame
        keep_width(frame, _WIDE + 2 * _SIDE)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(_SIDE, _SIDE - 4, _SIDE, _SIDE)
        inside.setSpacing(CARD_GAP)
        date = row(spacing=CARD_GAP // 2)
        date.addWidget(label(self.tr("Open a shift"), "heading"))
        date.addStretch(1)
        date.addWidget(label(self.tr("Business date"), "muted"))
        date.addWidget(self._date)
        inside.addLayout(date)
        modes = row(spacing=CARD_GAP)
        modes.addWidget(self._by_amount)
        modes.addWidget(self._by_count)
        modes.addStretch(1)
        inside.addLayout(modes)
        inside.addWidget(self.amount)
        inside.addWidget(self.other)
        inside.addWidget(self.keypad)
        tables = row(spacing=CARD_GAP)
        tables.addWidget(self.counts, 1)
        tables.addWidget(self.others, 1)
        inside.addLayout(tables, 1)
        inside.addWidget(self.button)
        centre = QHBoxLayout()
        centre.addStretch(1)
        centre.addWidget(frame)
        centre.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(CONTENT_TOP, CONTENT_TOP, CONTENT_TOP, CONTENT_TOP)
        whole.addWidget(self._notice)
        whole.addStretch(1)
        whole.addLayout(centre, _MOST)
        whole.addStretch(1)
