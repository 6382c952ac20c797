"""Goods by weight, by keyboard alone: the scale's weight with Enter, weighed anew with F4."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.counter.gallery_devices import READING
from app.counter.gallery_scenes import Stage
from app.counter.gallery_till import PROFILE, RightAway, sample_till
from app.counter.main_window import CounterWindow
from app.presenters.key_map import Dialog
from app.presenters.services import Desk
from domain.shipment import Weight


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
    yield made
    window.close()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key) -> None:
    QTest.keyClick(focused(), key)


def dialog_of(stage: Stage) -> Dialog | None:
    return stage.window.counter.dialog


def put_on(stage: Stage, weight: Weight) -> None:
    now = stage.till.clock.now()
    stage.till.devices.reading = replace(READING, weight=weight, read_at=now)


def test_goods_are_weighed_into_the_sale_and_weighed_anew(stage: Stage) -> None:
    yams = replace(stage.till.items[0], item_id="yams", name="Yams", sold_by="kg")
    stage.till.items = (*stage.till.items, yams)
    put_on(stage, Weight(1_250, "kg"))
    stage.window.counter.flows.lines.weigh(yams)
    assert stage.window.screens.line.number.line.text() == "1250"
    press(Qt.Key.Key_Return)
    assert dialog_of(stage) is None

    [line] = stage.till.cart.lines
    assert (line.weight_grams, line.weight_source) == (1_250, "scale")
    put_on(stage, Weight(1_300, "kg"))
    press(Qt.Key.Key_F4)
    assert dialog_of(stage) is Dialog.LINE
    put_on(stage, Weight(1_400, "kg"))
    press(Qt.Key.Key_F4)
    press(Qt.Key.Key_F12)

    [line] = stage.till.cart.lines
    assert (line.weight_grams, line.weight_source, line.quantity) == (1_400, "scale", 1)


def test_a_weight_typed_by_hand_says_so_on_the_line(stage: Stage) -> None:
    yams = replace(stage.till.items[0], item_id="yams", name="Yams", sold_by="kg")
    stage.till.items = (*stage.till.items, yams)
    stage.window.counter.flows.lines.weigh(yams)
    QTest.keyClicks(focused(), "750")
    press(Qt.Key.Key_Return)

    model = stage.window.screens.sale.cart._model
    assert "weight typed by hand" in model.rows[0].detail
