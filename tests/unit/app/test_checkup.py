"""``windward doctor``: each part by itself, in plain words, on tills that are well and broken."""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app import checkup
from app.checkup import Finding, Patient, State, examine, worst
from app.cli import main
from app.devices import reachability
from app.devices.folder_lock import FolderLock
from app.devices.reachability import find_obstacle
from app.devices.secrets import MachineFileStore
from app.till_folder import TillFolder, TillNote
from app.use_cases.ports import SecretName
from domain.disk_space import MEGABYTE
from storage.connections import EncryptedFile
from storage.database import OpenRequest, TillDatabase
from tests.helpers.builders import (
    MORNING,
    PEPPER,
    TILL,
    SetClock,
    a_sale,
    a_till,
    an_open_shift,
    fixed_key,
)

NOBODY = "http://127.0.0.1:9"


@pytest.fixture
def folder(tmp_path: Path) -> TillFolder:
    """A till's folders as after an enrolment, with two sales that wait and a closed database."""
    made = TillFolder.below(tmp_path / "counter")
    till = a_till(tmp_path / "made")
    session, _ = an_open_shift(till)
    a_sale(till, session)
    till.db.close()
    (tmp_path / "made" / "data").rename(_parent(made.data))
    (tmp_path / "made" / "mark").rename(_parent(made.mark_of(TILL).parent))
    for mark in made.mark_of(TILL).parent.iterdir():
        mark.rename(mark.with_name(mark.name.replace("high-water", f"{TILL}.mark")))
    MachineFileStore(made.data).keep(
        {
            SecretName.DATABASE_KEY: fixed_key("database"),
            SecretName.SIGNING_SEED: fixed_key("signing"),
            SecretName.PIN_PEPPER: PEPPER,
        }
    )
    made.write_note(TillNote(till_id=TILL, central=NOBODY))
    return made


@pytest.fixture(autouse=True)
def _plenty_of_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "free_bytes_of", lambda _: 5_000 * MEGABYTE)


