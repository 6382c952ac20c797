"""The first sector of the file may be garbage after a power cut: the log holds the whole page."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from storage.errors import UnreadableDatabase
from tests.storage.kit import enrolled, open_db, rows_of
from tests.storage.sales_kit import open_shift, sell


@pytest.fixture
def cut(tmp_path: Path) -> Path:
    """A till whose power went while its log was being moved: garbage where the file begins."""
    db = enrolled(tmp_path / "till")
    open_shift(db)
    sell(db, "cart-1")
    with db.unit_of_work() as uow:
        uow.audit._connection.exec_driver_sql("PRAGMA user_version = 7")  # page 1 into the log
        uow.commit()
    shutil.copytree(tmp_path / "till", tmp_path / "cut")
    db.close()
    with (tmp_path / "cut" / "data" / "till.db").open("rb+") as file:
        file.write(b"\x5a" * 512)
    return tmp_path / "cut"


def test_a_till_whose_first_sector_is_garbage_opens_from_its_log(cut: Path) -> None:
    db = open_db(cut)
    assert rows_of(db, "SELECT count(*) FROM sale") == [(1,)]
    assert sell(db, "cart-2") == "GY03A-000002"
    db.close()
    again = open_db(cut)

    assert rows_of(again, "SELECT count(*) FROM sale") == [(2,)]
    again.close()


@pytest.mark.parametrize("salt", [b"", b"short", b"\x00" * 16])
def test_a_salt_that_does_not_fit_opens_nothing_and_says_so(cut: Path, salt: bytes) -> None:
    (cut / "data" / "till.salt").write_bytes(salt)
    (cut / "data" / "till.db-wal").unlink()

    with pytest.raises(UnreadableDatabase, match="call the office"):
        open_db(cut)


def test_the_salt_kept_is_that_of_the_file_which_lies_there_now(tmp_path: Path) -> None:
    first, other = enrolled(tmp_path / "a"), open_db(tmp_path / "b")
    first.close()
    other.close()
    shutil.copyfile(tmp_path / "b" / "data" / "till.db", tmp_path / "a" / "data" / "till.db")
    open_db(tmp_path / "a").close()
    file, salt = tmp_path / "a" / "data" / "till.db", tmp_path / "a" / "data" / "till.salt"

    assert salt.read_bytes() == file.read_bytes()[:16]
