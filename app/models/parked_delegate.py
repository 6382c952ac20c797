"""A row of the parked sales: number, till and time; what is in it; a tag; the total."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.models.row_list import ROW_ROLE, Index
from app.models.row_paint import amount_width, draw_amount, draw_elided, draw_ground, ink_of
from app.presenters.parked import ParkedRow
from app.theme.theme import current_theme
from app.theme.tokens import Color, TypeRole

_SIDE, _GAP = 16, 12


class ParkedDelegate(QStyledItemDelegate):
    """Draws ``ParkedRow`` on two lines; the amount never elides."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(option.rect.width(), current_theme().height("cart_row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, ParkedRow):
            return
        theme = current_theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ground(painter, option, theme)
        side, gap = theme.px(_SIDE), theme.px(_GAP)
        box = QRectF(option.rect).adjusted(side, 0, -side, 0)
        step, small = theme.type(TypeRole.BODY_STRONG).line, theme.type(TypeRole.CAPTION).line
        top = box.center().y() - (step + small) / 2
        title = ink_of(theme, TypeRole.BODY_STRONG, Color.INK, tabular=True)
        detail = ink_of(theme, TypeRole.CAPTION, Color.INK_MUTED, tabular=True)
        amount = ink_of(theme, TypeRole.MONEY_LINE, Color.INK, tabular=True)
        tag = ink_of(theme, TypeRole.CAPTION_STRONG, Color.AMBER_INK)
        tag_width = amount_width(row.tag, tag)
        used = max(draw_amount(painter, row.amount_text, box, amount), 0.0)
        room = box.width() - used - gap
        title_room = room - tag_width - gap if row.tag else room
        draw_elided(painter, row.title, QRectF(box.left(), top, title_room, step), title)
        if row.tag:
            at = QRectF(box.left() + title_room + gap, top, tag_width + 1, step)
            draw_elided(painter, row.tag, at, tag)
        draw_elided(painter, row.detail, QRectF(box.left(), top + step, room, small), detail)
        painter.restore()
