"""What may go wrong with a snapshot only delays it: lies, new epochs, lost files (10.6 to 10.8)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import pytest
import zstandard

from central.present.tables import snapshot, snapshot_frame
from central.publication import new_change, store_feed
from central.snapshots import keeping
from central.state import begin_epoch
from storage.feed import Feed
from storage.feed_staging import StagingReport
from storage.feed_versions import find_shown
from storage.snapshots import FAILURES_MAX
from sync.protocol.allotment_bodies import ResourceChanged
from sync.protocol.changes import Change
from sync.protocol.snapshot import FILE_PATH, pack_frames
from sync.protocol.status import Link
from tests.sync.faulty_transport import Altering
from tests.sync.snapshot_kit import (
    GOODS,
    count_items,
    fetched,
    files,
    frame_bytes,
    goods,
    holds_what_central_says,
    next_frame,
    unchanged,
    versions_shown,
)
from tests.sync.world import SyncTill, World

pytestmark = pytest.mark.usefixtures("small_snapshots")


def test_frames_are_shared_and_old_snapshots_go_after_a_day(world: World) -> None:
    goods(world)
    world.a_till("till-a")
    world.a_till("till-b")
    assert len(world.office.rows(snapshot, "snapshot_id")) == 1
    goods(world, version=2, count=100)
    world.a_till("till-c")
    assert len(world.office.rows(snapshot, "snapshot_id")) == 2
    world.office.clock.forward(timedelta(days=1, minutes=1))
    goods(world, version=3, count=100)
    world.a_till("till-d")

    rows = world.office.rows(snapshot, "snapshot_id")
    assert [row["replaced_at"] is None for row in rows] == [False, True]
    kept = {row["sha256"] for row in world.office.rows(snapshot_frame, "sha256")}
    assert {file.sha256 for file in files(world)} <= kept


def test_a_central_that_builds_for_another_store_is_asked_again_and_never_given_up(
    world: World,
) -> None:
    goods(world)
    till = world.a_till(settled=False)
    assert keeping._building.acquire(blocking=False)
    try:
        for _ in range(FAILURES_MAX + 2):
            till.turn()
    finally:
        keeping._building.release()
    with till.till.db.reading() as uow:
        assert uow.snapshots.find() is not None
    till.settle()

    assert count_items(till) == GOODS + 1
    assert any(path.startswith(FILE_PATH) for path, _ in till.transport.fetched)


def as_another_kind(
    status: int, headers: Mapping[str, str], content: bytes
) -> tuple[int, Mapping[str, str], bytes]:
    return status, {**headers, "content-type": "text/html"}, content


def as_another_range(
    status: int, headers: Mapping[str, str], content: bytes
) -> tuple[int, Mapping[str, str], bytes]:
    del status
    return 206, {**headers, "content-range": "bytes 5-9/10"}, content


@pytest.mark.parametrize("alter", [as_another_kind, as_another_range])
@pytest.mark.parametrize("fetch_no", [0, 1])
def test_what_answers_in_centrals_place_is_not_believed(
    world: World, alter: Altering, fetch_no: int
) -> None:
    goods(world)
    till = world.a_till(settled=False)
    till.transport.alters = [*([unchanged] * fetch_no), alter]
    till.turn()
    assert count_items(till) == 0
    till.settle()

    assert count_items(till) == GOODS + 1
    holds_what_central_says(till)


def test_a_server_that_knows_no_ranges_is_understood(world: World) -> None:
    goods(world)
    till = world.a_till(settled=False)
    till.transport.cut_after_bytes = [10**6, 3_000]
    till.turn()
    whole = b"".join(frame_bytes(world, files(world)[1]))

    def as_a_whole(
        status: int, headers: Mapping[str, str], content: bytes
    ) -> tuple[int, Mapping[str, str], bytes]:
        assert status == 206
        assert whole.endswith(content)
        return 200, headers, whole

    till.transport.alters = [as_a_whole]
    till.turn()
    till.settle()

    assert len(fetched(till, FILE_PATH)) == 3
    holds_what_central_says(till)


def test_an_answer_that_never_ends_is_dropped(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    goods(world)
    till = world.a_till(settled=False)
    with monkeypatch.context() as patch:
        patch.setattr("sync.engine.asking.TOLD_BYTES_MAX", 100)
        till.turn()
    assert next_frame(till) == (-1, 0)
    till.settle()

    assert count_items(till) == GOODS + 1


def test_a_turn_ends_after_so_many_frames_and_the_next_goes_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.engine.snapshot.FRAMES_A_TURN", 1)
    goods(world)
    till = world.a_till(settled=False)
    places = []
    for _ in range(3):
        till.turn()
        places.append(next_frame(till))
    till.settle()

    first, rest = (len(file.sizes) for file in files(world))
    each = [(0, frame) for frame in range(first)] + [(1, frame) for frame in range(rest)]
    assert places == each[1:4]
    assert count_items(till) == GOODS + 1
    holds_what_central_says(till)


def test_a_new_epoch_that_an_exchange_between_frames_tells_of_ends_the_snapshot(
    world: World,
) -> None:
    till = world.a_till()
    session = till.cashier()
    till.sell(1, session)
    till.settle()
    copy = world.copy_central("yesterday")
    goods(world)
    first_rows_came = 0

    def restore() -> None:
        nonlocal first_rows_came
        first_rows_came += 1
        if first_rows_came == 3:
            till.sell(1, session)
            world.restore_central(copy)
            goods(world, version=2, count=150)

    till.transport.between = restore
    till.settle()

    assert first_rows_came > 3
    assert versions_shown(till) == {"v2"}
    assert count_items(till) == 151
    assert len(world.receipts()) == 2
    holds_what_central_says(till)


def test_a_manifest_of_another_epoch_waits_for_the_exchange_that_tells_of_it(
    world: World,
) -> None:
    till = world.a_till()
    goods(world)
    central = world.office.central

    def begin() -> None:
        with central.database.writing(world.office.clock.now()) as writing:
            begin_epoch(writing, central.surroundings, instead_of=central.epoch, reason="test")

    till.transport.before_fetch = [begin]
    till.turn()
    assert next_frame(till) == (-1, 0)
    till.settle()

    assert versions_shown(till) == {"v1"}
    holds_what_central_says(till)


def test_a_new_epoch_amid_a_snapshot_leaves_the_catalog_shown_until_it_is_told_anew(
    world: World,
) -> None:
    """The answer that tells of the epoch speaks of the till's own stream alone: not all is here."""
    till = world.a_till()
    goods(world)
    till.settle()
    goods(world, version=2)
    goods(world, version=3)
    till.transport.cut_after_bytes = [10**6, 3_000]
    till.turn()
    assert next_frame(till) is not None
    heard_at = _heard_at(till)
    central = world.office.central
    with central.database.writing(world.office.clock.now()) as writing:
        begin_epoch(writing, central.surroundings, instead_of=central.epoch, reason="test")
    plan = till.turn()

    assert next_frame(till) is None
    assert versions_shown(till) == {"v1"}
    assert count_items(till) == GOODS + 1
    assert _heard_at(till) == heard_at
    assert (till.cycle.status.link, plan.wait_ms) == (Link.CATCHING_UP, 0)
    assert till.sell(1)[0].sale.total.amount_minor == 48_000
    till.settle()
    assert versions_shown(till) == {"v3"}
    holds_what_central_says(till)


