"""A code to scan, drawn dark on white whatever the look: telephones read no other surely."""

import segno
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.theme.theme import current_theme
from app.theme.tokens import Color, Scheme

_QUIET = 4
"""Empty modules around a code (ISO/IEC 18004, 9.1)."""
_USUAL = 240


class QrCode(QWidget):
    """Shows what ``show_code`` is given; nothing where that is empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_code(self, text: str) -> None:
        """Show a code that leads to ``text``."""
        if text != self._text:
            self._text = text
            self.update()

    def minimumSizeHint(self) -> QSize:
        side = current_theme().px(_USUAL)
        return QSize(side, side)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_code(painter, self._text, QRectF(self.rect()))
        painter.end()


def draw_code(painter: QPainter, text: str, box: QRectF) -> None:
    """Draw a code as large as whole pixels allow, in the middle of a box; nothing for no text."""
    if not text:
        return
    rows = tuple(segno.make(text, error="m", micro=False).matrix)
    across = len(rows) + 2 * _QUIET
    step = int(min(box.width(), box.height()) // across)
    side = step * across
    left, top = box.center().x() - side / 2, box.center().y() - side / 2
    light = current_theme().tokens.colors[Scheme.LIGHT]
    paper, ink = QColor(light[Color.PAPER]), QColor(light[Color.INK])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.fillRect(QRectF(left, top, side, side), paper)
    for row_no, row in enumerate(rows, _QUIET):
        for column, module in enumerate(row, _QUIET):
            if module:
                spot = QRectF(left + column * step, top + row_no * step, step, step)
                painter.fillRect(spot, ink)
    painter.restore()
