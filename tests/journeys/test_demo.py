"""The demo is the product's first promise: it adds up, and its audit can fail."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FIGURES = {
    "catalog_rows",
    "sales",
    "shipments",
    "operations_pushed",
    "operations_applied",
    "lost",
    "duplicated",
    "takings_till",
    "takings_central",
    "chain_verified",
    "payments_verified",
    "payments_disputed",
    "payments_wrong",
    "seconds",
}


def run_demo(*words: str) -> "subprocess.CompletedProcess[str]":
    without_display = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY"}
    }
    return subprocess.run(
        [sys.executable, "-m", "app.demo", *words],
        cwd=ROOT,
        env=without_display,
        capture_output=True,
        text=True,
        check=False,
    )


@dataclass(frozen=True, slots=True)
class Day:
    """A day that was played once, for whoever looks at it or goes on from it."""

    folder: Path
    figures: Path
    done: "subprocess.CompletedProcess[str]"


@pytest.fixture(scope="module")
def first_day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    folder = tmp_path_factory.mktemp("demo")
    figures = folder / "out.json"
    done = run_demo("--headless", "--data", str(folder / "kept"), "--json", str(figures))
    return Day(folder / "kept", figures, done)


def test_a_day_on_the_sample_loses_nothing_and_writes_its_figures(first_day: Day) -> None:
    done = first_day.done

    assert done.returncode == 0, done.stderr
    assert "Everything adds up." in done.stdout
    figures = json.loads(first_day.figures.read_text())
    assert set(figures) == FIGURES
    assert (figures["lost"], figures["duplicated"]) == (0, 0)
    assert figures["takings_till"] == figures["takings_central"] > 0
    assert figures["operations_pushed"] == figures["operations_applied"]
    assert figures["catalog_rows"] > 300
    assert figures["chain_verified"] is True
    assert (figures["payments_verified"], figures["payments_disputed"]) == (3, 1)
    assert figures["payments_wrong"] == 0
    assert "Practice provider, no money moves" in done.stdout


def test_a_planted_drop_makes_the_demo_fail(tmp_path: Path) -> None:
    file = tmp_path / "out.json"

    done = run_demo("--plant-drop", "--json", str(file))

    assert done.returncode == 1
    assert "does NOT add up" in done.stdout
    figures = json.loads(file.read_text())
    assert figures["lost"] == 1
    assert figures["payments_wrong"] >= 1
    assert "only one side knows it" in done.stdout
    assert figures["takings_till"] > figures["takings_central"]


def test_a_second_day_in_the_same_folder_goes_on_where_the_first_ended(first_day: Day) -> None:
    second = run_demo("--headless", "--data", str(first_day.folder))

    assert second.returncode == 0, second.stderr
    assert "opens shift 2" in second.stdout
    assert "38 receipts printed, 38 sales at the till, 38 at central" in second.stdout


@pytest.mark.parametrize(
    ("name", "content"),
    [("broken.json", b'[{"name": "half'), ("broken.csv.gz", b"not gzip"), ("words.txt", b"hello")],
)
def test_an_unreadable_catalog_is_named_and_changes_nothing(
    tmp_path: Path, name: str, content: bytes
) -> None:
    catalog = tmp_path / name
    catalog.write_bytes(content)

    done = run_demo("--headless", "--catalog", str(catalog))

    assert done.returncode == 2
    assert "Nothing was changed" in done.stderr
    assert "Traceback" not in done.stderr
