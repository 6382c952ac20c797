"""A name that may be too long: it ends in three dots, and is heard and hinted whole."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

_SHORTEST_CHARS, _ROUNDING_PX = 6, 2


class ElidedLabel(QLabel):
    """One line of text that elides at its end when it lacks room."""

    def __init__(self, text: str = "", role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self._hint()

    def shown_text(self) -> str:
        """What is to be seen: the whole text, or its beginning and three dots."""
        return self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )

    def _hint(self) -> None:
        whole = self.shown_text() == self.text()
        self.setToolTip("" if whole else self.text())

    def sizeHint(self) -> QSize:
        self.ensurePolished()  # the style sheet decides how wide letters are
        width = self.fontMetrics().horizontalAdvance(self.text()) + _ROUNDING_PX
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        width = self.fontMetrics().averageCharWidth() * _SHORTEST_CHARS
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(self.font())
        painter.drawText(self.contentsRect(), int(self.alignment()), self.shown_text())
        painter.end()
