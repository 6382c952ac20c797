"""A world for each test, closed after it."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from central.logs import route_events
from sync.protocol.snapshot import pack_frames
from tests.sync.snapshot_kit import FIRST
from tests.sync.world import World, new_world, prepare


@pytest.fixture(autouse=True)
def _central_logs() -> None:
    """Let central's events reach the log, so that a warning nobody expects fails the test."""
    route_events()


@pytest.fixture(scope="session", autouse=True)
def _ready() -> None:
    """What is copied is made while nothing of the product is replaced."""
    prepare()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = new_world(tmp_path)
    yield made
    made.close()


@pytest.fixture
def world_of_two(world: World) -> World:
    """The world with its two tills, before anybody stands at one."""
    world.both_tills()
    return world


@pytest.fixture
def small_snapshots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Snapshots of few rows in many frames, the first slice of twenty items."""
    monkeypatch.setattr("central.snapshots.deciding.CHANGES_MIN", 100)
    monkeypatch.setattr("central.snapshots.keeping.MOVED_MIN", 50)
    monkeypatch.setattr("central.snapshots.choosing.FIRST_ITEMS", FIRST)
    small = partial(pack_frames, raw_bytes=16_384)
    monkeypatch.setattr("central.snapshots.building.pack_frames", small)
