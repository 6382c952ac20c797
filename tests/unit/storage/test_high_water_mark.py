"""The mark survives torn files and keeps to its bounds."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from storage.high_water_mark import STREAMS_KEPT, HighWaterMark


def test_what_was_written_last_is_read_in_the_order_of_streams(tmp_path: Path) -> None:
    mark = HighWaterMark(tmp_path / "mark")
    for seq in range(1, 6):
        mark.write({"GY03A": (9, "aa"), "GY03B": (seq, f"b{seq}")})

    read = HighWaterMark(tmp_path / "mark").read()
    assert read == {"GY03A": (9, "aa"), "GY03B": (5, "b5")}
    assert list(read or ()) == ["GY03A", "GY03B"]


def test_writing_goes_on_where_the_last_run_stopped(tmp_path: Path) -> None:
    for seq in range(1, 6):
        mark = HighWaterMark(tmp_path / "mark")
        mark.read()
        mark.write({"A": (seq, "x")}, flush=seq % 2 == 0)

        assert HighWaterMark(tmp_path / "mark").read() == {"A": (seq, "x")}


@pytest.mark.parametrize("damage", [b"", b"no mark", b"00000000 {}", b"\x00" * 90])
def test_a_torn_file_leaves_the_one_before(tmp_path: Path, damage: bytes) -> None:
    mark = HighWaterMark(tmp_path / "mark")
    mark.write({"A": (1, "x")})
    mark.write({"A": (2, "y")})
    (tmp_path / "mark").write_bytes(damage)

    assert HighWaterMark(tmp_path / "mark").read() == {"A": (1, "x")}


def test_the_first_mark_is_flushed_so_that_a_power_cut_cannot_leave_none(tmp_path: Path) -> None:
    mark = HighWaterMark(tmp_path / "mark")
    mark.write({"A": (1, "x")})
    for seq in (2, 3):
        mark.write({"A": (seq, "x")})
    for unflushed in ("mark", "mark.2"):
        (tmp_path / unflushed).write_bytes(b"")

    assert HighWaterMark(tmp_path / "mark").read() == {"A": (1, "x")}


def test_a_mark_that_cannot_be_read_is_as_good_as_none(tmp_path: Path) -> None:
    (tmp_path / "mark").mkdir()
    HighWaterMark(tmp_path / "mark").write({"A": (1, "x")})

    assert HighWaterMark(tmp_path / "mark").read() == {"A": (1, "x")}


def test_no_mark_is_none(tmp_path: Path) -> None:
    assert HighWaterMark(tmp_path / "mark").read() is None
    assert HighWaterMark(tmp_path / "no" / "such" / "folder").read() is None


def test_the_newest_streams_are_kept_and_no_more(tmp_path: Path) -> None:
    mark = HighWaterMark(tmp_path / "mark")
    mark.write({f"S{number}": (1, "x") for number in range(40)})
    read = mark.read()

    assert read is not None
    assert len(read) == STREAMS_KEPT
    assert list(read)[-1] == "S39"


def test_a_mark_is_checked_by_its_sum(tmp_path: Path) -> None:
    text = b'{"turn":3,"streams":{"A":[7,"x"]}}'
    (tmp_path / "mark").write_bytes(f"{zlib.crc32(text):08x} ".encode() + text)

    assert HighWaterMark(tmp_path / "mark").read() == {"A": (7, "x")}


def test_a_shorter_mark_leaves_nothing_of_a_longer_one(tmp_path: Path) -> None:
    path = tmp_path / "mark"
    long = HighWaterMark(path)
    for turn in range(3):
        long.write({f"GY03{letter}": (turn, "ab" * 32) for letter in "ABCDEFGH"})
    short = HighWaterMark(path)
    short.read()
    for _ in range(2):
        short.write({"GY03A": (9, "cd" * 32)})

    assert HighWaterMark(path).read() == {"GY03A": (9, "cd" * 32)}
