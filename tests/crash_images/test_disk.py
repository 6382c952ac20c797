"""The model of the disk: what lasts, what may, and what never will."""

from __future__ import annotations

from random import Random

import pytest

from tests.crash_images.disk import Cut, Disk, File, Write, apply, sectors_of
from tests.crash_images.kinds import KINDS, image_of
from tests.crash_images.write_log import Entry, Kind

CHANCE = Random(1)


def done(kind: Kind, fd: int = 3, *, error: int = 0, offset: int = 0, what: str = "") -> Entry:
    return Entry(kind, error, fd, 0, offset, what.encode())


def disk_with(*entries: Entry) -> Disk:
    disk = Disk("/r")
    for entry in entries:
        disk.follow(entry)
    return disk


def test_a_write_is_cut_at_multiples_of_the_sector_not_of_itself() -> None:
    parts = sectors_of(Write(500, bytes(1_000)))

    assert [(part.offset, len(part.data)) for part in parts] == [
        (500, 12),
        (512, 512),
        (1_024, 476),
    ]


def test_a_cut_shortens_and_a_write_behind_the_end_fills_with_zeros() -> None:
    assert apply(bytearray(b"abcdef"), [Cut(2), Write(4, b"x")]) == b"ab\0\0x"


def test_what_was_flushed_is_in_every_image() -> None:
    disk = disk_with(
        done(Kind.CREATE, what="/r/a"), done(Kind.WRITE, what="sold"), done(Kind.FLUSH)
    )

    for kind in KINDS:
        assert image_of(disk, kind, CHANCE) == {"a": b"sold"}


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [("kept", {"a": b"one"}), ("dropped", {}), ("names_without_bytes", {"a": b""})],
)
def test_what_was_not_flushed_may_be_gone(kind: str, wanted: dict[str, bytes]) -> None:
    disk = disk_with(done(Kind.CREATE, what="/r/a"), done(Kind.WRITE, what="one"))

    assert image_of(disk, kind, CHANCE) == wanted


def test_a_flush_of_one_file_makes_all_earlier_names_last_and_no_other_bytes() -> None:
    disk = disk_with(
        done(Kind.CREATE, 3, what="/r/a"),
        done(Kind.WRITE, 3, what="bytes"),
        done(Kind.RENAME, -1, what="/r/a\0/r/b"),
        done(Kind.CREATE, 4, what="/r/c"),
        done(Kind.FLUSH, 4),
    )

    assert image_of(disk, "dropped", CHANCE) == {"b": b"", "c": b""}


def test_a_lying_disk_keeps_its_word_only_after_some_more_flushes() -> None:
    disk = Disk("/r", lag=1)
    for entry in (
        done(Kind.CREATE, what="/r/a"),
        done(Kind.WRITE, what="one"),
        done(Kind.FLUSH),
        done(Kind.WRITE, offset=3, what="two"),
    ):
        disk.follow(entry)
    claimed = image_of(disk, "dropped", CHANCE)
    disk.follow(done(Kind.FLUSH))

    assert claimed == {}
    assert image_of(disk, "dropped", CHANCE) == {"a": b"one"}
    assert image_of(disk, "kept", CHANCE) == {"a": b"onetwo"}


def test_what_a_failed_flush_lost_is_shown_and_not_written_by_a_later_flush() -> None:
    disk = disk_with(
        done(Kind.CREATE, what="/r/a"),
        done(Kind.WRITE, what="x" * 512),
        done(Kind.FLUSH, error=5),
        done(Kind.WRITE, offset=512, what="y"),
        done(Kind.FLUSH),
    )

    assert image_of(disk, "kept", CHANCE)["a"] == b"x" * 512 + b"y"
    assert image_of(disk, "dropped", CHANCE)["a"] == bytes(512) + b"y"


def test_what_a_failed_flush_lost_lasts_once_it_is_written_anew() -> None:
    file = File(1)
    file.change(Write(0, b"x" * 512))
    file.fail_flush()
    file.change(Write(0, b"z" * 512))
    file.flush()

    assert (bytes(file.durable), file.doomed) == (b"z" * 512, {})
