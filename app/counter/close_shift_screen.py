"""Closing a shift: the count, what it means, and the Z report."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from app.counter.key_map import KeyMap
from app.counter.labels import (
    CARD_GAP,
    CARD_SIDE,
    CONTENT_LEFT,
    CONTENT_RIGHT,
    CONTENT_TOP,
    card,
    column,
    label,
    row,
)
from app.counter.receipt_dialog import paper
from app.counter.result_card import ResultCard
from app.counter.saving import SavingNote
from app.counter.scaled import keep_width
from app.counter.scrolled import Scrolled
from app.presenters.close_shift import NOTE_MAX, CloseShiftState
from app.theme.theme import current_theme
from app.widgets.count_table import CountTable
from app.widgets.empty_state import EmptyState
from app.widgets.hint_bar import Hint, HintBar
from app.widgets.notice_bar import NoticeBar
from app.widgets.primary_button import PrimaryButton
from app.widgets.tag import Tag
from app.widgets.ticket_view import TicketView
from app.widgets.visibility import show_or_hide

_COUNT_WIDE, _Z_WIDE, _NOTE_HIGH = 254, 328, 84
_MIDDLE_LEAST, _THREE_SUMS = 284, 350


class CloseShiftScreen(QWidget):
    """Draws ``CloseShiftState``.

    ``count_typed(denomination_minor, count)`` · ``other_count_typed(…)``: of the other currency ·
    ``count_done()``: Enter in the last row · ``note_typed(text)`` · ``reason_chosen(row)`` ·
    ``next_reason()``: F5 · ``recount_requested()`` · ``primary_requested()``: F12 ·
    ``close_requested()``: F8, or the button with the result on screen.
    """

    count_typed = Signal(int, int)
    other_count_typed = Signal(int, int)
    reason_chosen = Signal(int)
    next_reason = Signal()
    count_done = Signal()
    note_typed = Signal(str)
    recount_requested = Signal()
    primary_requested = Signal()
    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._sales = label("", "heading"), Tag()
        self.counts = CountTable("", "", self.tr("coin"))
        self.others = CountTable("", "", self.tr("coin"))
        self._results = (ResultCard(), ResultCard())
        self._blind = card()
        self._blind_title = label("", "body_strong", wrap=True)
        self._blind_text = label("", "muted", wrap=True)
        self._reason_card = card()
        self.reasons = QComboBox()
        self.reasons.setAccessibleName(self.tr("Why the drawer is off"))
        self._sign_words = label("", "body", wrap=True)
        self._sign_words.setProperty("ink", "amber")
        self._is_choosing, self._closes_next = False, False
        self._waiting, self._notice = NoticeBar(), NoticeBar()
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setAccessibleName(self.tr("Note for the Z report"))
        self.note.setFixedHeight(_NOTE_HIGH)
        self.button = PrimaryButton("", "F12")
        self._saving = SavingNote(self.button, self.tr("Saving"))
        self.ticket = TicketView()
        self._no_ticket = EmptyState("receipt", self.tr("The Z report appears after the count."))
        self._reading = EmptyState("shift", self.tr("The shift is being read."))
        self._is_read, self._second = False, QWidget()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._lay_out()
        self._connect()

    def show_state(self, state: CloseShiftState) -> None:
        """Draw the whole screen; figures and note stay as typed."""
        self._show_whether_read(is_read=bool(state.rows))
        self._title.setText(state.title)
        self._sales.show_tag(state.sales_text, "neutral")
        self.counts.show_heading(state.currency_label, state.symbol)
        self.counts.show_rows(state.rows)
        self.counts.show_total(self.tr("Counted"), state.counted_text)
        show_or_hide(self.others, shown=bool(state.other_label))
        self.others.show_heading(state.other_label, state.other_symbol)
        self.others.show_rows(state.other_rows)
        self.others.show_total(self.tr("Counted"), state.other_counted_text)
        self._show_results(state)
        self._show_reasons(state)
        self._waiting.show_notice(state.waiting)
        self._notice.show_notice(state.notice)
        self.ticket.show_lines(state.z_lines)
        show_or_hide(self._paper, shown=bool(state.z_lines))
        show_or_hide(self._no_ticket, shown=not state.z_lines)
        if self._closes_next is not state.can_recount and self.button.hasFocus():
            self.counts.focus_first()  # Enter pressed twice at the button is not two answers
        self._closes_next = state.can_recount
        self.button.show_words(state.primary_text, state.primary_key)
        self._saving.show_busy(is_busy=state.is_busy)

    def _show_whether_read(self, *, is_read: bool) -> None:
        """Nothing is shown by halves: a count typed early must not land in the note."""
        if not is_read:
            self.setFocus()
        show_or_hide(self._reading, shown=not is_read)
        for part in (self.counts, self._second, self._middle, self.button):
            show_or_hide(part, shown=is_read)
        if is_read is not self._is_read:
            self._is_read = is_read
            self._give_way()

    def _show_results(self, state: CloseShiftState) -> None:
        self._blind_title.setText(state.blind_title)
        self._blind_text.setText(state.blind_text)
        show_or_hide(self._blind, shown=bool(state.blind_title))
        for number, part in enumerate(self._results):
            is_shown = number < len(state.results)
            show_or_hide(part, shown=is_shown)
            if is_shown:
                result = state.results[number]
                part.show_result(result, brief=number > 0 and not result.moves)

    def _show_reasons(self, state: CloseShiftState) -> None:
        self._is_choosing = True
        if [self.reasons.itemText(at) for at in range(self.reasons.count())] != list(state.reasons):
            self.reasons.clear()
            self.reasons.addItems(list(state.reasons))
        self.reasons.setCurrentIndex(state.reason)
        self._is_choosing = False
        self._sign_words.setText(state.sign_text)
        show_or_hide(self._sign_words, shown=bool(state.sign_text))
        show_or_hide(self._reason_card, shown=state.asks_reason or bool(state.sign_text))

    def clear_entries(self) -> None:
        self.note.clear()

    def focus_count(self) -> None:
        self.counts.focus_first()

    def focus_first(self) -> None:
        if not self._is_read:
            self.setFocus()
        else:
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
                "F3": self._focus_other,
                "F4": self.note.setFocus,
                "F5": self.next_reason.emit,
                "F6": self.recount_requested.emit,
                "F8": self.close_requested.emit,
                "F12": self.primary_requested.emit,
            }
        )
        self.counts.count_changed.connect(self.count_typed)
        self.counts.finished.connect(self._on_first_finished)
        self.others.count_changed.connect(self.other_count_typed)
        self.others.finished.connect(self._on_finished)
        self.reasons.currentIndexChanged.connect(self._on_reason)
        self.note.textChanged.connect(self._on_note)
        self.button.clicked.connect(self._on_button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        """Without room the preview of the Z goes (its dialog shows it), then sums stand in rows."""
        theme = current_theme()
        room = self.contentsRect().width() - CONTENT_LEFT - CONTENT_RIGHT
        left = room - 2 * (theme.px(_COUNT_WIDE) + CARD_GAP)
        beside_it = left - theme.px(_Z_WIDE) - CARD_GAP
        has_preview = beside_it >= theme.px(_MIDDLE_LEAST)
        show_or_hide(self._z_frame, shown=has_preview and self._is_read)
        middle = beside_it if has_preview else left
        for part in self._results:
            part.stand(is_narrow=middle < theme.px(_THREE_SUMS))

    def _focus_other(self) -> None:
        if not self.others.isHidden():
            self.others.focus_first()

    def _on_first_finished(self) -> None:
        """Enter in the last row of the till's own money goes on to the other's."""
        if self.others.isHidden():
            self._on_finished()
        else:
            self.others.focus_first()

    def _on_button(self) -> None:
        if self._closes_next:
            self.close_requested.emit()
        else:
            self.primary_requested.emit()

    def _on_reason(self, index: int) -> None:
        if not self._is_choosing:
            self.reason_chosen.emit(index)

    def _on_finished(self) -> None:
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
                    Hint(("F10",), self.tr("Drawer")),
                )
            ),
            1,
        )
        keep_width(self.counts, _COUNT_WIDE)
        keep_width(self._second, _COUNT_WIDE)
        beside = QVBoxLayout(self._second)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(CARD_GAP)
        beside.addWidget(self.others, 1)
        note = card()
        inside = QVBoxLayout(note)
        inside.setContentsMargins(CARD_SIDE, CARD_GAP, CARD_SIDE, CARD_SIDE)
        inside.setSpacing(CARD_GAP // 2)
        inside.addWidget(label(self.tr("Note for the Z report"), "caption"))
        inside.addWidget(self.note)
        beside.addWidget(note)
        beside.addStretch(0)
        _fill(self._blind, self._blind_title, self._blind_text)
        caption = label(self.tr("Why is it off? F5 chooses"), "caption")
        _fill(self._reason_card, caption, self.reasons, self._sign_words)
        middle = QVBoxLayout()
        middle.setSpacing(CARD_GAP)
        self._middle = self._scrolled_results()
        middle.addWidget(self._middle, 1)
        middle.addWidget(self._notice)
        middle.addWidget(self.button)
        both = row(spacing=CARD_GAP)
        both.addWidget(self.counts)
        both.addWidget(self._second)
        both.addLayout(middle, 1)
        self._z_frame = self._preview()
        both.addWidget(self._z_frame)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(CONTENT_LEFT, CONTENT_TOP, CONTENT_RIGHT, CONTENT_TOP)
        whole.setSpacing(CARD_GAP)
        whole.addLayout(head)
        whole.addWidget(self._reading, 1)
        whole.addLayout(both, 1)

    def _scrolled_results(self) -> Scrolled:
        """What the count means: it scrolls where words are large and the window small."""
        area = Scrolled(self.tr("Result of the count"))
        inside = column(area.host, spacing=CARD_GAP)
        for part in (self._blind, *self._results, self._waiting, self._reason_card):
            inside.addWidget(part)
        inside.addStretch(1)
        return area

    def _preview(self) -> QFrame:
        frame = card(surface="sunken_strong")
        keep_width(frame, _Z_WIDE)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(CARD_GAP, CARD_GAP, CARD_GAP, CARD_GAP)
        inside.addWidget(label(self.tr("Z report, preview"), "body_strong"))
        self._paper = paper(self.ticket, self.tr("Z report"))
        inside.addWidget(self._paper, 1)
        inside.addWidget(self._no_ticket, 1)
        return frame


def _fill(frame: QFrame, *parts: QWidget) -> None:
    """Put parts into a card, one below the other."""
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(CARD_SIDE, CARD_GAP, CARD_SIDE, CARD_GAP)
    inside.setSpacing(CARD_GAP // 2)
    for part in parts:
        inside.addWidget(part)
