"""*Import and export*: what to do, with which file, how far it is, and what became of its rows."""

from typing import get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QProgressBar, QPushButton, QWidget

from app.counter.chips import chip, name_chip
from app.counter.file_chooser import FileChooser, FileQuestion, NativeFileChooser
from app.counter.key_map import KeyMap
from app.counter.labels import CARD_GAP, CARD_SIDE, card, column, label, row
from app.counter.row_list_view import RowListView
from app.counter.scaled import keep_width
from app.models.more_delegate import IconRowDelegate
from app.models.row_list import RowListModel
from app.presenters.file_rows import FileRow
from app.presenters.files import FilesState
from app.use_cases.file_jobs import FileWork
from app.widgets.flow_row import FlowRow
from app.widgets.key_button import KeyButton
from app.widgets.notice_bar import NoticeBar
from app.widgets.primary_button import PrimaryButton
from app.widgets.visibility import show_or_hide

_BEGIN_WIDE, _GAP = 300, 8


class FilesPage(QWidget):
    """Draws ``FilesState``.

    ``work_chosen(work)`` · ``begin_requested(name)`` (F12, or Enter in the name) ·
    ``stop_requested()`` (F6) · ``name_typed()`` · ``stepped(rows)`` · ``row_pressed(row)``. F4 goes
    to the name, F3 asks for a file with the computer's own dialog.
    """

    work_chosen = Signal(str)
    begin_requested = Signal(str)
    stop_requested = Signal()
    name_typed = Signal()
    stepped = Signal(int)
    row_pressed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._about = label("", "heading"), label("", "muted", wrap=True)
        self._group = QButtonGroup(self)
        self._chip_row = FlowRow(spacing=_GAP)
        self.chips: dict[FileWork, QPushButton] = {}
        self._make_chips()
        self._file_label = label("", "caption", wrap=True)
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Name of the file"))
        self._file_label.setBuddy(self.name)
        self.choose_button = KeyButton(self.tr("Choose a file"), "F3")
        self.chooser: FileChooser = NativeFileChooser(self)
        self._state = FilesState()
        self._notice = NoticeBar()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self._progress = label("", "body")
        self.list = RowListView()
        self.list.setAccessibleName(self.tr("Rows to look at"))
        self._model: RowListModel[FileRow] = RowListModel(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(IconRowDelegate(self.list))
        self.stop_button = KeyButton(self.tr("Stop"), "F6")
        self.begin_button = PrimaryButton("", "F12")
        self._lay_out()
        self._keys = KeyMap(
            {
                "F2": self.focus_first,
                "F3": self._choose,
                "F4": self._focus_name,
                "F6": self.stop_requested.emit,
                "F12": self._on_begin,
            }
        )
        self.name.returnPressed.connect(self._on_begin)
        self.name.textEdited.connect(lambda _text: self.name_typed.emit())
        self.begin_button.clicked.connect(self._on_begin)
        self.choose_button.clicked.connect(self._choose)
        self.stop_button.clicked.connect(self.stop_requested)
        self.list.stepped.connect(self.stepped)
        self.list.row_pressed.connect(self.row_pressed)

    def show_state(self, state: FilesState) -> None:
        """Draw the whole page."""
        self._state = state
        self._title.setText(state.title)
        self._about.setText(state.about)
        for work, words in state.works:
            name_chip(self.chips[work], words)
            self.chips[work].setChecked(work == state.work)
        self._file_label.setText(state.file_label)
        self._notice.show_notice(state.notice)
        self.bar.setRange(0, state.total)
        self.bar.setValue(min(state.done, state.total))
        self.bar.setAccessibleName(state.progress)
        self._progress.setText(state.progress)
        self._keep_focus(state)
        self.choose_button.setEnabled(not state.is_running)
        for widget in (self.bar, self._progress, self.stop_button):
            show_or_hide(widget, shown=state.is_running)
        self.begin_button.show_words(state.begin_words, "F12")
        show_or_hide(self.begin_button, shown=not state.is_running)
        self._model.set_rows(state.rows)
        self.list.show_selected(state.selected)
        show_or_hide(self.list, shown=bool(state.rows))

    def show_name(self, name: str) -> None:
        """Put a file's name into the field."""
        self.name.setText(name)

    def focus_first(self) -> None:
        (self._group.checkedButton() or self.chips["customers_out"]).setFocus()

    def take_key(self, event: QKeyEvent) -> bool:
        """Use a key that nothing smaller wanted; Esc goes from the name or the rows to the top."""
        if self._keys.press(event):
            return True
        inside = self.name.hasFocus() or self.list.hasFocus()
        if event.key() == Qt.Key.Key_Escape and inside:
            self.focus_first()
            return True
        return False

    def _keep_focus(self, state: FilesState) -> None:
        """Whoever is about to be hidden gives the keys to what stays."""
        leaving = (
            (self.begin_button, self.choose_button) if state.is_running else (self.stop_button,)
        )
        if any(each.hasFocus() for each in leaving) or (self.list.hasFocus() and not state.rows):
            self.focus_first()

    def _focus_name(self) -> None:
        self.name.setFocus()
        self.name.selectAll()

    def hideEvent(self, event: QHideEvent) -> None:
        """The page is left, or the till was locked: nobody shall be asked any more."""
        self.chooser.close()
        super().hideEvent(event)

    def _choose(self) -> None:
        state = self._state
        if not state.is_running:
            question = FileQuestion(
                title=state.begin_words,
                filter=self.tr("CSV files (*.csv);;All files (*)"),
                is_written=state.is_written,
                folder=state.folder,
                name=self.name.text(),
            )
            self.chooser.ask(question, self._on_chosen)

    def _on_chosen(self, path: str) -> None:
        self.name.setText(path)
        self.name_typed.emit()
        self._focus_name()

    def _on_begin(self) -> None:
        self.begin_requested.emit(self.name.text())

    def _make_chips(self) -> None:
        works: tuple[FileWork, ...] = get_args(FileWork)
        for work in works:
            made = chip()
            made.clicked.connect(lambda _checked, chosen=work: self.work_chosen.emit(chosen))
            self._group.addButton(made)
            self._chip_row.add(made)
            self.chips[work] = made

    def _lay_out(self) -> None:
        frame = card()
        inside = column(frame, margin=CARD_SIDE + 4, spacing=CARD_GAP)
        inside.addWidget(self._title)
        inside.addWidget(self._chip_row)
        inside.addWidget(self._about)
        inside.addWidget(self._file_label)
        line = row(spacing=_GAP)
        line.addWidget(self.name, 1)
        line.addWidget(self.choose_button)
        inside.addLayout(line)
        inside.addWidget(self._notice)
        inside.addWidget(self._progress)
        inside.addWidget(self.bar)
        inside.addWidget(self.list, 1)
        inside.addStretch(0)
        foot = row(spacing=CARD_GAP)
        foot.addWidget(self.stop_button)
        foot.addStretch(1)
        keep_width(self.begin_button, _BEGIN_WIDE)
        foot.addWidget(self.begin_button)
        inside.addLayout(foot)
        column(self).addWidget(frame)
