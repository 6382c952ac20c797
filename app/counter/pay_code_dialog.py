"""A code for the customer's phone: asking, to be scanned, over."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.counter.labels import label
from app.presenters.pay_code import PayCodeState
from app.widgets.dialog_frame import DialogFrame
from app.widgets.money_label import MoneyLabel
from app.widgets.notice_bar import NoticeBar
from app.widgets.qr_code import QrCode
from app.widgets.visibility import show_or_hide

_WIDE, _HIGH = 620, 660


class PayCodeDialog(DialogFrame):
    """Draws ``PayCodeState``; Esc gives it up, everything else comes by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "", self.tr("Take another payment"), width_px=_WIDE, height_px=_HIGH, parent=parent
        )
        self._notice = NoticeBar()
        self.code = QrCode()
        self.code.setAccessibleName(self.tr("Code to scan"))
        self._state = label("", "title", wrap=True)
        self._help, self._quoted = label("", "body", wrap=True), label("", "muted", wrap=True)
        for each in (self._state, self._help, self._quoted):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._amount, self._left = MoneyLabel("money_due"), label("", "caption")
        self.body.addWidget(self._notice)
        self.body.addWidget(self._state)
        self.body.addWidget(self.code, 1)
        self.body.addWidget(self._help)
        self.body.addWidget(self._quoted)
        self.foot.addWidget(self._left)
        self.foot.addStretch(1)
        self.foot.addWidget(self._amount)

    def show_state(self, state: PayCodeState) -> None:
        """Draw the whole dialog."""
        self.show_head(state.title)
        self.code.show_code(state.url)
        self._state.setText(state.state_text)
        self._help.setText(state.help_text)
        show_or_hide(self._help, shown=bool(state.help_text))
        self._quoted.setText(state.quoted_text)
        show_or_hide(self._quoted, shown=bool(state.quoted_text))
        self._amount.show_amount(state.amount_text)
        self._amount.setAccessibleName(state.amount_text)
        self._left.setText(state.left_text)
        self._notice.show_notice(state.notice)
