"""After a flush that failed, no later sale may stand on bytes that only the memory holds."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from storage import database
from storage.connections import WAL_AUTOCHECKPOINT_PAGES
from storage.database import TillDatabase
from storage.errors import DiskFailing
from tests.storage.kit import enrolled, open_db, rows_of
from tests.storage.sales_kit import a_cart, open_shift, sell


@pytest.fixture
def db(tmp_path: Path) -> TillDatabase:
    made = enrolled(tmp_path / "till")
    open_shift(made)
    return made


def test_a_start_after_a_kill_moves_the_log_into_the_file_before_anything_follows_it(
    db: TillDatabase, tmp_path: Path
) -> None:
    for number in range(20):
        sell(db, f"cart-{number}")
    shutil.copytree(tmp_path / "till", tmp_path / "killed")
    log = tmp_path / "killed" / "data" / "till.db-wal"
    before = log.stat().st_size
    again = open_db(tmp_path / "killed")
    after = log.stat().st_size

    assert after < before / 10
    assert rows_of(again, "SELECT count(*) FROM sale") == [(20,)]
    again.close()
    db.close()


def failing(_: object) -> None:
    error = sqlcipher.OperationalError("disk I/O error")
    error.sqlite_errorcode = 10
    raise error


class FailingConnection:
    """A connection whose checkpoint meets a dying disk."""

    def execute(self, sql: str) -> None:
        assert "checkpoint" in sql
        failing(None)

    def close(self) -> None:
        """Nothing to close."""


@pytest.mark.parametrize("move", [TillDatabase.idle_maintenance, TillDatabase.truncate_log])
def test_a_failed_flush_while_the_log_is_moved_stops_the_writing_until_a_restart(
    db: TillDatabase,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    move: Callable[[TillDatabase], object],
) -> None:
    sell(db, "before")
    with monkeypatch.context() as patched:
        patched.setattr(database, "open_for_writing", lambda _: FailingConnection())
        patched.setattr(db, "_pragma", failing)
        with pytest.raises(DiskFailing):
            move(db)
    with pytest.raises(DiskFailing, match="Restart the till"):
        sell(db, "refused")
    db.close()
    again = open_db(tmp_path / "till")

    assert sell(again, "after") == "GY03A-000002"
    again.close()


def test_only_a_flushed_commit_moves_the_log_by_itself(db: TillDatabase) -> None:
    with db.unit_of_work(durable=False) as uow:
        uow.carts.save(a_cart())
        assert db._pragma("wal_autocheckpoint") == (0,)
        uow.commit()
    with db.unit_of_work():
        assert db._pragma("wal_autocheckpoint") == (WAL_AUTOCHECKPOINT_PAGES,)
    db.close()
