"""A disk that is full or dying at the N-th write: a plain sentence, nothing half, and it sells on.

A part of ``python -m tests.crash_images --full``, which tries every N.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.crash_images.__main__ import run_faults
from tests.crash_images.faults import Spec

pytestmark = pytest.mark.needs("cc")

SPECS: Mapping[str, Spec] = {
    "full once": Spec(error="ENOSPC", first=5, every=390),
    "full for good": Spec(error="ENOSPC", lasts=True, first=60, every=390),
    "dying once": Spec(error="EIO", first=390, every=120, last=510),
    "dying for good": Spec(error="EIO", lasts=True, first=90, every=390),
    "a flush fails": Spec(error="EIO", only="FLUSH", first=4, every=25),
    "full at an upgrade": Spec(day="upgrading", error="ENOSPC", first=30, every=200),
}


@pytest.fixture(scope="module")
def outcomes(
    library: Path, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Mapping[str, Any]]:
    """All of them in one process: starting Python takes longer than a till's day."""
    found = run_faults(library, tmp_path_factory.mktemp("faults"), list(SPECS.values()))
    return dict(zip(SPECS, found, strict=True))


@pytest.mark.parametrize("name", SPECS)
def test_a_disk_that_fails_at_the_nth_write_loses_nothing_and_is_told_plainly(
    outcomes: Mapping[str, Mapping[str, Any]], name: str
) -> None:
    outcome = outcomes[name]

    assert outcome["bad"] == []
    assert outcome["runs"] >= 2
    assert outcome["failures"]  # the fault really happened


@pytest.mark.parametrize("planted", ["log_left_at_start", "failed_flush_forgiven"])
def test_a_till_that_trusts_a_log_with_a_hole_would_lose_sales(
    library: Path, tmp_path: Path, planted: str
) -> None:
    """Planted: the log is appended to after a failed flush, with a restart or without."""
    spec = Spec(error="EIO", only="FLUSH", planted=planted, first=4, last=5)
    (outcome,) = run_faults(library, tmp_path, [spec])

    assert any("lost" in sentence for sentence in outcome["bad"]), outcome