def _parent(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def seen(folder: TillFolder, after: timedelta = timedelta(), **more: str) -> dict[str, Finding]:
    patient = Patient(folder, SetClock(MORNING + after), **more)
    return {finding.name: finding for finding in examine(patient)}


def broken(found: dict[str, Finding]) -> set[str]:
    return {name for name, finding in found.items() if finding.state is State.BROKEN}


def test_a_till_that_is_well_but_alone_is_told_so_and_nothing_changes(folder: TillFolder) -> None:
    before = folder.database.read_bytes()

    found = seen(folder)

    assert broken(found) == set()
    assert {name for name, one in found.items() if one.state is State.LOOK} == {"line", "backup"}
    assert "stream GY03A" in found["outbox"].found
    assert "3 wait, the oldest for 0 minutes" in found["outbox"].found
    assert found["in use"].found == "never started here"
    assert found["closing"].found == "closed as it should be"
    assert "no reserve" in found["disk"].found
    assert folder.database.read_bytes() == before


def test_a_new_computer_is_told_to_enrol_and_nothing_of_what_it_never_had(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = tmp_path / "none"
    found = seen(TillFolder.below(where))
    code = main(["doctor", "--data", str(where)])
    said = capsys.readouterr().out

    assert [(name, one.state) for name, one in found.items()] == [
        ("program", State.OK),
        ("folder", State.STEP),
        ("disk", State.OK),
    ]
    assert "not enrolled yet" in found["folder"].found
    assert "windward enrol" in found["folder"].next_step
    assert (code, "step    folder" in said, "BROKEN" in said) == (3, True, False)
    assert "Nothing is broken" in said
    assert not where.exists(), "looking makes nothing"


def test_a_new_computer_has_nothing_to_restore_and_is_told_what_that_takes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = tmp_path / "none"
    for more in ([], ["--from", str(tmp_path)]):
        assert main(["restore", "--data", str(where), *more]) == 2
        said = capsys.readouterr().err
        assert "There is no till here to restore" in said
        assert all(word in said for word in ("--from", "--key", "--code", "windward enrol"))
        assert "rights" not in said
    assert not where.exists()


def test_an_enrolment_that_was_cut_off_goes_on_and_its_database_is_looked_at(
    folder: TillFolder,
) -> None:
    (folder.data / "till.json").unlink()
    found = seen(folder)

    assert list(found) == ["program", "folder", "in use", "keys", "database", "disk"]
    assert (found["folder"].state, broken(found)) == (State.STEP, set())
    assert "goes on where it stopped" in found["folder"].next_step


def test_a_lost_database_with_its_keys_is_not_said_to_be_here(folder: TillFolder) -> None:
    (folder.data / "keys.json").unlink()
    folder.database.unlink()
    found = seen(folder)

    assert found["keys"].next_step.startswith("Its database is not here either.")
    assert "--key FILE" in found["keys"].next_step
    assert found["database"].found == "There is no database"


def test_a_key_that_is_held_here_opens_a_backup_where_the_folder_was_emptied(
    folder: TillFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    folder.database.rename(stick / "windward-20261122T120000000000Z.db")
    (folder.data / "till.json").unlink()
    code = main(["restore", "--data", str(folder.data.parent), "--from", str(stick)])

    assert (code, "Restored from" in capsys.readouterr().out) == (0, True)
    assert folder.database.exists()


def test_a_damaged_file_a_lost_key_and_a_newer_database_each_name_the_next_step(
    folder: TillFolder,
) -> None:
    whole = folder.database.read_bytes()
    folder.database.write_bytes(whole[:8_192] + bytes(4_096) + whole[12_288:])
    assert "call the office" in seen(folder)["database"].next_step
    folder.database.write_bytes(whole)

    connection = EncryptedFile(folder.database, fixed_key("database")).connect()
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    found = seen(folder)
    assert broken(found) == {"database"}
    assert "newer version" in found["database"].found

    (folder.data / "keys.json").unlink()
    found = seen(folder)
    assert "keys are gone" in found["keys"].found
    assert "keys are gone" in found["outbox"].found
    folder.database.unlink()
    assert "restore" in seen(folder)["chain"].next_step


def test_a_lost_pin_key_and_a_lock_in_use_are_seen(folder: TillFolder) -> None:
    (folder.data / "keys.json").unlink()
    MachineFileStore(folder.data).keep(
        {
            SecretName.DATABASE_KEY: fixed_key("database"),
            SecretName.SIGNING_SEED: fixed_key("signing"),
        }
    )
    lock = FolderLock.taken(folder.data)
    during = seen(folder)
    lock.release()
    after = seen(folder)

    assert broken(during) == {"keys"}
    assert "running on this folder now" in during["in use"].found
    assert after["in use"].found == "not running"


def test_a_copied_till_and_one_that_was_killed_are_seen(folder: TillFolder) -> None:
    request = OpenRequest(
        path=folder.database,
        key=fixed_key("database"),
        backup_folder=folder.backups,
        mark_path=folder.mark_of(TILL),
        clock=SetClock(),
    )
    db = TillDatabase.open(request)
    assert "stopped without closing" in seen(folder)["closing"].found
    db.close()
    for mark in folder.mark_of(TILL).parent.iterdir():
        mark.unlink()

    found = seen(folder)["chain"]

    assert (found.state, "mark missing" in found.found) == (State.LOOK, True)


def test_what_waits_too_long_and_a_clock_that_is_off_are_worth_a_look(
    folder: TillFolder,
) -> None:
    late = seen(folder, timedelta(days=9))
    early = seen(folder, timedelta(days=-2))

    assert "the oldest for 9 days" in late["outbox"].found
    assert "export-outbox" in late["outbox"].next_step
    assert "heard 9 days ago" in late["clock"].found
    assert early["clock"].next_step == "Set this computer's date and time."
    assert "1 hour" in seen(folder, timedelta(hours=1))["outbox"].found


def test_central_has_everything_and_backups_are_in_both_places(
    folder: TillFolder, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    for place in (stick, folder.backups):
        place.mkdir()
        (place / "windward-20261122T120000000000Z.db").touch()
    connection = EncryptedFile(folder.database, fixed_key("database")).connect()
    connection.execute("UPDATE stream SET stored_through = head_seq")
    connection.close()

    alone = seen(folder)["backup"]
    folder.write_note(replace(folder.read_note(), second_place=str(stick)))
    found = seen(folder)
    (stick / "windward-20261122T120000000000Z.db").unlink()
    missing = seen(folder)["backup"]
    stick.rmdir()

    assert "--second-place" in alone.next_step
    assert found["backup"].state is State.OK
    assert found["outbox"].found.endswith("central has everything")
    assert (missing.state, ": none" in missing.found) == (State.LOOK, True)
    assert "Plug the stick in" in seen(folder)["backup"].next_step


@pytest.mark.parametrize(("megabytes", "state"), [(900, "low"), (200, "scarce"), (10, "none")])
def test_a_disk_that_fills_up_is_told_also_where_no_rule_can_be_read(
    folder: TillFolder, megabytes: int, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkup, "free_bytes_of", lambda _: megabytes * MEGABYTE)

    assert seen(folder)["disk"].found == f"{megabytes} MB free, no reserve: {state}"
    folder.database.unlink()
    assert seen(folder)["disk"].found.endswith(state)


def test_a_bug_in_one_check_does_not_hide_the_others(
    folder: TillFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken_check(_: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(checkup, "find_obstacle", broken_check)

    found = seen(folder)["line"]
    assert (found.state, "ZeroDivisionError" in found.found) == (State.LOOK, True)


def test_the_command_prints_lines_or_one_object_and_its_code_is_the_worst(
    folder: TillFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--data", str(folder.data.parent)]

    assert main(["doctor", *where]) == 1
    assert "look    backup" in capsys.readouterr().out
    folder.database.unlink()
    assert main(["doctor", *where, "--json"]) == 3
    told = json.loads(capsys.readouterr().out)
    assert told["state"] == "broken"
    assert set(told["checks"][0]) == {"name", "state", "found", "next"}
    assert worst(()) is State.OK


@pytest.fixture
def listener() -> Iterator[int]:
    """A port on which somebody accepts and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_an_address_that_answers_has_no_obstacle_and_others_have_one_in_words(
    listener: int, folder: TillFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = seen(folder, address=f"http://127.0.0.1:{listener}")["line"]
    assert (answers.state, answers.next_step) == (State.OK, "")
    assert find_obstacle(f"http://127.0.0.1:{listener}") is None
    assert find_obstacle(NOBODY) == "Connection refused"
    assert find_obstacle("ftp://127.0.0.1") == "that is no address of central"
    assert find_obstacle("http://127.0.0.1:99999") == "that is no address of central"
    assert find_obstacle(f"https://127.0.0.1:{listener}", 0.05) == "nobody answered in time"

    def fails(error: OSError) -> str | None:
        def verify(*_: object) -> None:
            raise error

        with monkeypatch.context() as patch:
            patch.setattr(reachability, "_verify", verify)
            return find_obstacle(f"https://127.0.0.1:{listener}")

    untrusted = ssl.SSLCertVerificationError()
    untrusted.verify_message = "self-signed"
    assert fails(untrusted) == "its certificate is not accepted (self-signed)"
    assert fails(ssl.SSLError()) == "it does not speak TLS 1.3"
    assert fails(socket.gaierror()) == "its name is not known here"
    assert fails(OSError()) == "no connection"
