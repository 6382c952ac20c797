"""Goods by the hundred, snapshots of many small frames, and what a till should hold at the end."""

import json
from collections.abc import Mapping

import sqlalchemy as sa

from central.present.tables import snapshot, snapshot_frame
from central.publication import new_change, store_feed
from sync.protocol.changes import ItemChanged, ItemRemoved
from sync.protocol.snapshot import SnapshotFile
from tests.sync.world import SyncTill, World

GOODS, FIRST = 400, 20


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


def versions_shown(till: SyncTill) -> set[str]:
    with till.till.db.reading() as uow:
        found = [uow.catalog.find_item(f"g{number:04d}") for number in range(GOODS)]
    return {item.name.rpartition(" ")[2] for item in found if item is not None}


def fetched(till: SyncTill, prefix: str) -> list[str]:
    return [path for path, _ in till.transport.fetched if path.startswith(prefix + "/")]


def files(world: World) -> tuple[SnapshotFile, ...]:
    """The files of the newest snapshot."""
    rows = world.office.rows(snapshot, "snapshot_id")
    return tuple(map(SnapshotFile.model_validate, json.loads(str(rows[-1]["files"]))))


def holds_what_central_says(till: SyncTill) -> None:
    """The till's sums are those of its rows and central's, with nothing repaired."""
    till.settle()
    with till.till.db.reading() as uow:
        streams = uow.sums.list_streams()
        kept = {stream: uow.sums.find(stream) for stream in streams}
        counted = {stream: uow.sums.recount(stream).total() for stream in streams}
        assert uow.sums.list_doubted() == {}
    assert len(streams) == 3
    assert {name: sums and sums.total() for name, sums in kept.items()} == counted
    assert fetched(till, "/v1/sums") == []


def next_frame(till: SyncTill) -> tuple[int, int] | None:
    with till.till.db.reading() as uow:
        progress = uow.snapshots.find()
    return None if progress is None else (progress.file_no, progress.frame_no)


def unchanged(
    status: int, headers: Mapping[str, str], content: bytes
) -> tuple[int, Mapping[str, str], bytes]:
    return status, headers, content


def frame_bytes(world: World, file: SnapshotFile) -> list[bytes]:
    """A file's frames as central keeps them."""
    statement = sa.select(snapshot_frame.c.frame).where(snapshot_frame.c.sha256 == file.sha256)
    with world.office.central.database.reading() as connection:
        ordered = statement.order_by(snapshot_frame.c.frame_no)
        return [bytes(frame) for frame in connection.execute(ordered).scalars()]
