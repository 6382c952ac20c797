"""What differs between a till and central is found by a sum and put right by a bucket (10.9 on).

Each test plants a bug: it leaves the till with rows that central does not have, in a way that the
feed itself would never notice.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from central.present.tables import feed_current, feed_sum
from central.publication import NewChange, store_feed
from storage.feed_staging import Staging, StagingReport
from storage.tables import feed_row
from sync.protocol.changes import Change, ItemChanged
from sync.protocol.snapshot import MANIFEST_PATH, SUMS_PATH
from sync.protocol.status import Link
from tests.sync.faulty_transport import Fault
from tests.sync.snapshot_kit import cup, goods, remove
from tests.sync.world import SyncTill, World

MANY = 60


def asked_for(till: SyncTill) -> list[list[int]]:
    """The buckets that the till has asked for, each time."""
    paths = [path for path, _ in till.transport.fetched if path.startswith(SUMS_PATH)]
    named = [path.split("/")[5] for path in paths if path.count("/") == 5]
    return [[int(bucket) for bucket in names.split(",")] for names in named]


def shown(till: SyncTill) -> dict[str, str]:
    """What is for sale, by id."""
    with till.till.db.reading() as uow:
        found = (uow.catalog.find_item(f"g{number:04d}") for number in range(MANY))
        return {item.item_id: item.name for item in found if item is not None}


def repairs(till: SyncTill) -> list[int]:
    with till.till.db.reading() as uow:
        entries = uow.audit.list_entries()
    return [int(entry.detail["rows"]) for entry in entries if entry.action == "feed_repaired"]


def planted(monkeypatch: pytest.MonkeyPatch, spoil: Callable[[list[Change]], list[Change]]) -> None:
    """Let staging lose or change what it is handed."""
    take = Staging.take

    def buggy(self: Staging, changes: list[Change]) -> StagingReport:
        return take(self, spoil(list(changes)))

    monkeypatch.setattr(Staging, "take", buggy)


def test_a_row_that_the_till_dropped_is_found_and_fetched_in_one_bucket(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = world.a_till()
    with monkeypatch.context() as patch:
        planted(patch, lambda rows: [row for row in rows if row.key != "g0007"])
        goods(world, count=MANY)
        till.settle()
    assert [len(buckets) for buckets in asked_for(till)] == [1]
    assert len(shown(till)) == MANY
    assert repairs(till) == [1]
    till.turn()

    assert till.sell(1)
    assert len(asked_for(till)) == 1
    assert till.cycle.status.link is Link.ONLINE


def test_a_skipped_tombstone_is_found_and_the_item_is_sold_no_more(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = world.a_till()
    goods(world, count=MANY)
    till.settle()
    with monkeypatch.context() as patch:
        planted(patch, lambda rows: [row for row in rows if row.kind != "item_removed"])
        remove(world, 7)
        till.turn()

    assert "g0007" not in shown(till)
    assert [len(buckets) for buckets in asked_for(till)] == [1]
    assert repairs(till) == [1]


def test_a_row_changed_on_the_disk_is_found_by_the_daily_recount(world: World) -> None:
    till = world.a_till()
    goods(world, count=MANY)
    till.settle()
    with till.till.db.unit_of_work() as uow:
        cheap = cup(7, 1).model_copy(update={"price_minor": 1})
        uow.sums._connection.execute(
            sa.update(feed_row)
            .where(feed_row.c.key == "g0007")
            .values(body=cheap.model_dump_json())
        )
        uow.commit()
    till.turn()
    assert asked_for(till) == []
    till.clock.go_on(timedelta(days=1))
    till.turn()
    till.turn()

    with till.till.db.reading() as uow:
        item = uow.catalog.get_item("g0007")
    assert item.price is not None
    assert item.price.amount_minor == 10_000
    assert [len(buckets) for buckets in asked_for(till)] == [1]
    assert repairs(till) == [1]


def test_a_line_that_swallows_a_change_is_found_out_though_only_the_header_is_signed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = world.a_till()
    goods(world, count=MANY)
    planted(monkeypatch, lambda rows: [row for row in rows if row.key not in {"g0003", "g0004"}])
    till.turn()

    assert len(shown(till)) == MANY
    assert repairs(till) == [2]


def test_sums_that_were_kept_wrong_are_reckoned_anew_and_nothing_is_fetched(world: World) -> None:
    till = world.a_till()
    goods(world, count=MANY)
    till.settle()
    with till.till.db.unit_of_work() as uow:
        stream = store_feed(world.store.organisation_id, world.store.store_id).name
        sums = uow.sums.find(stream)
        assert sums is not None
        sums.add(3, 12345)
        uow.sums.save(stream, sums)
        uow.commit()
    till.turn()
    till.turn()

    assert asked_for(till) == []
    assert repairs(till) == []
    asked = [path for path, _ in till.transport.fetched if path.startswith(SUMS_PATH)]
    assert len(asked) == 1


def test_what_a_repair_does_not_help_is_told_to_a_person_and_tried_again_in_an_hour(
    world: World,
) -> None:
    """Central's own sums are wrong here: nothing that the till does can make them agree."""
    till = world.a_till()
    goods(world, count=MANY)
    till.settle()
    central = world.office.central
    with central.database.writing(world.office.clock.now()) as writing:
        rows = writing.connection.execute(sa.select(feed_sum)).all()
        for row in rows:
            if row.stream.startswith("store:"):
                wrong = bytes([row.sums[0] ^ 1]) + row.sums[1:]
                change = sa.update(feed_sum).where(feed_sum.c.stream == row.stream)
                writing.connection.execute(change.values(sums=wrong))
    till.turn()
    till.turn()
    problem = till.cycle.status.problem
    assert problem is not None
    assert "differ from central's" in problem.title
    assert len(asked_for(till)) == 1
    till.sell(1)
    till.clock.go_on(timedelta(hours=1))
    world.office.clock.forward(timedelta(hours=1))
    till.turn()
    assert len(asked_for(till)) == 2

    with central.database.writing(world.office.clock.now()) as writing:
        for row in rows:
            change = sa.update(feed_sum).where(feed_sum.c.stream == row.stream)
            writing.connection.execute(change.values(sums=row.sums))
    till.turn()
    till.turn()
    assert till.cycle.status.problem is None


