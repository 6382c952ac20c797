"""Taking cash: what is due, what was given, what goes back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from app.counter.amount_field import AmountField
from app.counter.give_chips import GiveChips
from app.counter.key_map import KeyMap, is_typing
from app.counter.labels import CARD_GAP, CARD_SIDE, card, column, label, row
from app.counter.row_list_view import RowListView
from app.counter.saving import SavingNote
from app.counter.scaled import keep_width
from app.models.cart_delegate import CartDelegate
from app.models.row_list import RowListModel
from app.presenters.cart_rows import CartRow
from app.presenters.tender import QuickAmount, TenderState
from app.theme.tokens import Color
from app.widgets.dialog_frame import DialogFrame
from app.widgets.elided_label import ElidedLabel
from app.widgets.hint_bar import Hint, HintBar
from app.widgets.icon_label import IconLabel
from app.widgets.keypad import Keypad
from app.widgets.money_label import MoneyLabel
from app.widgets.notice_bar import NoticeBar
from app.widgets.primary_button import PrimaryButton
from app.widgets.visibility import show_or_hide

_WIDE, _HIGH, _PAD_WIDE, _QUICK_GAP = 940, 690, 300, 8
_QUICK_COLUMNS, _QUICK_MAX = 2, 4


class _SumCard(QFrame):
    """A sum with its name above and a remark below."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._amount = MoneyLabel("money_due")
        self._amount.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._remark = ElidedLabel("", "caption")
        self._name = name
        inside = QVBoxLayout(self)
        inside.setContentsMargins(CARD_SIDE, CARD_GAP, CARD_SIDE, CARD_GAP)
        inside.setSpacing(0)
        inside.addWidget(label(name, "caption"))
        inside.addWidget(self._amount)
        inside.addWidget(self._remark)

    def show_sum(self, amount: str, remark: str) -> None:
        self._amount.show_amount(amount)
        self._amount.setAccessibleName(f"{self._name} {amount}")
        self._remark.show_text(remark)


