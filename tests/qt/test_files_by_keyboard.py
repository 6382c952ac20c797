"""*Import and export* at a real window, by keys alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.counter.file_chooser import FileQuestion, NativeFileChooser
from app.counter.gallery_files import CHECKED, FOLDER, READ
from app.theme.apply import apply_theme
from app.theme.theme import Theme
from app.use_cases.file_jobs import FileTask
from app.use_cases.file_steps import RowsDone
from domain.staff import Role
from tests.qt.test_counter_by_keyboard import Counter

K = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def counter(qtbot: QtBot, qapp: QApplication) -> Iterator[Counter]:
    apply_theme(qapp, Theme())
    made = Counter(qtbot)
    made.begin()
    yield made
    made.window.close()
    made.window.deleteLater()
    qapp.sendPostedEvents(made.window, QEvent.Type.DeferredDelete)


def test_a_catalog_is_checked_and_its_rows_are_walked(counter: Counter) -> None:
    page, files = counter.screens.more.files, counter.till.files
    files.result = CHECKED
    counter.press(K.Key_8, held=ALT)
    while not page.isVisible():
        counter.press(K.Key_Down)
    counter.press(K.Key_Return)
    assert counter.focused() is page.chips["customers_out"]

    counter.press(K.Key_Right, K.Key_Right, K.Key_Right, K.Key_Space)
    counter.press(K.Key_F4)
    assert counter.focused() is page.name
    counter.type("new.csv")
    counter.press(K.Key_Return)
    assert files.asked == [FileTask(work="catalog_check", name="new.csv")]
    assert page.list.isVisible()
    counter.press(K.Key_Tab, K.Key_Tab)  # past the button that chooses a file
    assert counter.focused() is page.list
    counter.press(K.Key_Down)
    assert page.list.selected_row() == 1

    counter.press(K.Key_F12)
    assert len(files.asked) == 2
    assert counter.focused() is page.chips["catalog_check"]  # its rows were taken away meanwhile
    counter.press(K.Key_Escape)
    assert counter.focused() is counter.screens.more.list


def test_a_catalog_is_checked_signed_and_sent_by_keys_alone(counter: Counter) -> None:
    page, files = counter.screens.more.files, counter.till.files
    files.result = READ
    counter.press(K.Key_8, held=ALT)
    while not page.isVisible():
        counter.press(K.Key_Down)
    counter.press(K.Key_Return)
    for _ in range(4):
        counter.press(K.Key_Right)
    counter.press(K.Key_Space, K.Key_F4)
    counter.type("new.csv")
    counter.press(K.Key_Return)
    assert files.asked == [FileTask(work="catalog_in", name="new.csv")]
    assert page.begin_button.accessibleName().startswith("Send to central")

    counter.type("x")  # another file is meant
    assert page.begin_button.accessibleName().startswith("Check the file")
    counter.press(K.Key_F12)
    counter.press(K.Key_F12)
    counter.type(next(pin for one, pin in counter.till.staff if one.role is Role.SUPERVISOR))
    counter.press(K.Key_Return)

    assert [one.read for one in files.sent] == [READ]
    assert page.list.isVisible()
    assert not page.stop_button.isVisible()


def test_while_a_file_is_read_the_key_to_stop_it_is_there(counter: Counter) -> None:
    page, presenter = counter.screens.more.files, counter.window.counter.flows.files
    counter.press(K.Key_8, held=ALT)
    while not page.isVisible():
        counter.press(K.Key_Down)
    counter.press(K.Key_Return)
    presenter.show_progress(RowsDone(40, 100))

    assert page.stop_button.isVisible()
    assert not page.begin_button.isVisible()
    assert (page.bar.value(), page.bar.maximum()) == (40, 100)
    counter.press(K.Key_F6)
    assert page.bar.accessibleName() == "40 of 100 rows"


@dataclass
class Answering:
    """A chooser that answers at once with a path, and keeps what it was asked."""

    path: str
    asked: list[FileQuestion] = field(default_factory=list)
    closed: int = 0

    def ask(self, question: FileQuestion, taken: Callable[[str], None]) -> None:
        self.asked.append(question)
        taken(self.path)

    def close(self) -> None:
        self.closed += 1


def test_a_file_is_chosen_by_key_and_then_used(counter: Counter) -> None:
    page, files = counter.screens.more.files, counter.till.files
    page.chooser = chooser = Answering("/media/stick/people.csv")
    counter.press(K.Key_8, held=ALT)
    while not page.isVisible():
        counter.press(K.Key_Down)
    counter.press(K.Key_Return, K.Key_F3)

    question = chooser.asked[-1]
    assert (question.is_written, question.folder, question.name) == (True, FOLDER, "customers.csv")
    assert counter.focused() is page.name

    counter.press(K.Key_F12)
    assert files.asked == [FileTask(work="customers_out", name="/media/stick/people.csv")]

    counter.press(K.Key_F11)
    assert chooser.closed


def test_while_a_file_is_read_no_other_is_asked_for(counter: Counter) -> None:
    page, presenter = counter.screens.more.files, counter.window.counter.flows.files
    page.chooser = chooser = Answering("/other.csv")
    counter.press(K.Key_8, held=ALT)
    while not page.isVisible():
        counter.press(K.Key_Down)
    counter.press(K.Key_Return)
    presenter.show_progress(RowsDone(40, 100))
    counter.press(K.Key_F3)

    assert chooser.asked == []


def the_question(path: Path, *, is_written: bool) -> FileQuestion:
    return FileQuestion(
        title="Which?",
        filter="CSV files (*.csv)",
        is_written=is_written,
        folder=str(path.parent),
        name=path.name,
    )


@pytest.mark.parametrize("is_written", [True, False])
def test_the_computers_own_dialog_gives_the_whole_path(
    qtbot: QtBot, tmp_path: Path, *, is_written: bool
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    file = tmp_path / "people.csv"
    if not is_written:
        file.write_text("name\n", "utf-8")
    got: list[str] = []
    NativeFileChooser(window).ask(the_question(file, is_written=is_written), got.append)
    dialog = window.findChildren(QFileDialog)[0]
    assert dialog.findChildren(QLineEdit)[0].text() == "people.csv"

    QTest.keyClick(dialog.findChildren(QLineEdit)[0], K.Key_Return)

    assert got == [str(file)]


def test_a_question_without_a_proposed_name_is_asked_all_the_same(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    question = replace(the_question(tmp_path / "x", is_written=False), name="")
    chooser = NativeFileChooser(window)
    chooser.ask(question, lambda _path: None)

    assert window.findChildren(QFileDialog)[0].isVisible()
    chooser.close()


def test_a_question_that_is_taken_back_chooses_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    got: list[str] = []
    chooser = NativeFileChooser(window)
    chooser.ask(the_question(tmp_path / "people.csv", is_written=True), got.append)
    dialog = window.findChildren(QFileDialog)[0]
    chooser.close()
    chooser.close()

    assert not dialog.isVisible()
    assert got == []