def _heard_at(till: SyncTill) -> datetime | None:
    with till.till.db.reading() as uow:
        return uow.feed.heard_at()


def test_rows_of_no_file_come_with_the_manifest(world: World) -> None:
    feed = store_feed(world.store.organisation_id, world.store.store_id)
    stock = f"stock:{world.store.store_id}:g0001"
    body = ResourceChanged(total=7, free=5, as_of=world.office.clock.now())
    with world.office.central.database.writing(world.office.clock.now()) as writing:
        writing.publish(feed, new_change(stock, body))
    goods(world)
    till = world.a_till()

    with till.till.db.reading() as uow:
        found = find_shown(uow.sums._connection, "resource", stock)
    assert found is not None
    assert found.stream == feed.name
    assert stock.encode() not in b"".join(
        zstandard.decompress(frame) for file in files(world) for frame in frame_bytes(world, file)
    )


def test_no_file_holds_staff_or_persons(world: World) -> None:
    goods(world)
    till = world.a_till()
    plain = b"".join(
        zstandard.decompress(frame) for file in files(world) for frame in frame_bytes(world, file)
    )

    assert b"Enamel cup 0003" in plain
    with till.till.db.reading() as uow:
        names = [member.name.encode() for member in uow.staff.list_staff()]
    assert len(names) == 2
    assert not [name for name in names if name in plain]


@pytest.mark.parametrize("more", [b"x", b""])
def test_a_file_that_is_longer_or_shorter_than_signed_for_is_taken_as_far_as_it_is(
    world: World, more: bytes
) -> None:
    goods(world)
    till = world.a_till(settled=False)

    def altered(
        status: int, headers: Mapping[str, str], content: bytes
    ) -> tuple[int, Mapping[str, str], bytes]:
        return status, headers, content + more if more else content[:-1]

    till.transport.alters = [unchanged, unchanged, altered]
    till.turn()
    till.settle()

    assert count_items(till) == GOODS + 1
    holds_what_central_says(till)


def test_a_store_with_too_much_beside_its_files_is_read_from_the_feed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("central.snapshots.manifests.LIVE_ROWS_MAX", 0)
    feed = store_feed(world.store.organisation_id, world.store.store_id)
    stock = f"stock:{world.store.store_id}:g0001"
    body = ResourceChanged(total=7, free=5, as_of=world.office.clock.now())
    with world.office.central.database.writing(world.office.clock.now()) as writing:
        writing.publish(feed, new_change(stock, body))
    goods(world)
    till = world.a_till(settled=False)
    for _ in range(5):
        till.turn()
    till.settle()

    assert count_items(till) == GOODS + 1
    with till.till.db.reading() as uow:
        assert find_shown(uow.sums._connection, "resource", stock) is not None


def test_a_frame_of_many_rows_is_written_two_hundred_at_a_time(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("central.snapshots.building.pack_frames", pack_frames)
    staged: list[int] = []
    stage = Feed.stage_snapshot

    def watched(
        self: Feed, changes: Sequence[Change], positions: Mapping[str, int]
    ) -> StagingReport:
        staged.append(len(changes))
        return stage(self, changes, positions)

    monkeypatch.setattr(Feed, "stage_snapshot", watched)
    goods(world, count=700)
    till = world.a_till()

    assert max(staged) == 200
    assert sum(staged) >= 700
    assert count_items(till) == 701
    holds_what_central_says(till)
