"""A PIN: dots, keys to tap, and the keyboard's digits; the PIN itself is shown to nobody."""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from app.theme.properties import set_style_property
from app.theme.theme import current_theme
from app.theme.tokens import Color
from app.widgets.digit_keys import DigitKey

_GAP, _DOT_STEP, _DOT = 4, 30, 12
_ROWS = (("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9"))
DOTS_SHOWN = 6
LONGEST_PIN = 12


class PinDots(QFrame):
    """One dot for each digit typed, rings for those a PIN may still have."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("field", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.typed = 0

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(_DOT_STEP) * (DOTS_SHOWN + 1), theme.height("button"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        enabled = self.isEnabled()
        full = theme.color(Color.INK if enabled else Color.INK_DISABLED)
        pen_width = theme.tokens.border["focus"]
        shown = max(DOTS_SHOWN, self.typed)
        step = min(theme.px(_DOT_STEP), self.width() / (shown + 1))
        radius = theme.px(_DOT) / 2
        left = self.width() / 2 - step * (shown - 1) / 2
        for index in range(shown):
            center = QPointF(left + index * step, self.height() / 2)
            if index < self.typed:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(full)
                painter.drawEllipse(center, radius, radius)
            else:
                painter.setPen(QPen(theme.color(Color.LINE_CONTROL), pen_width))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(center, radius - pen_width / 2, radius - pen_width / 2)
        painter.end()


class PinPad(QWidget):
    """Takes digits from keys and keyboard and says the PIN once, on Enter or F12 (``pin_entered``).

    ``locked`` (somebody must wait) takes nothing. The PIN leaves only by the signal and is
    forgotten with ``clear``; a screen reader hears how many digits there are, never which.
    """

    pin_entered = Signal(str)
    changed = Signal(int)

    def __init__(
        self,
        clear_words: str = "",
        erase_words: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._pin = ""
        self._locked = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._dots = PinDots()
        self._keys: list[DigitKey] = []
        grid = QGridLayout()
        grid.setSpacing(_GAP)
        for row, digits in enumerate(_ROWS):
            for column, digit in enumerate(digits):
                grid.addWidget(self._digit(digit), row, column)
        clear_words, erase_words = clear_words or self.tr("Clear"), erase_words or self.tr("Delete")
        clear = self._soft(clear_words, clear_words)
        clear.clicked.connect(self.clear)
        erase = self._soft("", erase_words, "backspace")
        erase.setAutoRepeat(True)
        erase.clicked.connect(self._erase)
        last = len(_ROWS)
        grid.addWidget(clear, last, 0)
        grid.addWidget(self._digit("0"), last, 1)
        grid.addWidget(erase, last, 2)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(_GAP)
        stack.addWidget(self._dots)
        stack.addLayout(grid)
        self._show()

    def clear(self) -> None:
        """Forget what was typed."""
        self._pin = ""
        self._show()

    def submit(self) -> None:
        """Say the PIN, as Enter does; without digits, or locked, nothing is said."""
        if self._pin and not self._locked:
            self.pin_entered.emit(self._pin)

    def set_locked(self, *, locked: bool) -> None:
        """Take no digits (a wait after wrong PINs, or one being checked)."""
        self._locked = locked
        for key in self._keys:
            key.setEnabled(not locked)
        self._dots.setEnabled(not locked)
        self._dots.update()

    def _digit(self, digit: str) -> DigitKey:
        key = DigitKey(digit, digit, "pin_key")
        key.clicked.connect(lambda: self.type_digit(digit))
        self._keys.append(key)
        return key

    def _soft(self, text: str, spoken: str, icon: str = "") -> DigitKey:
        key = DigitKey(text, spoken, "pin_key", soft=True, icon=icon)
        self._keys.append(key)
        return key

    def type_digit(self, digit: str) -> None:
        """Take one digit, as its key does."""
        if not self._locked and len(self._pin) < LONGEST_PIN:
            self._pin += digit
            self._show()

    def _erase(self) -> None:
        self._pin = self._pin[:-1]
        self._show()

    def _show(self) -> None:
        self._dots.typed = len(self._pin)
        self._dots.update()
        self.setAccessibleName(self.tr("PIN, %n digits typed", "", len(self._pin)))
        self.changed.emit(len(self._pin))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        is_done = event.key() == Qt.Key.Key_F12 and bool(self._pin)
        if is_done or event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.submit()
        elif event.key() == Qt.Key.Key_Backspace:
            self._erase()
        elif len(text) == 1 and text.isascii() and text.isdigit():
            self.type_digit(text)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        set_style_property(self._dots, "focused", True)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        set_style_property(self._dots, "focused", False)
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self._dots.updateGeometry()
        super().changeEvent(event)
