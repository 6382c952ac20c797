"""F7: the parked sales. Enter brings one back, Del twice drops it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.counter.key_map import KeyMap
from app.counter.labels import card, column, label
from app.counter.row_list_view import RowListView
from app.models.parked_delegate import ParkedDelegate
from app.models.row_list import RowListModel
from app.presenters.parked import ParkedRow, ParkedState
from app.widgets.dialog_frame import DialogFrame
from app.widgets.empty_state import EmptyState
from app.widgets.key_button import KeyButton
from app.widgets.primary_button import PrimaryButton

_WIDE, _HIGH, _PRIMARY_WIDE = 860, 560, 260


class ParkedDialog(DialogFrame):
    """Draws ``ParkedState``; ``dismissed`` on Esc.

    ``stepped(rows)``, ``row_pressed(row)``, ``row_entered(row)``, ``drop_requested()``.
    """

    stepped = Signal(int)
    row_pressed = Signal(int)
    row_entered = Signal(int)
    drop_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "", self.tr("Back to sale"), width_px=_WIDE, height_px=_HIGH, parent=parent
        )
        self._note = label("", "muted")
        self.list = RowListView()
        self.list.setAccessibleName(self.tr("Parked sales"))
        self._model: RowListModel[ParkedRow] = RowListModel(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(ParkedDelegate(self.list))
        self._empty = EmptyState("cart")
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self.list)
        self._warning = label("", "body_strong")
        self._warning.setProperty("ink", "amber")
        self.drop_button = KeyButton(self.tr("Drop it"), "Del")
        self.recall_button = PrimaryButton(self.tr("Bring it back"), self.tr("Enter"))
        frame = card()
        column(frame, margin=1).addWidget(self._pages)
        self.body.addWidget(self._note)
        self.body.addWidget(frame, 1)
        self.foot.addWidget(self.drop_button)
        self.foot.addWidget(self._warning, 1)
        self.recall_button.setMinimumWidth(_PRIMARY_WIDE)
        self.foot.addWidget(self.recall_button)
        self._keys = KeyMap({"Del": self.drop_requested.emit})
        self._connect()

    def show_state(self, state: ParkedState) -> None:
        """Draw the list, or what to do while nothing is parked."""
        self.show_head(state.title, "", self.tr("Esc goes back, nothing is lost"))
        self._note.setText(state.note)
        self._model.set_rows(state.rows)
        self._empty.show_words(state.empty_text)
        self._pages.setCurrentWidget(self.list if state.rows else self._empty)
        if self.isVisible() and not self._has_choice_focus():
            self.first.setFocus()  # the list has just come, or has just become empty
        self.list.show_selected(state.selected)
        self._warning.setText(state.warning)
        self.list.setAccessibleDescription(state.warning)
        self.drop_button.setEnabled(state.selected >= 0)
        self.recall_button.setEnabled(state.selected >= 0)

    @property
    def first(self) -> QWidget:
        """What gets the focus: the list, or the way back where there is nothing to choose."""
        return self.list if self._model.rows else self.back_button

    def focus_first(self) -> None:
        self.first.setFocus()

    def _has_choice_focus(self) -> bool:
        chosen = (self.list, self.drop_button, self.recall_button)
        return bool(self._model.rows) and any(each.hasFocus() for each in chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self.list.stepped.connect(self.stepped)
        self.list.row_pressed.connect(self.row_pressed)
        self.list.row_entered.connect(self.row_entered)
        self.drop_button.clicked.connect(self.drop_requested)
        self.recall_button.clicked.connect(lambda: self.row_entered.emit(self.list.selected_row()))
