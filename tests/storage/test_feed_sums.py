"""Sums kept while rows are staged and shown are those of the rows, whatever came in which order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from storage.database import TillDatabase
from storage.feed_repair import Compared, Repair, TrueRow, plan_repair
from sync.protocol.canonical import canonical_bytes
from sync.protocol.changes import Change
from sync.protocol.sums import SetSums, StreamSum, bucket_of
from tests.storage.kit import (
    FEED,
    MORNING,
    a_change,
    an_item,
    caught_up,
    enrolled,
    found,
    open_db,
    rows_of,
    show,
    stage,
    sweep_all,
    tamper,
    tell,
)

RULE = TrueRow(
    position=1,
    kind="rule",
    key="vat_rate/standard/2020-01-01",
    body='{"key":"standard","kind":"vat_rate","valid_from":"2020-01-01","value":{}}',
)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[TillDatabase]:
    made = enrolled(tmp_path)
    yield made
    made.close()


def kept(db: TillDatabase) -> str | None:
    with db.reading() as uow:
        sums = uow.sums.find(FEED)
    return None if sums is None else sums.total()


def counted(db: TillDatabase) -> str:
    with db.reading() as uow:
        return uow.sums.recount(FEED).total()


def gone(key: str, position: int) -> Change:
    return a_change("item_removed", key, position)


def test_sums_follow_what_is_shown(db: TillDatabase) -> None:
    assert kept(db) is None
    tell(db, an_item("tape", "Tape", 1), an_item("rope", "Rope", 2))
    assert kept(db) == counted(db)
    before = kept(db)
    stage(db, an_item("tape", "Better tape", 3), an_item("tape", "Best tape", 4, last=5))
    assert kept(db) == before
    stage(db, gone("rope", 5))
    show(db, 5)

    assert kept(db) == counted(db) != before
    sweep_all(db)
    assert kept(db) == counted(db)
    stage(db, an_item("rope", "Rope again", 6))
    show(db, 6)
    assert kept(db) == counted(db)
    assert rows_of(db, "SELECT count(*) FROM feed_sum_step") == [(0,)]


def test_a_transaction_over_many_chunks_adds_up(db: TillDatabase) -> None:
    stage(db, *(an_item(f"a{n}", f"A {n}", n, last=300) for n in range(1, 151)))
    stage(db, *(an_item(f"a{n}", f"A {n}", n, last=300) for n in range(151, 301)))
    show(db, 300)

    assert kept(db) == counted(db) != SetSums().total()


def test_a_new_generation_begins_with_nothing_and_ends_with_the_same(db: TillDatabase) -> None:
    tell(db, an_item("tape", "Tape", 1), an_item("rope", "Rope", 2))
    before = kept(db)
    with db.unit_of_work() as uow:
        uow.feed.forget_cursor()
        uow.commit()
    assert kept(db) is None
    stage(db, an_item("tape", "Tape", 1))
    show(db, 1)
    stage(db, an_item("rope", "Rope", 2))
    show(db, 2)
    caught_up(db)
    sweep_all(db)

    assert kept(db) == counted(db) == before


def test_sums_that_nobody_has_reckoned_stay_unknown_until_the_recount(
    tmp_path: Path,
) -> None:
    db = enrolled(tmp_path)
    tell(db, an_item("tape", "Tape", 1))
    db.close()
    tamper(tmp_path / "data" / "till.db", "DELETE FROM feed_sum")
    db = open_db(tmp_path)
    tell(db, an_item("rope", "Rope", 2))
    assert kept(db) is None
    with db.unit_of_work() as uow:
        assert uow.sums.list_differing({FEED: StreamSum(position=2, total="0" * 32)}) == ()
        uow.sums.save(FEED, uow.sums.recount(FEED))
        uow.commit()
    tell(db, an_item("twine", "Twine", 3))

    assert kept(db) == counted(db)
    db.close()


def test_streams_are_compared_only_where_both_stand_at_one_position(db: TillDatabase) -> None:
    tell(db, an_item("tape", "Tape", 1))
    good = kept(db)
    assert good is not None
    with db.reading() as uow:
        assert uow.sums.list_streams() == (FEED,)
        assert uow.sums.position(FEED) == 1
        assert uow.sums.position("another") == 0
        assert uow.sums.list_differing({FEED: StreamSum(position=1, total=good)}) == ()
        assert uow.sums.list_differing({FEED: StreamSum(position=2, total="0" * 32)}) == ()
        assert uow.sums.list_differing({FEED: StreamSum(position=1, total="0" * 32)}) == (FEED,)


def a_repair(db: TillDatabase, *truth: TrueRow, position: int = 2) -> Repair:
    buckets = tuple(sorted({bucket_of("item", key) for key in ("tape", "rope", "twine")}))
    with db.reading() as uow:
        compared = Compared(
            stream=FEED,
            position=position,
            buckets=buckets,
            held=uow.sums.list_rows(FEED, buckets),
            truth=truth,
            sums=uow.sums.recount(FEED),
        )
    return plan_repair(compared)


def true_row(change: Change) -> TrueRow:
    """A row as central would tell it."""
    body = canonical_bytes(change.body).decode()
    return TrueRow(position=change.position, kind="item", key=change.key, body=body)


def test_a_repair_puts_in_what_is_missing_and_takes_out_what_is_wrong(db: TillDatabase) -> None:
    tape, rope = an_item("tape", "Tape", 1), an_item("rope", "Rope", 2, barcodes=("ROPE-1",))
    tell(db, tape, rope)
    truth = [
        true_row(an_item("tape", "Good tape", 1, barcodes=("TAPE-1",))),
        true_row(an_item("twine", "Twine", 2)),
    ]
    repair = a_repair(db, *truth)
    with db.unit_of_work() as uow:
        assert uow.repairs.carry_out(repair)
        uow.commit()

    assert repair.row_count == 3
    assert found(db, "tape") == ["tape"]
    assert found(db, "good") == ["tape"]
    assert found(db, "rope") == []
    assert found(db, "twine") == ["twine"]
    with db.reading() as uow:
        assert [item.item_id for item in uow.catalog.find_by_barcode("TAPE-1")] == ["tape"]
        assert uow.catalog.find_by_barcode("ROPE-1") == ()
    assert kept(db) == counted(db) == repair.sums.total()


def test_nothing_is_written_where_the_feed_has_moved_on(db: TillDatabase) -> None:
    tell(db, an_item("tape", "Tape", 1), an_item("rope", "Rope", 2))
    repair = a_repair(db)
    tell(db, an_item("twine", "Twine", 3))
    with db.unit_of_work() as uow:
        assert not uow.repairs.carry_out(repair)
        uow.commit()

    assert found(db, "tape") == ["tape"]


def test_only_missing_rows_are_a_repair_too(db: TillDatabase) -> None:
    tape = an_item("tape", "Tape", 2)
    tell(db, tape)
    repair = a_repair(db, true_row(tape), true_row(an_item("rope", "Rope", 1)))
    with db.unit_of_work() as uow:
        assert uow.repairs.carry_out(repair)
        uow.commit()

    assert repair.wrong == (("item", "rope"),)
    assert found(db, "rope") == ["rope"]


def test_rules_are_put_right_like_items_and_read_anew(db: TillDatabase) -> None:
    tell(db, an_item("tape", "Tape", 1), an_item("rope", "Rope", 2))
    sums = SetSums()
    ((edition,),) = rows_of(db, "SELECT coalesce(max(edition), 0) FROM feed_edition")
    repair = Repair(
        stream=FEED,
        position=2,
        wrong=(("rule", RULE.key),),
        missing=(RULE,),
        sums=sums,
    )
    with db.unit_of_work() as uow:
        assert uow.repairs.carry_out(repair)
        uow.commit()

    assert rows_of(db, "SELECT count(*) FROM shown_row WHERE kind = 'rule'") == [(1,)]
    assert rows_of(db, "SELECT edition - 1 FROM feed_edition") == [(edition,)]


def test_a_row_that_this_program_cannot_read_stays_away_and_is_missed(db: TillDatabase) -> None:
    tape = an_item("tape", "Tape", 2)
    tell(db, tape)
    odd = TrueRow(position=1, kind="item", key="rope", body='{"sku":7}')
    twine = true_row(an_item("twine", "Twine", 1, barcodes=("TWINE-1",)))
    unsaleable = replace(twine, body=twine.body.replace("TWINE-1", "4006381333931"))
    unheard_of = replace(odd, kind="news")
    repair = a_repair(db, true_row(tape), odd, unsaleable, unheard_of)

    assert a_repair(db, true_row(tape), twine, RULE).row_count == 2
    assert repair.missing == ()
    assert repair.row_count == 0


def test_no_more_than_two_hundred_rows_are_put_right_at_once(db: TillDatabase) -> None:
    wrong = tuple(("item", f"i{number}") for number in range(201))
    repair = Repair(stream=FEED, position=0, wrong=wrong, missing=(), sums=SetSums())
    with pytest.raises(ValueError, match="at most 200"), db.unit_of_work() as uow:
        uow.repairs.carry_out(repair)


def test_doubts_are_kept_until_both_ends_agree(db: TillDatabase) -> None:
    with db.unit_of_work() as uow:
        uow.sums.doubt(FEED, MORNING)
        uow.sums.doubt(FEED, MORNING + timedelta(hours=1))
        uow.sums.doubt("org:o", MORNING)
        uow.commit()
    with db.reading() as uow:
        assert uow.sums.list_doubted() == {FEED: MORNING + timedelta(hours=1), "org:o": MORNING}
    with db.unit_of_work() as uow:
        uow.sums.trust([FEED])
        uow.commit()

    with db.reading() as uow:
        assert list(uow.sums.list_doubted()) == ["org:o"]


def test_no_more_than_two_hundred_rows_of_a_snapshot_are_kept_at_once(db: TillDatabase) -> None:
    rows = [an_item(f"i{number}", "I", number) for number in range(1, 202)]
    with pytest.raises(ValueError, match="at most 200"), db.unit_of_work() as uow:
        uow.feed.stage_snapshot(rows, {FEED: 500})
