"""A row of the product list: picture, name with the match underlined, category, codes, price."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.models.product_art import art_of
from app.models.row_list import ROW_ROLE, Index
from app.models.row_paint import (
    TWO_LINES_FROM,
    Ink,
    draw_amount,
    draw_elided,
    draw_ground,
    draw_marked,
    ink_of,
    lines_of,
)
from app.presenters.product_rows import ProductRow
from app.presenters.words import beside
from app.theme.icons import art_pixmap, icon_pixmap
from app.theme.theme import Theme, current_theme
from app.theme.tokens import Color, Scheme, TypeRole

_TILE, _TILE_LEFT, _TEXT_LEFT = 44, 12, 68
_MIDDLE_ROOM, _MIDDLE_GAP, _NAME_LEAST = 176, 16, 200
_PRICE_ROOM, _KEY_ROOM = 120, 75
_ART_INSET, _ICON = 6, 22


@dataclass(frozen=True, slots=True)
class ProductColumns:
    """Where the columns stand, in pixels from the left edge of a list of some width."""

    text_left: int
    text_right: int
    middle_left: int
    price_left: int
    price_right: int

    @property
    def has_middle(self) -> bool:
        """Whether the middle column is there; else its words join the line below the name."""
        return self.middle_left < self.price_left

    @classmethod
    def of(cls, width: int, theme: Theme) -> "ProductColumns":
        price_right = width - theme.px(_KEY_ROOM)
        text_left = theme.px(_TEXT_LEFT)
        price_left = price_right - theme.px(_PRICE_ROOM)
        middle_left = price_left - theme.px(_MIDDLE_ROOM)
        if middle_left - text_left < theme.px(_NAME_LEAST):
            middle_left = price_left
        return cls(
            text_left=text_left,
            text_right=middle_left - _MIDDLE_GAP,
            middle_left=middle_left,
            price_left=price_left,
            price_right=price_right,
        )


class ProductDelegate(QStyledItemDelegate):
    """Draws ``ProductRow``; the selected row carries the word of the key that adds it."""

    def __init__(self, key_word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key_word = key_word

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        theme = current_theme()
        height = theme.height("row")
        if theme.text_scale >= TWO_LINES_FROM:
            height += theme.type(TypeRole.BODY_STRONG).line
        return QSize(option.rect.width(), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, ProductRow):
            return
        theme = current_theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        selected = draw_ground(painter, option, theme)
        columns = ProductColumns.of(option.rect.width(), theme)
        _draw_tile(painter, row, box, theme)
        self._draw_name(painter, row, box, columns)
        self._draw_middle(painter, row, box, columns)
        self._draw_price(painter, row, box, columns)
        if selected and self._key_word:
            self._draw_key(painter, box, columns, theme)
        painter.restore()

    def _draw_name(
        self, painter: QPainter, row: ProductRow, box: QRectF, columns: ProductColumns
    ) -> None:
        theme = current_theme()
        ink = ink_of(theme, TypeRole.BODY_STRONG, Color.INK)
        small = ink_of(theme, TypeRole.CAPTION, Color.INK_MUTED, tabular=True)
        left = box.left() + columns.text_left
        width = columns.text_right - columns.text_left
        most = 2 if theme.text_scale >= TWO_LINES_FROM else 1
        lines = lines_of(row.name, row.match, ink.font, width, most)
        step = theme.type(TypeRole.BODY_STRONG).line
        small_step = theme.type(TypeRole.CAPTION).line
        top = box.center().y() - (step * len(lines) + small_step) / 2
        for number, line in enumerate(lines):
            baseline = top + step * number + _ascent(ink, step)
            draw_marked(painter, line, QPointF(left, baseline), ink)
        under = QRectF(left, top + step * len(lines), width, small_step)
        code = row.sku if columns.has_middle else beside(row.sku, row.category)
        draw_elided(painter, code, under, small)

    def _draw_middle(
        self, painter: QPainter, row: ProductRow, box: QRectF, columns: ProductColumns
    ) -> None:
        if not columns.has_middle:
            return
        theme = current_theme()
        upper = ink_of(theme, TypeRole.BODY, Color.INK)
        lower = ink_of(theme, TypeRole.CAPTION, Color.INK_MUTED, tabular=True)
        left = box.left() + columns.middle_left
        width = columns.price_left - columns.middle_left - _MIDDLE_GAP
        first, second = _two_lines(box, left, width, theme)
        draw_elided(painter, row.category, first, upper)
        draw_elided(painter, row.barcode_text, second, lower)

    def _draw_price(
        self, painter: QPainter, row: ProductRow, box: QRectF, columns: ProductColumns
    ) -> None:
        theme = current_theme()
        color = Color.INK_MUTED if row.price_is_missing else Color.INK
        role = TypeRole.BODY_STRONG if row.price_is_missing else TypeRole.MONEY_LINE
        price = ink_of(theme, role, color, tabular=True)
        note = ink_of(theme, TypeRole.CAPTION, Color.INK_MUTED, tabular=True)
        left = box.left() + columns.price_left
        width = columns.price_right - columns.price_left
        if not row.price_note:
            draw_amount(
                painter, row.price_text, QRectF(left, box.top(), width, box.height()), price
            )
            return
        first, second = _two_lines(box, left, width, theme)
        draw_amount(painter, row.price_text, first, price)
        draw_amount(painter, row.price_note, second, note)

    def _draw_key(
        self, painter: QPainter, box: QRectF, columns: ProductColumns, theme: Theme
    ) -> None:
        ink = ink_of(theme, TypeRole.CAPTION_STRONG, Color.INK_MUTED)
        wide = QFontMetricsF(ink.font).horizontalAdvance(self._key_word) + theme.px(16)
        room = box.width() - columns.price_right
        left = box.left() + columns.price_right + (room - wide) / 2 + theme.px(2)
        high = theme.height("key_cap")
        cap = QRectF(left, box.center().y() - high / 2, wide, high)
        painter.setPen(theme.color(Color.LINE_CONTROL))
        painter.setBrush(theme.color(Color.SURFACE))
        radius = theme.radius("key")
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setFont(ink.font)
        painter.setPen(ink.color)
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), self._key_word)


def _draw_tile(painter: QPainter, row: ProductRow, box: QRectF, theme: Theme) -> None:
    side = theme.px(_TILE)
    tile = QRectF(box.left() + theme.px(_TILE_LEFT), box.center().y() - side / 2, side, side)
    art = art_of(row.name, row.category)
    painter.setPen(Qt.PenStyle.NoPen)
    # Pictures stay on light tiles at night: they are drawn for them.
    light = theme.tokens.colors[Scheme.LIGHT]
    ground = QColor(light[Color.LAGOON_TINT]) if art else theme.color(Color.SUNKEN_STRONG)
    painter.setBrush(ground)
    painter.drawRoundedRect(tile, theme.radius("control"), theme.radius("control"))
    if art:
        inner = round(side - 2 * _ART_INSET)
        picture = art_pixmap(art, QSize(inner, inner), painter.device().devicePixelRatioF())
    else:
        inner = theme.px(_ICON)
        picture = icon_pixmap(
            theme,
            "tag",
            Color.INK_MUTED,
            QSize(inner, inner),
            painter.device().devicePixelRatioF(),
        )
    painter.drawPixmap(tile.center() - QPointF(inner / 2, inner / 2), picture)


def _two_lines(box: QRectF, left: float, width: float, theme: Theme) -> tuple[QRectF, QRectF]:
    step = theme.type(TypeRole.BODY_STRONG).line
    small = theme.type(TypeRole.CAPTION).line
    top = box.center().y() - (step + small) / 2
    return QRectF(left, top, width, step), QRectF(left, top + step, width, small)


def _ascent(ink: Ink, line_height: float) -> float:
    metrics = QFontMetricsF(ink.font)
    return (line_height - metrics.height()) / 2 + metrics.ascent()
