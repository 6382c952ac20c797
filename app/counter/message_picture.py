"""The photo of a customer's message, among the evidence of a claim."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.theme.theme import current_theme
from app.widgets.visibility import show_or_hide

_WIDE, _LEAST = 460, 120


class MessagePicture(QWidget):
    """Draws a JPEG as wide as there is room, up to its own width; without one it takes no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._raw = b""
        self._pixmap = QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Photo of the customer's message"))
        self.hide()

    def show_picture(self, raw: bytes) -> None:
        """Draw another picture; the same again changes nothing, and what is none is not shown."""
        if raw == self._raw:
            return
        self._raw, self._pixmap = raw, QPixmap()
        if raw:
            self._pixmap.loadFromData(raw, "JPEG")
        show_or_hide(self, shown=not self._pixmap.isNull())
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        return self._size_in(width).height()

    def sizeHint(self) -> QSize:
        return self._size_in(current_theme().px(_WIDE))

    def minimumSizeHint(self) -> QSize:
        return self._size_in(_LEAST)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(QRect(0, 0, *self._size_in(self.width()).toTuple()), self._pixmap)
        painter.end()

    def _size_in(self, width: int) -> QSize:
        whole = self._pixmap.size()
        wide = max(1, min(width, current_theme().px(_WIDE), whole.width()))
        return whole.scaled(wide, whole.height() or 1, Qt.AspectRatioMode.KeepAspectRatio)
