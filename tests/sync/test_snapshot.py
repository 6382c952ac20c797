"""A till that is far behind takes a snapshot: sells early, goes on after cuts, ends whole (10)."""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa
import zstandard

from app.use_cases.search_catalog import search_catalog
from central.feed.tables import snapshot, snapshot_frame
from central.publication import new_change, store_feed
from central.state import begin_epoch
from storage.feed import Feed
from storage.feed_staging import StagingReport
from storage.feed_versions import find_shown
from storage.unit_of_work import UnitOfWork
from sync.protocol.allotment_bodies import ResourceChanged
from sync.protocol.changes import Change, ItemChanged, ItemRemoved
from sync.protocol.snapshot import FILE_PATH, MANIFEST_PATH, SnapshotFile, pack_frames
from sync.protocol.status import Link
from tests.sync.faulty_transport import Altering
from tests.sync.world import SyncTill, World

GOODS, FIRST = 400, 20


@pytest.fixture(autouse=True)
def _small_snapshots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Snapshots of few rows in many frames, the first slice of twenty items."""
    monkeypatch.setattr("central.snapshots.deciding.CHANGES_MIN", 100)
    monkeypatch.setattr("central.snapshots.keeping.MOVED_MIN", 50)
    monkeypatch.setattr("central.snapshots.choosing.FIRST_ITEMS", FIRST)
    small = partial(pack_frames, raw_bytes=16_384)
    monkeypatch.setattr("central.snapshots.building.pack_frames", small)


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


def a_waiting_till(world: World) -> SyncTill:
    """A till that has heard of few goods, and of the many only when the test lets it."""
    till = world.a_till()
    goods(world)
    return till


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
    found = search_catalog(till.till, "cup 0003", 2)
    assert [item.name for item in found] == ["Enamel cup 0003 v2"]
    holds_what_central_says(till)


def test_a_till_that_is_nearly_up_to_date_reads_the_feed(world: World) -> None:
    goods(world)
    till = world.a_till()
    goods(world, version=2, count=60)
    till.settle()

    assert len(fetched(till, MANIFEST_PATH)) == 1
    assert count_items(till) == GOODS + 1


def test_a_till_far_behind_keeps_what_it_shows_until_all_is_there(world: World) -> None:
    till = world.a_till()
    goods(world)
    till.settle()
    goods(world, version=2)
    goods(world, version=3)
    remove(world, 0)
    before = len(fetched(till, MANIFEST_PATH))
    world.price_tape(50_000, version=2)
    till.transport.cut_after_bytes = [10**6, 4_000]
    till.turn()

    assert len(fetched(till, MANIFEST_PATH)) == before + 1
    assert versions_shown(till) == {"v1"}
    till.settle()
    assert versions_shown(till) == {"v3"}
    assert count_items(till) == GOODS
    assert till.sell(1)[0].sale.total.amount_minor == 50_000
    holds_what_central_says(till)


def test_selling_goes_on_with_the_first_slice_while_the_rest_arrives(world: World) -> None:
    goods(world, count=FIRST - 1)  # with the tape they are the first slice, by their ids
    goods(world)
    till = world.a_till(settled=False)
    till.transport.cut_after_bytes = [10**6, 0]
    till.turn()
    shown = count_items(till)
    till.transport.is_down = True
    sold = search_catalog(till.till, "cup 0003", 1)

    assert shown == FIRST
    assert [item.name for item in sold] == ["Enamel cup 0003 v1"]
    till.transport.is_down = False
    till.settle()
    assert count_items(till) == GOODS + 1
    holds_what_central_says(till)


def test_best_sellers_come_first(world: World) -> None:
    goods(world)
    first = world.a_till("till-a")
    sold = first.sell(3)
    first.settle()
    goods(world, version=2, count=60)
    second = world.a_till("till-b", settled=False)
    second.transport.cut_after_bytes = [10**6, 0]
    second.turn()

    assert len(sold) == 3
    assert [item.item_id for item in search_catalog(second.till, "tape", 1)] == ["tape"]
    assert count_items(second) == FIRST


def test_a_cut_at_every_frame_and_within_every_frame_sends_at_most_one_frame_twice(
    world: World,
) -> None:
    goods(world)
    world.a_till("till-a")
    first, rest = files(world)
    borders = [rest.offset_of(number) for number in range(len(rest.sizes) + 1)]
    cuts = sorted({*borders, *(border + 7 for border in borders[:-1])})
    assert len(rest.sizes) >= 4

    till = world.a_till("till-b", settled=False)
    at = 0
    for number, cut in enumerate(cuts):
        till.transport.cut_after_bytes = [10**6, cut - at] if number == 0 else [cut - at]
        till.turn()
        at = max(border for border in borders if border <= cut)
        assert next_frame(till) == ((2, 0) if at == borders[-1] else (1, borders.index(at)))
    till.settle()

    sent_twice = till.transport.file_bytes - first.size_bytes - rest.size_bytes
    assert sent_twice == 7 * (len(borders) - 1)
    assert count_items(till) == GOODS + 1
    holds_what_central_says(till)


def next_frame(till: SyncTill) -> tuple[int, int] | None:
    with till.till.db.reading() as uow:
        progress = uow.snapshots.find()
    return None if progress is None else (progress.file_no, progress.frame_no)


def test_a_resumed_file_is_asked_for_from_the_next_frame(world: World) -> None:
    goods(world)
    till = world.a_till(settled=False)
    till.transport.cut_after_bytes = [10**6, 3_000]
    till.turn()
    place = next_frame(till)
    till.settle()

    assert place is not None
    rest = files(world)[1]
    path, headers = till.transport.fetched[-1]
    assert path.endswith(rest.sha256)
    assert headers["Range"] == f"bytes={rest.offset_of(place[1])}-"
    assert headers["If-Range"] == f'"{rest.sha256}"'


def test_a_program_killed_between_two_frames_goes_on_with_the_next(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    goods(world)
    till = world.a_till(settled=False)
    commits = 0
    commit = UnitOfWork.commit

    def killed(unit: UnitOfWork) -> None:
        nonlocal commits
        commits += 1
        if commits == 9:
            raise KeyboardInterrupt
        commit(unit)

    with monkeypatch.context() as patch:
        patch.setattr(UnitOfWork, "commit", killed)
        with pytest.raises(KeyboardInterrupt):
            till.turn()
    again = world.open_again(till)
    before = next_frame(again)
    again.settle()

    assert before not in {None, (0, 0)}
    assert len(fetched(again, MANIFEST_PATH)) == 0
    assert count_items(again) == GOODS + 1
    holds_what_central_says(again)


@pytest.mark.parametrize("at", [0, 100, -1])
def test_a_damaged_frame_is_not_looked_at_and_fetched_again(world: World, at: int) -> None:
    goods(world)
    till = world.a_till(settled=False)
    till.transport.spoil_at = [at, at]
    till.turn()
    assert count_items(till) == 0
    till.turn()
    assert count_items(till) < GOODS
    till.settle()

    assert count_items(till) == GOODS + 1
    holds_what_central_says(till)


def test_sales_are_sent_between_frames(world: World) -> None:
    till = world.a_till()
    goods(world)
    goods(world, version=2)
    session = till.cashier()
    till.sell(1, session)
    till.settle()
    sent_before = len(till.transport.sent)
    goods(world, version=3)
    goods(world, version=4)

    till.transport.between = lambda: till.sell(1, session) and None
    till.settle()

    assert len(till.transport.sent) - sent_before > 3
    assert len(world.receipts()) > 3
    assert versions_shown(till) == {"v4"}
    holds_what_central_says(till)


def test_files_that_central_dropped_make_the_till_ask_for_the_present_snapshot(
    world: World,
) -> None:
    goods(world)
    till = world.a_till(settled=False)
    till.transport.cut_after_bytes = [10**6, 3_000]
    till.turn()
    old = files(world)[1].sha256
    goods(world, version=2, count=200)
    world.a_till("till-b")  # has it built anew
    world.office.clock.forward(timedelta(days=2))
    goods(world, version=3, count=60)
    world.a_till("till-c")  # and again: the first one's files are dropped
    assert old not in {row["sha256"] for row in world.office.rows(snapshot_frame, "sha256")}
    till.turn()
    assert till.cycle.status.link is Link.OFFLINE
    assert next_frame(till) == (-1, 0)
    till.settle()

    assert len(fetched(till, MANIFEST_PATH)) == 2
    assert versions_shown(till) == {"v1", "v2", "v3"}
    assert count_items(till) == GOODS + 1
    holds_what_central_says(till)


def test_a_new_epoch_in_the_middle_begins_anew_and_keeps_what_waits(world: World) -> None:
    till = world.a_till()
    goods(world)
    copy = world.copy_central("yesterday")
    till.settle()
    goods(world, version=2)
    goods(world, version=3)
    till.transport.cut_after_bytes = [10**6, 3_000]
    till.turn()
    till.transport.is_down = True
    sold = till.sell(2)
    world.restore_central(copy)
    goods(world, version=4, count=200)
    till.transport.is_down = False
    till.settle()

    assert world.receipts() == [sale.sale.receipt_number for sale in sold]
    assert versions_shown(till) == {"v1", "v4"}
    assert count_items(till) == GOODS + 1
    holds_what_central_says(till)


@pytest.mark.parametrize("stage", ["manifest", "file"])
def test_snapshots_that_never_work_end_in_reading_the_feed(world: World, stage: str) -> None:
    goods(world)
    till = world.a_till(settled=False)
    till.transport.refuses = MANIFEST_PATH if stage == "manifest" else FILE_PATH
    for _ in range(5):
        till.turn()
        assert till.cycle.status.link is Link.OFFLINE
    till.settle()

    assert count_items(till) == GOODS + 1
    assert till.cycle.status.link is Link.ONLINE
    till.transport.refuses = None
    goods(world, version=2)
    goods(world, version=3)
    till.settle()
    assert len(fetched(till, FILE_PATH)) >= 2
    assert versions_shown(till) == {"v3"}
    holds_what_central_says(till)


def test_a_manifest_that_central_did_not_sign_is_not_believed(world: World) -> None:
    goods(world)
    till = world.a_till(settled=False)
    till.transport.spoils_manifest = True
    till.turn()
    assert next_frame(till) == (-1, 0)
    assert count_items(till) == 0
    till.transport.spoils_manifest = False
    till.settle()

    assert count_items(till) == GOODS + 1


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


def unchanged(
    status: int, headers: Mapping[str, str], content: bytes
) -> tuple[int, Mapping[str, str], bytes]:
    return status, headers, content


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


def frame_bytes(world: World, file: SnapshotFile) -> list[bytes]:
    """A file's frames as central keeps them."""
    statement = sa.select(snapshot_frame.c.frame).where(snapshot_frame.c.sha256 == file.sha256)
    with world.office.central.database.reading() as connection:
        ordered = statement.order_by(snapshot_frame.c.frame_no)
        return [bytes(frame) for frame in connection.execute(ordered).scalars()]


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

    assert places == [(1, 0), (1, 1), (1, 2)]
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
