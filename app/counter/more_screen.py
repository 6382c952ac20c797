"""*More*: the list of pages at the left, the chosen page at the right."""

from collections.abc import Mapping
from typing import Protocol, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.counter.devices_page import DevicesPage
from app.counter.files_page import FilesPage
from app.counter.labels import CARD_GAP, CONTENT_LEFT, CONTENT_RIGHT, CONTENT_TOP, card, column
from app.counter.look_page import LookPage
from app.counter.practice_page import PracticePage
from app.counter.prints_page import PrintsPage
from app.counter.reports_page import ReportsPage
from app.counter.row_list_view import RowListView
from app.counter.statements_page import StatementsPage
from app.models.more_delegate import IconRowDelegate
from app.models.row_list import RowListModel
from app.presenters.more import MorePage, MoreRow, MoreState
from app.theme.theme import current_theme

_LIST_WIDE, _LIST_SHARE = 250, 0.2


class PageWidget(Protocol):
    """What the screen asks of the widget of a page."""

    def focus_first(self) -> None:
        """Give the focus to what is used first."""

    def take_key(self, event: QKeyEvent) -> bool:
        """Use a key that nothing smaller wanted."""


class MoreScreen(QWidget):
    """Draws ``MoreState``; each page draws itself.

    ``stepped(rows)``, ``row_pressed(row)``, ``row_entered(row)``. Esc in a page goes to the list.
    """

    stepped = Signal(int)
    row_pressed = Signal(int)
    row_entered = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.devices = DevicesPage()
        self.prints = PrintsPage()
        self.reports = ReportsPage()
        self.files = FilesPage()
        self.statements = StatementsPage()
        self.look = LookPage()
        self.practice = PracticePage()
        self._pages: Mapping[MorePage, QWidget] = {
            MorePage.DEVICES: self.devices,
            MorePage.PAPERS: self.prints,
            MorePage.REPORTS: self.reports,
            MorePage.FILES: self.files,
            MorePage.STATEMENTS: self.statements,
            MorePage.LOOK: self.look,
            MorePage.PRACTICE: self.practice,
        }
        self.list = RowListView()
        self.list.setAccessibleName(self.tr("Pages"))
        self._model: RowListModel[MoreRow] = RowListModel(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(IconRowDelegate(self.list))
        self._stack = QStackedWidget()
        for page in self._pages.values():
            self._stack.addWidget(page)
        frame = card()
        column(frame, margin=1).addWidget(self.list)
        self._frame = frame
        whole = QHBoxLayout(self)
        whole.setContentsMargins(CONTENT_LEFT, CONTENT_TOP, CONTENT_RIGHT, CONTENT_TOP)
        whole.setSpacing(CARD_GAP)
        whole.addWidget(frame)
        whole.addWidget(self._stack, 1)
        self.list.stepped.connect(self.stepped)
        self.list.row_pressed.connect(self.row_pressed)
        self.list.row_entered.connect(self.row_entered)

    def show_state(self, state: MoreState) -> None:
        """Draw the list and show the page that is chosen."""
        self._model.set_rows(state.rows)
        self.list.show_selected(state.selected)
        if state.rows:
            self._stack.setCurrentWidget(self._pages[state.rows[state.selected].key])

    def enter_page(self) -> None:
        self._page.focus_first()

    def focus_first(self) -> None:
        self.list.setFocus()

    def take_key(self, event: QKeyEvent) -> bool:
        """Use a key that nothing smaller wanted; Right and Esc go into the page and back."""
        if self._page.take_key(event):
            return True
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.list.setFocus()
        elif key == Qt.Key.Key_Right and self.list.hasFocus():
            self.enter_page()
        else:
            return False
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted = current_theme().px(_LIST_WIDE)
        self._frame.setFixedWidth(min(wanted, round(self.width() * _LIST_SHARE)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.take_key(event):
            super().keyPressEvent(event)

    @property
    def _page(self) -> PageWidget:
        return cast(PageWidget, self._stack.currentWidget())
