"""The file of person keys: a power cut leaves one whole file, and the old one is destroyed."""

from datetime import timedelta
from pathlib import Path

import pytest

from central.backups.making import make_backup
from central.operations.listing import list_takings
from central.people import key_file
from central.people.key_file import KEY_FILE, KeyFile, restore_keys, write_key_file
from tests.central.office import Office
from tests.central.paper_till import PaperTill, book


class PowerCut(Exception):
    """The power fails here."""


def write(office: Office, folder: Path) -> None:
    with office.central.database.reading() as connection:
        write_key_file(connection, folder)


def persons(office: Office, folder: Path) -> int:
    with office.central.database.writing(office.clock.now()) as writing:
        return len(restore_keys(writing.connection, folder))


@pytest.mark.parametrize("cut_at", [1, 2, 3])
def test_a_power_cut_while_the_keys_are_replaced_leaves_one_whole_file(
    office: Office, till: PaperTill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut_at: int
) -> None:
    write(office, tmp_path)
    book(till, "Ann", "Ben")
    till.push()
    steps = 0

    def cut(self: Path, target: Path | None = None) -> None:
        nonlocal steps
        steps += 1
        if steps == cut_at:
            raise PowerCut
        if target is not None:
            rename(self, target)

    rename, destroy = Path.replace, key_file._destroy
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", cut)
        patch.setattr(key_file, "_destroy", lambda path: cut(path) if steps == 2 else destroy(path))
        with pytest.raises(PowerCut):
            write(office, tmp_path)

    assert persons(office, tmp_path) == (2 if cut_at == 3 else 0)
    write(office, tmp_path)
    assert persons(office, tmp_path) == 2
    assert [one.name for one in tmp_path.glob("person-keys*")] == [KEY_FILE]


def test_the_keys_that_were_replaced_are_overwritten(
    office: Office, till: PaperTill, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    book(till, "Ann", "Ben")
    till.push()
    make_backup(office.central, folder)
    with (folder / KEY_FILE).open("rb") as old:
        before = old.read()
        office.clock.forward(timedelta(hours=1))
        make_backup(office.central, folder)
        old.seek(0)

        assert old.read() == bytes(len(before))
    assert len(KeyFile.model_validate_json((folder / KEY_FILE).read_bytes()).people) == 2


def test_takings_of_two_stores_of_one_name_are_apart(office: Office) -> None:
    for name in ("Agent & Sons", "Others"):
        till = office.enrol(office.open_shop(name))
        till.sell(1_000)
        till.push()

    with office.central.database.reading() as connection:
        rows = list_takings(connection)

    assert [(row.store, row.sale_count, row.total_minor) for row in rows] == [
        ("Water Street", 1, 1_000)
    ] * 2
