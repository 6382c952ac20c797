"""One sale in two versions, side by side, and the keys that settle it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from app.counter.key_map import KeyMap
from app.counter.labels import card, column, label
from app.counter.row_list_view import RowListView
from app.models.conflict_delegate import ConflictColumns, ConflictDelegate
from app.models.row_list import RowListModel
from app.presenters.cart_conflict import ConflictChoice, ConflictRow, ConflictState
from app.theme.theme import current_theme
from app.widgets.dialog_frame import DialogFrame
from app.widgets.key_button import KeyButton
from app.widgets.primary_button import PrimaryButton
from app.widgets.visibility import show_or_hide

_WIDE, _HIGH = 860, 560

Press = Callable[[], None]


class _Header(QFrame):
    """The names of the columns, where the delegate draws them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("band", "top")
        self._labels = [label("", "caption") for _ in range(4)]
        for number, each in enumerate(self._labels):
            each.setParent(self)
            side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
            each.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self._refresh()

    def show_words(self, words: tuple[str, str, str, str]) -> None:
        for each, text in zip(self._labels, words, strict=True):
            each.setText(text)

    def align_to(self, row_width: int) -> None:
        """Stand above rows of this many pixels."""
        columns = ConflictColumns.of(row_width, current_theme())
        high = self.height()
        wide = columns.count_rights[1] - columns.count_rights[0]
        name: QLabel = self._labels[0]
        name.setGeometry(columns.name_left, 0, columns.name_right - columns.name_left, high)
        for each, right in zip(self._labels[1:], columns.count_rights, strict=True):
            each.setGeometry(right - wide, 0, wide, high)

    def _refresh(self) -> None:
        self.setFixedHeight(current_theme().height("table_header"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self._refresh()
        super().changeEvent(event)


class ConflictDialog(DialogFrame):
    """Draws ``ConflictState``: ``chosen(choice)`` by F2, F3 or F4, ``dismissed`` on Esc."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "", self.tr("Back to sale"), width_px=_WIDE, height_px=_HIGH, parent=parent
        )
        self._text = label("", "body", wrap=True)
        self._header = _Header()
        self.list = RowListView()
        self.list.setAccessibleName(self.tr("Lines of both versions"))
        self._model: RowListModel[ConflictRow] = RowListModel(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(ConflictDelegate(self.list))
        self.list.viewport().installEventFilter(self)
        frame = card()
        inside = column(frame, margin=1)
        inside.addWidget(self._header)
        inside.addWidget(self.list, 1)
        self.body.addWidget(self._text)
        self.body.addWidget(frame, 1)
        self._choices: tuple[ConflictChoice, ...] = ()
        self.first_button = PrimaryButton("", "")
        self.other_buttons = (KeyButton("", ""), KeyButton("", ""))
        for button in self.other_buttons:
            self.foot.addWidget(button)
        self.foot.addStretch(1)
        self.foot.addWidget(self.first_button)
        self._keys = KeyMap({key: self._presser(key) for key in ("F2", "F3", "F4")})
        self.list.stepped.connect(self._step)
        self.first_button.clicked.connect(lambda: self._press_number(0))
        for number, button in enumerate(self.other_buttons, start=1):
            button.clicked.connect(self._number_presser(number))

    def show_state(self, state: ConflictState) -> None:
        """Draw both versions and the ways out; the advised one is the coral button."""
        self.show_head(state.title, "", self.tr("Esc goes back, nothing is lost"))
        self._text.setText(state.text)
        self._header.show_words(state.columns)
        self._model.set_rows(state.rows)
        self.list.show_selected(min(max(self.list.selected_row(), 0), len(state.rows) - 1))
        self._choices = state.choices
        buttons: tuple[PrimaryButton | KeyButton, ...] = (self.first_button, *self.other_buttons)
        for number, button in enumerate(buttons):
            show_or_hide(button, shown=number < len(state.choices))
            if number < len(state.choices):
                button.show_words(state.choices[number].words, state.choices[number].key)
            button.setEnabled(not state.is_busy)
        self._header.align_to(self.list.viewport().width())

    def focus_first(self) -> None:
        self.list.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list.viewport() and event.type() is QEvent.Type.Resize:
            self._header.align_to(self.list.viewport().width())
        return super().eventFilter(watched, event)

    def _press_number(self, number: int) -> None:
        if number < len(self._choices):
            self.chosen.emit(self._choices[number].choice)

    def _number_presser(self, number: int) -> Press:
        return lambda: self._press_number(number)

    def _presser(self, key: str) -> Press:
        def press() -> None:
            for each in self._choices:
                if each.key == key:
                    self.chosen.emit(each.choice)

        return press

    def _step(self, rows: int) -> None:
        last = len(self._model.rows) - 1
        self.list.show_selected(min(max(self.list.selected_row() + rows, 0), last))
