"""The pieces' table: typing edits, Enter and Tab go on, Ins adds, Del takes out."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from app.models.piece_delegate import PieceDelegate
from app.models.piece_table import (
    CHARGE,
    DESCRIPTION,
    DIM,
    FLAG,
    NUMBER,
    PACKING,
    SIDES,
    TYPED_COLUMNS,
    WEIGHT,
    PieceTableModel,
)
from app.theme.theme import current_theme

_FIRST, _LAST = min(TYPED_COLUMNS), max(TYPED_COLUMNS)
_ROW_HIGH, _INSIDE_LEAST = 46, 150
_WIDTHS = {NUMBER: 40, PACKING: 122, WEIGHT: 88, SIDES: 128, DIM: 66, CHARGE: 86, FLAG: 108}


class PieceTableView(QTableView):
    """``remove_requested(row)`` on Del, ``add_requested()`` on Ins; edits come from the model.

    Enter in a cell goes to the next cell that is typed, and at the end of a row to the row below.
    Tab into the table goes to the first cell that is empty: what is typed next is in it.
    """

    remove_requested = Signal(int)
    add_requested = Signal()

    def __init__(self, model: PieceTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(PieceDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        self._refresh()

    def edit_cell(self, row: int, name: str) -> None:
        """Open one cell for typing."""
        column = next((at for at, field in TYPED_COLUMNS.items() if field == name), _FIRST)
        index = self.model().index(row, column)
        if index.isValid():
            self.setFocus()
            self.setCurrentIndex(index)
            self.edit(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is Qt.FocusReason.TabFocusReason:
            self.setCurrentIndex(self.model().index(self._first_row_without_words(), DESCRIPTION))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        index = self.currentIndex()
        if self.state() is QAbstractItemView.State.EditingState and event.text():
            event.accept()  # Enter in the open editor is already on its way to the next cell
        elif key == Qt.Key.Key_Insert:
            self.add_requested.emit()
        elif key == Qt.Key.Key_Delete and index.isValid():
            self.remove_requested.emit(index.row())
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and index.isValid():
            self.edit(index)
        elif event.text() or key in _WALKING:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Next and previous go through the cells that are typed and skip those worked out."""
        step = _STEPS.get(action)
        current = self.currentIndex()
        if step is None or not current.isValid():
            return super().moveCursor(action, modifiers)
        span = _LAST - _FIRST + 1
        column = min(max(current.column(), _FIRST), _LAST) - _FIRST
        row, column = divmod(current.row() * span + column + step, span)
        return self.model().index(row, column + _FIRST)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter accepts and goes on, like Tab."""
        accepted = hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache
        going_on = QAbstractItemDelegate.EndEditHint.EditNextItem
        is_end = not self.moveCursor(
            QAbstractItemView.CursorAction.MoveNext, Qt.KeyboardModifier.NoModifier
        ).isValid()
        if accepted and not is_end:
            super().closeEditor(editor, going_on)
        else:
            super().closeEditor(editor, hint)

    def _first_row_without_words(self) -> int:
        """Where typing goes on; where it was, once every piece is described."""
        model = self.model()
        rows = range(model.rowCount())
        current = max(self.currentIndex().row(), 0)
        return next((row for row in rows if not model.index(row, DESCRIPTION).data()), current)

    def _refresh(self) -> None:
        theme = current_theme()
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW_HIGH))
        self.horizontalHeader().setFixedHeight(theme.height("table_header"))
        room = self.viewport().width()
        wanted = theme.px(sum(_WIDTHS.values()))
        # Large words in a small window: one worked-out column gives way, then each a little.
        is_tight = room - wanted < theme.px(_INSIDE_LEAST)
        self.setColumnHidden(DIM, is_tight)
        shown = {at: theme.px(px) for at, px in _WIDTHS.items() if at != DIM or not is_tight}
        share = min(1.0, (room - theme.px(_INSIDE_LEAST)) / sum(shown.values()))
        widths = {column: int(width * share) for column, width in shown.items()}
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        self.setColumnWidth(DESCRIPTION, room - sum(widths.values()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refresh()


_STEPS = {
    QAbstractItemView.CursorAction.MoveNext: 1,
    QAbstractItemView.CursorAction.MovePrevious: -1,
}
_WALKING = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)
