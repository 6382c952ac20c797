"""The till killed with SIGKILL at random moments of 500 sales.

Papers in another process are the oracle.
"""

import contextlib
import random
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from central.operations.chains import verify_chains
from tests.sync.world import World, new_world, stopped

SALES = 500
KILLS = 16
STEPS_A_SALE = 6
RECEIPT = re.compile(r"^Receipt\s+(\S+)$", re.MULTILINE)
FOOT = re.compile(r"^\s*Operation [0-9a-f]{12}\s*$", re.MULTILINE)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = new_world(tmp_path / "world")
    yield made
    made.close()


@contextlib.contextmanager
def a_printer(papers: Path) -> Iterator[int]:
    """A printer that goes on printing whoever dies; yields its port."""
    papers.mkdir()
    with _python("tests.journeys.printer_process", str(papers), stdin=subprocess.PIPE) as printer:
        assert printer.stdout is not None
        yield int(printer.stdout.readline())
        printer.communicate()


def _python(module: str, *words: str, stdin: int = subprocess.DEVNULL) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", module, *words], cwd=ROOT, stdin=stdin, stdout=subprocess.PIPE
    )


def kill_after(steps: int, folder: Path, port: int, *, enough: int = SALES) -> str:
    """Let the till sell and kill it after so many steps.

    Return the last step seen, "e" for its end.
    """
    words = (str(folder), "till-a", str(port), str(enough))
    with _python("tests.journeys.selling_process", *words) as selling:
        assert selling.stdout is not None
        seen = selling.stdout.read(steps)
        if len(seen) == steps and not seen.endswith(b"e"):
            selling.send_signal(signal.SIGKILL)
            selling.stdout.read()
        code = selling.wait()
    assert code in {0, -signal.SIGKILL}, "the till ended by itself with an error"
    return seen[-1:].decode()


def test_a_till_killed_at_any_moment_keeps_every_printed_sale_and_sends_it_once(
    world: World, tmp_path: Path
) -> None:
    chance = random.Random(20_261_122)
    till = world.a_till()
    last_steps = Counter[str]()
    with stopped(till), a_printer(tmp_path / "papers") as port:
        for _ in range(KILLS):
            steps = chance.randrange(20, 2 * SALES * STEPS_A_SALE // KILLS)
            last_steps[kill_after(steps, till.folder, port)] += 1
        while kill_after(SALES * 10, till.folder, port) != "e":
            pass
    till.settle()

    papers = [path.read_text() for path in sorted((tmp_path / "papers").glob("*.txt"))]
    printed = {RECEIPT.findall(paper)[0] for paper in papers if FOOT.search(paper)}
    stream = min(printed).rpartition("-")[0]
    assert printed == {f"{stream}-{number:06d}" for number in range(1, SALES + 1)}
    with till.till.db.reading() as uow:
        kept = [uow.sales.get(receipt) for receipt in printed]
    assert all(len(sale.sale.lines) == 1 for sale in kept), "no sale is half there"
    assert world.receipts() == sorted(printed), "each sale reached central once"
    assert world.takings_minor() == sum(sale.sale.due.amount_minor for sale in kept)
    assert world.cases("fork") == []
    assert verify_chains(world.office.central).verified
    assert len(last_steps) > 1, "the kills must fall between different steps"


def test_a_till_killed_between_commit_and_paper_prints_that_receipt_after_its_restart(
    world: World, tmp_path: Path
) -> None:
    till = world.a_till()
    with stopped(till), a_printer(tmp_path / "papers") as port:
        words = (str(till.folder), "till-a", str(port), "1")
        with _python("tests.journeys.selling_process", *words, "stop-at-c") as selling:
            assert selling.stdout is not None
            assert selling.stdout.read() == b"rrrtc"
        assert list((tmp_path / "papers").iterdir()) == []
        assert kill_after(1, till.folder, port, enough=1) == "e"
        papers = [path.read_text() for path in (tmp_path / "papers").iterdir()]

    assert len(papers) == 1
    till.settle()
    assert RECEIPT.findall(papers[0]) == world.receipts()
