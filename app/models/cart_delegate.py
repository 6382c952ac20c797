"""A row of the cart: quantity, name, how it comes to its amount, the amount."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSpinBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.models.row_list import ROW_ROLE, Index
from app.models.row_paint import (
    TWO_LINES_FROM,
    draw_amount,
    draw_elided,
    draw_ground,
    ink_of,
    lines_of,
)
from app.presenters.cart_rows import CartRow
from app.theme.icons import icon_pixmap
from app.theme.theme import Theme, current_theme
from app.theme.tokens import Color, TypeRole
from domain.cart_line import QUANTITY_MAX

_SQUARE, _SIDE, _GAP, _EDITOR = 34, 16, 12, 76
_ICON = 20


class CartDelegate(QStyledItemDelegate):
    """Draws ``CartRow``; F4 puts a spin box over the quantity, Enter says what was typed.

    ``quantity_entered(line_no, quantity)`` follows; the model stays as it is until a new state.
    """

    quantity_entered = Signal(int, int)

    def __init__(self, quantity_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quantity_name = quantity_name
        self._typed_at: Index | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = current_theme()
        height = theme.height("cart_row")
        row = index.data(ROW_ROLE)
        if isinstance(row, CartRow) and row.left_text:
            height += theme.type(TypeRole.CAPTION).line
        if theme.text_scale >= TWO_LINES_FROM:
            height += theme.type(TypeRole.BODY_STRONG).line
        return QSize(option.rect.width(), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, CartRow):
            return
        theme = current_theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = draw_ground(painter, option, theme)
        box = QRectF(option.rect)
        _draw_square(painter, row, _square(box, theme), selected=selected)
        amount = ink_of(theme, TypeRole.MONEY_LINE, Color.INK)
        side = theme.px(_SIDE)
        inner = box.adjusted(side, 0, -side, 0)
        used = draw_amount(painter, row.amount_text, inner, amount)
        left = _square(box, theme).right() + theme.px(_GAP)
        if self.is_typed_at(index):
            left += theme.px(_EDITOR - _SQUARE)  # the box is wider than what it lies on
        _draw_words(
            painter, row, QRectF(left, box.top(), inner.right() - used - _GAP - left, box.height())
        )
        painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        self._typed_at = QPersistentModelIndex(index)
        editor = QSpinBox(parent)
        editor.setRange(0, QUANTITY_MAX)
        editor.setAccessibleName(f"{self._quantity_name}, {index.data()}")
        editor.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return editor

    def is_typed_at(self, index: Index) -> bool:
        """Whether the box for a quantity is open over this row."""
        return self._typed_at is not None and index == self._typed_at

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        self._typed_at = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(editor, QSpinBox) and isinstance(row, CartRow):
            editor.setValue(row.quantity)
            editor.selectAll()

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(editor, QSpinBox) and isinstance(row, CartRow):
            editor.interpretText()
            if editor.value() != row.quantity:
                self.quantity_entered.emit(row.line_no, editor.value())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        theme = current_theme()
        square = _square(QRectF(option.rect), theme)
        high = theme.height("field")
        top = square.center().y() - high / 2
        editor.setGeometry(QRect(round(square.left()), round(top), theme.px(_EDITOR), high))


def _square(box: QRectF, theme: Theme) -> QRectF:
    side = theme.px(_SQUARE)
    return QRectF(box.left() + theme.px(_SIDE), box.center().y() - side / 2, side, side)


def _draw_square(painter: QPainter, row: CartRow, square: QRectF, *, selected: bool) -> None:
    theme = current_theme()
    painter.setPen(Qt.PenStyle.NoPen)
    ground = Color.LAGOON if selected else Color.SUNKEN_STRONG
    if row.is_shipment and not selected:
        ground = Color.LAGOON_TINT
    painter.setBrush(theme.color(ground))
    radius = theme.radius("control")
    ink = ink_of(
        theme, TypeRole.BODY_STRONG, Color.ON_LAGOON if selected else Color.INK, tabular=True
    )
    if row.is_shipment:
        painter.drawRoundedRect(square, radius, radius)
        side = theme.px(_ICON)
        color = Color.ON_LAGOON if selected else Color.LAGOON_INK
        ratio = painter.device().devicePixelRatioF()
        picture = icon_pixmap(theme, "ship", color, QSize(side, side), ratio)
        painter.drawPixmap(square.center() - QPointF(side / 2, side / 2), picture)
        return
    text = str(row.quantity)
    painter.drawRoundedRect(square, radius, radius)
    painter.setFont(ink.font)
    if QFontMetricsF(ink.font).horizontalAdvance(text) > square.width() - 4:
        painter.setFont(ink_of(theme, TypeRole.CAPTION_STRONG, Color.INK, tabular=True).font)
    painter.setPen(ink.color)
    painter.drawText(square, int(Qt.AlignmentFlag.AlignCenter), text)


def _draw_words(painter: QPainter, row: CartRow, box: QRectF) -> None:
    theme = current_theme()
    name = ink_of(theme, TypeRole.BODY_STRONG, Color.INK)
    detail = ink_of(theme, TypeRole.CAPTION, Color.INK_MUTED, tabular=True)
    step = theme.type(TypeRole.BODY_STRONG).line
    small = theme.type(TypeRole.CAPTION).line
    most = 2 if theme.text_scale >= TWO_LINES_FROM else 1
    lines = lines_of(row.name, (), name.font, box.width(), most)
    under_count = 2 if row.left_text else 1
    top = box.center().y() - (step * len(lines) + small * under_count) / 2
    for number, line in enumerate(lines):
        at = QRectF(box.left(), top + step * number, box.width(), step)
        draw_elided(painter, line.text, at, name)
    under = QRectF(box.left(), top + step * len(lines), box.width(), small)
    draw_elided(painter, row.detail, under, detail)
    if row.left_text:
        color = Color.AMBER_INK if row.is_short else Color.LAGOON_INK
        left = ink_of(theme, TypeRole.CAPTION_STRONG, color, tabular=True)
        draw_elided(painter, row.left_text, under.translated(0, small), left)
