"""The pieces of a shipment as a table: four columns are typed, three are worked out."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal

from app.models.row_list import ROW_ROLE, Index
from app.presenters.ship_rows import PieceRow

TYPED_COLUMNS = {1: "description", 2: "packing", 3: "weight", 4: "sides"}
"""The columns a person types in, and the field of ``PieceForm`` behind each."""

NUMBER, DESCRIPTION, PACKING, WEIGHT, SIDES, DIM, CHARGE, FLAG = range(8)
COLUMN_COUNT = 8
ERROR_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""What is wrong with one cell, or None."""


class PieceTableModel(QAbstractTableModel):
    """Shows ``PieceRow``s; ``typed(row, field, text)`` follows an edit, then a new state follows.

    The table itself is never changed by typing, so what it shows is always what was understood.
    """

    typed = Signal(int, str, str)

    def __init__(self, headings: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = tuple(headings)
        self._rows: tuple[PieceRow, ...] = ()

    @property
    def rows(self) -> tuple[PieceRow, ...]:
        return self._rows

    def set_rows(self, rows: Sequence[PieceRow]) -> None:
        """Show other rows; an editor that is open stays open unless their number changes."""
        new = tuple(rows)
        if len(new) != len(self._rows):
            self.beginResetModel()
            self._rows = new
            self.endResetModel()
        elif new != self._rows:
            self._rows = new
            last = self.index(len(new) - 1, COLUMN_COUNT - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def set_headings(self, headings: Sequence[str]) -> None:
        if tuple(headings) != self._headings:
            self._headings = tuple(headings)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, COLUMN_COUNT - 1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else COLUMN_COUNT

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in TYPED_COLUMNS else flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = alignment_of(section)
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == ERROR_ROLE:
            return row.errors.get(TYPED_COLUMNS.get(index.column(), ""))
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return cell_text(row, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = cell_text(row, index.column())
            return f"{row.number}, {self._headings[index.column()]}: {text}"
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        name = TYPED_COLUMNS.get(index.column())
        if role != Qt.ItemDataRole.EditRole or name is None:
            return False
        text = str(value)
        if text != cell_text(self._rows[index.row()], index.column()):
            self.typed.emit(index.row(), name, text)
        return True


def alignment_of(column: int) -> Qt.AlignmentFlag:
    """Figures stand at the right of their column, words at the left."""
    if column in {WEIGHT, SIDES, DIM, CHARGE}:
        return Qt.AlignmentFlag.AlignRight
    return Qt.AlignmentFlag.AlignLeft


def cell_text(row: PieceRow, column: int) -> str:
    """What stands in one cell."""
    texts = (
        str(row.number),
        row.form.description,
        row.form.packing,
        row.form.weight,
        row.form.sides,
        row.dim_text,
        row.charge_text,
        row.flag_text,
    )
    return texts[column]
