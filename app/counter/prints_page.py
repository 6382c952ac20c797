"""*Papers*: the print queue as a list, and what can be done with the chosen paper."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget

from app.counter.key_map import KeyMap
from app.counter.labels import CARD_GAP, CARD_SIDE, card, column, label, row
from app.counter.row_list_view import RowListView
from app.counter.scaled import keep_width
from app.models.more_delegate import IconRowDelegate
from app.models.row_list import RowListModel
from app.presenters.prints import PrintRow, PrintsState
from app.widgets.flow_row import FlowRow
from app.widgets.key_button import KeyButton
from app.widgets.notice_bar import NoticeBar
from app.widgets.primary_button import PrimaryButton
from app.widgets.visibility import show_or_hide

_ALL_WIDE, _COMBO_CHARS = 300, 14


class PrintsPage(QWidget):
    """Draws ``PrintsState``.

    ``stepped(rows)`` · ``row_pressed(row)`` · ``one_requested()`` (Enter) · ``all_requested()``
    (F12) · ``drop_requested()`` (Del) · ``printer_chosen(name)`` (F4 goes to the choice).
    """

    stepped = Signal(int)
    row_pressed = Signal(int)
    one_requested = Signal()
    all_requested = Signal()
    drop_requested = Signal()
    printer_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._about = label("", "heading"), label("", "muted", wrap=True)
        self.list = RowListView()
        self.list.setAccessibleName(self.tr("Papers that wait"))
        self._model: RowListModel[PrintRow] = RowListModel(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(IconRowDelegate(self.list))
        self._notice = NoticeBar()
        self.one_button = KeyButton(self.tr("Print this one"), self.tr("Enter"), icon="printer")
        self.drop_button = KeyButton(self.tr("Not needed"), self.tr("Del"))
        self.all_button = PrimaryButton(self.tr("Print all"), "F12")
        self.printers = QComboBox()
        self.printers.setMinimumContentsLength(_COMBO_CHARS)
        self.printers.setAccessibleName(self.tr("Printer for this paper"))
        self._printer_words = label(self.tr("Print it on (F4)"), "caption")
        self._printer_words.setBuddy(self.printers)
        self._lay_out()
        self._keys = KeyMap(
            {
                "F2": self.focus_first,
                "F4": self.printers.setFocus,
                "F12": self.all_requested.emit,
                "Del": self.drop_requested.emit,
            }
        )
        self.list.stepped.connect(self.stepped)
        self.list.row_pressed.connect(self.row_pressed)
        self.list.row_entered.connect(lambda _row: self.one_requested.emit())
        self.one_button.clicked.connect(self.one_requested)
        self.drop_button.clicked.connect(self.drop_requested)
        self.all_button.clicked.connect(self.all_requested)
        self.printers.activated.connect(
            lambda _index: self.printer_chosen.emit(str(self.printers.currentData()))
        )

    def show_state(self, state: PrintsState) -> None:
        """Draw the whole page."""
        self._title.setText(state.title)
        self._about.setText(state.about)
        self._model.set_rows(state.rows)
        self.list.show_selected(state.selected)
        self._notice.show_notice(state.notice)
        has_rows = bool(state.rows)
        can_redirect = has_rows and len(state.printers) > 1
        acting: tuple[QWidget, ...] = (
            self.list,
            self.one_button,
            self.drop_button,
            self.all_button,
        )
        for widget in acting:  # never disabled: whoever had the keys would lose them
            show_or_hide(widget, shown=has_rows)
        show_or_hide(self._printer_words, shown=can_redirect)
        show_or_hide(self.printers, shown=can_redirect)
        self._show_printers(state)

    def focus_first(self) -> None:
        self.list.setFocus()

    def take_key(self, event: QKeyEvent) -> bool:
        """Use a key that nothing smaller wanted; Esc goes from a button to the list."""
        if self._keys.press(event):
            return True
        inside = self.printers.hasFocus() or self.one_button.hasFocus()
        if event.key() == Qt.Key.Key_Escape and inside:
            self.list.setFocus()
            return True
        return False

    def _show_printers(self, state: PrintsState) -> None:
        shown = [
            (self.printers.itemData(index), self.printers.itemText(index))
            for index in range(self.printers.count())
        ]
        if shown != list(state.printers):
            self.printers.clear()
            for name, words in state.printers:
                self.printers.addItem(words, name)
        self.printers.setCurrentIndex(max(self.printers.findData(state.printer), 0))

    def _lay_out(self) -> None:
        whole = column(self)
        frame = card()
        inside = column(frame, margin=CARD_SIDE + 4, spacing=CARD_GAP)
        inside.addWidget(self._title)
        inside.addWidget(self._about)
        inside.addWidget(self._notice)
        inside.addWidget(self.list, 1)
        inside.addStretch(0)
        chosen = FlowRow(spacing=CARD_GAP)  # longer words go on in a second line
        for part in (self.one_button, self.drop_button, self._printer_words, self.printers):
            chosen.add(part)
        inside.addWidget(chosen)
        foot = row(spacing=CARD_GAP)
        foot.addStretch(1)
        keep_width(self.all_button, _ALL_WIDE)
        foot.addWidget(self.all_button)
        inside.addLayout(foot)
        whole.addWidget(frame)
