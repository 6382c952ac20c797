"""One till, one program."""

from pathlib import Path

import pytest

from app.devices.folder_lock import FolderLock
from domain.errors import WorldFailure


def test_a_second_program_on_one_till_is_told_and_the_first_goes_on(tmp_path: Path) -> None:
    first = FolderLock.taken(tmp_path)

    with pytest.raises(WorldFailure, match="open already"):
        FolderLock.taken(tmp_path)
    first.release()
    FolderLock.taken(tmp_path).release()


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(WorldFailure, match="cannot be used"):
        FolderLock.taken(tmp_path / "gone")
