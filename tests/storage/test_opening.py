"""At the door: the right file, whole, of this program's age, with its ledger as it was signed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from domain.errors import DataDamaged, WorldFailure
from storage.connections import EncryptedFile
from storage.database import TillDatabase
from storage.errors import (
    DamagedDatabase,
    DatabaseReadOnly,
    NewerDatabase,
    UnreadableDatabase,
)
from storage.migrate import REVISIONS
from storage.notes import RUNNING
from storage.streams import StreamStart
from sync.protocol.sqlite_gate import UnsafeSqlite
from tests.storage.kit import (
    KEY,
    MORNING,
    SIGNER,
    begin_stream,
    enrolled,
    fixed_key,
    open_db,
    request_for,
    rows_of,
    say_many,
    tamper,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A closed database with ten operations."""
    db = enrolled(tmp_path)
    say_many(db, 9)
    db.close()
    return tmp_path / "data" / "till.db"


def test_a_file_that_is_not_there_is_made_with_its_folders(tmp_path: Path) -> None:
    db = open_db(tmp_path)

    assert (tmp_path / "data" / "till.db").exists()
    assert db.needs_new_stream is None
    with db.reading() as uow:
        assert uow.till.find_till() is None
        assert uow.till.find_current_stream() is None
    db.close()


def test_plain_sqlite_reads_nothing_of_it(file: Path) -> None:
    plain = sqlite3.connect(file)
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        plain.execute("SELECT * FROM operation")
    plain.close()

    assert b"stream_opened" not in file.read_bytes()


def test_another_key_opens_nothing_and_changes_nothing(file: Path, tmp_path: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(UnreadableDatabase, match="key does not fit") as caught:
        TillDatabase.open(request_for(tmp_path, key=fixed_key("another")))

    assert isinstance(caught.value, DataDamaged)
    assert file.read_bytes() == before
    open_db(tmp_path).close()


def test_a_key_of_another_length_is_a_bug_of_ours(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        EncryptedFile(tmp_path / "till.db", b"short")


def test_a_key_never_shows_in_a_repr(tmp_path: Path) -> None:
    shown = repr(request_for(tmp_path)) + repr(EncryptedFile(tmp_path / "till.db", KEY))

    assert repr(KEY) not in shown
    assert KEY.hex() not in shown


def test_a_file_that_is_no_database_is_told_apart_from_an_empty_one(
    file: Path, tmp_path: Path
) -> None:
    file.write_bytes(b"these are not pages " * 500)

    with pytest.raises(UnreadableDatabase):
        open_db(tmp_path)


def test_a_folder_in_the_place_of_the_file_is_the_worlds_failure(tmp_path: Path) -> None:
    (tmp_path / "data" / "till.db").mkdir(parents=True)

    with pytest.raises(DatabaseReadOnly, match="nothing is lost"):
        open_db(tmp_path)


def test_a_file_in_the_place_of_the_folder_is_the_worlds_failure(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way", encoding="utf-8")

    with pytest.raises(WorldFailure):
        open_db(tmp_path)


def test_a_damaged_page_is_found_after_an_unclean_stop(file: Path, tmp_path: Path) -> None:
    tamper(file, f"INSERT INTO note VALUES ('{RUNNING}', 'yesterday')")
    whole = bytearray(file.read_bytes())
    last_page = len(whole) - 2_000
    whole[last_page : last_page + 64] = bytes(64)
    file.write_bytes(whole)

    with pytest.raises(DamagedDatabase, match="call the office"):
        open_db(tmp_path)


def test_a_database_that_contradicts_itself_is_found_after_an_unclean_stop(
    file: Path, tmp_path: Path
) -> None:
    tamper(
        file,
        f"INSERT INTO note VALUES ('{RUNNING}', 'yesterday')",
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master"
        " WHERE name = 'note') WHERE name = 'sale'",
    )

    with pytest.raises(DamagedDatabase):
        open_db(tmp_path)


def test_a_database_whose_list_of_tables_is_of_another_time_does_not_open(
    file: Path, tmp_path: Path
) -> None:
    tamper(file, "DROP TABLE allotment_reservation")

    with pytest.raises(DamagedDatabase, match="allotment_reservation is missing"):
        open_db(tmp_path)


def test_a_clean_stop_leaves_no_note_and_an_unclean_one_does(file: Path, tmp_path: Path) -> None:
    db = open_db(tmp_path)
    assert [row[0] for row in rows_of(db, "SELECT name FROM note")] == [RUNNING]
    again = open_db(tmp_path)
    assert [row[0] for row in rows_of(again, "SELECT name FROM note")] == [RUNNING]
    again.close()
    assert rows_of(db, "SELECT name FROM note") == []
    db.close()
    assert file.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("UPDATE operation SET facts = x'7b7d' WHERE seq = 4", "operation 4 was changed"),
        ("UPDATE operation SET facts = x'7b7d' WHERE seq = 10", "operation 10 was changed"),
        ("UPDATE operation SET prev_hash = zeroblob(32) WHERE seq = 6", "operation 6 was changed"),
        ("UPDATE operation SET hash = zeroblob(32) WHERE seq = 7", "operation 7 was changed"),
        ("UPDATE operation SET hash = zeroblob(32) WHERE seq = 10", "not the one that was signed"),
        ("UPDATE operation SET signature = zeroblob(64) WHERE seq = 10", "one that was signed"),
        ("UPDATE stream SET head_hash = zeroblob(32)", "not the one that was signed"),
        ("UPDATE stream SET head_seq = 11", "not all there"),
        ("DELETE FROM operation WHERE seq = 10", "not all there"),
        ("DELETE FROM operation WHERE seq = 5", "not all there"),
        ("UPDATE till SET till_id = 'another'", "another stream's"),
    ],
)
def test_a_ledger_whose_end_is_not_as_it_was_signed_does_not_open(
    file: Path, tmp_path: Path, change: str, words: str
) -> None:
    tamper(file, change)

    with pytest.raises(DamagedDatabase, match=words):
        open_db(tmp_path)


def test_a_ledger_of_another_key_does_not_open(file: Path, tmp_path: Path) -> None:
    tamper(file, f"UPDATE stream SET public_key = x'{fixed_key('another').hex()}'")

    with pytest.raises(DamagedDatabase, match="signed"):
        open_db(tmp_path)


def test_only_the_tail_is_checked_so_that_a_start_stays_fast(file: Path, tmp_path: Path) -> None:
    db = open_db(tmp_path)
    say_many(db, 60)
    db.close()
    tamper(file, "UPDATE operation SET facts = x'7b7d' WHERE seq = 4")
    open_db(tmp_path).close()

    tamper(file, "UPDATE operation SET facts = x'7b7d' WHERE seq = 7")
    with pytest.raises(DamagedDatabase):
        open_db(tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE stream SET head_hash = zeroblob(32) WHERE stream = 'GY03B'",
        (
            "INSERT INTO operation SELECT 'GY03B', 1, kind, at, facts, prev_hash, hash, signature"
            " FROM operation WHERE seq = 1"
        ),
    ],
)
def test_an_empty_stream_that_is_not_at_its_beginning_does_not_open(
    file: Path, tmp_path: Path, change: str
) -> None:
    tamper(
        file,
        "INSERT INTO stream SELECT 'GY03B', 2, public_key, reason, opened_at, stream, head_seq,"
        " head_hash, 0, zeroblob(32), 0, 0, 0, 0 FROM stream",
        change,
    )

    with pytest.raises(DamagedDatabase, match="not at its beginning"):
        open_db(tmp_path)


