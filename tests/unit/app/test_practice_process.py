"""Training runs as a program of its own: how it began, ended and was told to end."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.practice_process import PracticeProcess, practice_words
from app.presenters.practice import RoomState
from domain.errors import WorldFailure

UNTIL_INPUT_ENDS = "import sys; sys.stdin.read()"
FAULTY = "import sys; sys.stdin.read(); sys.exit(3)"


def state_of(process: PracticeProcess) -> RoomState:
    """How it stands now; asked anew each time."""
    return process.state


@pytest.fixture
def begun() -> Iterator[PracticeProcess]:
    process = PracticeProcess((sys.executable, "-c", UNTIL_INPUT_ENDS))
    yield process
    process.close()


def test_it_is_open_until_the_till_closes_it(begun: PracticeProcess) -> None:
    assert state_of(begun) is RoomState.CLOSED

    begun.open()
    first = begun._process  # that no second one was begun is seen nowhere else
    begun.open()

    assert state_of(begun) is RoomState.OPEN
    assert begun._process is first
    begun.close()
    assert state_of(begun) is RoomState.CLOSED


def test_one_that_ends_by_a_fault_has_failed_and_can_be_begun_again() -> None:
    process = PracticeProcess((sys.executable, "-c", FAULTY))
    process.open()
    process.close()

    assert state_of(process) is RoomState.FAILED
    process.open()
    assert state_of(process) is RoomState.OPEN
    process.close()


def test_one_that_does_not_hear_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.practice_process._END_S_MAX", 0.05)
    process = PracticeProcess((sys.executable, "-c", "import threading; threading.Event().wait()"))
    process.open()

    with pytest.raises(subprocess.TimeoutExpired):
        process._process.wait(0.05)  # type: ignore[union-attr]  # it is deaf
    monkeypatch.setattr("app.practice_process._KILL_S_MAX", 20.0)
    process.close()
    assert state_of(process) is RoomState.FAILED


def test_a_computer_that_refuses_is_told_in_a_sentence(tmp_path: Path) -> None:
    process = PracticeProcess((str(tmp_path / "not-there"),))

    with pytest.raises(WorldFailure, match="selling goes on"):
        process.open()


def test_it_is_begun_beside_the_folder_that_was_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = practice_words(tmp_path)
    monkeypatch.setattr(sys, "frozen", True, raising=False)

    assert words[1:] == ("-m", "app.cli", "train", "--attached", "--data", str(tmp_path))
    assert practice_words(None) == (sys.executable, "train", "--attached")
