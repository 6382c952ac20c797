"""A disk that is full or dying at the N-th write: a plain sentence, nothing half, and it sells on.

A part of ``python -m tests.crash_images --full``, which tries every N.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash_images.__main__ import run_faults
from tests.crash_images.faults import Spec

pytestmark = pytest.mark.needs("cc")


@pytest.mark.parametrize(
    "spec",
    [
        Spec(error="ENOSPC", first=5, every=390),
        Spec(error="ENOSPC", lasts=True, first=60, every=390),
        Spec(error="EIO", first=390, every=120, last=510),
        Spec(error="EIO", lasts=True, first=90, every=390),
        Spec(error="EIO", only="FLUSH", first=4, every=25),
        Spec(day="upgrading", error="ENOSPC", first=30, every=200),
    ],
    ids=[
        "full",
        "full for good",
        "dying",
        "dying for good",
        "a flush fails",
        "full at an upgrade",
    ],
)
def test_a_disk_that_fails_at_the_nth_write_loses_nothing_and_is_told_plainly(
    library: Path, tmp_path: Path, spec: Spec
) -> None:
    outcome = run_faults(library, tmp_path, spec)

    assert outcome["bad"] == []
    assert outcome["runs"] >= 2
    assert outcome["failures"]  # the fault really happened


@pytest.mark.parametrize("planted", ["log_left_at_start", "failed_flush_forgiven"])
def test_a_till_that_trusts_a_log_with_a_hole_would_lose_sales(
    library: Path, tmp_path: Path, planted: str
) -> None:
    """Planted: the log is appended to after a failed flush, with a restart or without."""
    spec = Spec(error="EIO", only="FLUSH", planted=planted, first=4, last=5)
    outcome = run_faults(library, tmp_path, spec)

    assert any("lost" in sentence for sentence in outcome["bad"]), outcome
