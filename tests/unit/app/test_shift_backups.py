"""Backups after each shift: here, in the second place, and what is said when a stick is missing."""

from __future__ import annotations

import errno
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app import shift_backups
from app.shift_backups import ShiftBackups, second_place
from app.till_folder import TillFolder, TillNote
from app.use_cases.close_shift import CloseShift, close_shift
from app.use_cases.till import Till
from domain.errors import WorldFailure
from domain.shift import CashCount
from storage import backup
from storage.backup import list_backups
from storage.database import TillDatabase
from storage.errors import DamagedDatabase, DiskFailing
from sync.protocol.status import Link, Problem, SyncStatus
from tests.helpers.builders import (
    SUPERVISOR,
    SetClock,
    a_sale,
    a_till,
    an_open_shift,
    clock_of,
    open_request,
)

ONLINE = SyncStatus(link=Link.ONLINE)


def a_folder(tmp_path: Path, **note: object) -> TillFolder:
    folder = TillFolder(data=tmp_path / "data", state=tmp_path / "state")
    folder.data.mkdir(parents=True, exist_ok=True)
    folder.write_note(replace(TillNote(till_id="till", central="https://x"), **note))  # type: ignore[arg-type]  # fields of TillNote
    return folder


def work_a_shift(till: Till) -> None:
    session, _ = an_open_shift(till)
    a_sale(till, session)
    close_shift(
        till,
        session,
        CloseShift(
            count=CashCount(currency="GYD", counts=()),
            reason="unknown",
            approved_by=SUPERVISOR.staff_id,
        ),
    )
    clock_of(till).go_on(timedelta(hours=9))


def ignore(_: object) -> None:
    """Take no notice."""


def names(folder: Path) -> list[str]:
    return [path.stem.partition("Z-")[2] for path in list_backups(folder)]


def test_each_shift_is_backed_up_once_in_both_places(tmp_path: Path) -> None:
    till = a_till(tmp_path)
    stick = tmp_path / "stick"
    stick.mkdir()
    folder = a_folder(tmp_path, second_place=str(stick))
    backups = ShiftBackups(till.db, folder, ignore, ignore)

    backups.make_due()
    assert names(stick) == []
    for _ in range(2):
        work_a_shift(till)
        backups.make_due()
        backups.make_due()
    ShiftBackups(till.db, folder, ignore, ignore).make_due()

    assert names(folder.backups) == names(stick) == ["shift-1", "shift-2"]
    request = replace(open_request(tmp_path, SetClock()), path=list_backups(stick)[-1])
    restored = TillDatabase.open(request)
    assert restored.needs_new_stream == "restored_backup"
    restored.close()


def test_a_missing_stick_is_a_warning_that_ends_when_it_is_back(tmp_path: Path) -> None:
    till = a_till(tmp_path)
    stick = tmp_path / "stick"
    told: list[SyncStatus] = []
    backups = ShiftBackups(
        till.db, a_folder(tmp_path, second_place=str(stick)), told.append, ignore
    )
    backups.show(ONLINE)
    work_a_shift(till)

    backups._try()
    backups._try()
    graver = replace(ONLINE, problem=Problem(title="Graver", message=""))
    backups.show(graver)
    assert [status.problem and status.problem.title for status in told] == [
        None,
        "The backup of the last shift was not made",
        "Graver",
    ]
    assert told[1].link is Link.ONLINE

    backups.show(ONLINE)
    stick.mkdir()
    backups._try()
    assert told[-1].problem is None
    assert names(stick) == ["shift-1"]


def test_a_stick_that_is_not_plugged_in_never_becomes_a_folder_of_the_tills_own_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "till.db").touch()
    note = TillNote(till_id="t", central="", second_place=str(tmp_path), is_second_elsewhere=True)

    with pytest.raises(WorldFailure, match="Plug the stick in"):
        second_place(note, tmp_path / "till.db")
    monkeypatch.setattr(shift_backups, "is_same_disk", lambda *_: False)
    assert second_place(note, tmp_path / "till.db") == tmp_path


@pytest.mark.parametrize(
    "failure", [OSError(errno.EIO, "I/O error"), DiskFailing("x", "y"), DamagedDatabase("x", "y")]
)
def test_a_stick_that_fails_is_the_sticks_failure_and_never_the_tills(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    till = a_till(tmp_path)
    stick = tmp_path / "stick"
    stick.mkdir()
    told: list[SyncStatus] = []
    backups = ShiftBackups(
        till.db, a_folder(tmp_path, second_place=str(stick)), told.append, ignore
    )
    backups.show(ONLINE)
    work_a_shift(till)
    settle = backup._settle

    def fail_there(partial: Path, target: Path, sealed_key: Path) -> None:
        if target.parent == stick:
            raise failure
        settle(partial, target, sealed_key)

    monkeypatch.setattr(backup, "_settle", fail_there)
    backups._try()

    problem = told[-1].problem
    assert problem is not None
    assert "it is that place, not this till" in problem.message
    assert "Stop selling" not in problem.message
    monkeypatch.setattr(backup, "_settle", settle)
    backups._try()
    assert told[-1].problem is None
    assert names(stick) == ["shift-1"]


def test_a_stick_whose_folder_cannot_even_be_asked_for_counts_as_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path) -> bool:
        raise OSError(errno.EIO, "I/O error")

    monkeypatch.setattr(Path, "is_dir", fail)
    note = TillNote(till_id="t", central="", second_place=str(tmp_path))

    with pytest.raises(WorldFailure, match="Plug the stick in"):
        second_place(note, tmp_path / "till.db")


def test_a_fault_of_ours_is_kept_as_a_crash_and_the_next_shift_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = a_till(tmp_path)
    crashes: list[BaseException] = []
    told: list[SyncStatus] = []
    backups = ShiftBackups(till.db, a_folder(tmp_path), told.append, crashes.append)
    backups.show(ONLINE)
    work_a_shift(till)
    fault = KeyError("ours")
    with monkeypatch.context() as patch:
        patch.setattr(backups, "make_due", lambda: (_ for _ in ()).throw(fault))
        backups._try()

    assert crashes == [fault]
    assert told[-1].problem is not None
    backups._try()
    assert told[-1].problem is None


def test_the_thread_makes_what_was_left_undone_and_stops(tmp_path: Path) -> None:
    till = a_till(tmp_path)
    folder = a_folder(tmp_path)
    work_a_shift(till)
    backups = ShiftBackups(till.db, folder, ignore, ignore)

    assert backups.stop()
    backups = ShiftBackups(till.db, folder, ignore, ignore)
    backups.start()
    deadline = 400
    while not list_backups(folder.backups) and deadline:
        backups._thread.join(0.05)
        deadline -= 1
    backups.wake()

    assert backups.stop()
    assert names(folder.backups) == ["shift-1"]
