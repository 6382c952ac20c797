"""A disk that fills up: each limit, the reserve, and what still works when nothing more is sold."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from domain.disk_space import DEFAULT_DISK_LIMITS, MEGABYTE, DiskLimits, Room
from storage import disk_space
from storage.backup import list_backups
from storage.database import TillDatabase
from storage.disk_space import RESERVE, DiskGuard, free_bytes_of
from storage.errors import DiskFull
from sync.engine.room import room_problem
from tests.storage.kit import (
    MORNING,
    a_change,
    an_item,
    begin_stream,
    enrolled,
    request_for,
    say,
    say_many,
    show,
    stage,
)

SMALL = DiskLimits(warn_bytes=1_000, stop_bytes=256, read_only_bytes=64, reserve_bytes=0)


@dataclass(slots=True)
class Disk:
    """A disk that says what a test wants; the reserve's room comes back when it is removed."""

    folder: Path
    free_bytes: int = 2_000 * MEGABYTE
    fails: bool = False

    def measure(self, folder: Path) -> int:
        assert folder == self.folder
        if self.fails:
            raise OSError(5, "the disk does not say")
        return self.free_bytes + (0 if self.has_reserve() else 64 * MEGABYTE)

    def has_reserve(self) -> bool:
        return (self.folder / RESERVE).exists()

    def only(self, megabytes: int) -> None:
        self.free_bytes = megabytes * MEGABYTE


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    return Disk(tmp_path / "data")


@pytest.fixture
def db(tmp_path: Path, disk: Disk, monkeypatch: pytest.MonkeyPatch) -> Iterator[TillDatabase]:
    """An enrolled till with a guard over that disk; its reserve is a file without bytes."""
    monkeypatch.setattr(disk_space, "_fill", lambda file, _: file.touch())
    enrolled(tmp_path).close()
    guard = DiskGuard(disk.folder, disk.measure)
    opened = TillDatabase.open(replace(request_for(tmp_path), guard=guard))
    opened.idle_maintenance()
    yield opened
    opened.close()


def has_plenty(db: TillDatabase) -> bool:
    return db.room is Room.PLENTY


def told(db: TillDatabase) -> str:
    """The engine's words and the first figure in them."""
    problem = room_problem(db)
    assert problem is not None
    return f"{problem.title}: {problem.message.partition(' are left')[0]}"


def test_with_plenty_of_room_a_reserve_is_kept_and_nothing_is_said(
    db: TillDatabase, disk: Disk
) -> None:
    say_many(db, 3)

    assert disk.has_reserve()
    assert has_plenty(db)


def test_a_disk_that_fills_up_stops_news_then_gives_the_reserve_then_stops_sales(
    db: TillDatabase, disk: Disk, tmp_path: Path
) -> None:
    assert room_problem(db) is None
    disk.only(999)
    say_many(db, 1)
    assert told(db) == "The disk is filling up: 999 MB"
    stage(db, an_item("tape", "Tape"))

    disk.only(255)
    say_many(db, 1)
    assert told(db) == "The disk is nearly full: 255 MB"
    with pytest.raises(DiskFull, match="Selling goes on"):
        stage(db, an_item("rope", "Rope", 2))
    with pytest.raises(DiskFull, match="no backup is made"):
        db.backup_to(tmp_path / "data" / "backups")
    assert disk.has_reserve()

    disk.only(63)
    say_many(db, 1)
    assert not disk.has_reserve()
    assert told(db) == "The disk is nearly full: 127 MB"

    disk.only(-1)
    with pytest.raises(DiskFull, match="Nothing more can be written"):
        say_many(db, 1)
    assert told(db) == "The disk is full: 63 MB"


def test_without_room_the_till_still_reads_and_takes_centrals_word(
    db: TillDatabase, disk: Disk
) -> None:
    say_many(db, 5)
    disk.only(-1)
    with db.unit_of_work() as uow:
        uow.outbox.mark_stored("GY03A", 6, 6)
        uow.outbox.prune(MORNING)
        uow.commit()

    with db.reading() as uow:
        assert uow.outbox.waiting_count() == 0


