"""``windward``, the till's command: what a person sees, in good times and in bad."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.bootstrap import open_till
from app.cli import main
from app.till_folder import TillFolder
from app.use_cases.ports import SecretStoreFailure
from domain.errors import DataDamaged
from tests.journeys.conftest import SampleShop

Said = Callable[[], tuple[str, str]]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """What was written to standard output and standard error since the last call."""

    def read() -> tuple[str, str]:
        captured = capsys.readouterr()
        return captured.out, captured.err

    return read


def enrol(shop: SampleShop, folder: Path, code: str | None = None) -> int:
    words = ["enrol", "--data", str(folder), "--central", shop.address]
    return main([*words, "--code", code or shop.a_code()])


def test_a_till_is_enrolled_synced_asked_and_backed_up_from_the_command_line(
    shop: SampleShop, tmp_path: Path, said: Said
) -> None:
    data = ["--data", str(tmp_path / "counter")]

    assert enrol(shop, tmp_path / "counter") == 0
    assert main(["sync", *data]) == 0
    assert main(["status", *data]) == 0
    assert main(["backup", *data]) == 0

    out, err = said()
    assert "Everything has been sent." in out
    assert "Till GY01 of Water Street, stream GY01A" in out
    assert "0 operations wait" in out
    assert "Keys are kept in" in out
    assert "Backed up to" in out
    assert list((tmp_path / "counter" / "till" / "backups").iterdir())
    assert err == ""


def test_a_wrong_enrolment_code_is_explained_and_the_right_one_still_works(
    shop: SampleShop, tmp_path: Path, said: Said
) -> None:
    code = shop.a_code()
    mistyped = ("7" if code[0] != "7" else "8") + code[1:]

    assert enrol(shop, tmp_path / "counter", mistyped) == 2
    assert "That enrolment code is not right" in said()[1]
    assert enrol(shop, tmp_path / "counter", code) == 0
    assert enrol(shop, tmp_path / "second", code) == 2
    assert "code" in said()[1]


def test_a_till_without_a_name_says_what_to_do(tmp_path: Path, said: Said) -> None:
    assert main(["status", "--data", str(tmp_path)]) == 2
    assert "windward enrol" in said()[1]
    assert main(["enrol", "--data", str(tmp_path), "--code", "X"]) == 2
    assert "--central" in said()[1]


def test_a_till_that_cannot_reach_central_says_how_much_waits(
    shop: SampleShop, tmp_path: Path, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.commands.sync.SYNC_S_MAX", 0.2)
    assert enrol(shop, tmp_path / "counter") == 0
    shop.central.stop()

    assert main(["sync", "--data", str(tmp_path / "counter")]) == 1
    assert "1 operations wait; nothing is lost" in said()[0]


def test_lost_keys_are_named_and_nothing_is_overwritten(
    shop: SampleShop, tmp_path: Path, said: Said
) -> None:
    assert enrol(shop, tmp_path / "counter") == 0
    folder = TillFolder.below(tmp_path / "counter")
    before = folder.database.read_bytes()
    (folder.data / "keys.json").unlink()

    assert main(["run", "--data", str(tmp_path / "counter")]) == 2

    assert "keys are gone" in said()[1]
    assert folder.database.read_bytes() == before
    assert not (folder.data / "keys.json").exists()


def test_a_damaged_note_and_a_lost_pepper_are_told_apart(
    shop: SampleShop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert enrol(shop, tmp_path / "counter") == 0
    folder = TillFolder.below(tmp_path / "counter")
    note = (folder.data / "till.json").read_text()
    (folder.data / "till.json").write_text(note[:-3])
    with pytest.raises(DataDamaged, match="folder is damaged"):
        open_till(folder)

    (folder.data / "till.json").write_text(json.dumps(json.loads(note)))
    with monkeypatch.context() as patch:
        patch.setattr("app.bootstrap.load_or_make_keys", _without_pepper)
        with pytest.raises(SecretStoreFailure, match="PIN key is gone"):
            open_till(folder)


def _without_pepper(*_: object, **__: object) -> object:
    class Keys:
        pin_pepper = None

    return Keys()


def test_a_folder_that_cannot_be_made_is_named(
    shop: SampleShop, tmp_path: Path, said: Said
) -> None:
    (tmp_path / "file").write_text("in the way")

    assert enrol(shop, tmp_path / "file") == 2
    assert "folder cannot be made" in said()[1]
