"""A row of a sale in two versions: what it is, how many here, how many there, how many in all."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.models.row_list import ROW_ROLE, Index
from app.models.row_paint import draw_amount, draw_elided, draw_ground, ink_of
from app.presenters.cart_conflict import ConflictRow
from app.theme.theme import Theme, current_theme
from app.theme.tokens import Color, TypeRole

_SIDE, _COUNT_WIDE = 16, 104


@dataclass(frozen=True, slots=True)
class ConflictColumns:
    """Where the columns of a row are, in pixels from its left; counts end at their number."""

    name_left: int
    name_right: int
    count_rights: tuple[int, int, int]

    @classmethod
    def of(cls, width: int, theme: Theme) -> "ConflictColumns":
        side, wide = theme.px(_SIDE), theme.px(_COUNT_WIDE)
        last = width - side
        rights = (last - 2 * wide, last - wide, last)
        return cls(side, rights[0] - wide, rights)


class ConflictDelegate(QStyledItemDelegate):
    """Draws ``ConflictRow``; a count that differs between the versions stands out by weight."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(option.rect.width(), current_theme().height("count_row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, ConflictRow):
            return
        theme = current_theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ground(painter, option, theme)
        box = QRectF(option.rect)
        columns = ConflictColumns.of(round(box.width()), theme)
        name = ink_of(theme, TypeRole.BODY, Color.INK)
        left = box.left() + columns.name_left
        width = columns.name_right - columns.name_left
        draw_elided(painter, row.name, QRectF(left, box.top(), width, box.height()), name)
        differs = row.mine_text != row.theirs_text
        role = TypeRole.BODY_STRONG if differs else TypeRole.BODY
        count = ink_of(theme, role, Color.INK, tabular=True)
        texts = (row.mine_text, row.theirs_text, row.result_text)
        for text, right in zip(texts, columns.count_rights, strict=True):
            at = QRectF(box.left(), box.top(), right, box.height())
            draw_amount(painter, text, at, count)
        painter.restore()
