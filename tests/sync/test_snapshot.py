"""A till that is far behind takes a snapshot: sells early, goes on after cuts, ends whole (10)."""

from datetime import timedelta

import pytest

from app.use_cases.search_catalog import search_catalog
from central.present.tables import snapshot_frame
from storage.unit_of_work import UnitOfWork
from sync.protocol.snapshot import FILE_PATH, MANIFEST_PATH
from sync.protocol.status import Link
from tests.sync.snapshot_kit import (
    FIRST,
    GOODS,
    count_items,
    fetched,
    files,
    goods,
    holds_what_central_says,
    next_frame,
    remove,
    versions_shown,
)
from tests.sync.world import World

pytestmark = pytest.mark.usefixtures("small_snapshots")


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
