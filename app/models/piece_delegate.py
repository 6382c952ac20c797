"""A cell of the pieces' table: rest, current, wrong, over a limit; and its editor."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.models.piece_table import (
    CHARGE,
    DESCRIPTION,
    DIM,
    ERROR_ROLE,
    FLAG,
    NUMBER,
    TYPED_COLUMNS,
    WEIGHT,
    alignment_of,
    cell_text,
)
from app.models.row_list import ROW_ROLE, Index
from app.models.row_paint import draw_elided, ink_of
from app.presenters.ship_form import TEXT_MAX
from app.presenters.ship_rows import PieceRow
from app.theme.theme import Theme, current_theme
from app.theme.tokens import Color, TypeRole

_HIGH, _SIDE, _INSET, _TAG_SIDE = 46, 12, 5, 9
_STRONG = frozenset({NUMBER, DESCRIPTION, CHARGE})


class PieceDelegate(QStyledItemDelegate):
    """Draws one cell of ``PieceRow``; a row over a limit is tinted red and says so in words."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(option.rect.width(), current_theme().px(_HIGH))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, PieceRow):
            return
        theme = current_theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        in_row = bool(option.state & QStyle.StateFlag.State_Selected)
        _draw_ground(painter, row, box, in_row=in_row, is_first=index.column() == NUMBER)
        is_current = bool(option.state & QStyle.StateFlag.State_HasFocus)
        is_wrong = index.data(ERROR_ROLE) is not None
        if index.column() in TYPED_COLUMNS and (is_current or is_wrong):
            _draw_field(painter, box, theme, Color.RED if is_wrong else Color.FOCUS)
        if index.column() == FLAG:
            _draw_flag(painter, row, box, theme)
        else:
            _draw_text(painter, row, index.column(), box)
        painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setMaxLength(TEXT_MAX)
        heading = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(f"{index.row() + 1}, {heading}")
        editor.setAlignment(alignment_of(index.column()) | Qt.AlignmentFlag.AlignVCenter)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        rect: QRect = option.rect
        high = current_theme().height("field")
        top = rect.center().y() - high // 2 + 1
        editor.setGeometry(QRect(rect.left() + 1, top, rect.width() - 2, high))


def _draw_ground(
    painter: QPainter, row: PieceRow, box: QRectF, *, in_row: bool, is_first: bool
) -> None:
    theme = current_theme()
    if row.is_over:
        painter.fillRect(box, theme.color(Color.RED_TINT))
    elif in_row:
        painter.fillRect(box, theme.color(Color.LAGOON_TINT))
    if is_first and (row.is_over or in_row):
        bar = QRectF(box.left(), box.top(), theme.tokens.border["selected_bar"], box.height())
        painter.fillRect(bar, theme.color(Color.RED if row.is_over else Color.LAGOON))
    hairline = theme.tokens.border["hairline"]
    edge = QRectF(box.left(), box.bottom() - hairline, box.width(), hairline)
    painter.fillRect(edge, theme.color(Color.LINE))


def _draw_field(painter: QPainter, box: QRectF, theme: Theme, edge: Color) -> None:
    painter.setPen(QPen(theme.color(edge), theme.tokens.border["focus"]))
    painter.setBrush(theme.color(Color.SURFACE))
    inner = box.adjusted(2, _INSET, -2, -_INSET)
    painter.drawRoundedRect(inner, theme.radius("control"), theme.radius("control"))


def _draw_text(painter: QPainter, row: PieceRow, column: int, box: QRectF) -> None:
    theme = current_theme()
    role = TypeRole.BODY_STRONG if column in _STRONG else TypeRole.BODY
    color = Color.INK_MUTED if column == DIM else Color.INK
    if row.is_over and column == WEIGHT:
        role, color = TypeRole.BODY_STRONG, Color.RED_INK
    if row.is_over and column == CHARGE:
        role, color = TypeRole.BODY, Color.INK_MUTED
    ink = ink_of(theme, role, color, tabular=True)
    inner = box.adjusted(_SIDE, 0, -_SIDE, 0)
    text = cell_text(row, column)
    if alignment_of(column) == Qt.AlignmentFlag.AlignRight:
        width = QFontMetricsF(ink.font).horizontalAdvance(text)
        inner.setLeft(max(inner.left(), inner.right() - width - 1))
    draw_elided(painter, text, inner, ink)


def _draw_flag(painter: QPainter, row: PieceRow, box: QRectF, theme: Theme) -> None:
    if not row.flag_text:
        return
    ink = ink_of(theme, TypeRole.CAPTION_STRONG, Color.RED_INK if row.is_over else Color.INK_MUTED)
    wide = QFontMetricsF(ink.font).horizontalAdvance(row.flag_text) + 2 * _TAG_SIDE
    high = theme.height("tag")
    left = box.left() + _SIDE
    tag = QRectF(left, box.center().y() - high / 2, min(wide, box.right() - left), high)
    painter.setPen(theme.color(Color.RED_LINE) if row.is_over else Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(Color.SURFACE if row.is_over else Color.SUNKEN_STRONG))
    radius = theme.radius("tag")
    painter.drawRoundedRect(tag.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.setFont(ink.font)
    painter.setPen(ink.color)
    painter.drawText(tag, int(Qt.AlignmentFlag.AlignCenter), row.flag_text)
