"""Bars: upright along the time, or lying under each other with their names and figures.

Painted from the theme's tokens alone. A screen reader hears the figures as the widget's name; what
is below zero is drawn the other way from the line, paler, and says so by its figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.theme.fonts import role_font
from app.theme.theme import current_theme
from app.theme.tokens import Color, TypeRole

_NAME_SHARE, _GAP, _ROW_AIR, _BAR_HIGH = 0.5, 10.0, 12.0, 0.5
_UPRIGHT_HIGH, _UPRIGHT_WIDE, _BAR_WIDE, _BAR_WIDEST = 160, 240, 0.62, 64.0
_ROUND, _LEAST_PX = 3.0, 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartBar:
    """One bar: its name (short for an upright one), its figure in words, and how long it is."""

    name: str
    figure: str
    size: int


class BarChart(QWidget):
    """Shows bars of one measure; their sizes are whole numbers, the longest fills the room."""

    def __init__(self, *, is_upright: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_upright = is_upright
        self._bars: tuple[ChartBar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_bars(self, bars: Sequence[ChartBar], spoken: str) -> None:
        """Show other bars; ``spoken`` tells all their figures."""
        self._bars = tuple(bars)
        self.setAccessibleName(spoken)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        if self._is_upright:
            return QSize(theme.px(_UPRIGHT_WIDE), theme.px(_UPRIGHT_HIGH))
        return QSize(theme.px(_UPRIGHT_WIDE), round(self._row_high() * max(len(self._bars), 1)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self.updateGeometry()
            self.update()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._is_upright:
            self._paint_upright(painter)
        else:
            self._paint_lying(painter)
        painter.end()

    # ---------------------------------------------------------------- lying
    def _row_high(self) -> float:
        return QFontMetricsF(_font(TypeRole.BODY)).height() + _ROW_AIR

    def _paint_lying(self, painter: QPainter) -> None:
        words, money = _font(TypeRole.BODY), _font(TypeRole.BODY, tabular=True)
        figures = QFontMetricsF(money)
        figure_wide = max(figures.horizontalAdvance(bar.figure) for bar in self._bars)
        longest = max(QFontMetricsF(words).horizontalAdvance(bar.name) for bar in self._bars) + 1
        name_wide = min(longest, (self.width() - figure_wide) * _NAME_SHARE)
        left = name_wide + _GAP
        room = max(self.width() - figure_wide - _GAP - left, 1.0)
        below, above = _range(self._bars)
        zero = left + room * below / max(below + above, 1)
        for number, bar in enumerate(self._bars):
            row = QRectF(0, number * self._row_high(), self.width(), self._row_high())
            _write(painter, words, QRectF(0, row.top(), name_wide, row.height()), bar.name)
            right = QRectF(row.right() - figure_wide, row.top(), figure_wide, row.height())
            _write(painter, money, right, bar.figure, Qt.AlignmentFlag.AlignRight)
            long = _length(bar.size, room, below + above)
            high = row.height() * _BAR_HIGH
            start = zero if bar.size >= 0 else zero - long
            box = QRectF(start, row.center().y() - high / 2, long, high)
            _fill(painter, box, is_below=bar.size < 0)

    # ---------------------------------------------------------------- upright
    def _paint_upright(self, painter: QPainter) -> None:
        theme = current_theme()
        font = _font(TypeRole.CAPTION, tabular=True)
        metrics = QFontMetricsF(font)
        line = metrics.height()
        slot = self.width() / len(self._bars)
        below, above = _range(self._bars)
        top, bottom = line + 2, self.height() - line - 4
        room = max(bottom - top, 1.0)
        zero = top + room * above / max(below + above, 1)
        fits = all(metrics.horizontalAdvance(bar.figure) <= slot - 2 for bar in self._bars)
        every = _every(self._bars, metrics, slot)
        for number, bar in enumerate(self._bars):
            wide = min(slot * _BAR_WIDE, theme.px(_BAR_WIDEST))
            long = _length(bar.size, room, below + above)
            start = zero - long if bar.size >= 0 else zero
            middle = slot * (number + 0.5)
            box = QRectF(middle - wide / 2, start, wide, long)
            _fill(painter, box, is_below=bar.size < 0)
            cell = QRectF(slot * number, 0, slot, line)
            if bar.size and (fits or bar.size == above):
                _write_figure(painter, font, (box.top() - line - 1, cell), bar.figure, self.width())
            if number % every == 0:
                under = QRectF(middle - slot * every / 2, bottom + 4, slot * every, line)
                _write(painter, font, under, bar.name, Qt.AlignmentFlag.AlignHCenter, muted=True)
        painter.setPen(theme.color(Color.LINE_CONTROL))
        painter.drawLine(QPointF(0, zero), QPointF(self.width(), zero))


def _font(role: TypeRole, *, tabular: bool = False) -> QFont:
    return role_font(current_theme(), role, tabular=tabular)


def _range(bars: Sequence[ChartBar]) -> tuple[int, int]:
    """How far the bars go below and above the line."""
    sizes = [bar.size for bar in bars]
    return max(-min(sizes), 0), max(*sizes, 0)


def _length(size: int, room: float, whole: int) -> float:
    """A bar's length in pixels; what is not nothing is always to be seen."""
    if not size or not whole:
        return 0.0
    return max(room * abs(size) / whole, _LEAST_PX)


def _every(bars: Sequence[ChartBar], metrics: QFontMetricsF, slot: float) -> int:
    """Which names stand under upright bars so that they do not touch: 1 for each, 2 for half."""
    widest = max(metrics.horizontalAdvance(bar.name) for bar in bars) + _GAP / 2
    every = 1
    while every < len(bars) and slot * every < widest:
        every += 1
    return every


def _fill(painter: QPainter, box: QRectF, *, is_below: bool) -> None:
    theme = current_theme()
    color: QColor = theme.color(Color.LAGOON_TINT if is_below else Color.LAGOON)
    painter.setPen(theme.color(Color.LAGOON_LINE) if is_below else Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(box, _ROUND, _ROUND)


def _write(
    painter: QPainter,
    font: QFont,
    box: QRectF,
    text: str,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    *,
    muted: bool = False,
) -> None:
    """One line of text, its end left out where it lacks room."""
    painter.setFont(font)
    painter.setPen(current_theme().color(Color.INK_MUTED if muted else Color.INK))
    fitted = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width() + 1)
    painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), fitted)


def _write_figure(
    painter: QPainter, font: QFont, place: tuple[float, QRectF], text: str, width: int
) -> None:
    """A figure above its bar, moved in from the chart's edges where it is wider than the bar."""
    top, cell = place
    metrics = QFontMetricsF(font)
    wide = metrics.horizontalAdvance(text) + 1
    left = min(max(cell.center().x() - wide / 2, 0.0), width - wide)
    _write(painter, font, QRectF(left, max(top, 0.0), wide, metrics.height()), text)