def test_far_too_many_differences_begin_the_feed_anew_once_a_day(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = world.a_till()
    with monkeypatch.context() as patch:
        planted(patch, lambda rows: [row for row in rows if row.kind != "item"])
        goods(world, count=MANY)
        till.turn()
        assert shown(till) == {}
        till.turn()
        till.turn()
        assert asked_for(till) == []
    till.settle()
    with till.till.db.reading() as uow:
        anew = [e for e in uow.audit.list_entries() if e.action == "feed_begun_anew"]

    assert len(anew) == 1
    till.clock.go_on(timedelta(days=1))
    world.office.clock.forward(timedelta(days=1))
    till.turn()
    till.settle()
    assert len(shown(till)) == MANY


def test_a_bucket_with_too_many_differing_rows_begins_anew(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.engine.sums.REPAIR_ROWS_MAX", 1)
    till = world.a_till()
    with monkeypatch.context() as patch:
        planted(patch, lambda rows: [row for row in rows if row.key not in {"g0003", "g0004"}])
        goods(world, count=MANY)
        till.turn()
    till.settle()

    assert len(shown(till)) == MANY
    assert repairs(till) == []


def test_a_row_that_this_program_cannot_read_is_asked_for_once_an_hour_only(world: World) -> None:
    till = world.a_till()
    central = world.office.central
    with central.database.writing(world.office.clock.now()) as writing:
        feed = store_feed(world.store.organisation_id, world.store.store_id)
        writing.publish(feed, NewChange(kind="item", key="odd", body='{"sku":7}'))
    till.settle()
    till.turn()
    till.turn()

    assert len(asked_for(till)) == 1
    with till.till.db.reading() as uow:
        assert len(uow.sums.list_doubted()) == 1


@pytest.mark.parametrize("moment", ["sums", "rows"])
def test_a_central_that_has_moved_on_meanwhile_is_compared_again_later(
    world: World, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    till = world.a_till()
    with monkeypatch.context() as patch:
        planted(patch, lambda rows: [row for row in rows if row.key != "g0007"])
        goods(world, count=MANY)
        waits = 0 if moment == "sums" else 1
        till.transport.before_fetch = [
            *([lambda: None] * waits),
            lambda: world.price_tape(50_000, version=2),
        ]
        till.turn()
    assert "g0007" not in shown(till)
    till.turn()
    till.turn()

    assert "g0007" in shown(till)
    assert repairs(till) == [1]


def test_a_repair_that_the_line_cuts_is_done_after_the_next_comparison(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = world.a_till()
    with monkeypatch.context() as patch:
        planted(patch, lambda rows: [row for row in rows if row.key != "g0007"])
        goods(world, count=MANY)
        till.transport.refuses = SUMS_PATH
        till.turn()
    assert "g0007" not in shown(till)
    till.transport.refuses = None
    till.turn()

    assert "g0007" in shown(till)


def test_an_idle_answer_with_sums_is_less_than_a_kilobyte(world: World) -> None:
    till = world.a_till()
    goods(world, count=MANY)
    till.settle()
    till.transport.answer_bytes.clear()
    till.turn()

    assert till.transport.answer_bytes[0] < 1_000
    assert Fault.NONE in till.transport.happened


def test_sums_at_central_are_those_of_its_present_rows(world: World) -> None:
    goods(world, count=MANY)
    goods(world, version=2, count=MANY)
    remove(world, 1)
    till = world.a_till()
    present = world.office.rows(feed_current, "stream", "key")

    items = [row for row in present if row["kind"] == "item"]
    assert len(items) == MANY  # the tape, and one is gone
    with till.till.db.reading() as uow:
        for row in world.office.rows(feed_sum, "stream"):
            stream = str(row["stream"])
            assert uow.sums.recount(stream).to_bytes() == row["sums"]


def test_a_body_is_the_same_row_however_central_wrote_it(world: World) -> None:
    till = world.a_till()
    body = cup(1, 1).model_dump_json(indent=2).replace("\n", " ")
    assert ItemChanged.model_validate_json(body) == cup(1, 1)
    with world.office.central.database.writing(world.office.clock.now()) as writing:
        feed = store_feed(world.store.organisation_id, world.store.store_id)
        writing.publish(feed, NewChange(kind="item", key="g0001", body=body))
    till.settle()
    till.turn()

    assert [path for path, _ in till.transport.fetched if MANIFEST_PATH not in path] == []


def test_a_repair_that_comes_too_late_changes_nothing_and_is_not_noted(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = world.a_till()
    with monkeypatch.context() as patch:
        planted(patch, lambda rows: [row for row in rows if row.key != "g0007"])
        patch.setattr("storage.feed_repair.FeedRepairs.carry_out", lambda *_: False)
        goods(world, count=MANY)
        till.turn()
    assert repairs(till) == []
    till.turn()

    assert repairs(till) == [1]
