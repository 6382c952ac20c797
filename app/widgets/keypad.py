"""The keypad beside an amount, for a touch counter; the keyboard's digits do the same."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.widgets.digit_keys import DigitKey

_GAP = 8
_ROWS = (("7", "8", "9"), ("4", "5", "6"), ("1", "2", "3"))


class Keypad(QWidget):
    """Says which digits were pressed (``0`` to ``9``, ``000``) and when one is to be taken back."""

    digits_pressed = Signal(str)
    erase_pressed = Signal()

    def __init__(self, erase_words: str = "Delete", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(_GAP)
        for row, digits in enumerate(_ROWS):
            for column, digit in enumerate(digits):
                grid.addWidget(self._key(digit), row, column)
        last = len(_ROWS)
        grid.addWidget(self._key("0"), last, 0)
        grid.addWidget(self._key("000", soft=True), last, 1)
        erase = DigitKey("", erase_words, "keypad_key", soft=True, icon="backspace")
        erase.setAutoRepeat(True)  # held down, it clears; no other key repeats
        erase.clicked.connect(self.erase_pressed)
        grid.addWidget(erase, last, 2)

    def _key(self, digits: str, *, soft: bool = False) -> DigitKey:
        key = DigitKey(digits, digits, "keypad_key", soft=soft)
        key.clicked.connect(lambda: self.digits_pressed.emit(digits))
        return key
