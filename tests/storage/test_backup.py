"""Backups: encrypted, whole, few, and aware of what they are."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from storage.backup import BACKUPS_KEPT, list_backups, sealed_key_path, write_backup
from storage.connections import EncryptedFile
from storage.database import TillDatabase
from storage.errors import (
    DamagedDatabase,
    DatabaseReadOnly,
    DiskFailing,
    DiskFull,
    UnreadableDatabase,
)
from storage.restoring import find_newest_whole
from tests.storage.kit import (
    KEY,
    MORNING,
    SetClock,
    begin_stream,
    enrolled,
    fixed_key,
    open_db,
    raw,
    request_for,
    rows_of,
    say_many,
    tamper,
)
from tests.storage.sales_kit import open_shift, sell


def restored(backup: Path, folder: Path) -> None:
    """A backup put in the place of the till's file."""
    shutil.rmtree(folder / "data", ignore_errors=True)
    (folder / "data").mkdir(parents=True)
    shutil.copyfile(backup, folder / "data" / "till.db")


def test_a_backup_taken_while_selling_goes_on_is_whole_and_encrypted(tmp_path: Path) -> None:
    db = enrolled(tmp_path)
    open_shift(db)
    sell(db, "cart-1")
    with db.unit_of_work() as uow:
        uow.audit._connection.exec_driver_sql("INSERT INTO note VALUES ('unsaved', '')")
        backup = db.backup_to(tmp_path / "stick")
    sell(db, "cart-2")
    db.close()
    plain = sqlite3.connect(backup)
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        plain.execute("SELECT * FROM sale")
    plain.close()
    kept = raw(backup)

    assert kept.execute("SELECT count(*) FROM sale").fetchone() == (1,)
    assert kept.execute("SELECT count(*) FROM note WHERE name = 'unsaved'").fetchone() == (0,)
    assert [file.name for file in backup.parent.iterdir()] == [backup.name]
    kept.close()


def test_a_restored_backup_knows_that_it_is_one_until_a_new_stream_begins(tmp_path: Path) -> None:
    db = enrolled(tmp_path)
    open_shift(db)
    sell(db, "cart-1")
    backup = db.backup_to(tmp_path / "stick")
    assert db.needs_new_stream is None
    db.close()
    restored(backup, tmp_path)
    old = open_db(tmp_path)
    assert old.needs_new_stream == "restored_backup"
    with old.unit_of_work() as uow:
        begin_stream(uow, "GY03KRQ")
        uow.commit()
    assert sell(old, "cart-2") == "GY03KRQ-000001"
    old.close()
    again = open_db(tmp_path)

    assert again.needs_new_stream is None
    again.close()


def test_the_sealed_key_lies_beside_each_backup_and_goes_with_it(tmp_path: Path) -> None:
    clock = SetClock()
    db = enrolled(tmp_path, clock=clock)
    (tmp_path / "data" / "till.key.sealed").write_bytes(b"sealed to central")
    backups = []
    for _ in range(BACKUPS_KEPT + 2):
        clock.go_on(timedelta(hours=8))
        backups.append(db.backup_to(tmp_path / "stick"))
    db.close()
    kept = list_backups(tmp_path / "stick")

    assert list(kept) == backups[2:]
    assert {sealed_key_path(file).read_bytes() for file in kept} == {b"sealed to central"}
    assert len(list((tmp_path / "stick").iterdir())) == 2 * BACKUPS_KEPT


@pytest.mark.parametrize("days", [-9_000, 9_000])
def test_a_clock_that_is_set_anew_neither_removes_the_new_backup_nor_hides_it(
    tmp_path: Path, days: int
) -> None:
    """Backups are ordered by name: with the clock alone the newest was forgotten as it was made."""
    clock = SetClock()
    db = enrolled(tmp_path, clock=clock)
    made = []
    for _ in range(BACKUPS_KEPT):
        clock.go_on(timedelta(hours=8))
        made.append(db.backup_to(tmp_path / "stick", why="shift"))
    clock.go_on(timedelta(days=days))
    made.append(db.backup_to(tmp_path / "stick"))
    clock.go_on(timedelta(days=-days))
    made.append(db.backup_to(tmp_path / "stick"))
    db.close()

    assert list(list_backups(tmp_path / "stick")) == made[2:]
    assert find_newest_whole(KEY, (tmp_path / "stick",)) == made[-1]


def test_a_damaged_original_makes_no_backup_and_takes_none_away(tmp_path: Path) -> None:
    db = enrolled(tmp_path)
    say_many(db, 5)
    good = db.backup_to(tmp_path / "stick")
    db.close()
    path = tmp_path / "data" / "till.db"
    tamper(path, "UPDATE operation SET facts = x'7b7d' WHERE seq = 3")
    with pytest.raises(DamagedDatabase):
        write_backup(EncryptedFile(path, KEY), tmp_path / "stick", MORNING + timedelta(hours=1))

    assert [file.name for file in (tmp_path / "stick").iterdir()] == [good.name]


def test_a_backup_nobody_can_write_is_the_worlds_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = enrolled(tmp_path)
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises((DatabaseReadOnly, DiskFailing)):
        db.backup_to(tmp_path / "file")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("storage.backup.shutil.copyfile", full)
    (tmp_path / "data" / "till.key.sealed").write_bytes(b"sealed to central")
    with pytest.raises(DiskFull):
        db.backup_to(tmp_path / "stick")
    assert list((tmp_path / "stick").iterdir()) == []
    db.close()


def test_what_a_crash_left_of_a_backup_is_removed_by_the_next(tmp_path: Path) -> None:
    db = enrolled(tmp_path)
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "windward-20260101T000000000000Z.db.partial").write_bytes(b"half")
    backup = db.backup_to(tmp_path / "stick")
    db.close()

    assert list((tmp_path / "stick").iterdir()) == [backup]


def test_a_backup_opens_with_its_own_key_only(tmp_path: Path) -> None:
    db = enrolled(tmp_path)
    backup = db.backup_to(tmp_path / "stick")
    db.close()
    restored(backup, tmp_path)

    with pytest.raises(UnreadableDatabase):
        TillDatabase.open(request_for(tmp_path, key=fixed_key("another")))


def test_a_backup_of_a_till_that_runs_does_not_look_like_an_unclean_stop(tmp_path: Path) -> None:
    db = enrolled(tmp_path)
    backup = db.backup_to(tmp_path / "stick")
    kept = raw(backup)
    assert kept.execute("SELECT name FROM note").fetchone() == ("backup_of",)
    kept.close()

    assert [row[0] for row in rows_of(db, "SELECT name FROM note")] == ["running"]
    db.close()
