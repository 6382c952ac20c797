"""F6 at a shipment: the special quotes. Enter books one with a price, or opens it again."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.counter.key_map import KeyMap
from app.counter.labels import card, column, label
from app.counter.row_list_view import RowListView
from app.models.parked_delegate import ParkedDelegate
from app.models.row_list import RowListModel
from app.presenters.parked import ParkedRow
from app.presenters.special_quotes import QuotesState
from app.widgets.dialog_frame import DialogFrame
from app.widgets.empty_state import EmptyState
from app.widgets.notice_bar import NoticeBar
from app.widgets.primary_button import PrimaryButton

_WIDE, _HIGH, _PRIMARY_WIDE = 860, 560, 260


class QuotesDialog(DialogFrame):
    """Draws ``QuotesState``; ``dismissed`` on Esc or F6.

    ``stepped(rows)``, ``row_pressed(row)``, ``row_entered(row)``.
    """

    stepped = Signal(int)
    row_pressed = Signal(int)
    row_entered = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        back = self.tr("Back to the shipment")
        super().__init__("", back, width_px=_WIDE, height_px=_HIGH, parent=parent)
        self._note = label("", "muted", wrap=True)
        self._notice = NoticeBar()
        self.list = RowListView()
        self.list.setAccessibleName(self.tr("Special quotes"))
        self._model: RowListModel[ParkedRow] = RowListModel(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(ParkedDelegate(self.list))
        self._empty = EmptyState("ship")
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self.list)
        self.do_button = PrimaryButton(self.tr("Add to sale"), self.tr("Enter"))
        frame = card()
        column(frame, margin=1).addWidget(self._pages)
        self.body.addWidget(self._note)
        self.body.addWidget(self._notice)
        self.body.addWidget(frame, 1)
        self.foot.addStretch(1)
        self.do_button.setMinimumWidth(_PRIMARY_WIDE)
        self.foot.addWidget(self.do_button)
        self._keys = KeyMap({"F6": self.dismissed.emit})
        self.list.stepped.connect(self.stepped)
        self.list.row_pressed.connect(self.row_pressed)
        self.list.row_entered.connect(self.row_entered)
        self.do_button.clicked.connect(lambda: self.row_entered.emit(self.list.selected_row()))

    def show_state(self, state: QuotesState) -> None:
        """Draw the list, or what to do while nothing waits."""
        self.show_head(state.title, "", self.tr("Esc goes back, nothing is lost"))
        self._note.setText(state.note)
        self._notice.show_notice(state.notice)
        self._model.set_rows(state.rows)
        self._empty.show_words(state.empty_text)
        self._pages.setCurrentWidget(self.list if state.rows else self._empty)
        if self.isVisible() and not (self.list.hasFocus() or self.do_button.hasFocus()):
            self.first.setFocus()  # the list has just come, or has just become empty
        self.list.show_selected(state.selected)
        self.do_button.show_words(state.deed_text or self.tr("Add to sale"), self.tr("Enter"))
        self.do_button.setEnabled(bool(state.deed_text))

    @property
    def first(self) -> QWidget:
        """What gets the focus: the list, or the way back where there is nothing to choose."""
        return self.list if self._model.rows else self.back_button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)
