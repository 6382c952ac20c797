"""Closing a shift: the count, what it means, and the Z report."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.counter.key_map import KeyMap
from app.counter.labels import (
    CARD_GAP,
    CARD_SIDE,
    CONTENT_LEFT,
    CONTENT_RIGHT,
    CONTENT_TOP,
    card,
    label,
    row,
    rule,
)
from app.counter.receipt_dialog import paper
from app.counter.saving import SavingNote
from app.counter.scaled import keep_width
from app.presenters.close_shift import NOTE_MAX, CloseShiftState, DrawerResult
from app.widgets.count_table import CountTable
from app.widgets.empty_state import EmptyState
from app.widgets.hint_bar import Hint, HintBar
from app.widgets.money_label import MoneyLabel
from app.widgets.notice_bar import NoticeBar
from app.widgets.primary_button import PrimaryButton
from app.widgets.tag import Tag
from app.widgets.ticket_view import TicketView
from app.widgets.visibility import show_or_hide

_COUNT_WIDE, _Z_WIDE, _NOTE_HIGH, _FIGURE_GAP = 300, 380, 84, 6


class _ResultCard(QFrame):
    """Expected against counted, once the count is done; before that, why it is hidden."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._title, self._tag = label("", "body_strong"), Tag()
        self._float, self._sales = MoneyLabel("money_line"), MoneyLabel("money_line")
        self._expected, self._counted = MoneyLabel("money_line"), MoneyLabel("money_line")
        self._difference_words, self._difference = label("", "caption"), MoneyLabel("money_due")
        self._blind_title = label("", "body_strong")
        self._blind_text = label("", "muted", wrap=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(CARD_SIDE, CARD_GAP, CARD_SIDE, CARD_GAP)
        whole.setSpacing(_FIGURE_GAP)
        head = row()
        head.addWidget(self._title, 1)
        head.addWidget(self._tag)
        whole.addLayout(head)
        whole.addWidget(self._blind_title)
        whole.addWidget(self._blind_text)
        self._figures = QWidget()
        figures = QVBoxLayout(self._figures)
        figures.setContentsMargins(0, 0, 0, 0)
        figures.setSpacing(_FIGURE_GAP)
        for words, amount in (
            (self.tr("Opening float"), self._float),
            (self.tr("Cash sales, net of change"), self._sales),
        ):
            line = row()
            line.addWidget(label(words, "muted"), 1)
            line.addWidget(amount)
            figures.addLayout(line)
        figures.addWidget(rule())
        figures.addLayout(self._comparison())
        whole.addWidget(self._figures)

    def show_result(self, state: CloseShiftState) -> None:
        """Draw the figures, or the reason why there are none yet."""
        self._title.setText(state.currency_label)
        self._blind_title.setText(state.blind_title)
        self._blind_text.setText(state.blind_text)
        show_or_hide(self._blind_title, shown=bool(state.blind_title))
        show_or_hide(self._blind_text, shown=bool(state.blind_text))
        show_or_hide(self._figures, shown=state.result is not None)
        if state.result is None:
            self._tag.show_tag("", "neutral")
        else:
            self._show_figures(state.result)

    def _show_figures(self, result: DrawerResult) -> None:
        self._tag.show_tag(result.within_text, "neutral" if result.is_within else "red")
        self._float.show_amount(result.opening_float_text)
        self._sales.show_amount(result.cash_sales_text)
        self._expected.show_amount(result.expected_text)
        self._counted.show_amount(result.counted_text)
        self._difference_words.setText(result.difference_label)
        self._difference.show_amount(result.difference_text)
        spoken = f"{result.difference_label} {result.difference_text}"
        self._difference.setAccessibleName(spoken)

    def _comparison(self) -> QHBoxLayout:
        line = row(spacing=CARD_SIDE)
        for words, amount in (
            (label(self.tr("Expected"), "caption"), self._expected),
            (label(self.tr("Counted"), "caption"), self._counted),
        ):
            part = QVBoxLayout()
            part.setSpacing(2)
            part.addWidget(words)
            part.addWidget(amount, 0, Qt.AlignmentFlag.AlignLeft)
            part.addStretch(1)
            line.addLayout(part)
            line.addStretch(1)
        last = QVBoxLayout()
        last.setSpacing(0)
        right = row()
        right.addStretch(1)
        right.addWidget(self._difference_words)
        last.addLayout(right)
        last.addWidget(self._difference)
        line.addLayout(last)
        return line


class CloseShiftScreen(QWidget):
    """Draws ``CloseShiftState``.

    ``count_typed(denomination_minor, count)`` · ``count_done()``: Enter in the last row ·
    ``note_typed(text)`` · ``recount_requested()`` · ``primary_requested()``: F12.
    """

    count_typed = Signal(int, int)
    count_done = Signal()
    note_typed = Signal(str)
    recount_requested = Signal()
    primary_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._sales = label("", "heading"), Tag()
        self.counts = CountTable("", "", self.tr("coin"))
        self._result = _ResultCard()
        self._waiting, self._notice = NoticeBar(), NoticeBar()
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setAccessibleName(self.tr("Note for the Z report"))
        self.note.setFixedHeight(_NOTE_HIGH)
        self.button = PrimaryButton("", "F12")
        self._saving = SavingNote(self.button, self.tr("Saving"))
        self.ticket = TicketView()
        self._no_ticket = EmptyState("receipt", self.tr("The Z report appears after the count."))
        self._lay_out()
        self._connect()

    def show_state(self, state: CloseShiftState) -> None:
        """Draw the whole screen; figures and note stay as typed."""
        self._title.setText(state.title)
        self._sales.show_tag(state.sales_text, "neutral")
        self.counts.show_heading(state.currency_label, state.symbol)
        self.counts.show_rows(state.rows)
        self.counts.show_total(self.tr("Counted"), state.counted_text)
        self._result.show_result(state)
        self._waiting.show_notice(state.waiting)
        self._notice.show_notice(state.notice)
        self.ticket.show_lines(state.z_lines)
        show_or_hide(self._paper, shown=bool(state.z_lines))
        show_or_hide(self._no_ticket, shown=not state.z_lines)
        self.button.show_words(state.primary_text, "F12")
        self._saving.show_busy(is_busy=state.is_busy)

    def clear_entries(self) -> None:
        self.note.clear()

    def focus_count(self) -> None:
        self.counts.focus_first()

    def focus_first(self) -> None:
        self.counts.focus_first()

    def take_key(self, event: QKeyEvent) -> bool:
        return self._keys.press(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.take_key(event):
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self._keys = KeyMap(
            {
                "F2": self.counts.focus_first,
                "F4": self.note.setFocus,
                "F6": self.recount_requested.emit,
                "F12": self.primary_requested.emit,
            }
        )
        self.counts.count_changed.connect(self.count_typed)
        self.counts.finished.connect(self._on_finished)
        self.note.textChanged.connect(self._on_note)
        self.button.clicked.connect(self.primary_requested)

    def _on_finished(self) -> None:
        self.button.setFocus()
        self.count_done.emit()

    def _on_note(self) -> None:
        text = self.note.toPlainText()
        if len(text) > NOTE_MAX:
            self.note.textCursor().deletePreviousChar()
        else:
            self.note_typed.emit(text)

    def _lay_out(self) -> None:
        head = row()
        head.addWidget(self._title)
        head.addWidget(self._sales)
        head.addWidget(
            HintBar(
                (
                    Hint(("Enter",), self.tr("Next count")),
                    Hint(("F4",), self.tr("Note")),
                    Hint(("F6",), self.tr("Recount")),
                )
            ),
            1,
        )
        keep_width(self.counts, _COUNT_WIDE)
        note = card()
        inside = QVBoxLayout(note)
        inside.setContentsMargins(CARD_SIDE, CARD_GAP, CARD_SIDE, CARD_SIDE)
        inside.setSpacing(CARD_GAP // 2)
        inside.addWidget(label(self.tr("Note for the Z report"), "caption"))
        inside.addWidget(self.note)
        middle = QVBoxLayout()
        middle.setSpacing(CARD_GAP)
        middle.addWidget(self._result)
        middle.addWidget(self._waiting)
        middle.addWidget(note)
        middle.addStretch(1)
        middle.addWidget(self._notice)
        middle.addWidget(self.button)
        both = row(spacing=CARD_GAP)
        both.addWidget(self.counts)
        both.addLayout(middle, 1)
        both.addWidget(self._preview())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(CONTENT_LEFT, CONTENT_TOP, CONTENT_RIGHT, CONTENT_TOP)
        whole.setSpacing(CARD_GAP)
        whole.addLayout(head)
        whole.addLayout(both, 1)

    def _preview(self) -> QFrame:
        frame = card(surface="sunken_strong")
        frame.setFixedWidth(_Z_WIDE)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(CARD_GAP, CARD_GAP, CARD_GAP, CARD_GAP)
        inside.addWidget(label(self.tr("Z report, preview"), "body_strong"))
        self._paper = paper(self.ticket, self.tr("Z report"))
        inside.addWidget(self._paper, 1)
        inside.addWidget(self._no_ticket, 1)
        return frame
