"""The walk of all screens goes on over the windows beside the counter's: first run and display."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.counter.first_run_window import FirstRunWindow
from app.counter.gallery_till import RightAway
from app.first_run import connect_first_run
from app.presenters.first_run import FirstRunPresenter, Step
from app.theme.apply import apply_theme
from app.theme.theme import Theme
from tests.helpers import screen_audit as audit
from tests.qt.test_all_screens import pseudo_locale, settle, staged, words_of
from tests.unit.app.presenters.test_first_run import House

LANGUAGES = frozenset({"English", "Nederlands", "Windward", "GY04"})


@pytest.mark.parametrize("scale", [1.3, 1.5])
def test_the_first_run_is_named_reached_by_keyboard_translated_and_fits_in_larger_letters(
    qtbot: QtBot, qapp: QApplication, scale: float
) -> None:
    with pseudo_locale():
        apply_theme(qapp, Theme(text_scale=scale))
        house = House()
        window = FirstRunWindow()
        qtbot.addWidget(window)
        presenter = FirstRunPresenter(
            house.services(), RightAway(), window, on_finished=lambda: None
        )
        connect_first_run(window, presenter)
        window.show()
        window.activateWindow()
        presenter.start()
        for step in Step:
            settle(qapp)
            assert presenter.step is step
            assert audit.nameless(window) == []
            assert audit.cut_off(window) == []
            assert audit.unreachable(window) == []
            assert audit.without_ring(window) == []
            assert audit.untranslated(window, LANGUAGES) == []
            if step is Step.CENTRAL:
                presenter.on_address_typed("a.example")
                presenter.on_code_typed("C")
            presenter.on_next()
    assert house.enrolled == [("https://a.example", "C")]
    apply_theme(qapp, Theme())


@pytest.mark.parametrize("scene", ["sale", "receipt"])
def test_the_customers_display_is_named_takes_no_key_and_has_only_words_that_were_looked_up(
    qapp: QApplication, scene: str
) -> None:
    with pseudo_locale(), staged(scene, Theme()) as stage:
        display, known = stage.window.display, words_of(stage.till)
        said = QWidget()
        layout = QVBoxLayout(said)
        for text in (display.windowTitle(), display.state.label, display.state.note):
            layout.addWidget(QLabel(text))
        said.show()
        settle(qapp)

        assert display.accessibleName() == display.state.spoken != ""
        assert audit.controls_of(display) == []
        assert audit.untranslated(said, known) == []
        said.close()
        said.deleteLater()
