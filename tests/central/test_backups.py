"""Backups: what they hold is durable; a restored central is one that tills catch up with."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlcipher3 import dbapi2

from central.backups import making
from central.backups.making import make_backup
from central.backups.restoring import restore_backup
from central.keys import create_keys
from central.operation_key import OperationKey
from central.operations.chains import verify_chains
from central.people.erasing import ErasureRequest, erase_person
from central.people.key_file import KEY_FILE
from central.people.parts import open_parts
from central.settings import Settings
from central.surroundings import Surroundings, SystemEntropy
from central.tables import backup_run, operation, person, personal_part, sale
from domain.errors import BadInput, Conflict, DataDamaged, WorldFailure
from tests.central.office import Office
from tests.central.paper_till import PaperTill, book
from tests.simulation.disks import Disk, Kind

Restore = Callable[[Path], Office]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def restored(office: Office, till: PaperTill, tmp_path: Path) -> Restore:
    """Restore a backup into another folder, with the same keys.

    The till speaks to it from then on.
    """

    def restore(backup: Path) -> Office:
        data = tmp_path / f"restored-{len(list(tmp_path.glob('restored-*')))}"
        office.settings.keys_folder.rename(tmp_path / "keys")
        data.mkdir()
        (tmp_path / "keys").rename(data / "keys")
        settings = Settings(data=data)
        restore_backup(settings, backup, Surroundings(clock=office.clock))
        office.close()
        office.settings = settings
        till.client = office.client
        return office

    return restore


def test_what_a_backup_holds_is_durable_and_what_came_later_is_not(
    office: Office, till: PaperTill, folder: Path
) -> None:
    till.sell()
    till.sell()
    till.push()
    backup = make_backup(office.central, folder)
    till.sell()

    answer = till.push(3)

    assert backup.durable_count == 2
    assert (answer.header.stored_through, answer.header.durable_through) == (3, 2)
    assert make_backup(office.central, folder).durable_count == 1
    assert till.push(4).header.durable_through == 3


def test_a_fork_is_durable_as_far_as_its_own_backup(
    office: Office, till: PaperTill, folder: Path
) -> None:
    till.sell()
    till.sell()
    other = till.copy()
    other.operations = other.operations[:1]
    till.push()
    make_backup(office.central, folder)
    other.sell(1_000)

    forked = other.push()
    make_backup(office.central, folder)

    assert (forked.header.stored_through, forked.header.durable_through) == (2, 1)
    assert other.push().header.durable_through == 2


def test_a_backup_is_encrypted_and_opens_with_the_same_key_only(
    office: Office, till: PaperTill, folder: Path
) -> None:
    till.sell()
    till.push()
    path = make_backup(office.central, folder).path

    assert not path.read_bytes().startswith(b"SQLite format 3")
    assert [one.name for one in folder.iterdir() if one.suffix == ".part"] == []
    assert (folder / KEY_FILE).stat().st_mode & 0o077 == 0


def test_a_backup_while_sales_arrive_is_of_one_moment(
    office: Office, till: PaperTill, folder: Path, restored: Restore
) -> None:
    for _ in range(5):
        till.sell()
        till.push(len(till.operations))
    backup = make_backup(office.central, folder).path

    assert verify_chains(restored(backup).central).verified


def test_after_a_restore_the_till_sends_again_what_is_missing(
    office: Office, till: PaperTill, folder: Path, restored: Restore
) -> None:
    for _ in range(3):
        till.sell()
    first = till.push()
    backup = make_backup(office.central, folder).path
    for _ in range(4):
        till.sell()
    till.push(4)
    till.cursor = till.pull().cursor
    restored(backup)

    answer = till.push(8)

    assert answer.header.epoch != first.header.epoch
    assert answer.header.rebase
    assert answer.header.resend_from == 4
    assert till.push(4).header.stored_through == 7
    assert len(office.rows(sale)) == 7
    assert verify_chains(office.central).verified


def test_the_epoch_of_a_restored_central_stays_the_same_from_then_on(
    office: Office, folder: Path, restored: Restore
) -> None:
    old = office.central.epoch
    backup = make_backup(office.central, folder).path
    new = restored(backup).central.epoch
    office.close()

    assert office.central.epoch == new
    assert new != old


def test_personal_parts_are_readable_again_after_a_restore(
    office: Office, till: PaperTill, folder: Path, restored: Restore
) -> None:
    booked = book(till, "Ann", "Ben")
    till.push()
    backup = make_backup(office.central, folder).path

    assert parts(restored(backup), till) == list(booked.personal)


def parts(office: Office, till: PaperTill) -> list[object]:
    key = OperationKey(
        organisation_id=till.granted.organisation_id,
        till_id=till.granted.till,
        stream=till.stream,
        branch=0,
        seq=1,
    )
    with office.central.database.reading() as connection:
        return list(open_parts(office.central, connection, key))


def test_who_was_erased_after_a_backup_is_erased_in_what_it_restores(
    office: Office, till: PaperTill, folder: Path, restored: Restore
) -> None:
    booked = book(till, "Ann", "Ben")
    till.push()
    backup = make_backup(office.central, folder).path
    request = ErasureRequest(
        organisation_id=till.granted.organisation_id,
        person_id="person-b",
        requested_by="staff-ra",
        reason="",
    )
    erase_person(office.central, request)

    restored(backup)

    assert parts(office, till) == [booked.personal[0]]
    assert {row["person_id"] for row in office.rows(person) if row["erased_at"]} == {"person-b"}
    assert {row["person_id"] for row in office.rows(personal_part)} == {"person-a"}
    told = [one.key for one in till.push(2).changes if one.kind == "person_erased"]
    assert told == ["person-b"]


def test_who_is_erased_after_a_restore_is_erased_in_the_backup_it_came_from(
    office: Office, till: PaperTill, folder: Path, restored: Restore
) -> None:
    """The backup knows of none but earlier ones: found by the simulator (seed 20905)."""
    booked = book(till, "Ann", "Ben")
    till.push()
    backup = make_backup(office.central, folder).path
    restored(backup)
    request = ErasureRequest(
        organisation_id=till.granted.organisation_id,
        person_id="person-b",
        requested_by="staff-ra",
        reason="",
    )
    erase_person(office.central, request)

    restored(backup)

    assert parts(office, till) == [booked.personal[0]]
    assert {row["person_id"] for row in office.rows(person) if row["erased_at"]} == {"person-b"}


def test_a_person_whose_key_was_lost_gets_a_new_one(office: Office, till: PaperTill) -> None:
    book(till, "Ann", "Ben")
    till.push()
    with office.central.database.writing(office.clock.now()) as writing:
        writing.connection.execute(sa.update(person).values(key_wrapped=None))
    book(till, "Ann", "Ben")

    assert till.push(2).rulings == ()
    assert all(row["key_wrapped"] for row in office.rows(person))


def test_a_backup_that_cannot_be_written_harms_nothing(
    office: Office, till: PaperTill, tmp_path: Path
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("no folder")
    till.sell()
    till.push()

    with pytest.raises(WorldFailure, match="Central itself is unharmed"):
        make_backup(office.central, in_the_way)

    assert till.push().header.durable_through == 0
    assert office.rows(backup_run) == []


def test_a_copy_that_is_not_whole_is_no_backup(
    office: Office, till: PaperTill, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A planted fault: the copy is damaged on the way; nothing is called durable."""
    till.sell()
    till.push()

    def find_damage(copy: dbapi2.Connection) -> None:
        raise dbapi2.DatabaseError(str(copy.total_changes))

    with pytest.raises(dbapi2.DatabaseError, match="row 1"):
        making._require_whole(_FoundDamage())
    monkeypatch.setattr(making, "_require_whole", find_damage)
    with pytest.raises(WorldFailure):
        make_backup(office.central, folder)

    assert list(folder.iterdir()) == []
    assert till.push().header.durable_through == 0


