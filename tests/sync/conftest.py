"""A world for each test, closed after it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from central.logs import route_events
from tests.sync.world import World, new_world


@pytest.fixture(autouse=True)
def _central_logs() -> None:
    """Let central's events reach the log, so that a warning nobody expects fails the test."""
    route_events()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = new_world(tmp_path)
    yield made
    made.close()
