"""*Find*: one field, what answers below it, and what became of the chosen one beside it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.counter.key_map import KeyMap, is_typing
from app.counter.labels import (
    CARD_GAP,
    CARD_SIDE,
    CONTENT_LEFT,
    CONTENT_RIGHT,
    CONTENT_TOP,
    card,
    column,
    label,
    row,
)
from app.counter.row_list_view import STEPS, RowListView
from app.counter.scaled import keep_width
from app.models.more_delegate import IconRowDelegate
from app.models.row_list import RowListModel
from app.presenters import find_words
from app.presenters.find import FindRow, FindState
from app.widgets.empty_state import EmptyState
from app.widgets.flow_row import FlowRow
from app.widgets.key_button import KeyButton
from app.widgets.search_field import SearchField
from app.widgets.ticket_view import TicketView
from app.widgets.visibility import show_or_hide

_LIST_WIDE, _PAPER_WIDE = 470, 400


class FindScreen(QWidget):
    """Draws ``FindState``.

    ``text_changed(text)`` · ``moved(rows)`` · ``row_selected(row)`` · ``related_entered(row)`` ·
    ``print_requested()`` (Ctrl+P) · ``pdf_requested()`` (F6) · ``return_requested()`` (F9).
    """

    text_changed = Signal(str)
    moved = Signal(int)
    row_selected = Signal(int)
    related_entered = Signal(int)
    print_requested = Signal()
    pdf_requested = Signal()
    return_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField(find_words.prompt(), self.tr("Scan any time"))
        self.search.line.installEventFilter(self)
        self.list, self._model = _list(self.tr("What was found"))
        self.steps, self._step_model = _list(self.tr("History"))
        self.related, self._related_model = _list(self.tr("What belongs to it"))
        self._count = label("", "caption")
        self._empty = EmptyState("search")
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self.list)
        self._heading = label("", "heading", wrap=True)
        self._amount = label("", "heading")
        self._facts = label("", "body", wrap=True)
        self._facts.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._paper = TicketView()
        self._steps_title = label(self.tr("History"), "title")
        self._related_title = label(self.tr("What belongs to it"), "title")
        self.print_button = KeyButton(self.tr("Print again"), "Ctrl+P")
        self.pdf_button = KeyButton(self.tr("Save as PDF"), "F6")
        self.return_button = KeyButton(self.tr("Take goods back"), "F9")
        self._lay_out()
        self._connect()

    def show_state(self, state: FindState) -> None:
        """Draw the list and the chosen record."""
        self._count.setText(state.count_text)
        self._model.set_rows(state.rows)
        self.list.show_selected(state.selected)
        self._empty.show_words(state.empty_text)
        self._pages.setCurrentWidget(self.list if state.rows else self._empty)
        show_or_hide(self._right, shown=bool(state.heading))
        self._heading.setText(state.heading)
        self._amount.setText(state.amount_text)
        self._facts.setText("\n".join(state.facts))
        self._paper.show_lines(state.paper)
        show_or_hide(self._paper_area, shown=bool(state.paper))
        self._show_list((self._steps_title, self.steps), self._step_model, state.steps)
        self._show_list((self._related_title, self.related), self._related_model, state.related)
        self.print_button.setEnabled(state.can_print)
        self.pdf_button.setEnabled(state.can_save)
        self.return_button.setEnabled(state.can_return)

    def show_text(self, text: str) -> None:
        """Put text into the field without saying so."""
        self.search.show_text(text)

    def focus_first(self) -> None:
        self.search.line.setFocus()
        self.search.line.selectAll()

    def take_key(self, event: QKeyEvent) -> bool:
        """Use a key that nothing smaller wanted; typing goes into the field."""
        if self._keys.press(event):
            return True
        if is_typing(event):
            self.search.line.setFocus()
            self.search.line.insert(event.text())
            self.text_changed.emit(self.search.text())
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.take_key(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search.line and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if event.type() is QEvent.Type.KeyPress and key in STEPS:
                self.moved.emit(STEPS[key])
                return True
        return super().eventFilter(watched, event)

    def _show_list(
        self,
        widgets: tuple[QWidget, RowListView],
        model: "RowListModel[FindRow]",
        rows: tuple[FindRow, ...],
    ) -> None:
        title, view = widgets
        model.set_rows(rows)
        show_or_hide(title, shown=bool(rows))
        show_or_hide(view, shown=bool(rows))
        view.keep_to_rows()

    def _step_in(self, view: RowListView, step: int) -> None:
        last = view.model().rowCount() - 1
        view.show_selected(min(max(view.selected_row() + step, 0), last))

    def _focus_related(self) -> None:
        if self.related.isVisible():
            self.related.setFocus()
            self.related.show_selected(max(self.related.selected_row(), 0))

    def _clear(self) -> None:
        self.search.line.setFocus()
        if self.search.text():
            self.search.clear()
            self.text_changed.emit("")

    def _connect(self) -> None:
        self._keys = KeyMap(
            {
                "F2": self.focus_first,
                "F4": self._focus_related,
                "F6": self.pdf_requested.emit,
                "F9": self.return_requested.emit,
                "Esc": self._clear,
            }
        )
        self.search.text_edited.connect(self.text_changed)
        self.search.submitted.connect(self.text_changed)
        self.list.stepped.connect(self.moved)
        self.list.row_pressed.connect(self.row_selected)
        self.related.row_entered.connect(self.related_entered)
        for view in (self.steps, self.related):
            view.stepped.connect(lambda step, view=view: self._step_in(view, step))
            view.row_pressed.connect(view.show_selected)
        self.print_button.clicked.connect(self.print_requested)
        self.pdf_button.clicked.connect(self.pdf_requested)
        self.return_button.clicked.connect(self.return_requested)

    def _lay_out(self) -> None:
        left = card()
        keep_width(left, _LIST_WIDE)
        column(left, margin=1).addWidget(self._pages)
        self._right = card()
        inside = QVBoxLayout(self._right)
        inside.setContentsMargins(CARD_SIDE, CARD_GAP, CARD_SIDE, CARD_GAP)
        inside.setSpacing(CARD_GAP)
        head = row()
        head.addWidget(self._heading, 1)
        self._amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        head.addWidget(self._amount)
        inside.addLayout(head)
        inside.addLayout(self._middle(), 1)
        foot = FlowRow(spacing=CARD_GAP, is_right=True)
        for button in (self.return_button, self.pdf_button, self.print_button):
            foot.add(button)
        inside.addWidget(foot)
        both = row(spacing=CARD_SIDE)
        both.addWidget(left)
        both.addWidget(self._right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(CONTENT_LEFT, CONTENT_TOP, CONTENT_RIGHT, CONTENT_TOP)
        whole.setSpacing(CARD_GAP // 2)
        whole.addWidget(self.search)
        whole.addWidget(self._count)
        whole.addLayout(both, 1)

    def _middle(self) -> "QVBoxLayout":
        self._paper_area = QScrollArea()
        self._paper_area.setWidgetResizable(True)
        self._paper_area.setFrameShape(QFrame.Shape.NoFrame)
        self._paper_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._paper_area.setAccessibleName(self.tr("The paper"))
        self._paper_area.setWidget(self._paper)
        keep_width(self._paper_area, _PAPER_WIDE)
        history = QVBoxLayout()
        history.setSpacing(CARD_GAP // 2)
        history.addWidget(self._facts)
        history.addWidget(self._steps_title)
        history.addWidget(self.steps, 1)
        history.addWidget(self._related_title)
        history.addWidget(self.related, 1)
        history.addStretch(0)
        both = row(spacing=CARD_SIDE)
        both.addLayout(history, 1)
        both.addWidget(self._paper_area)
        whole = QVBoxLayout()
        whole.addLayout(both, 1)
        return whole


def _list(name: str) -> "tuple[RowListView, RowListModel[FindRow]]":
    view = RowListView()
    view.setAccessibleName(name)
    model: RowListModel[FindRow] = RowListModel(view)
    view.setModel(model)
    view.setItemDelegate(IconRowDelegate(view))
    return view, model
