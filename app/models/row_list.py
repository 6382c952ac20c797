"""A list of frozen rows for Qt: set whole, told apart, never changed in place."""

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""The frozen row itself, for the delegate."""

Index = QModelIndex | QPersistentModelIndex


class SpokenRow(Protocol):
    """A row that says how a screen reader reads it."""

    @property
    def spoken(self) -> str: ...


R = TypeVar("R", bound=SpokenRow)


class RowListModel(QAbstractListModel, Generic[R]):
    """Rows of a state as a model; setting equal rows changes nothing, so nothing flickers.

    Rows that differ in place are announced one by one and keep the selection; another number of
    rows resets the list. Where ``is_editable`` a delegate may open an editor; what it says goes to
    the presenter, never into the model.
    """

    def __init__(self, parent: QObject | None = None, *, is_editable: bool = False) -> None:
        super().__init__(parent)
        self._is_editable = is_editable
        self._rows: tuple[R, ...] = ()

    @property
    def rows(self) -> tuple[R, ...]:
        return self._rows

    def set_rows(self, rows: Sequence[R]) -> None:
        new = tuple(rows)
        if new == self._rows:
            return
        if len(new) != len(self._rows):
            self.beginResetModel()
            self._rows = new
            self.endResetModel()
            return
        old, self._rows = self._rows, new
        for number, (before, after) in enumerate(zip(old, new, strict=True)):
            if before != after:
                index = self.index(number)
                self.dataChanged.emit(index, index)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self._is_editable else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return row.spoken
        return None
