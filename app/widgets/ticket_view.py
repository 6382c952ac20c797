"""A receipt as paper: fixed-width lines on cream, torn at the lower edge, light in both themes."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.theme.fonts import receipt_font
from app.theme.theme import current_theme
from app.theme.tokens import Color, Scheme

_SIDE, _TOP, _TOOTH = 18, 16, 5
_SMALLEST_PX = 8
_LINE_FACTOR = 1.3


class TicketView(QWidget):
    """Shows the lines of a receipt or Z report exactly as they print.

    All lines fit in width: where the widget is narrower than the paper, the type gets smaller,
    never cut. Put it into a scroll area; its height is that of its lines.
    """

    def __init__(self, columns: int = 42, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._lines: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show another ticket."""
        self._lines = tuple(lines)
        self._columns = max([self._columns, *(len(line) for line in self._lines)])
        self.setAccessibleName("\n".join(line.strip() for line in self._lines))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        font = receipt_font(current_theme())
        return QSize(round(self._paper_width(font)) + 1, self._height(font))

    def minimumSizeHint(self) -> QSize:
        font = receipt_font(current_theme())
        height = self._height(self._font_for(self.width()))
        font.setPixelSize(_SMALLEST_PX)
        return QSize(round(self._paper_width(font)) + 1, height)

    def paper_width(self) -> float:
        """How wide the paper is drawn, at most the widget's width, in pixels."""
        return self._paper_width(self._font_for(self.width()))

    def _paper_width(self, font: QFont) -> float:
        return QFontMetricsF(font).horizontalAdvance("0") * self._columns + 2 * _SIDE

    def _line_height(self, font: QFont) -> float:
        return font.pixelSize() * _LINE_FACTOR

    def _height(self, font: QFont) -> int:
        return round(self._line_height(font) * len(self._lines) + 2 * _TOP + _TOOTH)

    def _font_for(self, width: int) -> QFont:
        font = receipt_font(current_theme())
        while font.pixelSize() > _SMALLEST_PX and self._paper_width(font) > width:
            font.setPixelSize(font.pixelSize() - 1)
        return font

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        font = self._font_for(self.width())
        wide = min(float(self.width()), self._paper_width(font))
        paper = QRectF((self.width() - wide) / 2, 0, wide, min(self.height(), self._height(font)))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color(Color.LINE))
        painter.setBrush(theme.color(Color.PAPER))
        painter.drawPath(_torn(paper.adjusted(0.5, 0.5, -0.5, -0.5)))
        # Paper stays paper at night: the ink is the light theme's in both.
        painter.setPen(QColor(theme.tokens.colors[Scheme.LIGHT][Color.INK]))
        painter.setFont(font)
        step = self._line_height(font)
        for number, line in enumerate(self._lines):
            top = paper.top() + _TOP + number * step
            row = QRectF(paper.left() + _SIDE, top, wide - 2 * _SIDE + 1, step)
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(row, int(flags | Qt.TextFlag.TextDontClip), line)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)


def _torn(box: QRectF) -> QPainterPath:
    """The paper's outline: straight above, a saw of whole teeth below."""
    path = QPainterPath(box.topLeft())
    path.lineTo(box.topRight())
    teeth = max(1, round(box.width() / (2 * _TOOTH)))
    step = box.width() / teeth
    valley = box.bottom() - _TOOTH
    path.lineTo(QPointF(box.right(), valley))
    for tooth in range(teeth):
        right = box.right() - tooth * step
        path.lineTo(QPointF(right - step / 2, box.bottom()))
        path.lineTo(QPointF(right - step, valley))
    path.closeSubpath()
    return path
