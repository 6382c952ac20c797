"""The scrim below the top bar, and the one dialog on it; the link state is never covered."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QWidget

from app.theme.theme import current_theme
from app.widgets.dialog_frame import DialogFrame

_EDGE, _BELOW = 12, 10


class Overlay(QWidget):
    """Lies over ``host`` from the top bar's lower edge down while a dialog is open.

    One dialog at a time: opening another puts the first away. What had the focus before gets it
    back when the dialog closes. Nothing below can be clicked or tabbed to meanwhile.
    """

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("scrim")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._host = host
        self._dialog: DialogFrame | None = None
        self._before: QWidget | None = None
        self._was_in_cell = False
        host.installEventFilter(self)
        self.hide()

    @property
    def dialog(self) -> DialogFrame | None:
        """The dialog that is open, if one is."""
        return self._dialog

    def keep(self, dialog: DialogFrame) -> None:
        """Own a dialog before it opens: it goes with the window, and is no window of its own.

        A widget without a parent outlives its window, and is dressed again with every look.
        """
        dialog.setParent(self)
        dialog.hide()

    def open_dialog(self, dialog: DialogFrame, first: QWidget | None = None) -> None:
        """Show ``dialog`` and give the focus to ``first``, or to what comes first in it.

        The caller listens to the dialog's ``dismissed``.
        """
        if dialog is self._dialog:
            return
        before = self._dialog
        if before is None:
            self._remember(QApplication.focusWidget())
        self._dialog = dialog
        if dialog.parentWidget() is not self:
            dialog.setParent(self)
        self._place()
        self.show()
        self.raise_()
        dialog.show()
        if first is None:
            dialog.focusNextPrevChild(True)
        else:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        if before is not None:
            before.hide()

    def close_dialog(self) -> bool:
        """Put the dialog away; it is kept by its owner, hidden, and may be opened again.

        True when what had the focus before has it again, its cursor where it was and nothing
        selected: the next letter goes on and overwrites nothing.
        """
        if self._dialog is None:
            return False
        dialog, self._dialog = self._dialog, None
        before, self._before = self._before, None
        is_back = before is not None and before.isVisible() and before.isEnabled()
        if before is not None and is_back:
            # Before it hides: Qt would give the focus on as by Tab, which selects all of a field.
            before.setFocus(Qt.FocusReason.PopupFocusReason)
            if self._was_in_cell and isinstance(before, QAbstractItemView):
                _edit_on(before)
        dialog.hide()
        self.hide()
        return is_back

    def _remember(self, focused: QWidget | None) -> None:
        """An open cell closes, with what was typed, when the focus leaves: keep its table."""
        table = None if focused is None else _table_around(focused)
        self._was_in_cell = table is not None
        self._before = focused if table is None else table

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self._place()
        super().changeEvent(event)

    def _place(self) -> None:
        theme = current_theme()
        top = theme.height("topbar")
        self.setGeometry(0, top, self._host.width(), max(0, self._host.height() - top))
        if self._dialog is None:
            return
        hint = self._dialog.sizeHint()
        room = self.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_BELOW)
        width = min(max(theme.px(self._dialog.width_px), hint.width()), room.width())
        wanted = theme.px(self._dialog.height_px)
        height = min(max(wanted, hint.height()), room.height())
        left = room.left() + (room.width() - width) // 2
        above = 0 if wanted else (room.height() - height) // 3
        self._dialog.setGeometry(QRect(left, room.top() + above, width, height))


def _table_around(widget: QWidget) -> QAbstractItemView | None:
    """The table whose open cell a widget is."""
    viewport = widget.parentWidget()
    view = None if viewport is None else viewport.parentWidget()
    return view if isinstance(view, QAbstractItemView) and view.viewport() is viewport else None


def _edit_on(table: QAbstractItemView) -> None:
    """Open the cell that was open, with the cursor at the end of what was typed."""
    table.edit(table.currentIndex())
    cell = QApplication.focusWidget()
    if isinstance(cell, QLineEdit):
        cell.deselect()
        cell.setCursorPosition(len(cell.text()))
