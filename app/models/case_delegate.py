"""A row of *Needs you*: what happened, what it is about, how far it is."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.models.row_list import ROW_ROLE, Index
from app.models.row_paint import draw_elided, draw_ground, ink_of, lines_of
from app.presenters.cases import CaseRow
from app.theme.theme import Theme, current_theme
from app.theme.tokens import Color, TypeRole

_SIDE, _TOP = 16, 10
_TITLE_LINES = 2


class CaseDelegate(QStyledItemDelegate):
    """Draws ``CaseRow``: the title in at most two lines, what it is about, its state."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        theme = current_theme()
        strong, small = _lines(theme)
        high = strong * _TITLE_LINES + small * 2 + theme.px(_TOP) * 2
        return QSize(option.rect.width(), round(high))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, CaseRow):
            return
        theme = current_theme()
        strong, small = _lines(theme)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ground(painter, option, theme)
        side, top = theme.px(_SIDE), theme.px(_TOP)
        box = QRectF(option.rect).adjusted(side, top, -side, -top)
        title = ink_of(theme, TypeRole.BODY_STRONG, Color.RED_INK if row.is_new else Color.INK)
        detail = ink_of(theme, TypeRole.CAPTION, Color.INK_MUTED, tabular=True)
        at = box.top()
        for line in lines_of(row.title, (), title.font, box.width(), _TITLE_LINES):
            draw_elided(painter, line.text, QRectF(box.left(), at, box.width(), strong), title)
            at += strong
        for text in (row.subject, row.state_text):
            draw_elided(painter, text, QRectF(box.left(), at, box.width(), small), detail)
            at += small
        painter.restore()


def _lines(theme: Theme) -> tuple[float, float]:
    return theme.type(TypeRole.BODY_STRONG).line, theme.type(TypeRole.CAPTION).line
