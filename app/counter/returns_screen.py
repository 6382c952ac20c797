"""*Returns*: the receipts or the lines of one at the left, the money back at the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from app.counter.key_map import KeyMap, is_typing
from app.counter.labels import (
    CARD_GAP,
    CARD_SIDE,
    CONTENT_LEFT,
    CONTENT_RIGHT,
    CONTENT_TOP,
    card,
    column,
    label,
    rule,
)
from app.counter.row_list_view import STEPS, RowListView
from app.counter.scaled import keep_width
from app.models.return_delegate import ReturnDelegate
from app.models.row_list import RowListModel
from app.presenters.return_rows import ReturnRow, ReturnsState
from app.widgets.empty_state import EmptyState
from app.widgets.field import Field
from app.widgets.hint_bar import Hint, HintBar
from app.widgets.key_button import KeyButton
from app.widgets.money_label import MoneyLabel
from app.widgets.primary_button import PrimaryButton
from app.widgets.search_field import SearchField
from app.widgets.visibility import show_or_hide

_SIDE_WIDE = 362


class ReturnsScreen(QWidget):
    """Draws ``ReturnsState``.

    ``text_changed(text)`` · ``entered()`` · ``stepped(rows)`` · ``row_pressed(row)`` ·
    ``row_entered(row)`` · ``units_stepped(units)`` · ``reason_chosen(number)`` ·
    ``next_reason()`` · ``kind_chosen(number)`` · ``next_kind()`` · ``code_typed(text)`` ·
    ``weight_typed(text)`` · ``scale_requested()`` ·
    ``give_requested()`` · ``exchange_requested()`` · ``back_requested()``.
    """

    text_changed = Signal(str)
    entered = Signal()
    stepped = Signal(int)
    row_pressed = Signal(int)
    row_entered = Signal(int)
    units_stepped = Signal(int)
    reason_chosen = Signal(int)
    next_reason = Signal()
    kind_chosen = Signal(int)
    next_kind = Signal()
    code_typed = Signal(str)
    weight_typed = Signal(str)
    scale_requested = Signal()
    give_requested = Signal()
    exchange_requested = Signal()
    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading, self._detail = label("", "heading", wrap=True), label("", "muted", wrap=True)
        self._note = label("", "body", wrap=True)
        self._note.setProperty("ink", "amber")
        self.search = SearchField(self.tr("Receipt number"), self.tr("or scan it"))
        self.list = RowListView()
        self._model: RowListModel[ReturnRow] = RowListModel(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(ReturnDelegate(self.list))
        self._empty = EmptyState("receipt")
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self.list)
        self.reasons = _combo(self.tr("Why it comes back"))
        self.kinds = _combo(self.tr("Money back as"))
        self.code = Field(self.tr("Approval code of the terminal"))
        self.weight = Field(self.tr("Weight in grams (F4 reads the scale)"))
        self._goods, self._rounding = label("", "muted"), label("", "muted")
        self._back = MoneyLabel("money_due")
        self._sign = label("", "body", wrap=True)
        self._sign.setProperty("ink", "amber")
        self.give_button = PrimaryButton(self.tr("Give back"), "F12")
        self.exchange_button = KeyButton(self.tr("New goods for it"), "F9")
        self._is_choosing = self._is_open_ended = False
        self._lay_out()
        self._connect()

    def show_state(self, state: ReturnsState) -> None:
        """Draw the whole place."""
        self._heading.setText(state.heading)
        self._detail.setText(state.detail)
        self._note.setText(state.note)
        show_or_hide(self._note, shown=bool(state.note))
        self._model.set_rows(state.rows)
        self._empty.show_words(state.empty_text)
        self._pages.setCurrentWidget(self._empty if state.empty_text else self.list)
        name = self.tr("Lines of the receipt") if state.is_choosing else self.tr("Receipts")
        self.list.setAccessibleName(name)
        self.list.show_selected(state.selected)
        show_or_hide(self.search, shown=not state.is_choosing or state.is_open_ended)
        show_or_hide(self._side, shown=state.is_choosing)
        _fill(self.reasons, state.reasons, state.reason)
        _fill(self.kinds, state.kinds, state.kind)
        show_or_hide(self.code, shown=state.needs_code)
        show_or_hide(self.weight, shown=state.asks_weight)
        self.weight.show_wrong(state.weight_error)
        for words, text in (
            (self._goods, state.sums.goods_text),
            (self._rounding, state.sums.rounding_text),
            (self._sign, state.sums.sign_text),
        ):
            words.setText(text)
            show_or_hide(words, shown=bool(text))
        self._back.show_amount(state.sums.back_text)
        self._back.setAccessibleName(self.tr("Money back {0}").replace("{0}", state.sums.back_text))
        self.give_button.setEnabled(state.can_give or state.is_busy)
        self.exchange_button.setEnabled(state.can_exchange)
        self.give_button.show_saving(saving=state.is_busy, word=self.tr("Saving"))
        prompt = self.tr("Scan goods, or type a SKU or name")
        self.search.line.setPlaceholderText(
            prompt if state.is_open_ended else self.tr("Receipt number")
        )
        if state.is_open_ended and state.rows and not self.search.text():
            self.list.setFocus()  # + and - change what was scanned; letters go into the search
        self._show_hints(is_choosing=state.is_choosing, is_open_ended=state.is_open_ended)

    def clear_entries(self) -> None:
        """Empty the search, the approval code and the weight."""
        self.search.clear()
        self.code.line.clear()
        self.weight.line.clear()

    def set_weight(self, text: str) -> None:
        """Put grams into the field of the weight."""
        self.weight.line.setText(text)

    def focus_first(self) -> None:
        """The list where lines are chosen; the search before."""
        has_lines = self._is_choosing and bool(self._model.rows)
        (self.list if has_lines else self.search.line).setFocus()

    def take_key(self, event: QKeyEvent) -> bool:
        """Use a key that nothing smaller wanted; letters go into the search."""
        if self._keys.press(event):
            return True
        key = Qt.Key(event.key())
        types = not self._is_choosing or self._is_open_ended
        if types and key in STEPS:
            self.stepped.emit(STEPS[key])
            return True
        if types and is_typing(event):
            self.search.line.setFocus()
            self.search.line.insert(event.text())
            self.text_changed.emit(self.search.text())
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.take_key(event):
            super().keyPressEvent(event)

    def _on_f4(self) -> None:
        """The scale, where the line was sold by weight; else the code of the terminal."""
        if self.weight.isHidden():
            self.code.line.setFocus()
        else:
            self.weight.line.setFocus()
            self.scale_requested.emit()

    def _show_hints(self, *, is_choosing: bool, is_open_ended: bool) -> None:
        if (is_choosing, is_open_ended) == (self._is_choosing, self._is_open_ended):
            return
        self._is_choosing, self._is_open_ended = is_choosing, is_open_ended
        show_or_hide(self._choosing_keys, shown=is_choosing)
        show_or_hide(self._finding_keys, shown=not is_choosing)
        if self.isVisible() and self.window().isActiveWindow():
            self.focus_first()

    def _finding_hints(self) -> tuple[Hint, ...]:
        return (
            Hint(("\u2191", "\u2193"), self.tr("Choose")),
            Hint(("Enter",), self.tr("Open the receipt")),
            Hint(("Alt+1",), self.tr("Back to sale")),
        )

    def _choosing_hints(self) -> tuple[Hint, ...]:
        return (
            Hint(("\u2191", "\u2193"), self.tr("Choose")),
            Hint(("+", "-"), self.tr("One more, one less")),
            Hint(("Enter",), self.tr("All of the line")),
            Hint(("F3",), self.tr("Reason")),
            Hint(("F5",), self.tr("Money back as")),
            Hint(("Esc",), self.tr("Another receipt")),
        )

    def _connect(self) -> None:
        self._keys = KeyMap(
            {
                "+": lambda: self.units_stepped.emit(1),
                "-": lambda: self.units_stepped.emit(-1),
                "Right": lambda: self.units_stepped.emit(1),
                "Left": lambda: self.units_stepped.emit(-1),
                "F2": self.focus_first,
                "F3": self.next_reason.emit,
                "F4": self._on_f4,
                "F5": self.next_kind.emit,
                "F12": self.give_requested.emit,
                "Esc": self.back_requested.emit,
            },
            repeating=frozenset({"+", "-", "Right", "Left"}),
        )
        self.search.text_edited.connect(self.text_changed)
        self.search.submitted.connect(lambda _text: self.entered.emit())
        self.list.stepped.connect(self.stepped)
        self.list.row_pressed.connect(self.row_pressed)
        self.list.row_entered.connect(self.row_entered)
        self.reasons.activated.connect(self.reason_chosen)
        self.kinds.activated.connect(self.kind_chosen)
        self.code.line.textEdited.connect(self.code_typed)
        self.weight.line.textEdited.connect(self.weight_typed)
        self.give_button.clicked.connect(self.give_requested)
        self.exchange_button.clicked.connect(self.exchange_requested)

    def _lay_out(self) -> None:
        frame = card()
        column(frame, margin=1).addWidget(self._pages)
        self._finding_keys = HintBar(self._finding_hints())
        self._choosing_keys = HintBar(self._choosing_hints())
        show_or_hide(self._choosing_keys, shown=False)
        left = QVBoxLayout()
        left.setSpacing(CARD_GAP)
        for part in (self._heading, self._detail, self._note, self.search):
            left.addWidget(part)
        left.addWidget(frame, 1)
        left.addWidget(self._finding_keys)
        left.addWidget(self._choosing_keys)
        self._side = card()
        keep_width(self._side, _SIDE_WIDE)
        self._lay_out_side()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(CONTENT_LEFT, CONTENT_TOP, CONTENT_RIGHT, CONTENT_TOP)
        whole.setSpacing(CARD_GAP)
        whole.addLayout(left, 1)
        whole.addWidget(self._side)

    def _lay_out_side(self) -> None:
        inside = QVBoxLayout(self._side)
        inside.setContentsMargins(CARD_SIDE, CARD_SIDE, CARD_SIDE, CARD_SIDE)
        inside.setSpacing(CARD_GAP)
        for words, key, box in (
            (self.tr("Why it comes back"), "F3", self.reasons),
            (self.tr("Money back as"), "F5", self.kinds),
        ):
            name = QLabel(f"{words} ({key})")
            name.setProperty("role", "caption")
            name.setBuddy(box)
            inside.addWidget(name)
            inside.addWidget(box)
        inside.addWidget(self.weight)
        inside.addWidget(self.code)
        inside.addStretch(1)
        inside.addWidget(rule())
        inside.addWidget(self._goods)
        inside.addWidget(self._rounding)
        inside.addWidget(label(self.tr("Money back"), "title"))
        inside.addWidget(self._back)
        inside.addWidget(self._sign)
        inside.addWidget(self.exchange_button)
        inside.addWidget(self.give_button)


def _combo(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def _fill(box: QComboBox, texts: tuple[str, ...], chosen: int) -> None:
    """Show these texts; what is there already stays, so that an open list is not shut."""
    if [box.itemText(number) for number in range(box.count())] != list(texts):
        box.clear()
        box.addItems(list(texts))
    if texts and box.currentIndex() != chosen:
        box.setCurrentIndex(chosen)
