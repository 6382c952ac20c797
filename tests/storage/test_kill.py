"""SIGKILL in the middle of selling: what was acknowledged is there, and nothing is half there."""

from __future__ import annotations

import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from tests.storage.kit import enrolled, open_db, rows_of
from tests.storage.sales_kit import open_shift, sell

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("acknowledged", [1, 150])
def test_a_till_killed_while_it_sells_keeps_every_receipt_that_was_handed_out(
    tmp_path: Path, acknowledged: int
) -> None:
    prepared = enrolled(tmp_path)
    open_shift(prepared)
    prepared.close()
    command = [sys.executable, "-m", "tests.storage.selling_until_killed", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        receipts = [line.strip() for line in islice(child.stdout, acknowledged)]
        child.kill()
        rest = [line.strip() for line in child.stdout if line.endswith("\n")]
        assert child.wait(30) != 0

    db = open_db(tmp_path)
    assert db.needs_new_stream is None
    kept = [str(row[0]) for row in rows_of(db, "SELECT receipt_number FROM sale ORDER BY 1")]
    assert len(receipts) == acknowledged
    assert set(receipts + rest) <= set(kept)
    assert kept == [f"GY03A-{number:06d}" for number in range(1, len(kept) + 1)]
    whole = rows_of(
        db,
        "SELECT (SELECT count(*) FROM operation) - 1, (SELECT count(*) FROM sale_line) / 2,"
        " (SELECT count(*) FROM tender_line), (SELECT sale_count FROM shift)",
    )
    assert whole == [(len(kept),) * 4]
    db.check()
    assert sell(db, "next") == f"GY03A-{len(kept) + 1:06d}"
    db.close()