def test_an_empty_stream_at_its_beginning_opens(tmp_path: Path) -> None:
    db = enrolled(tmp_path)
    with db.unit_of_work() as uow:
        start = StreamStart(
            name="GY03B", reason="assigned", public_key=SIGNER.public_bytes, at=MORNING
        )
        uow.till.start_stream(start)
        uow.commit()
    db.close()
    again = open_db(tmp_path)

    assert again.needs_new_stream is None
    again.close()


def test_a_newer_programs_database_is_refused_and_untouched(file: Path, tmp_path: Path) -> None:
    tamper(file, "UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(NewerDatabase, match="newer version"):
        open_db(tmp_path)
    tamper(file, f"UPDATE alembic_version SET version_num = '{REVISIONS[-1]}'")
    open_db(tmp_path).close()


def test_a_sqlite_that_damages_files_opens_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlcipher, "sqlite_version_info", (3, 51, 2))

    with pytest.raises(UnsafeSqlite):
        open_db(tmp_path)
    assert not (tmp_path / "data").exists()


def test_streams_follow_one_another_and_name_the_head_before(tmp_path: Path) -> None:
    db = enrolled(tmp_path)
    say_many(db, 1)
    with db.unit_of_work() as uow:
        before = uow.till.current_stream()
        begin_stream(uow, "GY03B")
        now = uow.till.current_stream()
        uow.commit()
    with db.reading() as uow:
        assert [stream.name for stream in uow.till.list_streams()] == ["GY03A", "GY03B"]
        assert uow.till.used_stream_names() == {"GY03A", "GY03B"}

    assert (now.previous_stream, now.previous_seq) == ("GY03A", 2)
    assert now.previous_hash == before.head_hash
    db.close()