def test_with_room_again_everything_goes_on_by_itself(db: TillDatabase, disk: Disk) -> None:
    disk.only(-1)
    with pytest.raises(DiskFull):
        say_many(db, 1)
    db.idle_maintenance()
    assert not disk.has_reserve()

    disk.only(1_500)
    db.idle_maintenance()
    say_many(db, 1)
    stage(db, an_item("tape", "Tape"))
    show(db, 1)

    assert disk.has_reserve()
    assert has_plenty(db)


def test_older_backups_on_the_same_disk_go_when_room_is_scarce(
    db: TillDatabase, disk: Disk, tmp_path: Path
) -> None:
    folder = tmp_path / "data" / "backups"
    folder.mkdir(parents=True)
    for day in range(1, 6):
        (folder / f"windward-2026110{day}T120000000000Z.db").touch()
    disk.only(200)

    db.idle_maintenance()

    assert [one.name[9:17] for one in list_backups(folder)] == ["20261104", "20261105"]


def test_a_backup_on_another_disk_is_made_however_full_this_one_is(
    db: TillDatabase, disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk.only(100)
    say_many(db, 1)
    monkeypatch.setattr("storage.database.is_same_disk", lambda *_: False)

    assert db.backup_to(tmp_path / "stick").exists()


def test_a_disk_that_does_not_say_never_stops_a_sale(db: TillDatabase, disk: Disk) -> None:
    disk.fails = True

    say_many(db, 1)

    assert has_plenty(db)


def test_limits_of_a_rule_are_kept_to_and_a_broken_rule_stops_nothing(
    db: TillDatabase, disk: Disk
) -> None:
    value: dict[str, object] = {"warn_mb": 9, "stop_mb": 9, "read_only_mb": 9, "reserve_mb": 1}

    def rule(position: int, told: dict[str, object]) -> None:
        body = {"kind": "disk_space", "key": "default", "valid_from": "2026-01-01", "value": told}
        stage(db, a_change("rule", "disk_space/default", position, body))
        show(db, position)

    rule(1, value)
    disk.only(10)
    say_many(db, 1)
    assert has_plenty(db)

    rule(2, {"warn_mb": "much"})
    disk.only(2_000)
    say_many(db, 1)
    assert has_plenty(db)


def fill_up(db: TillDatabase) -> None:
    """Write until SQLite finds no room, as on a full disk (result code 13)."""
    with db.unit_of_work() as uow:
        uow.outbox._connection.exec_driver_sql("PRAGMA max_page_count = 1")
        begin_stream(uow, "GY03B")
        for _ in range(200):
            say(uow)
        uow.commit()


def test_a_write_that_fails_for_want_of_room_gives_the_reserve_up_and_the_next_one_works(
    db: TillDatabase, disk: Disk
) -> None:
    with pytest.raises(DiskFull, match="was not saved"):
        fill_up(db)

    assert not disk.has_reserve()
    with db.unit_of_work() as uow:
        uow.outbox._connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    say_many(db, 1)


def test_the_reserve_takes_its_room_for_real_and_gives_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard = DiskGuard(tmp_path)
    limits = replace(
        DEFAULT_DISK_LIMITS,
        warn_bytes=0,
        stop_bytes=0,
        read_only_bytes=0,
        reserve_bytes=3 * MEGABYTE,
    )
    for _ in range(2):
        guard.look(limits)
        guard.restore(limits)
        guard.restore(limits)
        assert guard.reserve.stat().st_size == 3 * MEGABYTE
        assert guard.give_up()
        assert not guard.give_up()
        monkeypatch.delattr(os, "posix_fallocate", raising=False)
    assert free_bytes_of(tmp_path) > 0


def test_a_reserve_that_cannot_be_made_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(file: Path, size_bytes: int) -> None:
        file.touch()
        raise OSError(28, f"no room for {size_bytes}")

    monkeypatch.setattr(disk_space, "_fill", full)
    guard = DiskGuard(tmp_path, lambda _: 5_000)

    guard.look(SMALL)
    guard.restore(SMALL)

    assert list(tmp_path.iterdir()) == []
