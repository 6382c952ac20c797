"""Dialogs lie on the overlay: below the top bar, with the focus inside, one at a time."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.theme.apply import apply_theme
from app.theme.theme import Theme, current_theme
from app.widgets.dialog_frame import DialogFrame
from app.widgets.overlay import Overlay


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> None:
    apply_theme(qapp, Theme())


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitExposed(widget)


def test_dialog_keeps_tab_inside_and_esc_goes_back(qtbot: QtBot) -> None:
    window = QWidget()
    outside = QLineEdit(window)
    window.resize(1366, 768)
    dialog = DialogFrame("Take payment", "Back to sale", width_px=600, height_px=400)
    first, last = QLineEdit(), QPushButton("Finish")
    dialog.body.addWidget(first)
    dialog.foot.addWidget(last)
    overlay = Overlay(window)
    shown(qtbot, window)
    outside.setFocus()
    qtbot.waitUntil(outside.hasFocus)

    overlay.open_dialog(dialog)
    seen = []
    for _ in range(4):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)

    assert seen == [first, last, dialog.back_button, first]
    with qtbot.waitSignal(dialog.dismissed):
        QTest.keyClick(first, Qt.Key.Key_Escape)
    overlay.close_dialog()
    assert outside.hasFocus()
    assert not overlay.isVisible()


def test_overlay_never_covers_the_top_bar_and_follows_the_window(qtbot: QtBot) -> None:
    window = QWidget()
    window.resize(1366, 768)
    overlay = Overlay(window)
    large = DialogFrame("Take payment", "Back", width_px=1170, height_px=690)
    small = DialogFrame("Price", "Back")
    target = QLineEdit()
    small.body.addWidget(target)
    small.hide_foot()
    small.show_head("Price", "Cassava bread", "Esc goes back")
    shown(qtbot, window)

    overlay.open_dialog(large)
    top = large.mapTo(window, QPoint(0, 0)).y()
    assert (large.width(), large.height(), top) == (1170, 690, 68)
    window.resize(1024, 720)
    qtbot.waitUntil(lambda: large.width() == 1024 - 24)
    assert overlay.geometry().top() == current_theme().height("topbar")
    overlay.open_dialog(small, target)
    overlay.open_dialog(small)

    assert overlay.dialog is small
    assert not large.isVisible()
    qtbot.waitUntil(target.hasFocus)
    overlay.close_dialog()
    overlay.close_dialog()
    assert overlay.dialog is None


def test_tab_goes_backwards_too_and_an_empty_dialog_keeps_it(qtbot: QtBot) -> None:
    window = QWidget()
    dialog = DialogFrame("Price", "Back")
    field = QLineEdit()
    dialog.body.addWidget(field)
    overlay = Overlay(window)
    shown(qtbot, window)
    overlay.open_dialog(dialog, field)
    qtbot.waitUntil(field.hasFocus)

    QTest.keyClick(field, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)

    assert dialog.back_button.hasFocus()
    QTest.keyClick(dialog.back_button, Qt.Key.Key_F2)
    assert overlay.dialog is dialog
    for control in (field, dialog.back_button):
        control.setEnabled(False)
    assert dialog.focusNextPrevChild(True)
