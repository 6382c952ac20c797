"""Taking payment: the ways, what was given, what is still due, what goes back."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.counter.amount_field import AmountField
from app.counter.give_chips import GiveChips
from app.counter.key_map import KeyMap, is_typing
from app.counter.labels import CARD_GAP, CARD_SIDE, card, column, label, row
from app.counter.paid_list import PaidList
from app.counter.saving import SavingNote
from app.counter.scaled import keep_width
from app.counter.tender_ways import TenderWays
from app.presenters.tender_state import QuickAmount, TenderState
from app.theme.properties import set_style_property
from app.widgets.dialog_frame import DialogFrame
from app.widgets.elided_label import ElidedLabel
from app.widgets.hint_bar import Hint, HintBar
from app.widgets.keypad import Keypad
from app.widgets.money_label import MoneyLabel
from app.widgets.notice_bar import NoticeBar
from app.widgets.primary_button import PrimaryButton
from app.widgets.visibility import show_or_hide

_WIDE, _HIGH, _PAD_WIDE, _QUICK_GAP = 1170, 690, 286, 8
_QUICK_COLUMNS, _QUICK_MAX, _WAYS, _CODE_LONGEST = 2, 4, 7, 48


class _SumCard(QFrame):
    """A sum with its name above and a remark below."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._name = label(name, "caption")
        self._amount = MoneyLabel("money_due")
        self._amount.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._remark = ElidedLabel("", "caption")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(CARD_SIDE, CARD_GAP, CARD_SIDE, CARD_GAP)
        inside.setSpacing(0)
        inside.addWidget(self._name)
        inside.addWidget(self._amount)
        inside.addWidget(self._remark)

    def show_sum(self, name: str, amount: str, remark: str) -> None:
        self._name.setText(name)
        self._amount.show_amount(amount)
        self._amount.setAccessibleName(f"{name} {amount}")
        self._remark.show_text(remark)