class _FoundDamage:
    """A connection whose check finds damage."""

    def execute(self, _: str) -> "_FoundDamage":
        return self

    def fetchone(self) -> tuple[str]:
        return ("row 1 missing from index",)


def test_a_restore_never_overwrites_a_database(
    office: Office, till: PaperTill, folder: Path
) -> None:
    till.sell()
    till.push()
    backup = make_backup(office.central, folder).path

    with pytest.raises(Conflict, match="left alone"):
        restore_backup(office.settings, backup, Surroundings())

    assert len(office.rows(operation)) == 1


@pytest.mark.parametrize("damage", ["cut", "other keys", "missing", "no key file", "bad key file"])
def test_a_backup_that_does_not_open_restores_nothing(
    office: Office, folder: Path, tmp_path: Path, damage: str
) -> None:
    backup = make_backup(office.central, folder).path
    settings = Settings(data=tmp_path / "elsewhere")
    if damage == "other keys":
        create_keys(settings, SystemEntropy())
    else:
        settings.data.mkdir()
        office.settings.keys_folder.rename(settings.keys_folder)
    if damage == "cut":
        backup.write_bytes(backup.read_bytes()[:-5_000])
    elif damage == "missing":
        backup.unlink()
    elif damage == "no key file":
        (folder / KEY_FILE).unlink()
    elif damage == "bad key file":
        (folder / KEY_FILE).write_text("{}")

    with pytest.raises(DataDamaged, match="Nothing was restored"):
        restore_backup(settings, backup, Surroundings())

    assert not settings.database_path.exists()


