"""What central says is staged unseen, shown whole, and swept when it is superseded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from storage.database import TillDatabase
from storage.errors import DiskFull
from storage.feed import Feed
from sync.protocol.changes import Change
from tests.storage.kit import (
    FEED,
    MORNING,
    a_change,
    a_part,
    an_item,
    caught_up,
    enrolled,
    found,
    rows_of,
    say,
    show,
    stage,
    sweep_all,
    tell,
)
from tests.storage.sales_kit import a_party


@pytest.fixture
def db(tmp_path: Path) -> Iterator[TillDatabase]:
    made = enrolled(tmp_path)
    yield made
    made.close()


def price_of(db: TillDatabase, item_id: str) -> int | None:
    with db.reading() as uow:
        item = uow.catalog.find_item(item_id)
    assert item is None or item.price is not None
    return None if item is None or item.price is None else item.price.amount_minor


def begin_anew(db: TillDatabase) -> None:
    with db.unit_of_work() as uow:
        uow.feed.forget_cursor()
        uow.commit()


def test_what_is_staged_is_unseen_until_its_position_is_shown(db: TillDatabase) -> None:
    stage(db, an_item("tape", "Packing tape"), cursor="after tape")
    with db.reading() as uow:
        assert uow.feed.cursor() == "after tape"
        assert not uow.catalog.has_items()
        assert uow.catalog.count_items() == 0
    assert found(db, "tape") == []

    show(db, 1)
    with db.reading() as uow:
        assert uow.catalog.has_items()
        assert uow.catalog.count_items() == 1
        assert uow.catalog.get_item("tape").position == 1
    assert found(db, "tape") == ["tape"]


def test_rows_and_cursor_are_there_together_or_not_at_all(db: TillDatabase) -> None:
    with db.unit_of_work() as uow:
        uow.feed.stage([an_item("tape", "Packing tape")], "lost")
    with db.reading() as uow:
        assert uow.feed.cursor() is None
    assert rows_of(db, "SELECT count(*) FROM feed_row") == [(0,)]


def test_a_transaction_of_central_appears_whole_even_when_told_to_show_half(
    db: TillDatabase,
) -> None:
    stage(db, an_item("old", "Old price", 1))
    stage(db, an_item("a", "Half one", 2, last=3))
    show(db, 2)
    assert found(db, "half") == []
    assert found(db, "old") == ["old"]

    stage(db, an_item("b", "Half two", 3))
    show(db, 3)
    assert found(db, "half") == ["a", "b"]


def test_what_is_shown_never_goes_back(db: TillDatabase) -> None:
    tell(db, an_item("a", "One", 1), an_item("b", "Two", 2))
    show(db, 1)

    assert found(db, "two") == ["b"]


def test_a_price_changes_at_one_moment_and_a_scan_before_it_sees_the_old(db: TillDatabase) -> None:
    tell(db, an_item("tape", "Packing tape", 1, price_minor=100, barcodes=("TAPE-1",)))
    stage(db, an_item("tape", "Packing tape", 2, price_minor=200, barcodes=("TAPE-2",)))
    assert price_of(db, "tape") == 100
    with db.reading() as uow:
        assert [item.item_id for item in uow.catalog.find_by_barcode("TAPE-1")] == ["tape"]
        assert uow.catalog.find_by_barcode("TAPE-2") == ()

    show(db, 2)
    assert price_of(db, "tape") == 200
    with db.reading() as uow:
        assert uow.catalog.find_by_barcode("TAPE-1") == ()
        assert uow.catalog.count_items() == 1
    assert found(db, "packing") == ["tape"]
    assert sweep_all(db) == [1, 0]
    assert price_of(db, "tape") == 200
    assert rows_of(db, "SELECT count(*) FROM feed_row") == [(1,)]


def test_two_versions_of_an_item_in_one_chunk_leave_the_newer(db: TillDatabase) -> None:
    tell(db, an_item("tape", "First", 1, last=2), an_item("tape", "Second", 2))

    assert found(db, "first") == []
    assert found(db, "second") == ["tape"]
    assert sweep_all(db) == [1, 0]


def test_nothing_is_swept_that_is_still_shown(db: TillDatabase) -> None:
    tell(db, an_item("tape", "Shown", 1))
    stage(db, an_item("tape", "Staged", 2))

    assert sweep_all(db) == [0]
    assert found(db, "shown") == ["tape"]


def test_an_item_taken_out_is_gone_at_once_and_leaves_no_rows(db: TillDatabase) -> None:
    tell(db, an_item("tape", "Packing tape", 1, barcodes=("TAPE-1",)))
    tell(db, a_change("item_removed", "tape", 2))
    assert found(db, "packing") == []
    assert price_of(db, "tape") is None

    assert sweep_all(db) == [2, 0]
    for table in ("feed_row", "feed_superseded", "catalog_index", "catalog_barcode"):
        assert rows_of(db, f"SELECT count(*) FROM {table}") == [(0,)]
    tell(db, an_item("tape", "Packing tape again", 3))
    assert found(db, "packing") == ["tape"]


def test_taking_out_what_never_came_leaves_nothing(db: TillDatabase) -> None:
    tell(db, a_change("item_removed", "ghost", 1))

    assert sweep_all(db) == [1, 0]
    assert rows_of(db, "SELECT count(*) FROM feed_row") == [(0,)]


def test_a_change_that_comes_again_is_harmless(db: TillDatabase) -> None:
    changes = [an_item("a", "One", 1), an_item("b", "Two", 2)]
    with db.unit_of_work() as uow:
        first = uow.feed.stage(changes, "c")
        again = uow.feed.stage(changes, "c")
        uow.commit()
    show(db, 2)
    with db.unit_of_work() as uow:
        later = uow.feed.stage(changes, "c")
        uow.commit()

    assert (first.staged, first.already_here) == (2, 0)
    assert (again.staged, again.already_here) == (0, 2)
    assert (later.staged, later.already_here) == (0, 2)
    assert found(db, "two") == ["b"]
    assert sweep_all(db) == [0]


def test_sweeping_takes_a_bounded_piece_at_a_time(db: TillDatabase) -> None:
    tell(db, *(an_item(f"i{n}", "Before", n) for n in range(1, 8)))
    tell(db, *(an_item(f"i{n}", "After", 10 + n) for n in range(1, 8)))

    assert sweep_all(db, limit=3) == [3, 3, 1, 0]
    assert len(found(db, "after")) == 7


def test_more_than_200_changes_are_refused(db: TillDatabase) -> None:
    changes = [an_item(f"i{n}", "Name", n) for n in range(1, 202)]
    with db.unit_of_work() as uow, pytest.raises(ValueError, match="at most 200"):
        uow.feed.stage(changes, "c")


def test_a_position_that_no_feed_can_have_is_refused(db: TillDatabase) -> None:
    with db.unit_of_work() as uow, pytest.raises(ValueError, match="feed position"):
        uow.feed.flip({FEED: 1 << 41})


@pytest.mark.parametrize(
    "broken",
    [
        an_item("bad", "No such currency", 2, currency="XXX"),
        an_item("bad", "Negative", 2, price_minor=-5),
        an_item("bad", "Barcode as printed", 2, barcodes=("4006381333931",)),
        an_item("bad", "Empty code", 2, barcodes=(" ",)),
        an_item("bad", " ", 2),
        an_item("bad", "A float inside", 2, weight_grams=1.5),
        a_change("staff", "s", 2, {"name": "No verifier"}),
    ],
)
def test_a_change_that_cannot_be_read_is_named_and_stops_nothing(
    db: TillDatabase, broken: Change
) -> None:
    with db.unit_of_work() as uow:
        report = uow.feed.stage([an_item("a", "One", 1), broken, an_item("b", "Three", 3)], "c")
        uow.commit()
    show(db, 3)

    assert report.unreadable == (f"{FEED}/2",)
    assert (report.staged, report.already_here, report.unknown_kinds) == (2, 0, 0)
    assert sorted(found(db, "one") + found(db, "three")) == ["a", "b"]


def test_what_cannot_be_read_leaves_the_version_before_it_shown(db: TillDatabase) -> None:
    tell(db, an_item("tape", "Packing tape", 1))
    tell(db, an_item("tape", "Broken", 2, currency="XXX"))

    assert found(db, "packing") == ["tape"]


def test_a_kind_of_a_newer_central_is_kept_for_a_newer_program(db: TillDatabase) -> None:
    with db.unit_of_work() as uow:
        report = uow.feed.stage([a_change("voucher", "v1", 1, {"worth_minor": 5})], "c")
        uow.commit()
    show(db, 1)

    assert (report.staged, report.unknown_kinds) == (1, 1)
    assert rows_of(db, "SELECT kind, body FROM shown_row") == [("voucher", '{"worth_minor":5}')]


def test_a_rebase_keeps_what_is_shown_until_central_has_told_all_again(db: TillDatabase) -> None:
    tell(db, an_item("kept", "Kept tape", 500), an_item("gone", "Gone tape", 501))
    caught_up(db)
    begin_anew(db)
    with db.reading() as uow:
        assert uow.feed.cursor() is None
    assert sorted(found(db, "tape")) == ["gone", "kept"]

    stage(db, an_item("kept", "Kept tape, new price", 3, price_minor=999))
    assert price_of(db, "kept") == 50_000
    show(db, 3)
    assert price_of(db, "kept") == 999
    assert sorted(found(db, "tape")) == ["gone", "kept"]
    assert sweep_all(db) == [1, 0]

    caught_up(db)
    assert found(db, "tape") == ["kept"]
    assert sweep_all(db) == [1, 0]
    with db.reading() as uow:
        assert uow.catalog.get_item("kept").position == 3


def test_a_rebase_sweeps_what_it_left_behind_a_bounded_piece_at_a_time(db: TillDatabase) -> None:
    tell(db, *(an_item(f"i{n}", "Old", n) for n in range(1, 6)))
    begin_anew(db)
    tell(db, an_item("i1", "New", 1))
    caught_up(db)

    assert found(db, "old") == []
    assert sweep_all(db, limit=2) == [2, 2, 1, 0]
    assert found(db, "new") == ["i1"]


def test_two_rebases_in_a_row_show_the_last(db: TillDatabase) -> None:
    tell(db, an_item("tape", "First epoch", 900))
    begin_anew(db)
    stage(db, an_item("tape", "Second epoch", 5))
    begin_anew(db)
    tell(db, an_item("tape", "Third epoch", 2))
    caught_up(db)
    sweep_all(db)

    assert found(db, "epoch") == ["tape"]
    assert found(db, "third") == ["tape"]
    assert rows_of(db, "SELECT count(*) FROM feed_row") == [(1,)]


def test_a_chunk_without_changes_keeps_its_cursor(db: TillDatabase) -> None:
    stage(db, cursor="nothing new")
    with db.reading() as uow:
        assert uow.feed.cursor() == "nothing new"


def test_rows_that_pour_in_do_not_let_the_log_grow_until_a_sale_must_wait(
    db: TillDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved: list[int] = []

    def full_disk() -> None:
        moved.append(len(moved))
        raise DiskFull("The disk is full", "Nothing is lost. Press on.")

    monkeypatch.setattr(db, "idle_maintenance", full_disk)
    for number in range(1, 10):
        stage(db, an_item(f"i{number}", "Item", number))
        show(db, number)

    assert moved == [0, 1]
    assert len(found(db, "item")) == 9


def test_streams_are_shown_apart(db: TillDatabase) -> None:
    here = an_item("here", "Tape here", 1)
    there = an_item("there", "Tape there", 7).model_copy(update={"stream": "org:kaieteur"})
    stage(db, here, there)
    show(db, 7, "org:kaieteur")
    with db.reading() as uow:
        assert uow.feed.shown_position() == 7
    assert found(db, "tape") == ["there"]

    show(db, 1)
    assert found(db, "tape") == ["here", "there"]
    with db.reading() as uow:
        assert uow.feed.shown_positions() == {FEED: 1, "org:kaieteur": 7}


def test_the_feed_knows_epoch_and_when_it_last_heard_everything(db: TillDatabase) -> None:
    with db.reading() as uow:
        assert (uow.feed.epoch(), uow.feed.heard_at(), uow.feed.cursor()) == (None, None, None)
        assert uow.feed.shown_position() == 0
    with db.unit_of_work() as uow:
        uow.feed.save_epoch("epoch-2")
        uow.commit()
    caught_up(db, MORNING + timedelta(hours=1))
    with db.reading() as uow:
        assert uow.feed.epoch() == "epoch-2"
        assert uow.feed.heard_at() == MORNING + timedelta(hours=1)


def test_an_exchange_without_news_moves_nothing(db: TillDatabase) -> None:
    tell(db, an_item("tape", "Packing tape", 1))
    before = rows_of(db, "SELECT * FROM feed_state")
    show(db, 1)
    stage(db)

    assert rows_of(db, "SELECT * FROM feed_state") == before
    assert sweep_all(db) == [0]


def test_a_person_erased_at_central_is_erased_here_when_it_is_shown(db: TillDatabase) -> None:
    with db.unit_of_work() as uow:
        uow.people.save(a_party("person-lila", "Lilawattie Singh"), at=MORNING)
        say(uow, personal=(a_part("person-lila", {"name": "Lilawattie Singh"}),))
        uow.commit()
    stage(db, a_change("person_erased", "person-lila", 4))
    with db.reading() as uow:
        assert uow.people.find_person("person-lila") is not None
        assert uow.people.list_erasures() == ()

    show(db, 4)
    with db.reading() as uow:
        assert uow.people.find_person("person-lila") is None
        assert uow.people.list_erasures() == ("person-lila",)
    assert rows_of(db, "SELECT count(*) FROM personal_part") == [(0,)]
    assert sweep_all(db) == [1, 0]


def test_half_a_transaction_that_a_rebase_cut_off_is_never_shown(db: TillDatabase) -> None:
    tell(db, an_item("a", "New one", 1, last=2), an_item("b", "New two", 2))
    begin_anew(db)
    stage(db, an_item("a", "Old one", 2, last=3))  # its other half never comes
    begin_anew(db)
    stage(db, an_item("c", "Another", 2))

    with db.unit_of_work() as uow:
        assert not uow.feed.flip({FEED: 2})
        uow.commit()
    assert found(db, "new") == ["a", "b"]
    with db.unit_of_work() as uow:
        assert [uow.feed.drop_unshown(), uow.feed.drop_unshown()] == [1, 0]
        assert uow.feed.flip({FEED: 2})
        uow.commit()
    assert found(db, "old") == []
    assert found(db, "another") == ["c"]
    sweep_all(db)
    assert found(db, "new") == ["a", "b"]


def test_planted_bug_rows_that_an_abandoned_pull_left_are_shown_half(
    db: TillDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody looks for them before the new generation shows its position."""
    monkeypatch.setattr(Feed, "_list_unshown", lambda *_, **__: ())
    tell(db, an_item("a", "New one", 1, last=2), an_item("b", "New two", 2))
    begin_anew(db)
    stage(db, an_item("a", "Old one", 2, last=3))
    begin_anew(db)
    tell(db, an_item("c", "Another", 2))

    assert found(db, "old") == ["a"]
    assert found(db, "new") == ["b"]
