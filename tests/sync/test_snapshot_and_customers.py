"""A customer who waits for central is asked for between the frames of a snapshot (rule 10.8)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sync.engine.customer_waits import ASK_EVERY_S
from tests.central.allotting import Shelf
from tests.sync.shop_counters import Counter
from tests.sync.snapshot_kit import goods, next_frame
from tests.sync.world import World

pytestmark = pytest.mark.usefixtures("small_snapshots")


@pytest.fixture
def rum(world: World, tmp_path: Path) -> str:
    """One bottle, of which every unit is counted."""
    return Shelf(office=world.office, store=world.store).stock(tmp_path, 1)


@pytest.fixture
def counter(world: World, rum: str) -> Counter:
    """A till that is far behind; somebody comes for the rum when its snapshot is on the way."""
    made = Counter(world.a_till())
    made.sync.settle()
    assert rum not in made.held()
    for version in (1, 2):
        goods(world, version=version)
    return made


def exchanges_of_the_turn(counter: Counter) -> int:
    """How many exchanges a turn makes in the middle of which the rum is asked for."""
    line = counter.sync.transport
    wish: list[Callable[[], object]] = [counter.rum]
    line.between = lambda: wish.pop()() if wish else None
    before = len(line.sent)
    counter.sync.turn()
    return len(line.sent) - before


def test_what_a_customer_waits_for_comes_while_the_snapshot_is_still_on_its_way(
    counter: Counter, rum: str
) -> None:
    counter.sync.transport.cut_after_bytes = [10**6, 4_000]
    exchanges_of_the_turn(counter)

    assert next_frame(counter.sync) is not None
    assert counter.held() == {rum: 1}
    assert counter.pay()


@pytest.mark.parametrize(("step_s", "asks_once"), [(0.0, True), (ASK_EVERY_S, False)])
def test_while_a_customer_waits_central_is_asked_every_three_seconds(
    counter: Counter, *, step_s: float, asks_once: bool
) -> None:
    ticks = [0.0]

    def monotonic() -> float:
        ticks[0] += step_s
        return ticks[0]

    object.__setattr__(counter.sync.cycle._parts, "monotonic", monotonic)
    count = exchanges_of_the_turn(counter)

    assert count == 2 if asks_once else count > 2