def test_a_disk_that_does_not_take_the_backup_keeps_no_half_of_it(
    office: Office, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = make_backup(office.central, folder).path
    settings = Settings(data=tmp_path / "elsewhere")
    settings.data.mkdir()
    office.settings.keys_folder.rename(settings.keys_folder)

    def fill_the_disk(_: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", fill_the_disk)
    with pytest.raises(WorldFailure, match="No space left"):
        restore_backup(settings, backup, Surroundings())

    assert not settings.database_path.exists()


def test_another_database_than_sqlite_is_backed_up_by_its_own_tools(
    office: Office, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office.central.database.engine.dialect, "name", "postgresql")

    with pytest.raises(BadInput, match="PostgreSQL"):
        make_backup(office.central, folder)


@pytest.mark.parametrize(
    ("kind", "writes"),
    [*(("full", writes) for writes in range(1, 6)), *(("lying", writes) for writes in range(1, 4))],
)
def test_a_backup_that_has_its_name_has_its_keys_wherever_the_disk_failed(
    office: Office, till: PaperTill, folder: Path, kind: Kind, writes: int
) -> None:
    """The last write of each kind is behind all that a backup does: that one succeeds."""
    book(till, "Ann", "Ben")
    till.push()
    failed: list[str] = []
    disk = Disk(failed.append)
    disk.watch(office.central.database.engine)
    disk.spoil(writes, kind, lasts=True)
    with suppress(WorldFailure):
        make_backup(office.central, folder)
    disk.mend()

    named = sorted(folder.glob("central-*.db"))
    assert bool(named) or failed
    assert [one.name for one in folder.glob("*.part")] == []
    for backup in named:
        _restores(office, backup)
    told_of = {str(row["folder"]) for row in office.rows(backup_run)}
    assert not (folder / KEY_FILE).exists() or told_of == {str(folder.resolve())}
    assert make_backup(office.central, folder).path.exists()
    _restores(office, max(folder.glob("central-*.db")))


def _restores(office: Office, backup: Path) -> None:
    data = backup.parent.parent / f"restored-{SystemEntropy().take(8).hex()}"
    shutil.copytree(office.settings.keys_folder, data / "keys")
    restored = restore_backup(Settings(data=data), backup, Surroundings(clock=office.clock))
    assert restored.person_count == 2
