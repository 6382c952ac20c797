"""*Import and export* at a real window, by keys alone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.counter.gallery_files import CHECKED
from app.theme.apply import apply_theme
from app.theme.theme import Theme
from app.use_cases.file_jobs import FileTask
from app.use_cases.file_steps import RowsDone
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
    counter.press(K.Key_Tab)
    assert counter.focused() is page.list
    counter.press(K.Key_Down)
    assert page.list.selected_row() == 1

    counter.press(K.Key_F12)
    assert len(files.asked) == 2
    assert counter.focused() is page.chips["catalog_check"]  # its rows were taken away meanwhile
    counter.press(K.Key_Escape)
    assert counter.focused() is counter.screens.more.list


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
