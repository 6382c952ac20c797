"""Labels whose words wrap and ask for the height they then need: no word is cut off."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

_ROUNDING_PX = 2


class WrappingLabel(QLabel):
    """Plain text over as many lines as its width needs; surroundings that offer less must grow."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() > event.oldSize().width():
            self.setMinimumHeight(0)  # a label measures itself as no lower than it was once kept
        needs = max(0, self.heightForWidth(self.width()))
        if needs != self.minimumHeight():
            self.setMinimumHeight(needs)


class FittingLabel(WrappingLabel):
    """Where there is room it is one line, as any label; squeezed, its words wrap.

    ``gives_way`` lets a layout squeeze it down to its longest word before its neighbours.
    """

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, gives_way: bool = False
    ) -> None:
        super().__init__(text, parent)
        self._gives_way = gives_way

    def sizeHint(self) -> QSize:
        return self._one_line(self.text()) if self._is_one_line() else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        if not self._is_one_line():
            return super().minimumSizeHint()
        words = self.text().split() or [""]
        least = max(words, key=self.fontMetrics().horizontalAdvance)
        return self._one_line(least if self._gives_way else self.text())

    def _is_one_line(self) -> bool:
        return "\n" not in self.text()

    def _one_line(self, text: str) -> QSize:
        self.ensurePolished()  # the style sheet decides how wide letters are
        metrics, around = self.fontMetrics(), 2 * (self.margin() + self.frameWidth())
        width = metrics.horizontalAdvance(text) + _ROUNDING_PX + around + max(0, self.indent())
        return QSize(width, metrics.height() + around)
