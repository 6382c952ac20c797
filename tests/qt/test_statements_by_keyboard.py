"""*Provider statements* at a real window, by keys alone: chosen, compared, signed, told, a case."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.theme.apply import apply_theme
from app.theme.theme import Theme
from domain.staff import Role
from domain.statement_file.typed import TypedTotals
from tests.qt.test_counter_by_keyboard import Counter
from tests.qt.test_files_by_keyboard import Answering

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


def test_a_statement_goes_to_central_and_a_row_to_the_desk_by_keys_alone(counter: Counter) -> None:
    page, house = counter.screens.more.statements, counter.till.files.statements
    page.chooser = chooser = Answering("/media/stick/mmg-1.csv")
    counter.press(K.Key_8, held=ALT)
    while not page.isVisible():
        counter.press(K.Key_Down)
    counter.press(K.Key_Return)
    assert counter.focused() is page.name

    counter.press(K.Key_F3)
    assert not chooser.asked[-1].is_written
    counter.press(K.Key_Return)
    assert house.read == ["/media/stick/mmg-1.csv"]
    assert (page.first.text(), counter.focused()) == ("", page.first)
    counter.type("15/11/2026")
    counter.press(K.Key_Return)
    counter.type("22/11/2026")
    counter.press(K.Key_Return)
    counter.type("20,475")
    counter.press(K.Key_Return, K.Key_Return)
    assert counter.focused() is page.count
    assert house.sent == []
    page.total.setFocus()
    page.total.selectAll()
    counter.type("20,175")
    counter.press(K.Key_F12)
    counter.type(next(pin for one, pin in counter.till.staff if one.role is Role.SUPERVISOR))
    counter.press(K.Key_Return)

    days = ("15/11/2026", "22/11/2026")
    assert house.sent[-1].typed == TypedTotals(first=days[0], last=days[1], total="20,175")
    assert counter.focused() is page.list
    assert not page.name.isEnabled()
    counter.press(K.Key_Down, K.Key_Return)
    assert house.cases == ["20402048536302"]

    counter.press(K.Key_F12)
    assert counter.focused() is page.name
    counter.press(K.Key_Escape)
    assert counter.focused() is counter.screens.more.list
