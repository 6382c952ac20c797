"""An item without a price: the price, who says yes, and their PIN."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.counter.amount_field import AmountField
from app.counter.key_map import KeyMap
from app.counter.labels import CARD_GAP, CARD_SIDE, label, row
from app.counter.people_list import PeopleList
from app.counter.scaled import keep_width
from app.presenters.price import PriceState
from app.widgets.dialog_frame import DialogFrame
from app.widgets.elided_label import ElidedLabel
from app.widgets.empty_state import EmptyState
from app.widgets.notice_bar import NoticeBar
from app.widgets.pin_pad import PinPad
from app.widgets.primary_button import PrimaryButton
from app.widgets.visibility import show_or_hide

_WIDE, _HIGH, _PAD_WIDE = 760, 560, 300


class PriceDialog(DialogFrame):
    """Draws ``PriceState``: ``price_typed(text)``, ``approver_chosen(row)``, ``pin_entered(pin)``.

    Enter in the price goes to the PIN; arrows choose the approver from either.
    """

    price_typed = Signal(str)
    approver_chosen = Signal(int)
    pin_entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "", self.tr("Back to sale"), width_px=_WIDE, height_px=_HIGH, parent=parent
        )
        self._item = ElidedLabel("", "body_strong")
        self.price = AmountField(self.tr("Price of one, VAT included"))
        self.people = PeopleList()
        self.people.setAccessibleName(self.tr("Who approves"))
        self._empty = EmptyState("users")
        self._prompt, self._message = label("", "title"), label("", "body", wrap=True)
        self._message.setProperty("ink", "amber")
        self.pad = PinPad(self.tr("Clear"), self.tr("Delete"))
        self._notice = NoticeBar()
        self.approve = PrimaryButton(self.tr("Approve and add"), self.tr("Enter"))
        self._lay_out()
        self._keys = KeyMap(
            {"Up": lambda: self.people.step(-1), "Down": lambda: self.people.step(1)},
            repeating=frozenset({"Up", "Down"}),
        )
        self.price.edited.connect(self.price_typed)
        self.price.submitted.connect(self.pad.setFocus)
        self.people.person_chosen.connect(self.approver_chosen)
        self.pad.pin_entered.connect(self.pin_entered)
        self.approve.clicked.connect(self.pad.submit)

    def show_state(self, state: PriceState) -> None:
        """Draw the whole dialog."""
        self.show_head(
            self.tr("This item has no price"), "", self.tr("Esc goes back, nothing is lost")
        )
        self._item.show_text(f"{state.item_name}  \N{MIDDLE DOT}  {state.item_code}")
        self.price.show_caption(f"{self.tr('Price of one, VAT included')}, {state.symbol}")
        self.price.show_wrong(state.price_error)
        self.people.show_people(state.approvers, state.chosen)
        show_or_hide(self.people, shown=not state.empty_text)
        show_or_hide(self._empty, shown=bool(state.empty_text))
        self._empty.show_words(state.empty_text)
        self._prompt.setText(state.prompt)
        self._message.setText(state.message)
        self.pad.setAccessibleDescription(state.message)
        self.pad.set_locked(locked=state.wait_s > 0 or state.is_busy or not state.approvers)
        self.approve.setEnabled(bool(state.approvers) and state.wait_s == 0)
        self._notice.show_notice(state.notice)

    def clear_entries(self) -> None:
        self.price.set_text("")
        self.pad.clear()

    def clear_pin(self) -> None:
        self.pad.clear()

    def focus_price(self) -> None:
        self.price.line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(CARD_GAP)
        left.addWidget(self._item)
        left.addWidget(self.price)
        left.addWidget(label(self.tr("Who approves it?"), "title"))
        left.addWidget(self.people, 1)
        left.addWidget(self._empty, 1)
        left.addWidget(self._message)
        side = QWidget()
        keep_width(side, _PAD_WIDE)
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(CARD_GAP)
        right.addWidget(self._prompt)
        right.addWidget(self.pad)
        right.addStretch(1)
        both = row(spacing=CARD_SIDE + 4)
        both.addLayout(left, 1)
        both.addWidget(side)
        self.body.addWidget(self._notice)
        self.body.addLayout(both)
        words = self.tr("The approver signs with a PIN. It proves this till and this PIN.")
        self.foot.addWidget(label(words, "caption", wrap=True), 1)
        keep_width(self.approve, _PAD_WIDE)
        self.foot.addWidget(self.approve)
