"""``windward sync --once --json`` and ``windward lab sales``: what a program reads from them."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.till_folder import TillFolder
from tests.journeys.conftest import SampleShop

Capture = pytest.CaptureFixture[str]


def enrolled(shop: SampleShop, data: Path, *more: str) -> list[str]:
    """Enrol a till; return the words that name its folder."""
    where = ["--data", str(data)]
    words = ["enrol", *where, "--central", shop.address, "--code", shop.a_code(), *more]
    assert main(words) == 0
    return where


def facts(capture: Capture, *words: str) -> tuple[int, dict[str, Any]]:
    """Run a command with --json; return its exit code and the one object it printed."""
    capture.readouterr()
    code = main([*words, "--json"])
    read: dict[str, Any] = json.loads(capture.readouterr().out)
    return code, read


def test_sales_of_a_rehearsal_are_sent_at_once_and_the_facts_say_so(
    shop: SampleShop, tmp_path: Path, capsys: Capture
) -> None:
    where = enrolled(shop, tmp_path / "counter", "--lab")
    code, first = facts(capsys, "sync", *where, "--once")
    assert (code, first["waiting"], first["link"]) == (0, 0, "online")
    assert first["pushed"] >= 1
    assert first["pulled"] > 40

    code, made = facts(capsys, "lab", "sales", *where, "--count", "30", "--seed", "5")
    assert (code, made["sale_count"], made["shift_count"]) == (0, 30, 1)
    code, sent = facts(capsys, "sync", *where, "--once")

    assert code == 0
    assert sent["pushed"] == sent["streams"][0]["head"] - first["pushed"]
    assert sent["pulled"] < first["pulled"]
    assert sent["problem"] is None
    assert sent["epoch"]
    assert sent["streams"][0]["stored"] == sent["streams"][0]["head"]
    assert sent["seconds"] > 0
    assert "30 sales" in shop.central.command("takings")


def test_a_central_that_is_down_costs_one_try_and_is_told(
    shop: SampleShop, tmp_path: Path, capsys: Capture
) -> None:
    where = enrolled(shop, tmp_path / "counter")
    shop.central.stop()

    code, told = facts(capsys, "sync", *where, "--once")
    assert (code, told["link"], told["waiting"], told["pushed"]) == (1, "offline", 1, 0)
    assert main(["sync", *where, "--once"]) == 1

    assert "1 operations wait; nothing is lost" in capsys.readouterr().out


def test_a_real_till_is_never_filled_with_invented_sales(
    shop: SampleShop, tmp_path: Path, capsys: Capture
) -> None:
    where = enrolled(shop, tmp_path / "counter")
    assert main(["lab", "sales", *where, "--count", "3"]) == 2
    assert "not for rehearsals" in capsys.readouterr().err

    again = ["enrol", *where, "--central", shop.address, "--lab"]
    code = shop.central.command("enrol-code", "--plain", "--till", "GY01").strip()
    assert main([*again, "--code", code]) == 0

    assert not TillFolder.below(tmp_path / "counter").read_note().is_lab
    assert main(["lab", "sales", *where, "--count", "3"]) == 2


def test_a_mark_for_rehearsals_outlives_a_new_code_but_not_a_broken_note(
    shop: SampleShop, tmp_path: Path, capsys: Capture
) -> None:
    where = enrolled(shop, tmp_path / "counter", "--lab")
    folder = TillFolder.below(tmp_path / "counter")
    again = ["enrol", *where, "--central", shop.address, "--code"]

    def renewed() -> bool:
        code = shop.central.command("enrol-code", "--plain", "--till", "GY01").strip()
        assert main([*again, code]) == 0
        return folder.read_note().is_lab

    assert renewed()
    (folder.data / "till.json").write_text("{", encoding="utf-8")
    assert not renewed()
    assert "for rehearsals" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["--count", "0"], ["--count", "3", "--days", "4"]])
def test_senseless_numbers_are_refused(words: list[str], tmp_path: Path, capsys: Capture) -> None:
    assert main(["lab", "sales", "--data", str(tmp_path), *words]) == 2
    assert "Check the numbers" in capsys.readouterr().err
