"""The link state: always visible, never alarming."""

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.theme.fonts import with_tabular_figures
from app.theme.properties import set_style_property

Link = Literal["online", "waiting", "offline", "catching_up", "needs_you"]

_SIDE, _GAP, _DIVIDER_Y = 14, 9, 8


class LinkPill(QFrame):
    """A dot, the state in words, and what waits: *Offline, selling normally | 12 waiting*.

    The divider is drawn, and read aloud as a comma. ``pressed()`` follows a click: whoever has no
    mouse has a key for what it opens.
    """

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("link", "online")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        dot = QLabel()
        dot.setObjectName("dot")
        self._state, self._detail = QLabel(), QLabel()
        self._state.setProperty("role", "body_strong")
        self._detail.setProperty("role", "body")
        self._divider = QFrame()
        self._divider.setObjectName("divider")
        self._divider.setProperty("rule", "vertical")
        for label in (self._state, self._detail):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setFont(with_tabular_figures(label.font()))
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, _DIVIDER_Y, _SIDE, _DIVIDER_Y)
        row.setSpacing(_GAP)
        row.addWidget(dot)
        row.addWidget(self._state)
        row.addWidget(self._divider)
        row.addWidget(self._detail)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_link("online", "Online")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        is_here = self.rect().contains(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and is_here:
            self.pressed.emit()
        super().mouseReleaseEvent(event)

    def show_link(self, link: Link, words: str, detail: str = "") -> None:
        """Show a state: its kind, its words, and what waits or how far it has come."""
        set_style_property(self, "link", link)
        self._state.setText(words)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._divider.setVisible(bool(detail))
        self.setAccessibleName(f"{words}, {detail}" if detail else words)
