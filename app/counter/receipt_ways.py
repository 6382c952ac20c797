"""The other ways of a receipt, in its dialog: an address for e-mail, a PDF, what came of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.counter.labels import CARD_GAP, column, label, row
from app.presenters.receipt_ways import ReceiptWaysState
from app.widgets.key_button import KeyButton
from app.widgets.notice_bar import NoticeBar
from app.widgets.visibility import show_or_hide

_ADDRESS_LONGEST = 320
"""More than an address may have: one that is too long is said, not cut off."""


class AddressLine(QLineEdit):
    """A line for an e-mail address: Enter gives it, Esc leaves it; it eats what is typed."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(_ADDRESS_LONGEST)
        self.setInputMethodHints(Qt.InputMethodHint.ImhEmailCharactersOnly)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            event.accept()
            self.left.emit()
            return
        super().keyPressEvent(event)
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()  # the dialog would take it for the next customer


class ReceiptWays(QWidget):
    """Draws ``ReceiptWaysState``.

    ``mail_requested()``, ``mail_left()``, ``address_given(address)``, ``pdf_requested()``.
    """

    mail_requested = Signal()
    mail_left = Signal()
    address_given = Signal(str)
    pdf_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mail_button = KeyButton(self.tr("E-mail it"), "F3", icon="mail")
        self.pdf_button = KeyButton(self.tr("Save as PDF"), "F4", icon="receipt")
        self.address = AddressLine()
        self.address.setAccessibleName(self.tr("E-mail address"))
        self._address_words = label(self.tr("E-mail address, then Enter"), "caption")
        self._address_words.setBuddy(self.address)
        self._notice = NoticeBar()
        whole = column(self, spacing=CARD_GAP // 2)
        whole.addWidget(self._notice)
        whole.addWidget(self._address_words)
        whole.addWidget(self.address)
        buttons = row()
        buttons.addWidget(self.mail_button)
        buttons.addWidget(self.pdf_button)
        buttons.addStretch(1)
        whole.addLayout(buttons)
        self.mail_button.clicked.connect(self.mail_requested)
        self.pdf_button.clicked.connect(self.pdf_requested)
        self.address.left.connect(self.mail_left)
        self.address.returnPressed.connect(lambda: self.address_given.emit(self.address.text()))
        self.show_state(ReceiptWaysState())

    @property
    def is_asking(self) -> bool:
        """Whether an address is being asked for."""
        return not self.address.isHidden()

    def show_state(self, state: ReceiptWaysState) -> None:
        """Draw what is asked and what became of it."""
        was_asking = self.is_asking
        for widget in (self._address_words, self.address):
            show_or_hide(widget, shown=state.is_asking)
        if self.address.text() != state.address and not (was_asking and state.is_asking):
            self.address.setText(state.address)
        if state.is_asking and not was_asking:
            self.address.setFocus()
        self.address.setReadOnly(state.is_busy)
        show_or_hide(self.mail_button, shown=not state.is_asking)
        self.pdf_button.setEnabled(not state.is_busy)
        self._notice.show_notice(state.notice)
