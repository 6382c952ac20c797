"""Training has no way to the real ledger: other database, no engine, and every paper says so."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.till_folder import TillFolder
from app.training import PAPER_MARK, TrainingTill, marked, open_training
from app.use_cases.open_shift import open_shift
from app.use_cases.print_receipt import print_receipt
from app.use_cases.ring_up import RingUp, WeightNeeded, WhichVariant, ring_up
from app.use_cases.sign_in import sign_in
from app.use_cases.take_payment import TakePayment, take_payment
from app.use_cases.till import Session
from domain.errors import RuleBroken
from domain.paper import CutRow, QrRow, text_paper
from domain.tender import cash_tender
from tests.helpers.builders import PaperTray, a_till, gyd

ROOT = Path(__file__).resolve().parents[3]


def prints_of(folder: Path) -> dict[str, str]:
    """Every file below a folder and the hash of its bytes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def sell(training: TrainingTill) -> str:
    """A whole little day: sign in with a PIN, open, sell, print."""
    till = training.till
    session: Session = sign_in(till, "staff-sr", dict(training.people)["Shanelle Rodrigues"])
    open_shift(till, session, gyd(20_000))
    cart = ring_up(till, session, RingUp(item_id="brl-55-l"))
    paid = take_payment(
        till,
        session,
        TakePayment(
            cart_id=cart.cart_id,
            cart_version=cart.version,
            tenders=(cash_tender(gyd(20_000)),),
        ),
    )
    number: str = paid.sale.receipt_number
    print_receipt(till, number)
    return number


def test_every_way_of_selling_can_be_practised(training: TrainingTill) -> None:
    till = training.till
    session = sign_in(till, "staff-sr", dict(training.people)["Shanelle Rodrigues"])
    open_shift(till, session, gyd(20_000))
    with pytest.raises(WeightNeeded):
        ring_up(till, session, RingUp(item_id="grc-1460"))
    with pytest.raises(WhichVariant) as asked:
        ring_up(till, session, RingUp(item_id="hdw-1310"))
    with pytest.raises(RuleBroken) as late:
        ring_up(till, session, RingUp(item_id="sea-1020"))
    dozen = ring_up(till, session, RingUp(item_id="brl-1090", quantity=12))
    with till.db.reading() as uow:
        kit = uow.catalog.get_item("sol-kit-3")
        count = uow.catalog.count_items()

    assert [each.variant for each in asked.value.variants] == ["Size 8", "Size 9"]
    assert late.value.code == "out_of_season"
    assert dozen.lines[0].unit_price == gyd(110)
    assert len(kit.parts) == 3
    assert count == 307


@pytest.fixture
def tray() -> PaperTray:
    return PaperTray()


@pytest.fixture
def training(tmp_path: Path, tray: PaperTray) -> Iterator[TrainingTill]:
    opened = open_training(TillFolder.below(tmp_path / "real"), lambda _room: tray)
    yield opened
    opened.close()


def test_a_sale_in_training_leaves_every_byte_of_the_real_till_as_it_was(tmp_path: Path) -> None:
    real = a_till(tmp_path)
    real.db.close()
    before = prints_of(tmp_path)

    training = open_training(TillFolder(data=tmp_path / "data", state=tmp_path / "mark"))
    number = sell(training)
    training.close()

    assert number.startswith("TRAINA-")
    assert len(before) > 1
    assert prints_of(tmp_path) == before


def test_the_rate_of_the_dollar_in_training_is_of_today(training: TrainingTill) -> None:
    now = training.till.clock.now()
    with training.till.db.reading() as uow:
        rate = uow.rules.book().fx_rate("USD", "GYD", now.date())

    assert abs(now - rate.at) < timedelta(minutes=10)


def test_planted_write_to_the_real_till_would_be_seen(tmp_path: Path) -> None:
    real = a_till(tmp_path)
    before = prints_of(tmp_path)

    with real.db.unit_of_work() as uow:
        uow.feed.caught_up(real.clock.now())
        uow.commit()
    real.db.close()

    assert prints_of(tmp_path) != before


def test_nothing_of_training_is_left_when_it_ends(tmp_path: Path) -> None:
    training = open_training(TillFolder.below(tmp_path))
    sell(training)
    assert (training.room / "till.db").exists()

    training.close()

    assert not training.room.exists()
    assert list(tmp_path.iterdir()) == []


def test_every_paper_of_training_says_so_at_both_ends_and_opens_no_drawer(
    training: TrainingTill, tray: PaperTray
) -> None:
    sell(training)
    training.till.printer.kick_drawer()

    assert tray.jobs
    assert tray.kicks == 0
    for job in tray.jobs:
        assert job.lines[0] == job.lines[-1] == PAPER_MARK


def test_a_paper_keeps_its_codes_between_the_marks_and_is_cut_once() -> None:
    paper = marked(text_paper(["Total 5"], codes=[QrRow("W1.a.b")]))

    assert paper.lines == (PAPER_MARK, "Total 5", PAPER_MARK)
    assert [type(row) for row in paper.rows].count(CutRow) == 1
    assert isinstance(paper.rows[-1], CutRow)


def test_a_training_till_has_nothing_that_could_send(tmp_path: Path) -> None:
    """In a process of its own: after a whole sale neither engine nor any HTTP was even loaded."""
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from app.till_folder import TillFolder\n"
        "from app.training import open_training\n"
        "from app.use_cases.open_shift import open_shift\n"
        "from app.use_cases.sign_in import sign_in\n"
        "from domain.money import Money\n"
        f"training = open_training(TillFolder.below(Path({str(tmp_path)!r})))\n"
        "session = sign_in(training.till, 'staff-sr', '2580')\n"
        "open_shift(training.till, session, Money(100_000, 'GYD'))\n"
        "training.nudge()\n"
        "training.close()\n"
        "bad = [n for n in sys.modules if n.split('.')[0] in {'httpx', 'websockets'}"
        " or n.startswith(('sync.engine', 'app.bootstrap'))]\n"
        "assert not bad, bad\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr


def test_a_fault_of_ours_in_training_leaves_a_report_where_the_real_ones_lie(
    tmp_path: Path,
) -> None:
    training = open_training(TillFolder.below(tmp_path))
    training.keep_crash(RuntimeError("planted"))
    training.close()

    assert len(list((tmp_path / "till" / "crashes").iterdir())) == 1
