"""The closing page is whole or says that it is being read; one press never means two things."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.counter.close_shift_screen import CloseShiftScreen
from app.presenters.close_shift import CloseShiftState
from app.presenters.count_sheet import CountRow
from app.theme.apply import apply_theme
from app.theme.theme import Theme

ROW = CountRow(
    denomination_minor=500_000, label="5,000", is_coin=False, count=0, value_text="", spoken="5,000"
)
COUNTING = CloseShiftState(rows=(ROW,), primary_text="Count is done", primary_key="F12")
COUNTED = CloseShiftState(
    rows=(ROW,), primary_text="Close and print Z", primary_key="F8", can_recount=True
)


@pytest.fixture
def screen(qtbot: QtBot, qapp: QApplication) -> CloseShiftScreen:
    apply_theme(qapp, Theme())
    made = CloseShiftScreen()
    qtbot.addWidget(made)
    made.show_state(CloseShiftState())
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    return made


def test_counts_typed_before_the_shift_is_read_do_not_land_in_the_note(
    screen: CloseShiftScreen,
) -> None:
    screen.focus_first()
    QTest.keyClicks(QApplication.focusWidget() or screen, "12")
    assert screen.note.toPlainText() == ""
    assert not screen.note.isVisible()

    screen.show_state(COUNTING)
    screen.focus_first()
    assert screen.note.isVisible()
    assert screen.counts.isAncestorOf(QApplication.focusWidget() or screen)


def test_a_double_press_on_the_button_shows_the_result_and_closes_nothing(
    screen: CloseShiftScreen,
) -> None:
    told: list[str] = []
    screen.primary_requested.connect(lambda: screen.show_state(COUNTED))
    screen.close_requested.connect(lambda: told.append("close"))
    screen.show_state(COUNTING)

    screen.button.setFocus()
    QTest.keyClick(screen.button, Qt.Key.Key_Space)
    QTest.keyClick(QApplication.focusWidget() or screen, Qt.Key.Key_Space)
    screen.show_state(COUNTING)
    QTest.mouseClick(screen.button, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(screen.button, Qt.MouseButton.LeftButton)
    assert told == []

    QTest.keyClick(QApplication.focusWidget() or screen, Qt.Key.Key_F8)
    assert told == ["close"]
