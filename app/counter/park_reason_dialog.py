"""F6: why the sale waits, with one key, and whose it is for who types a name first."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.counter.key_map import is_typing
from app.counter.labels import card, column, label
from app.counter.row_list_view import RowListView
from app.models.return_delegate import ReturnDelegate
from app.models.row_list import RowListModel
from app.presenters.park_reason import ParkReasonState
from app.presenters.return_rows import ReturnRow
from app.use_cases.park_cart import NAME_MAX
from app.widgets.dialog_frame import DialogFrame
from app.widgets.field import Field
from app.widgets.primary_button import PrimaryButton
from app.widgets.visibility import show_or_hide

_WIDE, _HIGH, _LOW, _PRIMARY_WIDE = 560, 520, 380, 240
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ParkReasonDialog(DialogFrame):
    """Draws ``ParkReasonState``: ``row_chosen(row, name)`` on Enter, a number, or a double click.

    Letters go into the name wherever the focus is; arrows choose a reason even in the name. With
    nothing to choose from there is a button instead of the list.
    """

    row_chosen = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "", self.tr("Back to sale"), width_px=_WIDE, height_px=_HIGH, parent=parent
        )
        self._text = label("", "muted", wrap=True)
        self.name = Field("")
        self.name.line.setMaxLength(NAME_MAX)
        self.list = RowListView()
        self.list.setAccessibleName(self.tr("Why the sale waits"))
        self._asks_name = False
        self._model: RowListModel[ReturnRow] = RowListModel(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(ReturnDelegate(self.list))
        self._card, self._room = card(), QWidget()
        column(self._card, margin=1).addWidget(self.list)
        self.park = PrimaryButton("", "")
        self.park.setMinimumWidth(_PRIMARY_WIDE)
        self.body.addWidget(self._text)
        self.body.addWidget(self.name)
        self.body.addWidget(self._card, 1)
        self.body.addWidget(self._room, 1)
        self.foot.addStretch(1)
        self.foot.addWidget(self.park)
        self.list.stepped.connect(self._step)
        self.list.row_pressed.connect(self.list.show_selected)
        self.list.row_entered.connect(self._choose)
        self.name.line.returnPressed.connect(self._enter)
        self.park.clicked.connect(self._enter)

    def show_state(self, state: ParkReasonState) -> None:
        """Draw the reasons; the first is selected."""
        self.show_head(state.title, "", self.tr("Esc goes back, nothing is lost"))
        self._text.setText(state.text)
        self.name.show_label(state.name_label)
        self.name.line.setText(state.name)
        self.name.show_wrong(state.wrong)
        self._asks_name = state.asks_name
        self._model.set_rows(state.rows)
        self.list.show_selected(0 if state.rows else -1)
        self.park.show_words(state.button, self.tr("Enter"))
        self.show_foot(shown=bool(state.button))
        show_or_hide(self._card, shown=not state.button)
        show_or_hide(self._room, shown=bool(state.button))
        self.height_px = _LOW if state.button else _HIGH

    @property
    def first(self) -> QWidget:
        """What has the keys when the dialog opens."""
        return self.name.line if self._asks_name else self.list

    def focus_first(self) -> None:
        self.first.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < len(self._model.rows):
            self._choose(number)
        elif event.key() in _STEPS:
            self._step(_STEPS[Qt.Key(event.key())])
        elif is_typing(event):
            self.name.line.setFocus()
            self.name.line.insert(event.text())
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        """Enter in the name, or the button: the chosen reason, or the only one."""
        self._choose(max(self.list.selected_row(), 0))

    def _choose(self, row: int) -> None:
        self.row_chosen.emit(row, self.name.line.text())

    def _step(self, rows: int) -> None:
        last = len(self._model.rows) - 1
        self.list.show_selected(min(max(self.list.selected_row() + rows, 0), last))
