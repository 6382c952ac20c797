"""*Provider statements*: which file, read how, what it adds up to, and what became of its rows."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.counter.chips import chip, name_chip
from app.counter.fact_list import FactList
from app.counter.file_chooser import FileChooser, FileQuestion, NativeFileChooser
from app.counter.key_map import KeyMap
from app.counter.labels import CARD_GAP, CARD_SIDE, card, column, label, row
from app.counter.row_list_view import RowListView
from app.counter.scaled import keep_width
from app.models.more_delegate import IconRowDelegate
from app.models.row_list import RowListModel
from app.presenters.file_rows import FileRow
from app.presenters.statements import StatementsPresenter, StatementsState
from app.widgets.flow_row import FlowRow
from app.widgets.key_button import KeyButton
from app.widgets.notice_bar import NoticeBar
from app.widgets.primary_button import PrimaryButton
from app.widgets.visibility import show_or_hide
from domain.statement_file.typed import TypedTotals

_BEGIN_WIDE, _GAP = 300, 8


class StatementsPage(QWidget):
    """Draws ``StatementsState``.

    ``mapping_chosen(number)`` · ``look_requested()`` (F5) · ``begin_requested(name, typed)``: with
    what the provider states (F12, or Enter in the last field) · ``stop_requested()`` (F6) ·
    ``case_requested()`` (F7, or Enter on a row) · ``name_typed()`` · ``stepped(rows)`` ·
    ``row_pressed(row)``. F3 asks for a file, F4 goes to its name.
    """

    mapping_chosen = Signal(int)
    look_requested = Signal()
    begin_requested = Signal(str, object)
    stop_requested = Signal()
    case_requested = Signal()
    name_typed = Signal()
    stepped = Signal(int)
    row_pressed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = StatementsState()
        self.chooser: FileChooser = NativeFileChooser(self)
        self._title, self._about = label("", "heading"), label("", "muted", wrap=True)
        self._chip_row, self.chips = FlowRow(spacing=_GAP), list[QPushButton]()
        self._file_label = label("", "caption", wrap=True)
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Name of the file"))
        self._file_label.setBuddy(self.name)
        self.choose_button = KeyButton(self.tr("Choose a file"), "F3")
        self._facts = FactList()
        self._totals = QWidget()
        self.first, self.last = QLineEdit(), QLineEdit()
        self.total, self.count = QLineEdit(), QLineEdit()
        self._notice = NoticeBar()
        self.bar, self._progress = QProgressBar(), label("", "body")
        self.bar.setTextVisible(False)
        self.list = RowListView()
        self.list.setAccessibleName(self.tr("Rows of the statement"))
        self._model: RowListModel[FileRow] = RowListModel(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(IconRowDelegate(self.list))
        self.look_button = KeyButton(self.tr("Refresh"), "F5", kind="quiet")
        self.stop_button = KeyButton(self.tr("Stop"), "F6")
        self.case_button = KeyButton(self.tr("Open a case"), "F7")
        self.begin_button = PrimaryButton("", "F12")
        self._lay_out()
        self._connect()

    def show_state(self, state: StatementsState) -> None:
        """Draw the whole page."""
        self._state, focused = state, self._focused()
        self._title.setText(state.title)
        self._about.setText(state.about)
        self._show_mappings(state)
        self._file_label.setText(state.file_label)
        self.name.setEnabled(state.can_choose)
        self.choose_button.setEnabled(state.can_choose)
        self._facts.show_facts(state.facts)
        show_or_hide(self._totals, shown=state.asks_totals)
        self._notice.show_notice(state.notice)
        self.bar.setRange(0, state.total)
        self.bar.setValue(min(state.done, state.total))
        self.bar.setAccessibleName(state.progress)
        self._progress.setText(state.progress)
        for widget in (self.bar, self._progress, self.stop_button):
            show_or_hide(widget, shown=state.is_running)
        self.begin_button.show_words(state.begin_words, "F12")
        self.begin_button.setEnabled(state.can_begin)
        show_or_hide(self.begin_button, shown=not state.is_running)
        show_or_hide(self.look_button, shown=not state.is_running)
        self._model.set_rows(state.rows)
        self.list.show_selected(state.selected)
        for part in (self.list, self.case_button):
            show_or_hide(part, shown=bool(state.rows))
        self._keep_focus(focused)

    def ask_totals(self) -> None:
        """Empty the fields of what the provider states, and give the keys to the first."""
        for field in self._fields:
            field.clear()
        if self._focused() is not None:
            self.first.setFocus()

    def focus_first(self) -> None:
        if self._state.rows:
            self.list.setFocus()
        elif self._state.can_choose:
            self._focus_name()
        else:
            self.look_button.setFocus()

    def take_key(self, event: QKeyEvent) -> bool:
        """Use a key that nothing smaller wanted."""
        return self._keys.press(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """The page is left, or the till was locked: nobody shall be asked any more."""
        self.chooser.close()
        super().hideEvent(event)

    def _show_mappings(self, state: StatementsState) -> None:
        while len(self.chips) < len(state.mappings):
            self.chips.append(self._chip(len(self.chips)))
        for number, made in enumerate(self.chips):
            is_there = number < len(state.mappings)
            name_chip(made, state.mappings[number] if is_there else "")
            made.setChecked(number == state.mapping)
            show_or_hide(made, shown=is_there)

    def _chip(self, number: int) -> QPushButton:
        made = chip()
        made.clicked.connect(lambda: self.mapping_chosen.emit(number))
        self._chip_row.add(made)
        return made

    def _keep_focus(self, focused: QWidget | None) -> None:
        """Whoever had the keys and is gone now gives them to what is used next."""
        if focused is None or (focused.isVisibleTo(self) and focused.isEnabled()):
            return
        if self._state.is_running:
            self.stop_button.setFocus()
        else:
            self.focus_first()

    def _focused(self) -> QWidget | None:
        focused = QApplication.focusWidget()
        return focused if focused is not None and self.isAncestorOf(focused) else None

    def _focus_name(self) -> None:
        self.name.setFocus()
        self.name.selectAll()

    def _choose(self) -> None:
        state = self._state
        if state.can_choose:
            question = FileQuestion(
                title=state.title,
                filter=self.tr("CSV files (*.csv);;All files (*)"),
                is_written=False,
                folder=state.folder,
                name=self.name.text(),
            )
            self.chooser.ask(question, self._on_chosen)

    def _on_chosen(self, path: str) -> None:
        self.name.setText(path)
        self.name_typed.emit()
        self._focus_name()

    def _on_begin(self) -> None:
        typed = TypedTotals(
            first=self.first.text(),
            last=self.last.text(),
            total=self.total.text(),
            count=self.count.text(),
        )
        self.begin_requested.emit(self.name.text(), typed)

    @property
    def _fields(self) -> tuple[QLineEdit, ...]:
        """What the provider states, in the order of Enter."""
        return self.first, self.last, self.total, self.count

    def _connect(self) -> None:
        self._keys = KeyMap(
            {
                "F2": self.focus_first,
                "F3": self._choose,
                "F4": self._focus_name,
                "F5": self.look_requested.emit,
                "F6": self.stop_requested.emit,
                "F7": self.case_requested.emit,
                "F12": self._on_begin,
            }
        )
        for field, following in pairwise(self._fields):
            field.returnPressed.connect(following.setFocus)
        for field in (self.name, self.count):
            field.returnPressed.connect(self._on_begin)
        self.name.textEdited.connect(lambda _text: self.name_typed.emit())
        self.begin_button.clicked.connect(self._on_begin)
        self.choose_button.clicked.connect(self._choose)
        self.look_button.clicked.connect(self.look_requested)
        self.stop_button.clicked.connect(self.stop_requested)
        self.case_button.clicked.connect(self.case_requested)
        self.list.stepped.connect(self.stepped)
        self.list.row_pressed.connect(self.row_pressed)
        self.list.row_entered.connect(lambda _row: self.case_requested.emit())

    def _lay_out(self) -> None:
        frame = card()
        inside = column(frame, margin=CARD_SIDE + 4, spacing=CARD_GAP)
        for part in (self._title, self._chip_row, self._about, self._file_label):
            inside.addWidget(part)
        line = row(spacing=_GAP)
        line.addWidget(self.name, 1)
        line.addWidget(self.choose_button)
        inside.addLayout(line)
        self._lay_out_totals()
        for below in (self._notice, self._facts, self._totals, self._progress, self.bar):
            inside.addWidget(below)
        inside.addWidget(self.list, 1)
        inside.addStretch(0)
        foot = row(spacing=CARD_GAP)
        for button in (self.stop_button, self.look_button, self.case_button):
            foot.addWidget(button)
        foot.addStretch(1)
        keep_width(self.begin_button, _BEGIN_WIDE)
        foot.addWidget(self.begin_button)
        inside.addLayout(foot)
        column(self).addWidget(frame)

    def _lay_out_totals(self) -> None:
        stated = row(self._totals, spacing=CARD_GAP)
        stated.setContentsMargins(0, 0, 0, 0)
        names = (
            self.tr("From"),
            self.tr("To"),
            self.tr("Sum, in less out"),
            self.tr("Number of rows"),
        )
        for words, field in zip(names, self._fields, strict=True):
            one = QVBoxLayout()
            name = label(words, "caption")
            name.setBuddy(field)
            field.setAccessibleName(words)
            one.addWidget(name)
            one.addWidget(field)
            stated.addLayout(one, 1)
        stated.setAlignment(Qt.AlignmentFlag.AlignTop)


def connect_statements(presenter: StatementsPresenter, page: StatementsPage) -> None:
    """What the page says goes to its presenter."""
    page.mapping_chosen.connect(presenter.on_mapping_chosen)
    page.look_requested.connect(presenter.on_look)
    page.begin_requested.connect(presenter.on_begin)
    page.stop_requested.connect(presenter.on_stop)
    page.case_requested.connect(presenter.on_case)
    page.name_typed.connect(presenter.on_name_typed)
    page.stepped.connect(presenter.on_moved)
    page.row_pressed.connect(presenter.on_row_selected)
