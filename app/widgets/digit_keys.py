"""The keys of keypads: big, square, and deaf to the keyboard's focus so that typing stays put."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.theme.icons import themed_icon
from app.theme.theme import current_theme
from app.theme.tokens import Color

_ICON_PX = 24


class DigitKey(QPushButton):
    """One key of a pad; ``soft`` keys (000, Clear, delete) are tinted.

    It takes no focus: the amount or PIN being typed keeps it, whoever taps.
    """

    def __init__(
        self,
        text: str,
        spoken: str,
        height_name: str,
        *,
        soft: bool = False,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._height_name, self._icon_name = height_name, icon
        self.setProperty("kind", "key")
        if soft:
            self.setProperty("soft", True)
        self.setAccessibleName(spoken)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._refresh()

    def _refresh(self) -> None:
        theme = current_theme()
        if self._icon_name:
            side = theme.px(_ICON_PX)
            self.setIcon(themed_icon(theme, self._icon_name, Color.INK, side))
            self.setIconSize(QSize(side, side))
        else:
            self.setIcon(QIcon())

    def sizeHint(self) -> QSize:
        side = current_theme().height(self._height_name)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Where words take the room, keys give way first, down to a chip's height."""
        side = current_theme().tokens.height["chip"]
        return QSize(side, side)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self._refresh()
        super().changeEvent(event)
