"""A backup in the place of a damaged database; what was damaged is kept, what is whole refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from domain.errors import Conflict, NotFound
from storage.connections import EncryptedFile
from storage.errors import DamagedDatabase, NewerDatabase
from storage.restoring import (
    find_newest_whole,
    put_in_place,
    require_damaged,
    require_whole,
    set_aside,
)
from tests.storage.kit import KEY, MORNING, enrolled, open_db, say_many, tamper


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A closed till with ten operations and a backup of its first five."""
    db = enrolled(tmp_path)
    say_many(db, 4)
    db.backup_to(tmp_path / "data" / "backups")
    say_many(db, 5)
    db.close()
    return tmp_path / "data" / "till.db"


def damage(database: Path) -> None:
    raw = bytearray(database.read_bytes())
    raw[len(raw) // 2 : len(raw) // 2 + 4_096] = bytes(4_096)
    database.write_bytes(raw)


def test_a_damaged_database_is_set_aside_and_the_newest_good_backup_put_in_its_place(
    database: Path, tmp_path: Path
) -> None:
    damage(database)
    file = EncryptedFile(database, KEY)
    with pytest.raises(DamagedDatabase):
        require_whole(file)

    require_damaged(file)
    backup = find_newest_whole(KEY, (database.parent / "backups",))
    aside = set_aside(database, MORNING)
    put_in_place(backup, database)
    db = open_db(tmp_path)

    assert aside is not None
    assert {"till.db", "till.salt"} <= {path.name for path in aside.iterdir()}
    assert db.needs_new_stream == "restored_backup"
    with db.reading() as uow:
        assert uow.outbox.head().seq == 5
    db.close()


def test_a_whole_or_newer_database_is_never_replaced(database: Path) -> None:
    file = EncryptedFile(database, KEY)

    with pytest.raises(Conflict, match="in order"):
        require_damaged(file)
    tamper(database, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerDatabase):
        require_damaged(file)
    database.unlink()
    require_damaged(file)


def test_a_damaged_backup_is_passed_over_and_none_at_all_is_told(
    database: Path, tmp_path: Path
) -> None:
    folder = database.parent / "backups"
    (good,) = folder.glob("*.db")
    newer = folder / "windward-20991231T000000000000Z.db"
    shutil.copyfile(good, newer)
    damage(newer)

    assert find_newest_whole(KEY, (folder, tmp_path / "no stick")) == good
    damage(good)
    with pytest.raises(NotFound, match="2 were tried"):
        find_newest_whole(KEY, (folder,))


def test_where_nothing_lies_nothing_is_set_aside(tmp_path: Path) -> None:
    assert set_aside(tmp_path / "till.db", MORNING) is None
