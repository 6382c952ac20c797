"""A finished file lasts: its bytes first, then its name, then the folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from storage.flushing import flush_folder, replace_durably


def test_bytes_are_flushed_before_the_name_and_the_folder_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "partial").write_bytes(b"whole")
    (tmp_path / "target").write_bytes(b"older")
    flushed: list[tuple[bool, bytes]] = []

    def noted(descriptor: int) -> None:
        is_folder = os.fstat(descriptor).st_ino == tmp_path.stat().st_ino
        flushed.append((is_folder, (tmp_path / "target").read_bytes()))

    monkeypatch.setattr(os, "fsync", noted)
    replace_durably(tmp_path / "partial", tmp_path / "target")

    assert flushed == [(False, b"older"), (True, b"whole")]
    assert not (tmp_path / "partial").exists()


def test_a_system_without_folder_flushes_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.flushing.os.name", "nt")

    flush_folder(tmp_path / "which is not even there")
