"""What an empty list says: why it is empty and what to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.theme.tokens import Color
from app.widgets.fitting_label import WrappingLabel
from app.widgets.icon_label import IconLabel
from app.widgets.key_cap import KeyCap

_GAP, _ICON_PX, _WIDEST_PX = 10, 36, 420


class EmptyState(QWidget):
    """An icon, a sentence, and the key to press, in the middle of the room there is."""

    def __init__(
        self, icon: str, words: str = "", key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon = IconLabel(icon, Color.INK_DISABLED, _ICON_PX)
        self._words = WrappingLabel()
        self._words.setProperty("role", "muted")
        self._words.setMaximumWidth(_WIDEST_PX)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._key = KeyCap(key)
        column = QVBoxLayout(self)
        column.setSpacing(_GAP)
        column.addStretch(1)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        wide = QHBoxLayout()
        wide.addStretch(1)
        wide.addWidget(self._words, 8)
        wide.addStretch(1)
        column.addLayout(wide)
        column.addWidget(self._key, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.show_words(words, key)

    def show_words(self, words: str, key: str = "") -> None:
        self._words.setText(words)
        self._key.show_key(key)
        self.setAccessibleName(words)
