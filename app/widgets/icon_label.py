"""An icon that follows the theme."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.theme.icons import icon_pixmap
from app.theme.theme import current_theme
from app.theme.tokens import Color


class IconLabel(QLabel):
    """Shows one icon of the set in a token's colour, ``size`` pixels at 100 %.

    Silent to screen readers: the word beside it says what it means.
    """

    def __init__(
        self,
        name: str,
        color: Color = Color.INK_MUTED,
        size: int = 20,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.icon_name, self._color, self._size = name, color, size
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._refresh()

    def show_icon(self, name: str, color: Color) -> None:
        """Show another icon, or the same in another colour."""
        if (name, color) != (self.icon_name, self._color):
            self.icon_name, self._color = name, color
            self._refresh()

    def _refresh(self) -> None:
        theme = current_theme()
        side = theme.px(self._size)
        self.setFixedSize(side, side)
        self.setPixmap(
            icon_pixmap(
                theme, self.icon_name, self._color, QSize(side, side), self.devicePixelRatioF()
            )
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.DevicePixelRatioChange}:
            self._refresh()
        super().changeEvent(event)
