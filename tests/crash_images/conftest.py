"""What the crash images share: the recorder, compiled once a run, and one recorded day."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash_images.sweep import Recording, record_day
from tests.crash_images.write_log import compiled


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled(tmp_path_factory.mktemp("recorder"))


@pytest.fixture(scope="session")
def day(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Recording:
    """A whole day of the product as it is."""
    return record_day(library, tmp_path_factory.mktemp("day"), "nothing", length=1)
