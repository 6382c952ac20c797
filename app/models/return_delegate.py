"""A row of *Returns*: a receipt or a sold line, what comes back of it, and what it was."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.models.row_list import ROW_ROLE, Index
from app.models.row_paint import amount_width, draw_amount, draw_elided, draw_ground, ink_of
from app.presenters.return_rows import ReturnRow
from app.theme.theme import current_theme
from app.theme.tokens import Color, TypeRole

_SIDE, _GAP = 16, 12


class ReturnDelegate(QStyledItemDelegate):
    """Draws ``ReturnRow`` on two lines; names elide, what comes back and amounts never do."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(option.rect.width(), current_theme().height("cart_row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, ReturnRow):
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
        tag_color = Color.LAGOON_INK if row.is_taken else Color.INK_MUTED
        tag = ink_of(theme, TypeRole.CAPTION_STRONG, tag_color, tabular=True)
        right = QRectF(box.left(), top, box.width(), step)
        used = draw_amount(painter, row.amount_text, right if row.tag else box, amount)
        if row.tag:
            below = QRectF(box.left(), top + step, box.width(), small)
            used = max(used, draw_amount(painter, row.tag, below, tag), amount_width(row.tag, tag))
        room = box.width() - used - gap
        draw_elided(painter, row.title, QRectF(box.left(), top, room, step), title)
        draw_elided(painter, row.detail, QRectF(box.left(), top + step, room, small), detail)
        painter.restore()
