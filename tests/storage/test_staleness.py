"""An older copy of the database is recognised before it sells (sync rule 5.1)."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.database import TillDatabase
from storage.errors import NewStreamNeeded
from storage.streams import StreamStart
from tests.helpers.stale import make_stale
from tests.storage.kit import (
    MORNING,
    SIGNER,
    a_record,
    begin_stream,
    enrolled,
    open_db,
    raw,
    say,
    say_many,
)
from tests.storage.sales_kit import open_shift, sell


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed till that has said three things."""
    db = enrolled(tmp_path)
    say_many(db, 2)
    db.close()
    return tmp_path


def stale(db: TillDatabase) -> str | None:
    return db.needs_new_stream


def copied(folder: Path, name: str = "copy") -> Path:
    """The data folder as somebody copied it."""
    target = folder / name
    shutil.copytree(folder / "data", target)
    return target


def put_back(folder: Path, copy: Path) -> None:
    """The till's data folder replaced by a copy."""
    shutil.rmtree(folder / "data")
    shutil.copytree(copy, folder / "data")


def test_the_same_database_opened_again_goes_on(folder: Path) -> None:
    for _ in range(3):
        db = open_db(folder)
        assert stale(db) is None
        say_many(db, 1)
        db.close()


def test_an_old_copy_is_behind_the_mark_and_appends_nothing(folder: Path) -> None:
    copy = copied(folder)
    db = open_db(folder)
    say_many(db, 2)
    db.close()
    put_back(folder, copy)
    old = open_db(folder)
    assert stale(old) == "behind_mark"

    with pytest.raises(NewStreamNeeded, match="begin a new number series"):
        say_many(old, 1)
    with old.unit_of_work() as uow:
        begin_stream(uow, "GY03KRQ")
        uow.commit()
    assert stale(old) is None
    say_many(old, 1)
    old.close()
    again = open_db(folder)
    assert stale(again) is None
    again.close()


def test_a_new_stream_left_without_commit_does_not_count(folder: Path) -> None:
    copy = copied(folder)
    db = open_db(folder)
    say_many(db, 2)
    db.close()
    put_back(folder, copy)
    old = open_db(folder)
    with old.unit_of_work() as uow:
        begin_stream(uow, "GY03KRQ")
        say(uow)

    assert stale(old) == "behind_mark"
    old.close()


def test_a_copy_that_sold_on_by_itself_is_beside_the_mark(folder: Path) -> None:
    copy = copied(folder)
    shutil.copytree(folder / "state", folder / "other" / "state")
    shutil.copytree(copy, folder / "other" / "data")
    original, clone = open_db(folder), open_db(folder / "other")
    with original.unit_of_work() as uow:
        say(uow, "what the original said")
        uow.commit()
    say_many(clone, 2)
    original.close()
    clone.close()
    put_back(folder, folder / "other" / "data")
    db = open_db(folder)

    assert stale(db) == "beside_mark"
    db.close()


def test_a_folder_copied_to_another_machine_has_no_mark(folder: Path) -> None:
    shutil.rmtree(folder / "state")
    db = open_db(folder)

    assert stale(db) == "mark_missing"
    db.close()


def test_a_copy_from_before_a_later_stream_is_behind(folder: Path) -> None:
    copy = copied(folder)
    db = open_db(folder)
    with db.unit_of_work() as uow:
        begin_stream(uow, "GY03B")
        uow.commit()
    db.close()
    put_back(folder, copy)
    old = open_db(folder)

    assert stale(old) == "behind_mark"
    with old.unit_of_work() as uow:
        assert uow.till.used_stream_names() == {"GY03A", "GY03B"}
        with pytest.raises(ValueError, match="used before"):
            begin_stream(uow, "GY03B")
    old.close()


def test_a_mark_that_lags_after_a_power_cut_is_believed_where_it_agrees(folder: Path) -> None:
    shutil.copytree(folder / "state", folder / "lagging")
    db = open_db(folder)
    say_many(db, 3)
    db.close()
    shutil.rmtree(folder / "state")
    shutil.copytree(folder / "lagging", folder / "state")
    again = open_db(folder)

    assert stale(again) is None
    again.close()


def test_a_mark_older_than_anything_kept_is_believed(folder: Path) -> None:
    shutil.copytree(folder / "state", folder / "lagging")
    db = open_db(folder)
    say_many(db, 100)
    connection = raw(folder / "data" / "till.db")
    connection.execute("DELETE FROM operation WHERE seq < 20")
    connection.close()
    db.close()
    shutil.rmtree(folder / "state")
    shutil.copytree(folder / "lagging", folder / "state")
    again = open_db(folder)

    assert stale(again) is None
    again.close()


@pytest.mark.parametrize("kept", [slice(0, 0), slice(0, -3), slice(9, None)])
def test_a_mark_torn_by_a_power_cut_leaves_the_one_before(folder: Path, kept: slice) -> None:
    db = open_db(folder)
    say_many(db, 2)
    newest = max((folder / "state").iterdir(), key=lambda file: file.read_bytes()[-80:])
    newest.write_bytes(newest.read_bytes()[kept])
    again = open_db(folder)

    assert stale(again) is None
    again.close()
    db.close()


def test_both_marks_torn_vouch_for_nothing(folder: Path) -> None:
    for file in (folder / "state").iterdir():
        file.write_bytes(b"00000000 {}")
    db = open_db(folder)

    assert stale(db) == "mark_missing"
    db.close()


def test_a_new_till_that_has_said_nothing_needs_no_mark(tmp_path: Path) -> None:
    db = open_db(tmp_path)
    with db.unit_of_work() as uow:
        uow.till.save_till(a_record())
        uow.till.start_stream(
            StreamStart(name="GY03A", reason="x", public_key=SIGNER.public_bytes, at=MORNING)
        )
        uow.commit()
    db.close()
    shutil.rmtree(tmp_path / "state")
    again = open_db(tmp_path)

    assert stale(again) is None
    again.close()


def test_what_only_central_could_tell_is_kept_over_a_restart(folder: Path) -> None:
    db = open_db(folder)
    make_stale(db, "behind_mark")
    make_stale(db, "beside_mark")
    assert stale(db) == "behind_mark"
    db.close()
    again = open_db(folder)
    assert stale(again) == "behind_mark"
    with again.unit_of_work() as uow:
        begin_stream(uow, "GY03KRQ")
        uow.commit()
    again.close()
    settled = open_db(folder)

    assert stale(settled) is None
    settled.close()


def test_a_mark_that_cannot_be_written_never_stops_a_sale_and_is_told_once(
    folder: Path, expect_log: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    expect_log("high-water mark cannot be written: No space left")
    db = open_db(folder)
    open_shift(db)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(type(db._mark), "write", full)
        assert sell(db, "cart-1") == "GY03A-000001"
        assert sell(db, "cart-2") == "GY03A-000002"
        assert [db._mark_fails] == [True]
    assert sell(db, "cart-3") == "GY03A-000003"
    assert [db._mark_fails] == [False]
    db.close()


def test_an_unenrolled_database_is_no_copy_of_anything(tmp_path: Path) -> None:
    db: TillDatabase = open_db(tmp_path)
    db.close()
    again = open_db(tmp_path)

    assert stale(again) is None
    again.close()
