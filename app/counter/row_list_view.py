"""A list that is walked with arrows and leaves every other key to its screen."""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -8,
    Qt.Key.Key_PageDown: 8,
}


class RowListView(QListView):
    """Shows rows and their selected one as told; says what was pressed.

    ``stepped(rows)`` follows arrows, ``row_pressed(row)`` a click, ``row_entered(row)`` Enter or a
    double click. It never selects by itself: the state does.
    """

    stepped = Signal(int)
    row_pressed = Signal(int)
    row_entered = Signal(int)
    _keeps_to_rows = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.pressed.connect(lambda index: self.row_pressed.emit(index.row()))
        self.doubleClicked.connect(lambda index: self.row_entered.emit(index.row()))

    def show_selected(self, row: int) -> None:
        """Select a row and bring it into view; -1 selects none."""
        if row < 0:
            self.setCurrentIndex(QModelIndex())
            return
        index = self.model().index(row, 0)
        if index != self.currentIndex():
            self.setCurrentIndex(index)
        self.scrollTo(index)

    def keep_to_rows(self) -> None:
        """Take no more height than the rows have: what follows stands right below the last."""
        high = self.sizeHintForRow(0) * self.model().rowCount() + 2 * self.frameWidth()
        self.setMaximumHeight(max(high, 0))
        self._keeps_to_rows = True

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self._keeps_to_rows:
            self.keep_to_rows()

    def selected_row(self) -> int:
        return self.currentIndex().row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.state() is QAbstractItemView.State.EditingState:
            event.accept()  # what the open editor had no use for means nothing to the list
        elif key in STEPS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.stepped.emit(STEPS[key])
            event.accept()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            event.accept()
            if not event.isAutoRepeat():
                self.row_entered.emit(self.currentIndex().row())
        else:
            event.ignore()  # the screen has a use for it, or hands it to the search field
