"""Training by keyboard alone: opened from the sign-in screen and from *More*, left by one key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.counter.gallery_look_scenes import practice
from app.counter.gallery_scenes import Stage
from app.counter.gallery_till import PROFILE, RightAway, sample_till
from app.counter.main_window import CounterWindow
from app.counter.training_strip import TrainingFrame
from app.counter_window import run_training
from app.presenters.key_map import Place
from app.presenters.practice import RoomState
from app.presenters.services import Desk
from app.screen_settings import ScreenFile
from app.theme.apply import apply_theme
from app.theme.theme import Theme
from app.till_folder import TillFolder
from app.training import open_training


@dataclass
class Room:
    state: RoomState = RoomState.CLOSED

    def open(self) -> None:
        self.state = RoomState.OPEN


@pytest.fixture(autouse=True)
def _as_before(qapp: QApplication) -> Iterator[None]:
    apply_theme(qapp, Theme())
    yield
    apply_theme(qapp, Theme())


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def stage(qtbot: QtBot, room: Room) -> Stage:
    till = sample_till()
    desk = Desk(services=till.services(), runner=RightAway(), clock=till.clock, profile=PROFILE)
    window = CounterWindow(replace(desk, practice=room))
    qtbot.addWidget(window)
    window.start()
    window.activateWindow()
    return Stage(window=window, till=till)


def press(stage: Stage, key: Qt.Key) -> None:
    focused = stage.window.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def test_f9_at_the_sign_in_screen_opens_training_and_the_pin_keeps_the_keys(
    stage: Stage, room: Room
) -> None:
    press(stage, Qt.Key.Key_F9)

    sign_in = stage.window.screens.sign_in
    assert room.state is RoomState.OPEN
    assert not sign_in.practice.isEnabled()
    assert stage.window.focusWidget() is sign_in.pad


def test_f12_on_the_page_opens_training_and_locks_the_till(stage: Stage, room: Room) -> None:
    practice(stage)
    press(stage, Qt.Key.Key_F12)

    assert room.state is RoomState.OPEN
    assert stage.window.counter.place is Place.SIGN_IN
    assert stage.window.counter.session is None

    room.state = RoomState.CLOSED
    stage.window.counter.on_second()
    assert stage.window.screens.sign_in.practice.isEnabled()


def test_one_key_leaves_training_from_wherever_the_focus_is(qtbot: QtBot) -> None:
    till = sample_till()
    desk = Desk(services=till.services(), runner=RightAway(), clock=till.clock, profile=PROFILE)
    frame = TrainingFrame(CounterWindow(desk), (("Shanelle Rodrigues", "2580"),))
    qtbot.addWidget(frame)
    with qtbot.waitActive(frame):
        frame.show()
        frame.activateWindow()
    stage = Stage(window=frame.findChildren(CounterWindow)[0], till=till)
    stage.window.start()
    stage.begin()
    stage.window.counter.on_keys()
    focused = stage.window.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)

    assert not frame.isVisible()


@pytest.mark.usefixtures("qapp")
def test_training_ends_when_the_till_that_opened_it_does(tmp_path: Path) -> None:
    training = open_training(TillFolder.below(tmp_path))
    try:
        code = run_training(training, ScreenFile(tmp_path), left_at=lambda: None)
    finally:
        training.close()

    assert code == 0
    assert not training.room.exists()
