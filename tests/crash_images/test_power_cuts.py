"""A power cut after any write: no acknowledged sale is lost, nothing is half, nothing is damaged.

A part of ``python -m tests.crash_images --full``, which tries every moment.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash_images.judge import BLAMES
from tests.crash_images.sweep import Plan, Recording, record_day, replayed, sweep
from tests.crash_images.write_log import Kind

pytestmark = pytest.mark.needs("cc")


def test_the_write_log_holds_every_byte_that_the_till_wrote(day: Recording) -> None:
    """Else the images were of another disk; memory shared by processes is the exception."""
    shown, _ = replayed(day)
    root = Path(day.root)
    lying = {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not path.name.endswith("-shm")
    }

    assert {name: shown[name] for name in shown if not name.endswith("-shm")} == lying


def test_the_recorded_day_holds_everything_that_a_till_does_to_its_disk(day: Recording) -> None:
    _, entries = replayed(day)
    promises = [entry.promise()[0] for entry in entries if entry.kind is Kind.PROMISE]
    kinds = {entry.kind for entry in entries}

    assert kinds >= set(Kind) - {Kind.RMDIR}
    assert promises.count("sold") >= 11
    assert {"enrolled", "heard", "shift_opened", "shift_closed"} <= set(promises)
    assert promises.count("backed_up") == 2  # one asked for, one before the upgrade


def test_a_power_cut_at_any_moment_loses_no_acknowledged_sale(day: Recording) -> None:
    tally = sweep(day, Plan(every=97))

    assert tally.images > 80
    assert len(tally.tried) == 7  # every kind of image was met
    assert {blame: tally.bad[blame] for blame in BLAMES} == dict.fromkeys(BLAMES, 0), tally.examples


def test_a_power_cut_right_after_a_sale_was_handed_out_keeps_it(day: Recording) -> None:
    tally = sweep(day, Plan(after="sold", kinds=("dropped", "torn_sectors")))

    assert tally.moments >= 11
    assert not tally.bad, tally.examples


def test_a_disk_that_lies_about_flushes_loses_sales_whatever_the_till_does(day: Recording) -> None:
    """Not our mistake, and no test could pass: shown, so that the documents can say so."""
    tally = sweep(day, Plan(after="sold", lag=4, kinds=("dropped",)))

    assert tally.bad["lost"] >= 3, tally.examples


def test_sales_committed_as_carts_are_would_be_lost(library: Path, tmp_path: Path) -> None:
    """Planted: ``synchronous=NORMAL``. The images see it."""
    planted = record_day(library, tmp_path, "sales_without_flush", length=1, halves=("first",))
    tally = sweep(planted, Plan(after="sold", kinds=("dropped",)))

    assert tally.bad["lost"] >= 3, tally.examples


def test_a_mark_written_before_its_commit_would_make_the_till_doubt_itself(
    library: Path, tmp_path: Path
) -> None:
    """Planted: the high-water mark runs ahead of the database. The images see it."""
    planted = record_day(library, tmp_path, "mark_before_commit", length=1, halves=("first",))
    tally = sweep(planted, Plan(after="mark", kinds=("kept",), every=2))

    assert tally.bad["stale"] >= 3, tally.examples
