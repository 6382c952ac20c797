"""One transaction a deed: all of it lasts, or nothing of it ever was."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlcipher3 import dbapi2 as sqlcipher

from domain.errors import WorldFailure
from storage.database import TillDatabase
from storage.errors import DatabaseBusy, DiskFailing, DiskFull
from storage.turn import Turn
from tests.storage.kit import enrolled, open_db, raw, rows_of, say, say_many
from tests.storage.sales_kit import a_cart, open_shift, sell, write_sale


@pytest.fixture
def db(tmp_path: Path) -> TillDatabase:
    made = enrolled(tmp_path)
    open_shift(made)
    return made


def test_a_sale_left_without_commit_never_was_and_its_number_is_taken_by_the_next(
    db: TillDatabase,
) -> None:
    first = sell(db, "cart-1")
    with db.unit_of_work() as uow:
        lost = write_sale(uow, a_cart("cart-2"))
    second = sell(db, "cart-3")

    assert (first, lost.receipt_number, second) == ("GY03A-000001", "GY03A-000002", "GY03A-000002")
    with db.reading() as uow:
        assert uow.sales.find_by_cart("cart-2") is None
        assert uow.till.current_stream().head_seq == 3
        assert uow.shifts.totals(1).sale_count == 2
    db.close()


def test_an_exception_in_the_middle_of_a_sale_leaves_nothing_behind(db: TillDatabase) -> None:
    def half_a_sale() -> None:
        with db.unit_of_work() as uow:
            write_sale(uow, a_cart("cart-1"))
            raise KeyError("a bug of ours")

    with pytest.raises(KeyError):
        half_a_sale()

    for table in ("sale", "sale_line", "sale_vat", "tender_line", "cart"):
        assert rows_of(db, f"SELECT count(*) FROM {table}") == [(0,)]
    assert rows_of(db, "SELECT count(*) FROM operation") == [(1,)]
    db.close()


def test_two_threads_sell_at_the_same_time_and_no_number_is_lost_or_given_twice(
    db: TillDatabase,
) -> None:
    numbers: list[str] = []

    def work(name: str) -> None:
        numbers.extend(sell(db, f"{name}-{count}") for count in range(20))

    threads = [threading.Thread(target=work, args=(name,)) for name in ("left", "right")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sorted(numbers) == [f"GY03A-{count:06d}" for count in range(1, 41)]
    assert rows_of(db, "SELECT max(seq), count(*) FROM operation") == [(41, 41)]
    db.close()


def test_who_is_inside_a_unit_of_work_cannot_wait_for_another(db: TillDatabase) -> None:
    with (
        db.unit_of_work(),
        pytest.raises(RuntimeError, match="wait for itself"),
        db.unit_of_work(),
    ):
        pass
    db.close()


def test_writing_after_the_commit_is_a_bug_that_is_told(db: TillDatabase) -> None:
    def too_late() -> None:
        with db.unit_of_work() as uow:
            uow.commit()
            say(uow)

    with pytest.raises(RuntimeError, match="after its commit"):
        too_late()

    assert rows_of(db, "SELECT count(*) FROM operation") == [(1,)]
    db.close()


def test_a_reading_sees_one_moment_and_cannot_write(db: TillDatabase) -> None:
    with db.reading() as before:
        assert before.outbox.waiting_count() == 1
        say_many(db, 2)
        assert before.outbox.waiting_count() == 1
    with db.reading() as after:
        assert after.outbox.waiting_count() == 3
    with pytest.raises(RuntimeError, match="does not write"), db.reading() as uow:
        uow.feed.save_epoch("e")
    with pytest.raises(sa.exc.OperationalError, match="no such table"), db.reading() as uow:
        uow.feed._connection.exec_driver_sql("SELECT 1 FROM nowhere")
    db.close()


def test_carts_commit_without_waiting_for_the_disk_and_sales_wait_again(db: TillDatabase) -> None:
    with db.unit_of_work(durable=False) as uow:
        assert db._pragma("synchronous") == (1,)
        uow.carts.save(a_cart())
        uow.commit()
    with db.unit_of_work():
        assert db._pragma("synchronous") == (2,)

    with db.reading() as uow:
        assert uow.carts.find_open() == a_cart()
    db.close()


def sell_many(db: TillDatabase, count: int) -> None:
    for number in range(count):
        sell(db, f"cart-{number}")


def test_a_full_disk_stops_the_sale_with_a_sentence_and_loses_nothing(
    db: TillDatabase, tmp_path: Path
) -> None:
    sell(db, "before")
    pages = db._pragma("page_count")
    assert pages is not None
    db._pragma(f"max_page_count = {pages[0]}")
    with pytest.raises(DiskFull) as caught:
        sell_many(db, 50)
    kept = rows_of(db, "SELECT count(*) FROM sale")[0][0]
    db._pragma("max_page_count = 1000000")
    after = sell(db, "after")

    assert isinstance(caught.value, WorldFailure)
    assert "not saved" in caught.value.message
    assert after == f"GY03A-{int(str(kept)) + 1:06d}"
    db.close()
    again = open_db(tmp_path)
    assert rows_of(again, "SELECT count(*) FROM sale") == [(int(str(kept)) + 1,)]
    again.close()


def test_after_a_failed_flush_nothing_more_is_written_until_the_file_is_opened_again(
    db: TillDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sell(db, "before")

    def failing(_: object) -> None:
        error = sqlcipher.OperationalError("disk I/O error")
        error.sqlite_errorcode = 10
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(db._engine.dialect, "do_commit", failing)
        with pytest.raises(DiskFailing):
            sell(db, "torn")
    with pytest.raises(DiskFailing, match="Restart the till"):
        sell(db, "refused")

    db.close()
    again = open_db(tmp_path)
    assert sell(again, "after") == "GY03A-000002"
    again.close()


def test_a_disk_too_full_for_the_clean_mark_does_not_keep_the_till_from_closing(
    db: TillDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> None:
        error = sqlcipher.OperationalError("database or disk is full")
        error.sqlite_errorcode = 13
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(db._engine.dialect, "do_commit", full)
        db.close()
    again = open_db(tmp_path)
    assert sell(again, "after") == "GY03A-000001"
    again.close()


def test_another_failure_of_the_database_leaves_it_usable(db: TillDatabase) -> None:
    with pytest.raises(sa.exc.IntegrityError), db.unit_of_work() as uow:
        uow.sales._connection.execute(sa.text("INSERT INTO note (name) VALUES (NULL)"))

    assert sell(db, "after") == "GY03A-000001"
    db.close()


def test_a_wait_for_another_program_is_bounded_and_says_so(
    db: TillDatabase, tmp_path: Path
) -> None:
    db._pragma("busy_timeout = 1")
    other = raw(tmp_path / "data" / "till.db")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusy, match="Press the key again"):
        sell(db, "blocked")
    other.execute("ROLLBACK")
    other.close()

    assert sell(db, "free") == "GY03A-000001"
    db.close()


def test_a_wait_for_another_thread_is_bounded_and_says_so(
    db: TillDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "_turn", Turn(0.01))
    inside, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with db.unit_of_work():
            inside.set()
            leave.wait(30)

    holder = threading.Thread(target=hold)
    holder.start()
    assert inside.wait(30)
    with pytest.raises(DatabaseBusy):
        sell(db, "blocked")
    leave.set()
    holder.join(30)

    assert sell(db, "free") == "GY03A-000001"
    db.close()


def test_readers_beyond_the_pool_wait_for_a_bounded_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.connections.READERS_MAX", 1)
    monkeypatch.setattr("storage.connections.BUSY_TIMEOUT_S", 0.01)
    db = enrolled(tmp_path)
    with db.reading(), pytest.raises(DatabaseBusy), db.reading():
        pass
    db.close()


def test_maintenance_moves_the_log_into_the_file_while_nobody_waits(
    db: TillDatabase, tmp_path: Path
) -> None:
    say_many(db, 50)
    log = tmp_path / "data" / "till.db-wal"
    before = (tmp_path / "data" / "till.db").stat().st_size
    db.idle_maintenance()
    moved = (tmp_path / "data" / "till.db").stat().st_size
    assert log.stat().st_size > 0

    assert moved > before
    assert db.truncate_log()
    assert log.stat().st_size == 0
    with db.reading() as uow:
        uow.outbox.waiting_count()
        say_many(db, 1)
        db._pragma("busy_timeout = 1")
        assert not db.truncate_log()
    db.close()


def test_a_whole_database_passes_its_nightly_check(db: TillDatabase) -> None:
    sell(db, "cart-1")
    db.check()
    db.close()


def test_closing_twice_is_harmless_and_leaves_no_log(db: TillDatabase, tmp_path: Path) -> None:
    db.close()
    db.close()

    assert not (tmp_path / "data" / "till.db-wal").exists()


def test_the_connections_are_set_up_to_keep_and_to_forget(db: TillDatabase) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": "2",
        "secure_delete": "1",
        "foreign_keys": "1",
        "cell_size_check": "1",
    }
    found = {name: str((db._pragma(name) or ("",))[0]) for name in wanted}

    assert found == wanted
    db.close()


def test_on_a_mac_the_drive_is_told_to_flush_its_own_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.connections.sys.platform", "darwin")
    db = enrolled(tmp_path)

    assert db._pragma("fullfsync") == (1,)
    assert db._pragma("checkpoint_fullfsync") == (1,)
    db.close()
