"""A till that is far behind takes a snapshot: sells early, goes on after cuts, ends whole (10)."""

from functools import partial

import pytest
import sqlalchemy as sa

from app.use_cases.search_catalog import search_catalog
from central.feed.tables import snapshot, snapshot_frame
from central.publication import new_change, store_feed
from sync.protocol.changes import ItemChanged, ItemRemoved
from sync.protocol.snapshot import FILE_PATH, MANIFEST_PATH, pack_frames
from tests.sync.world import SyncTill, World

GOODS = 400


@pytest.fixture(autouse=True)
def _small_snapshots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Snapshots of few rows in many frames, the first slice of twenty items."""
    monkeypatch.setattr("central.snapshots.deciding.CHANGES_MIN", 100)
    monkeypatch.setattr("central.snapshots.keeping.MOVED_MIN", 50)
    monkeypatch.setattr("central.snapshots.choosing.FIRST_ITEMS", 20)
    monkeypatch.setattr(
        "central.snapshots.building.pack_frames", partial(pack_frames, raw_bytes=8_192)
    )


def cup(number: int, version: int) -> ItemChanged:
    return ItemChanged(
        sku=f"G{number:04d}",
        name=f"Enamel cup {number:04d} v{version}",
        price_minor=10_000 * version,
        currency="GYD",
        price_id=f"g{number}@{version}",
        tax_class="standard",
    )


def goods(world: World, *, version: int = 1, count: int = GOODS) -> None:
    """Tell all tills of many goods."""
    with world.office.central.database.writing(world.office.clock.now()) as writing:
        feed = store_feed(world.store.organisation_id, world.store.store_id)
        for number in range(count):
            writing.publish(feed, new_change(f"g{number:04d}", cup(number, version)))


def remove(world: World, number: int) -> None:
    with world.office.central.database.writing(world.office.clock.now()) as writing:
        feed = store_feed(world.store.organisation_id, world.store.store_id)
        writing.publish(feed, new_change(f"g{number:04d}", ItemRemoved()))


def count_items(till: SyncTill) -> int:
    with till.till.db.reading() as uow:
        return uow.catalog.count_items()


def fetched(till: SyncTill, prefix: str) -> list[str]:
    return [path for path, _ in till.transport.fetched if path.startswith(prefix + "/")]


def agrees(till: SyncTill) -> bool:
    """Whether the till's sums, reckoned from its rows, are those it keeps and central's."""
    with till.till.db.reading() as uow:
        streams = uow.sums.list_streams()
        for stream in streams:
            kept = uow.sums.find(stream)
            if kept is None or kept.total() != uow.sums.recount(stream).total():
                return False
    till.turn()
    return till.cycle.status.problem is None and not fetched(till, "/v1/sums")


def test_a_new_till_takes_a_snapshot_and_then_tails_the_feed(world: World) -> None:
    goods(world)
    till = world.a_till()

    assert count_items(till) == GOODS + 1
    assert len(fetched(till, MANIFEST_PATH)) == 1
    assert len(fetched(till, FILE_PATH)) == 2
    assert till.sell(1)[0].sale.total.amount_minor == 48_000
    goods(world, version=2, count=10)
    remove(world, 399)
    till.settle()
    assert count_items(till) == GOODS
    assert [item.name for item in search_catalog(till.till, "cup 0003", 2)] == [
        "Enamel cup 0003 v2"
    ]
    assert agrees(till)