class _CodeField(QWidget):
    """A field for a code that a person reads off a slip; its name changes with the way to pay."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setMaxLength(_CODE_LONGEST)
        self._name, self._wrong = label("", "caption"), label("", "error", wrap=True)
        self._name.setBuddy(self.line)
        self._wrong.hide()
        inside = column(self, spacing=4)
        inside.addWidget(self._name)
        inside.addWidget(self.line)
        inside.addWidget(self._wrong)
        self.setFocusProxy(self.line)

    def show_field(self, name: str, sentence: str) -> None:
        """An empty name hides the field; a sentence says what is wrong with the code."""
        show_or_hide(self, shown=bool(name))
        self._name.setText(name)
        self.line.setAccessibleName(name)
        self.line.setAccessibleDescription(sentence)
        set_style_property(self.line, "state", "wrong" if sentence else None)
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))


class TenderDialog(DialogFrame):
    """Draws ``TenderState``.

    ``way_chosen(index)`` · ``amount_typed(text)`` · ``code_typed(text)`` · ``quick_chosen(index)``
    · ``quick_moved(step)`` · ``add_requested()`` (Enter) · ``remove_requested(index)`` (-1 by Del:
    the last) · ``finish_requested()`` · ``dismissed()`` (Esc: back, nothing is lost).
    """

    way_chosen = Signal(int)
    amount_typed = Signal(str)
    code_typed = Signal(str)
    quick_chosen = Signal(int)
    quick_moved = Signal(int)
    add_requested = Signal()
    remove_requested = Signal(int)
    finish_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "", self.tr("Back to sale"), width_px=_WIDE, height_px=_HIGH, parent=parent
        )
        self._total, self._due = _SumCard(""), _SumCard("")
        self._due.setProperty("chosen", True)
        self.ways = TenderWays()
        self.paid = PaidList(self.tr("Nothing was taken yet. Type what the customer gives."))
        self._notice = NoticeBar()
        self.amount = AmountField(self.tr("Cash received"))
        self.code = _CodeField()
        self.quick = tuple(self._quick_button(index) for index in range(_QUICK_MAX))
        self.keypad = Keypad(self.tr("Delete"))
        self._change_words, self._change = label("", "caption"), MoneyLabel("money_total")
        self._change.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._give = GiveChips(self.tr("Give"))
        self.finish = PrimaryButton(self.tr("Finish sale"), "F12")
        self._saving = SavingNote(self.finish, self.tr("Saving"))
        self._lay_out()
        self._connect()

    def show_state(self, state: TenderState) -> None:
        """Draw the whole dialog; the fields stay as they were typed."""
        self.show_head(
            self.tr("Take payment"), state.detail, self.tr("Esc goes back, nothing is lost")
        )
        self._total.show_sum(self.tr("Sale total"), state.total_text, state.vat_text)
        self._due.show_sum(state.due_label, state.due_text, state.rounding_text)
        self.ways.show_ways(state.ways)
        self.paid.show_rows(state.paid)
        self.amount.show_caption(state.amount_caption)
        self.amount.show_wrong(state.amount_error)
        self.code.show_field(state.code_caption, state.code_error)
        self._show_quick(state.quick)
        self._change_words.setText(state.change_label)
        self._change.show_amount(state.change_text or "\N{EM DASH}")
        self._change.setAccessibleName(f"{state.change_label} {state.change_text}")
        self._give.show_parts(state.give)
        self._notice.show_notice(state.notice)
        self._saving.show_busy(is_busy=state.is_busy)
        self.back_button.setEnabled(not state.is_busy)
        self._give_way()

    def set_amount(self, text: str) -> None:
        self.amount.set_text(text)

    def set_code(self, text: str) -> None:
        self.code.line.setText(text)

    def focus_amount(self) -> None:
        self.amount.line.setFocus()

    def focus_code(self) -> None:
        self.code.line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._keys.press(event):
            return
        if is_typing(event) and event.text() in "0123456789.":
            self.amount.type_text(event.text())
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Del in an empty field takes the last tender back; in a full one it is the field's own."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            is_empty = isinstance(watched, QLineEdit) and not watched.text()
            if event.key() == Qt.Key.Key_Delete and is_empty:
                self.remove_requested.emit(-1)
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        """Large words in a small window: the keypad gives way, the keyboard does the same."""
        rows = -(-sum(not button.isHidden() for button in self.quick) // _QUICK_COLUMNS)
        quick = (self.quick[0].sizeHint().height() + _QUICK_GAP) * rows
        used = self.amount.sizeHint().height() + quick
        if not self.code.isHidden():
            used += self.code.sizeHint().height() + CARD_GAP
        needed = self.keypad.minimumSizeHint().height() + used + CARD_GAP * 4
        room = self.body.contentsRect()
        show_or_hide(self.keypad, shown=room.height() >= needed)
        both = self._total.minimumSizeHint().width() + self._due.minimumSizeHint().width()
        middle = room.width() - self.ways.width() - self.amount.width() - 3 * CARD_SIDE
        show_or_hide(self._total, shown=both + CARD_GAP <= middle)  # what is due always stands

    def _show_quick(self, amounts: tuple[QuickAmount, ...]) -> None:
        for number, button in enumerate(self.quick):
            is_there = number < len(amounts)
            show_or_hide(button, shown=is_there)
            if is_there:
                button.setText(amounts[number].label)
                button.setAccessibleName(amounts[number].label)
                button.setChecked(amounts[number].is_chosen)

    def _quick_button(self, index: int) -> QPushButton:
        button = QPushButton()
        button.setProperty("kind", "choice")
        button.setProperty("reached_by", "arrows")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # arrows in the field walk through these
        button.clicked.connect(lambda: self.quick_chosen.emit(index))
        return button

    def _connect(self) -> None:
        chosen = {
            f"F{index + 2}": lambda index=index: self.way_chosen.emit(index)
            for index in range(_WAYS)
        }
        self._keys = KeyMap(
            {
                **chosen,
                "F12": self.finish_requested.emit,
                "Up": lambda: self.quick_moved.emit(-1),
                "Down": lambda: self.quick_moved.emit(1),
            }
        )
        self.ways.way_chosen.connect(self.way_chosen)
        self.paid.removed.connect(self.remove_requested)
        self.amount.edited.connect(self.amount_typed)
        self.amount.submitted.connect(self.add_requested)
        self.code.line.textEdited.connect(self.code_typed)
        self.code.line.returnPressed.connect(self.add_requested)
        for line in (self.amount.line, self.code.line):
            line.installEventFilter(self)
        self.keypad.digits_pressed.connect(self.amount.type_text)
        self.keypad.erase_pressed.connect(self.amount.erase)
        self.finish.clicked.connect(self.finish_requested)

    def _lay_out(self) -> None:
        three = row(spacing=CARD_SIDE + 4)
        three.addWidget(self.ways)
        three.addLayout(self._middle(), 1)
        three.addWidget(self._side())
        self.body.addLayout(three)
        change = QVBoxLayout()
        change.setSpacing(0)
        change.addWidget(self._change_words)
        change.addWidget(self._change)
        self.foot.addLayout(change)
        self.foot.addWidget(self._give, 1)
        keep_width(self.finish, _PAD_WIDE)
        self.foot.addWidget(self.finish)

    def _middle(self) -> QVBoxLayout:
        sums = row(spacing=CARD_GAP)
        sums.addWidget(self._total, 1)
        sums.addWidget(self._due, 1)
        taken = card()
        column(taken, margin=1).addWidget(self.paid)
        made = QVBoxLayout()
        made.setSpacing(CARD_GAP)
        made.addLayout(sums)
        made.addWidget(self._notice)
        made.addWidget(taken, 1)
        made.addWidget(
            HintBar(
                (
                    Hint(("Enter",), self.tr("Take it, then another way")),
                    Hint(("Del",), self.tr("Take the last back")),
                    Hint(("\u2191", "\u2193"), self.tr("Likely amounts")),
                )
            )
        )
        return made

    def _side(self) -> QWidget:
        quick = QGridLayout()
        quick.setSpacing(_QUICK_GAP)
        for number, button in enumerate(self.quick):
            quick.addWidget(button, number // _QUICK_COLUMNS, number % _QUICK_COLUMNS)
        side = QWidget()
        keep_width(side, _PAD_WIDE)
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(CARD_GAP)
        right.addWidget(self.code)
        right.addWidget(self.amount)
        right.addLayout(quick)
        right.addWidget(self.keypad, 1)
        right.addStretch(0)
        return side
