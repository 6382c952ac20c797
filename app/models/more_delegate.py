"""A row of *More* and of its lists: an icon, a name, a quiet line, and a tag at the right."""

from typing import Protocol, cast

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.models.row_list import ROW_ROLE, Index
from app.models.row_paint import amount_width, draw_elided, draw_ground, ink_of
from app.theme.icons import icon_pixmap
from app.theme.theme import current_theme
from app.theme.tokens import Color, TypeRole

_SIDE, _GAP, _ICON = 16, 12, 22
_TAG_INK = {
    "amber": Color.AMBER_INK,
    "red": Color.RED_INK,
    "lagoon": Color.LAGOON_INK,
    "green": Color.GREEN_INK,
}


class IconRow(Protocol):
    """What this delegate draws. ``tag`` and ``tone`` may be missing."""

    @property
    def title(self) -> str: ...

    @property
    def detail(self) -> str: ...

    @property
    def icon(self) -> str: ...


class IconRowDelegate(QStyledItemDelegate):
    """Draws an `IconRow` on two lines; the words elide, the tag never does."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(option.rect.width(), current_theme().height("cart_row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found = index.data(ROW_ROLE)
        if found is None:
            return
        row = cast(IconRow, found)
        theme = current_theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ground(painter, option, theme)
        side, gap, icon = theme.px(_SIDE), theme.px(_GAP), theme.px(_ICON)
        box = QRectF(option.rect).adjusted(side, 0, -side, 0)
        ratio = painter.device().devicePixelRatioF()
        picture = icon_pixmap(theme, row.icon, Color.LAGOON_INK, QSize(icon, icon), ratio)
        painter.drawPixmap(QPointF(box.left(), box.center().y() - icon / 2), picture)
        box.setLeft(box.left() + icon + gap)
        step, small = theme.type(TypeRole.BODY_STRONG).line, theme.type(TypeRole.CAPTION).line
        top = box.center().y() - (step + small) / 2
        title = ink_of(theme, TypeRole.BODY_STRONG, Color.INK)
        detail = ink_of(theme, TypeRole.CAPTION, Color.INK_MUTED)
        tag, tone = getattr(row, "tag", ""), getattr(row, "tone", "")
        tag_ink = ink_of(theme, TypeRole.CAPTION_STRONG, _TAG_INK.get(tone, Color.INK_MUTED))
        tag_width = amount_width(tag, tag_ink) + 1 if tag else 0.0
        room = box.width() - (tag_width + gap if tag else 0.0)
        draw_elided(painter, row.title, QRectF(box.left(), top, room, step), title)
        if tag:
            at = QRectF(box.right() - tag_width, top, tag_width + 1, step)
            draw_elided(painter, tag, at, tag_ink)
        draw_elided(painter, row.detail, QRectF(box.left(), top + step, box.width(), small), detail)
        painter.restore()
