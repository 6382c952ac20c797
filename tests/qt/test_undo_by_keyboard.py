"""Ctrl+Z on the sale, by keyboard alone: taken back step by step, and never behind a payment."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.counter.gallery_scenes import Stage
from app.counter.gallery_till import PROFILE, RightAway, sample_till
from app.counter.main_window import CounterWindow
from app.presenters.key_map import Dialog
from app.presenters.services import Desk
from tests.helpers.counter_desk import SUPERVISOR_PIN


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    till = sample_till()
    desk = Desk(services=till.services(), runner=RightAway(), clock=till.clock, profile=PROFILE)
    window = CounterWindow(desk)
    qtbot.addWidget(window)
    window.start()
    window.activateWindow()
    made = Stage(window=window, till=till)
    made.begin()
    made.ring_up("BRL-55-L", "BOX-M")
    yield made
    window.close()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def undo() -> None:
    QTest.keyClick(focused(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def skus(stage: Stage) -> list[tuple[str, int]]:
    return [(line.item_id or "", line.quantity) for line in stage.till.cart.lines]


def test_a_removed_line_and_a_quantity_come_back_one_after_the_other(stage: Stage) -> None:
    before = skus(stage)
    stage.window.counter.sale.on_quantity_entered(1, 3)
    stage.window.counter.sale.on_line_selected(2)
    stage.window.counter.sale.on_remove()
    assert len(skus(stage)) == 1

    undo()
    assert skus(stage)[0][1] == 3
    assert len(skus(stage)) == 2
    undo()

    assert skus(stage) == before


def test_what_a_cashier_may_not_take_back_alone_asks_for_a_pin_in_place(stage: Stage) -> None:
    stage.window.counter.sale.on_quantity_entered(1, 5)
    undo()
    asked = stage.window.counter.dialog
    assert skus(stage)[0][1] == 5
    QTest.keyClicks(focused(), SUPERVISOR_PIN)
    QTest.keyClick(focused(), Qt.Key.Key_Return)

    assert asked is Dialog.LINE_SIGN
    assert stage.window.counter.dialog is None
    assert skus(stage)[0][1] == 1


def test_typing_that_can_be_undone_keeps_ctrl_z_for_itself(stage: Stage) -> None:
    stage.window.counter.sale.on_quantity_entered(1, 5)
    QTest.keyClicks(focused(), "bar")
    undo()

    assert skus(stage)[0][1] == 5


def test_nothing_is_taken_back_once_payment_was_begun(stage: Stage) -> None:
    stage.window.counter.sale.on_quantity_entered(1, 5)
    QTest.keyClick(focused(), Qt.Key.Key_F12)
    assert stage.window.counter.dialog is Dialog.TENDER
    undo()
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    undo()

    assert skus(stage)[0][1] == 5


def test_nothing_is_taken_back_across_a_lock(stage: Stage) -> None:
    stage.window.counter.sale.on_quantity_entered(1, 5)
    stage.window.counter.on_lock()
    stage.sign_in()
    undo()

    assert skus(stage)[0][1] == 5