class TenderDialog(DialogFrame):
    """Draws ``TenderState``.

    ``amount_typed(text)`` · ``quick_chosen(index)`` · ``quick_moved(step)`` ·
    ``finish_requested()`` · ``dismissed()`` (Esc: back, nothing is lost).
    """

    amount_typed = Signal(str)
    quick_chosen = Signal(int)
    quick_moved = Signal(int)
    finish_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "", self.tr("Back to sale"), width_px=_WIDE, height_px=_HIGH, parent=parent
        )
        self._total = _SumCard(self.tr("Sale total"))
        self._due = _SumCard(self.tr("To pay in cash"))
        self._due.setProperty("chosen", True)
        self._tender, self._step = label("", "body_strong"), label("", "caption")
        self._given = MoneyLabel("money_line")
        self._notice = NoticeBar()
        self._lines = RowListView()
        self._lines.setAccessibleName(self.tr("What is paid for"))
        self._lines.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # to be read; the amount keeps the focus
        self._lines_model: RowListModel[CartRow] = RowListModel(self)
        self._lines.setModel(self._lines_model)
        self._lines.setItemDelegate(CartDelegate("", self._lines))
        self.amount = AmountField(self.tr("Cash received"))
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
        """Draw the whole dialog; the amount stays as it was typed."""
        self.show_head(
            self.tr("Take payment"), state.detail, self.tr("Esc goes back, nothing is lost")
        )
        self._total.show_sum(state.total_text, state.vat_text)
        self._due.show_sum(state.due_text, state.rounding_text)
        self._tender.setText(f"{self.tr('Cash')}, {state.symbol}")
        self._step.setText(state.step_text)
        self.amount.show_caption(f"{self.tr('Cash received')}, {state.symbol}")
        self.amount.show_wrong(state.amount_error)
        self._show_quick(state.quick)
        self._lines_model.set_rows(state.lines)
        self._change_words.setText(state.change_label)
        self._change.show_amount(state.change_text or "\N{EM DASH}")
        self._change.setAccessibleName(f"{state.change_label} {state.change_text}")
        self._give.show_parts(state.give)
        self._notice.show_notice(state.notice)
        self._saving.show_busy(is_busy=state.is_busy)
        self.back_button.setEnabled(not state.is_busy)

    def set_amount(self, text: str) -> None:
        self.amount.set_text(text)
        self._show_given()

    def focus_amount(self) -> None:
        self.amount.line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._keys.press(event):
            return
        if is_typing(event) and event.text() in "0123456789.":
            self.amount.type_text(event.text())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Large words in a small window: the keypad gives way, the keyboard does the same."""
        super().resizeEvent(event)
        used = self.amount.sizeHint().height() + self.quick[0].sizeHint().height() * 2
        needed = self.keypad.minimumSizeHint().height() + used + CARD_GAP * 4
        room = self.body.contentsRect().height()
        show_or_hide(self.keypad, shown=room >= needed)

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
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # arrows in the field walk through these
        button.clicked.connect(lambda: self.quick_chosen.emit(index))
        return button

    def _show_given(self) -> None:
        self._given.show_amount(self.amount.line.text())

    def _on_edited(self, text: str) -> None:
        self._show_given()
        self.amount_typed.emit(text)

    def _connect(self) -> None:
        self._keys = KeyMap(
            {
                "F2": lambda: self.quick_chosen.emit(0),
                "F12": self.finish_requested.emit,
                "Up": lambda: self.quick_moved.emit(-1),
                "Down": lambda: self.quick_moved.emit(1),
            }
        )
        self.amount.edited.connect(self._on_edited)
        self.keypad.digits_pressed.connect(self.amount.type_text)
        self.keypad.erase_pressed.connect(self.amount.erase)
        self.finish.clicked.connect(self.finish_requested)

    def _lay_out(self) -> None:
        sums = row(spacing=CARD_GAP)
        sums.addWidget(self._total, 1)
        sums.addWidget(self._due, 1)
        left = QVBoxLayout()
        left.setSpacing(CARD_GAP)
        left.addLayout(sums)
        left.addWidget(self._tender_card())
        left.addWidget(self._notice)
        paid = card()
        column(paid, margin=1).addWidget(self._lines)
        left.addWidget(paid, 1)
        left.addWidget(
            HintBar(
                (
                    Hint(("F2",), self.tr("Exact amount")),
                    Hint(("\u2191", "\u2193"), self.tr("Likely amounts")),
                    Hint(("F12",), self.tr("Finish sale")),
                )
            )
        )
        quick = QGridLayout()
        quick.setSpacing(_QUICK_GAP)
        for number, button in enumerate(self.quick):
            quick.addWidget(button, number // _QUICK_COLUMNS, number % _QUICK_COLUMNS)
        side = QWidget()
        keep_width(side, _PAD_WIDE)
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(CARD_GAP)
        right.addWidget(self.amount)
        right.addLayout(quick)
        right.addWidget(self.keypad, 1)
        right.addStretch(0)
        both = row(spacing=CARD_SIDE + 4)
        both.addLayout(left, 1)
        both.addWidget(side)
        self.body.addLayout(both)
        change = QVBoxLayout()
        change.setSpacing(0)
        change.addWidget(self._change_words)
        change.addWidget(self._change)
        self.foot.addLayout(change)
        self.foot.addWidget(self._give, 1)
        keep_width(self.finish, _PAD_WIDE)
        self.foot.addWidget(self.finish)

    def _tender_card(self) -> QFrame:
        frame = card()
        line = row(frame, spacing=CARD_GAP)
        line.setContentsMargins(CARD_SIDE, CARD_GAP, CARD_SIDE, CARD_GAP)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._tender)
        names.addWidget(self._step)
        line.addWidget(IconLabel("cash", Color.LAGOON_INK, 24))
        line.addLayout(names, 1)
        line.addWidget(self._given)
        return frame
