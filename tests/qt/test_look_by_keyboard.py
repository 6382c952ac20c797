"""*Language and look* by keyboard alone, and the words of a language on a new window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.counter.amount_field import AmountField
from app.counter.gallery_look_scenes import look
from app.counter.gallery_scenes import Stage
from app.counter.gallery_till import PROFILE, RightAway, sample_till
from app.counter.main_window import CounterWindow
from app.counter_window import OpenCounter, keep_look, open_counter
from app.language.speak import ENGLISH, languages, speak
from app.presenters.figures import parse_money
from app.presenters.services import Desk
from app.screen_settings import ScreenFile
from app.theme.apply import apply_theme
from app.theme.theme import Theme, current_theme
from app.theme.tokens import Scheme
from app.till_folder import TillFolder
from app.training import open_training
from app.widgets.rail import RailItem
from domain.money import Money


def a_stage(qtbot: QtBot) -> Stage:
    till = sample_till()
    desk = Desk(services=till.services(), runner=RightAway(), clock=till.clock, profile=PROFILE)
    window = CounterWindow(desk)
    qtbot.addWidget(window)
    window.start()
    window.activateWindow()
    return Stage(window=window, till=till)


@pytest.fixture(autouse=True)
def _as_before(qapp: QApplication) -> Iterator[None]:
    apply_theme(qapp, Theme())
    yield
    speak(ENGLISH)
    apply_theme(qapp, Theme())


def press(stage: Stage, key: Qt.Key) -> None:
    focused = stage.window.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def test_letters_light_and_motion_change_at_once_by_keys(qtbot: QtBot) -> None:
    stage = a_stage(qtbot)
    look(stage)
    page = stage.window.screens.more.look
    assert stage.window.focusWidget() is page.languages

    press(stage, Qt.Key.Key_Tab)
    press(stage, Qt.Key.Key_Tab)
    press(stage, Qt.Key.Key_Space)  # larger text
    press(stage, Qt.Key.Key_Tab)
    press(stage, Qt.Key.Key_Space)  # light or dark
    press(stage, Qt.Key.Key_Tab)
    press(stage, Qt.Key.Key_Space)  # nothing moves

    theme = current_theme()
    assert (theme.text_scale, theme.scheme, theme.reduced_motion) == (1.15, Scheme.DARK, True)


def test_dutch_is_on_the_rail_of_the_next_window(qtbot: QtBot) -> None:
    assert "nl_SR" in {language.code for language in languages()}

    speak("nl_SR")
    stage = a_stage(qtbot)

    words = {item.text() for item in stage.window.findChildren(RailItem)}
    assert {"Verkoop", "Verzenden", "Dienst"} <= words


def test_a_language_chosen_on_the_page_is_kept_for_the_next_start(
    qtbot: QtBot, tmp_path: Path
) -> None:
    training = open_training(TillFolder.below(tmp_path / "till"))
    counter: OpenCounter = open_counter(training)
    qtbot.addWidget(counter.window)
    file = ScreenFile(tmp_path)
    keep_look(counter, file)
    page = counter.window.screens.more.look
    page.languages.setCurrentIndex(page.languages.findData("nl_SR"))
    page.languages.activated.emit(page.languages.currentIndex())
    counter.window.close()
    counter.close()
    training.close()

    assert file.read().language == "nl_SR"


def test_an_amount_typed_in_dutch_is_divided_by_points_and_read_as_itself(qtbot: QtBot) -> None:
    speak("nl_SR")
    field = AmountField("Bedrag")
    qtbot.addWidget(field)
    QTest.keyClicks(field.line, "12400")

    assert field.line.text() == "12.400"
    assert parse_money(field.line.text(), "SRD") == Money(1_240_000, "SRD")
