"""Whose phone MMG asks: one field."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.counter.key_map import KeyMap
from app.counter.labels import label
from app.presenters.pay_phone import PayPhoneState
from app.widgets.dialog_frame import DialogFrame
from app.widgets.field import Field
from app.widgets.primary_button import PrimaryButton

_WIDE, _HIGH, _PRIMARY_WIDE, _LONGEST = 560, 340, 220, 24


class PayPhoneDialog(DialogFrame):
    """Draws ``PayPhoneState``: ``typed(text)`` · ``submitted()`` (Enter, F12)."""

    typed = Signal(str)
    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "", self.tr("Back to payment"), width_px=_WIDE, height_px=_HIGH, parent=parent
        )
        self.phone = Field(self.tr("Customer's phone"))
        self.phone.line.setMaxLength(_LONGEST)
        self.submit = PrimaryButton(self.tr("Ask their phone"), "F12")
        what = self.tr("They see the question in MMG and say yes with their own PIN.")
        self._asks_for = label("", "body_strong", wrap=True)
        self.body.addWidget(self._asks_for)
        self.body.addWidget(label(what, "muted", wrap=True))
        self.body.addWidget(self.phone)
        self.body.addStretch(1)
        self.foot.addStretch(1)
        self.submit.setMinimumWidth(_PRIMARY_WIDE)
        self.foot.addWidget(self.submit)
        self._keys = KeyMap({"F12": self.submitted.emit})
        self.phone.line.textEdited.connect(self.typed)
        self.phone.line.returnPressed.connect(self.submitted)
        self.submit.clicked.connect(self.submitted)

    def show_state(self, state: PayPhoneState) -> None:
        """Draw the whole dialog; the field stays as it was typed."""
        self.show_head(state.title)
        self._asks_for.setText(state.detail)
        self.phone.show_wrong(state.wrong)

    def set_phone(self, text: str) -> None:
        """Put a number in without saying so."""
        self.phone.line.setText(text)

    def focus_phone(self) -> None:
        """Let the number be typed again."""
        self.phone.line.setFocus()
        self.phone.line.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)
