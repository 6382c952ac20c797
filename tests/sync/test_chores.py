"""The engine's housekeeping: tried again where something is in the way, and a piece at a time."""

from __future__ import annotations

import pytest

from storage.database import TillDatabase
from storage.errors import DiskFull
from sync.engine import chores
from tests.sync.world import World


def test_traces_that_cannot_be_erased_now_are_erased_in_a_later_turn(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = world.a_till()
    tries: list[bool] = []

    def refused(_db: TillDatabase) -> None:
        tries.append(True)
        raise DiskFull("The disk is full", "Nothing is lost.")

    with monkeypatch.context() as patch:
        patch.setattr(TillDatabase, "erase_traces", refused)
        till.sell()
        till.turn()
        till.turn()
    assert len(tries) == 2

    erased: list[bool] = []
    monkeypatch.setattr(TillDatabase, "erase_traces", lambda _db: erased.append(True))
    till.turn()
    till.turn()
    assert erased == [True]


def test_more_rows_than_one_turn_sweeps_are_swept_in_the_next(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chores, "SWEEPS_A_TURN_MAX", 1)
    till = world.a_till()
    world.price_tape(99_000, version=2)
    till.turn()

    for _ in range(4):
        till.turn()
    with till.till.db.unit_of_work() as uow:
        assert uow.feed.sweep() == 0
