"""Who buys, typed at the receipt: number, name and address of a business, for its tax invoice."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.counter.key_map import KeyMap
from app.counter.labels import CARD_GAP, column, label
from app.presenters.receipt_buyer import ReceiptBuyerState
from app.widgets.field import Field
from app.widgets.key_button import KeyButton
from app.widgets.notice_bar import NoticeBar
from app.widgets.visibility import show_or_hide

_NUMBER_LONGEST, _TEXT_LONGEST = 40, 200


class ReceiptBuyer(QWidget):
    """Draws ``ReceiptBuyerState``.

    ``asked()`` · ``left()`` · ``number_given(number)``: Enter in the first field ·
    ``submitted(number, name, street)``: Enter in the last, or F12 in any.
    """

    asked = Signal()
    left = Signal()
    number_given = Signal(str)
    submitted = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = KeyButton(self.tr("Tax invoice for a business"), "F5", icon="receipt")
        self.number = Field(self.tr("VAT or TIN number"))
        self.name = Field(self.tr("Name of the business"))
        self.street = Field(self.tr("Lot and street, if known"))
        self._fields = (self.number, self.name, self.street)
        self._what = label(self.tr("Enter goes on, Esc leaves it."), "caption")
        self._notice = NoticeBar()
        self._keys = KeyMap({"Return": self._on_enter, "F12": self.submit, "Esc": self.left.emit})
        whole = column(self, spacing=CARD_GAP // 2)
        whole.addWidget(self._notice)
        for field in self._fields:
            whole.addWidget(field)
            field.line.setMaxLength(_TEXT_LONGEST)
        self.number.line.setMaxLength(_NUMBER_LONGEST)
        whole.addWidget(self._what)
        whole.addWidget(self.button)
        self.button.clicked.connect(self.asked)
        self.show_state(ReceiptBuyerState())

    @property
    def is_asking(self) -> bool:
        """Whether a buyer is being asked for."""
        return not self.number.isHidden()

    def show_state(self, state: ReceiptBuyerState) -> None:
        """Draw what is asked and what became of it; fields that are left are emptied."""
        was_asking = self.is_asking
        for widget in (*self._fields, self._what):
            show_or_hide(widget, shown=state.is_asking)
        show_or_hide(self.button, shown=not state.is_asking)
        for field in self._fields:
            field.line.setReadOnly(state.is_busy)
            if not state.is_asking:
                field.line.clear()
        if state.is_asking and not was_asking:
            self.number.line.setFocus()
        self._notice.show_notice(state.notice)

    def fill(self, name: str, street: str) -> None:
        """Put in what is known, where nothing was typed; what was put in is marked to be read."""
        for field, text in ((self.name, name), (self.street, street)):
            if not field.line.text().strip():
                field.line.setText(text)
        if self.name.line.hasFocus():
            self.name.line.selectAll()

    def press(self, event: QKeyEvent) -> bool:
        """Take a key while a buyer is asked for; False for one that means nothing here."""
        return self._keys.press(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (self.is_asking and self.press(event)):
            super().keyPressEvent(event)

    def _on_enter(self) -> None:
        lines: tuple[QLineEdit, ...] = tuple(field.line for field in self._fields)
        at = next((at for at, line in enumerate(lines) if line.hasFocus()), len(lines) - 1)
        if at == len(lines) - 1:
            self.submit()
            return
        if at == 0:
            self.number_given.emit(lines[0].text())
        lines[at + 1].setFocus()
        lines[at + 1].selectAll()

    def submit(self) -> None:
        """Give what was typed."""
        number, name, street = (field.line.text() for field in self._fields)
        self.submitted.emit(number, name, street)
