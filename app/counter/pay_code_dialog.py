"""A code for the customer's phone: asking, to be scanned, over."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.counter.key_map import KeyMap
from app.counter.labels import label
from app.presenters.pay_code import PayCodeState
from app.widgets.dialog_frame import DialogFrame
from app.widgets.key_button import KeyButton
from app.widgets.money_label import MoneyLabel
from app.widgets.notice_bar import NoticeBar
from app.widgets.qr_code import QrCode
from app.widgets.visibility import show_or_hide

_WIDE, _HIGH = 620, 660


class PayCodeDialog(DialogFrame):
    """Draws ``PayCodeState``; Esc gives it up, everything else comes by itself.

    ``phone_requested()`` (F4): the customer can't scan it, their phone is to be asked.
    """

    phone_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", self.tr("Give it up"), width_px=_WIDE, height_px=_HIGH, parent=parent)
        self._notice = NoticeBar()
        self.code = QrCode()
        self.code.setAccessibleName(self.tr("Code to scan"))
        self._state = label("", "title", wrap=True)
        self._help, self._quoted = label("", "body", wrap=True), label("", "muted", wrap=True)
        for each in (self._state, self._help, self._quoted):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._amount, self._left = MoneyLabel("money_due"), label("", "caption")
        self.body.addWidget(self._notice)
        self.body.addStretch(0)
        self._above = self.body.count() - 1
        self.body.addWidget(self._state)
        self.body.addWidget(self.code, 1)
        self.body.addWidget(self._help)
        self.body.addWidget(self._quoted)
        self.body.addStretch(0)
        self.phone_button = KeyButton(self.tr("Ask their phone"), "F4")
        self._keys = KeyMap({"F4": self.phone_requested.emit})
        self.phone_button.clicked.connect(self.phone_requested)
        self.foot.addWidget(self.phone_button)
        self.foot.addWidget(self._left)
        self.foot.addStretch(1)
        self.foot.addWidget(self._amount)

    def show_state(self, state: PayCodeState) -> None:
        """Draw the whole dialog."""
        self.show_head(state.title)
        self.code.show_code(state.url)
        self._give_room(has_code=bool(state.url))
        show_or_hide(self.phone_button, shown=state.can_ask_phone and not state.is_over)
        self._state.setText(state.state_text)
        self._help.setText(state.help_text)
        show_or_hide(self._help, shown=bool(state.help_text))
        self._quoted.setText(state.quoted_text)
        show_or_hide(self._quoted, shown=bool(state.quoted_text))
        self._amount.show_amount(state.amount_text)
        self._amount.setAccessibleName(state.amount_text)
        self._left.setText(state.left_text)
        self._notice.show_notice(state.notice)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)

    def _give_room(self, *, has_code: bool) -> None:
        """Without a code to scan the words stand together in the middle."""
        show_or_hide(self.code, shown=has_code)
        around = 0 if has_code else 1
        self.body.setStretch(self._above, around)
        self.body.setStretch(self.body.count() - 1, around)
