"""A scanner and a person at one keyboard of a real display, with the times it gives their keys."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

BARREL, UNKNOWN = "2102026000014", "4006381333931"
START_S, PLAY_S = 10, 90


@pytest.fixture
def display(tmp_path: Path) -> Iterator[str]:
    """A display of its own; the server itself finds a free number."""
    log = (tmp_path / "xvfb.log").open("wb")
    reads, writes = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writes), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
        pass_fds=[writes],
        stderr=log,
    )
    os.close(writes)
    with os.fdopen(reads) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(timeout=START_S)
    log.close()


def scan(code: str) -> str:
    return f"key --delay 8 {' '.join(code)} Return"


@pytest.mark.needs("Xvfb", "xdotool")
def test_scans_between_typing_reach_the_sale_and_every_typed_letter_its_field(display: str) -> None:
    hands = (
        scan(BARREL),
        "type --delay 120 2580",
        "key Return",
        scan(BARREL),
        "type --delay 120 40000",
        "key F12",
        "type --delay 110 box",
        scan(BARREL),
        "type --delay 130 s",
        scan(BARREL),
        scan(UNKNOWN),
    )
    played = subprocess.run(
        [sys.executable, "-m", "tests.journeys.scanned_window"],
        input="\n".join(hands),
        env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        timeout=PLAY_S,
        check=True,
    )
    found = json.loads(played.stdout.splitlines()[-1])

    assert found["codes"] == [BARREL, BARREL, BARREL, BARREL, UNKNOWN]
    assert found["search"] == "boxs"
    assert [quantity for _, quantity in found["lines"]] == [2]
    assert not any(found["wrong_pins"].values())
    assert found["float_minor"] == 4_000_000
