"""Drawing one row: names that elide with their match underlined, amounts that never do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from app.theme.fonts import role_font
from app.theme.theme import Theme
from app.theme.tokens import Color, TypeRole

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
TWO_LINES_FROM = 1.3
"""From this text scale on, a long name takes a second line before it elides."""

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """How a text looks: its font, its colour, and the colour of its marked spans."""

    font: QFont
    color: QColor
    mark: QColor


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """One line of a text that was cut to a width, and what of it is marked."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()


def ink_of(theme: Theme, role: TypeRole, color: Color, *, tabular: bool = False) -> Ink:
    """The ink of one step of the type scale."""
    return Ink(
        font=role_font(theme, role, tabular=tabular),
        color=theme.color(color),
        mark=theme.color(Color.LAGOON_INK),
    )


def lines_of(text: str, spans: Spans, font: QFont, width: float, most: int) -> list[MarkedLine]:
    """Cut a text into at most ``most`` lines of ``width`` pixels; the last one elides."""
    lines: list[MarkedLine] = []
    start = 0
    for number in range(most):
        rest = text[start:]
        is_last = number == most - 1
        length = len(rest) if is_last else _fitting(rest, font, width)
        piece = rest[:length]
        shown = _elided(piece, font, width) if is_last else piece.rstrip()
        inside = tuple(
            (max(first - start, 0), min(end - start, len(shown)))
            for first, end in spans
            if first - start < len(shown) and end > start
        )
        lines.append(MarkedLine(shown, inside))
        start += length
        if start >= len(text):
            break
    return lines


def draw_marked(painter: QPainter, line: MarkedLine, at: QPointF, ink: Ink) -> None:
    """Draw a line with its baseline at ``at``, its spans in the mark's colour and underlined."""
    painter.setFont(ink.font)
    metrics = QFontMetricsF(ink.font)
    left = at.x()
    for text, is_marked in _runs(line):
        painter.setPen(ink.mark if is_marked else ink.color)
        painter.drawText(QPointF(left, at.y()), text)
        width = metrics.horizontalAdvance(text)
        if is_marked:
            under = at.y() + metrics.underlinePos() + 1
            painter.setPen(QPen(ink.mark, metrics.lineWidth()))
            painter.drawLine(QPointF(left, under), QPointF(left + width, under))
        left += width


def draw_elided(painter: QPainter, text: str, box: QRectF, ink: Ink) -> None:
    """Draw one line at the left of a box; it ends in three dots where it lacks room."""
    painter.setFont(ink.font)
    painter.setPen(ink.color)
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(box, int(flags), _elided(text, ink.font, box.width()))


def draw_amount(painter: QPainter, text: str, box: QRectF, ink: Ink) -> float:
    """Draw an amount at the right of a box, whole whatever the room; return its width in pixels."""
    painter.setFont(ink.font)
    painter.setPen(ink.color)
    flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(box, int(flags | Qt.TextFlag.TextDontClip), text)
    return amount_width(text, ink)


def amount_width(text: str, ink: Ink) -> float:
    """How many pixels an amount takes."""
    return QFontMetricsF(ink.font).horizontalAdvance(text)


def draw_ground(painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> bool:
    """Draw a row's ground: rest, hover or selected with its bar; return whether it is selected."""
    box = QRectF(option.rect)
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    if selected:
        painter.fillRect(box, theme.color(Color.LAGOON_TINT))
        bar = theme.tokens.border["selected_bar"]
        painter.fillRect(
            QRectF(box.left(), box.top(), bar, box.height()), theme.color(Color.LAGOON)
        )
    elif hovered:
        painter.fillRect(box, theme.color(Color.SUNKEN))
    hairline = theme.tokens.border["hairline"]
    edge = QRectF(box.left(), box.bottom() - hairline, box.width(), hairline)
    painter.fillRect(edge, theme.color(Color.LINE))
    return selected


def with_color(ink: Ink, color: QColor) -> Ink:
    """The same ink in another colour."""
    return replace(ink, color=color)


def _runs(line: MarkedLine) -> list[tuple[str, bool]]:
    runs: list[tuple[str, bool]] = []
    at = 0
    for start, end in line.spans:
        if start > at:
            runs.append((line.text[at:start], False))
        runs.append((line.text[start:end], True))
        at = end
    if at < len(line.text):
        runs.append((line.text[at:], False))
    return runs


def _fitting(text: str, font: QFont, width: float) -> int:
    """How many characters fill one line, broken at a blank where there is one."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(max(width, 1.0))
    length = line.textLength()
    layout.endLayout()
    return max(length, 1)


def _elided(text: str, font: QFont, width: float) -> str:
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
