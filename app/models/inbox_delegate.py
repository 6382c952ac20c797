"""A row of the supervisor's desk: amount or title and age, what it is, who, and its state."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.models.row_list import ROW_ROLE, Index
from app.models.row_paint import (
    amount_width,
    draw_amount,
    draw_elided,
    draw_ground,
    ink_of,
    lines_of,
)
from app.presenters.inbox_state import InboxRow
from app.presenters.notices import Tone
from app.theme.theme import Theme, current_theme
from app.theme.tokens import Color, TypeRole

_SIDE, _TOP, _GAP = 16, 10, 12
_STATE_INK = {
    Tone.NEEDS_YOU: Color.RED_INK,
    Tone.WAITING: Color.AMBER_INK,
    Tone.VERIFIED: Color.GREEN_INK,
}


class InboxDelegate(QStyledItemDelegate):
    """Draws ``InboxRow`` on three lines; amounts, ages and states stand whole, words elide."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        theme = current_theme()
        strong, small = _lines(theme)
        return QSize(option.rect.width(), round(2 * strong + small + theme.px(_TOP) * 2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, InboxRow):
            return
        theme = current_theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ground(painter, option, theme)
        side, top = theme.px(_SIDE), theme.px(_TOP)
        box = QRectF(option.rect).adjusted(side, top, -side, -top)
        _paint_words(painter, theme, row, box)
        painter.restore()


def _paint_words(painter: QPainter, theme: Theme, row: InboxRow, box: QRectF) -> None:
    strong, small = _lines(theme)
    title = ink_of(theme, TypeRole.BODY_STRONG, Color.INK)
    money = ink_of(theme, TypeRole.BODY_STRONG, Color.INK, tabular=True)
    quiet = ink_of(theme, TypeRole.CAPTION, Color.INK_MUTED, tabular=True)
    state = ink_of(theme, TypeRole.CAPTION_STRONG, _STATE_INK.get(row.tone, Color.INK_MUTED))
    gap = theme.px(_GAP)
    first = QRectF(box.left(), box.top(), box.width(), strong)
    taken = draw_amount(painter, row.age_text, first, quiet) + gap
    left = QRectF(first.left(), first.top(), first.width() - taken, strong)
    second = QRectF(box.left(), box.top() + strong, box.width(), strong)
    if row.amount_text:
        draw_elided(painter, row.amount_text, left, money)
        draw_elided(painter, row.title, second, title)
    else:
        lines = lines_of(row.title, (), title.font, left.width(), 2)
        for line, at in zip(lines, (left, second), strict=False):
            draw_elided(painter, line.text, at, title)
    third = QRectF(box.left(), box.top() + 2 * strong, box.width(), small)
    room = third.width() - amount_width(row.state_text, state) - gap
    draw_amount(painter, row.state_text, third, state)
    draw_elided(painter, row.detail, QRectF(third.left(), third.top(), room, small), quiet)


def _lines(theme: Theme) -> tuple[float, float]:
    return theme.type(TypeRole.BODY_STRONG).line, theme.type(TypeRole.CAPTION).line
