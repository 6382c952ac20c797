"""What a person chose for the screen is there at the next start, and nothing stops selling."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.counter_window import keep_look, open_counter, wear
from app.language.speak import ENGLISH, PSEUDO, speak
from app.screen_settings import ScreenFile, ScreenSettings
from app.theme.apply import apply_theme
from app.theme.theme import Theme, current_theme
from app.theme.tokens import Scheme
from app.till_folder import TillFolder
from app.training import open_training
from domain.errors import WorldFailure


@pytest.fixture(autouse=True)
def _as_before(qapp: QApplication) -> Iterator[None]:
    yield
    speak(ENGLISH)
    apply_theme(qapp, Theme())


def test_a_look_chosen_at_the_counter_is_kept_from_run_to_run(tmp_path: Path, qtbot: QtBot) -> None:
    wear(ScreenSettings())
    training = open_training(TillFolder.below(tmp_path / "till"))
    file = ScreenFile(tmp_path)
    counter = open_counter(training)
    keep_look(counter, file)
    counter.window.look.change_scheme()
    counter.window.look.change_scale(1)
    counter.window.close()
    counter.close()
    training.close()

    kept = file.read()
    assert (kept.scheme, kept.text_scale) == ("dark", 1.15)
    wear(ScreenSettings())
    wear(kept)
    assert (current_theme().scheme, current_theme().text_scale) == (Scheme.DARK, 1.15)
    qtbot.addWidget(counter.window)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"colour": 3}', '{"scheme": "pink"}'])
def test_a_damaged_file_is_no_reason_not_to_sell(tmp_path: Path, content: str) -> None:
    (tmp_path / "screen.json").write_text(content, "utf-8")

    assert ScreenFile(tmp_path).read().theme == Theme()


def test_a_text_scale_nobody_offers_counts_as_not_chosen() -> None:
    assert ScreenSettings(text_scale=7.0).theme == Theme()


def test_a_choice_that_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(WorldFailure, match="not kept"):
        ScreenFile(tmp_path / "nowhere").keep(ScreenSettings())


def test_reduced_motion_and_language_are_put_in_force_before_the_first_window() -> None:
    wear(ScreenSettings(reduced_motion=True, language=PSEUDO))

    assert current_theme().motion_ms("state_ms") == 0
    assert QApplication.translate("CounterWindow", "Sale").startswith(
        "\N{LEFT WHITE SQUARE BRACKET}"
    )


def test_a_language_whose_translation_is_gone_is_english() -> None:
    assert speak("xx_XX") == ENGLISH
