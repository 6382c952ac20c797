"""Disasters from end to end, with the commands that the runbook names (sync rules 14)."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.cli import main
from app.devices.secrets import open_secret_store
from app.till_folder import TillFolder
from app.use_cases.ports import SecretName
from storage.backup import list_backups, sealed_key_path
from storage.connections import EncryptedFile
from tests.journeys.conftest import SampleShop

Capture = pytest.CaptureFixture[str]


@dataclass(slots=True)
class Counter:
    """A rehearsal till and what a person types at it."""

    shop: SampleShop
    data: Path
    capture: Capture

    @property
    def folder(self) -> TillFolder:
        return TillFolder.below(self.data)

    def types(self, *words: str) -> tuple[int, str]:
        """Run a command on this till; return its code and all it said."""
        code = main([*words, "--data", str(self.data)])
        said = self.capture.readouterr()
        return code, said.out + said.err

    def must(self, *words: str) -> str:
        code, said = self.types(*words)
        assert code == 0, said
        return said

    def enrol(self) -> None:
        self.must("enrol", "--central", self.shop.address, "--code", self.shop.a_code(), "--lab")
        self.must("sync", "--once")

    def sells(self, count: int, seed: int) -> None:
        self.must("lab", "sales", "--count", str(count), "--seed", str(seed))

    def sales_at_central(self) -> int:
        return sum(
            int(line.split(" sales")[0].split()[-1])
            for line in self.shop.central.command("takings").splitlines()
            if " sales" in line
        )

    def new_code(self) -> str:
        return self.shop.central.command("enrol-code", "--plain", "--till", "GY01").strip()

    def unsealed(self, sealed: Path, into: Path) -> str:
        """The office opens the sealed key, for a supervisor and a reason; return its file."""
        words = ("--till", "GY01", "--by", "staff-9", "--reason", "rehearsal")
        into.write_text(self.shop.central.command("unseal-till-key", str(sealed), *words), "ascii")
        return str(into)


@pytest.fixture
def counter(shop: SampleShop, tmp_path: Path, capsys: Capture) -> Counter:
    made = Counter(shop, tmp_path / "counter", capsys)
    made.enrol()
    return made


def test_a_line_that_stays_down_is_walked_round_with_a_stick(
    counter: Counter, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    counter.sells(4, 1)
    code, looked = counter.types("doctor")
    assert (code, "BROKEN" in looked) == (1, False)

    told = counter.must("export-outbox", "--to", str(stick))
    (file,) = stick.iterdir()
    first = counter.shop.central.command("import-outbox", str(file))
    second = counter.shop.central.command("import-outbox", str(file))

    assert "Only central can open it" in told
    assert " 0 known already or left" in first
    assert " 0 of them new" in second
    assert counter.sales_at_central() == 4
    counter.must("sync", "--once")
    assert counter.sales_at_central() == 4
    assert "Nothing waits" in counter.must("export-outbox", "--to", str(stick))


def test_a_damaged_database_is_set_aside_its_unsent_sales_saved_and_the_till_sells_on(
    counter: Counter,
) -> None:
    counter.sells(3, 1)
    counter.must("sync", "--once")
    counter.must("backup")
    code, said = counter.types("restore")
    assert (code, "in order" in said) == (2, True)
    counter.sells(4, 2)
    keys = open_secret_store(counter.folder.data).read()
    file = EncryptedFile(counter.folder.database, keys[SecretName.DATABASE_KEY])
    connection = file.connect()
    connection.execute("UPDATE operation SET facts = CAST(facts || ' ' AS BLOB) WHERE seq = 2")
    connection.close()
    code, said = counter.types("status")
    assert (code, "damaged" in said) == (2, True)

    said = counter.must("restore")
    (rescued,) = counter.folder.data.glob("*.windward-outbox")
    counter.sells(2, 3)
    counter.must("sync", "--once")
    taken = counter.shop.central.command("import-outbox", str(rescued))

    assert "A new number series begins" in said
    assert "delete nothing" in said
    assert "Till GY01" in taken
    assert counter.sales_at_central() == 9
    assert list(counter.folder.data.glob("damaged-*/till.db"))


def test_a_lost_disk_comes_back_from_the_second_place_and_loses_only_what_was_newer_and_unsent(
    counter: Counter, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    counter.sells(3, 1)
    said = counter.must("backup", "--second-place", str(stick))
    assert "on the till's own disk" in said
    counter.sells(2, 2)
    shutil.rmtree(counter.data)
    (backup,) = list_backups(stick)
    key = counter.unsealed(sealed_key_path(backup), tmp_path / "key")

    said = counter.must(
        "restore",
        "--from",
        str(stick),
        "--key",
        key,
        "--code",
        counter.new_code(),
        "--central",
        counter.shop.address,
    )
    counter.must("sync", "--once")

    assert "is till" in said or "again, with new keys" in said
    assert counter.sales_at_central() == 3
    assert "0 operations wait" in counter.must("status")


def test_a_lost_key_costs_nothing_while_the_database_is_here(
    counter: Counter, tmp_path: Path
) -> None:
    counter.sells(5, 1)
    (counter.folder.data / "keys.json").unlink()
    code, said = counter.types("status")
    assert (code, "keys are gone" in said) == (2, True)
    key = counter.unsealed(counter.folder.sealed_key, tmp_path / "key")
    wrong = tmp_path / "wrong"
    wrong.write_text("0" * 64, "ascii")
    where = ("--central", counter.shop.address)

    assert counter.types("restore", "--key", key)[0] == 2
    code, said = counter.types("restore", "--key", str(wrong), "--code", "X", *where)
    assert (code, "does not open the database" in said) == (2, True)
    said = counter.must("restore", "--key", key, "--code", counter.new_code(), *where)
    counter.must("sync", "--once")

    assert "with new keys" in said
    assert counter.sales_at_central() == 5
    counter.sells(1, 2)
    counter.must("sync", "--once")
    assert counter.sales_at_central() == 6


@pytest.mark.parametrize("text", ["", "zz", "00" * 31])
def test_what_is_no_key_is_told_without_repeating_it(
    tmp_path: Path, text: str, capsys: Capture
) -> None:
    (tmp_path / "key").write_text(text, "ascii")
    words = ["restore", "--data", str(tmp_path), "--key", str(tmp_path / "key")]

    assert main([*words, "--code", "X", "--central", "http://127.0.0.1:9"]) == 2
    assert "not a key" in capsys.readouterr().err
