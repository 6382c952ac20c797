"""Each check of the storage can fail: a planted bug is found by the check that is named for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection

from storage.database import TillDatabase
from storage.feed import Feed
from storage.feed_staging import StagingReport
from storage.high_water_mark import HighWaterMark
from storage.outbox import Batch, Outbox
from storage.outbox_pruning import prune_stream
from storage.streams import Stream, Streams
from sync.protocol.changes import Change
from tests.helpers.storage_checks import CHECKS, Witness, complaints
from tests.storage.kit import FEED, MORNING, STREAM, an_item, enrolled, say_many, stage
from tests.storage.sales_kit import a_cart, open_shift, sell, write_sale

OLD, YOUNG = 100, 80
LATER = MORNING + timedelta(days=36)


def live(db: TillDatabase) -> set[str]:
    """Five weeks of a till; return the names of the checks that complained on the way.

    It sells, abandons a sale, sends a part, of which a part becomes durable, and pulls a feed that
    is cut off.
    """
    witness = Witness(now=LATER, feed=FEED)
    open_shift(db)
    with db.unit_of_work() as uow:
        write_sale(uow, a_cart("abandoned"))
    sell(db, "cart-1")
    say_many(db, OLD - 2)
    say_many(db, YOUNG, at=MORNING + timedelta(days=10))
    made = dict.fromkeys(range(1, OLD + 1), MORNING)
    made |= {seq: MORNING + timedelta(days=10) for seq in range(OLD + 1, OLD + YOUNG + 1)}
    witness.made_at = {(STREAM, seq): at for seq, at in made.items()}
    pull(db, witness)
    found = set[str]()
    for stored, durable in ((118, 40), (150, 110)):
        take_word(db, witness, stored=stored, durable=durable)
        with db.unit_of_work() as uow:
            uow.outbox.prune(LATER)
            uow.commit()
        found |= {sentence.split(":")[0] for sentence in complaints(db, witness)}
    return found


def take_word(db: TillDatabase, witness: Witness, *, stored: int, durable: int) -> None:
    witness.stored[STREAM], witness.durable[STREAM] = stored, durable
    with db.unit_of_work() as uow:
        uow.outbox.next_batch(1_000_000)
        uow.outbox.mark_stored(STREAM, stored, durable)
        uow.commit()


def pull(db: TillDatabase, witness: Witness) -> None:
    """Two chunks come, the second of which ends in the middle of a transaction; a third is cut."""
    witness.cursors = {"c1": frozenset({1}), "c2": frozenset({1, 2}), "c3": frozenset({1, 2, 3})}
    witness.transactions = (frozenset({"a"}), frozenset({"b", "c"}))
    stage(db, an_item("a", "One", 1), cursor="c1")
    stage(db, an_item("b", "Two", 2, last=3), cursor="c2")
    with db.unit_of_work() as uow:
        uow.feed.flip({FEED: 2})
        uow.commit()
    with db.unit_of_work() as uow:
        uow.feed.stage([an_item("c", "Three", 3)], "c3")  # the power goes before the commit


def test_a_sound_till_gives_no_complaint(tmp_path: Path) -> None:
    db = enrolled(tmp_path)

    assert live(db) == set()
    db.close()


# ------------------------------------------------------------------ the bugs


def sent_when_it_was_only_read(patch: pytest.MonkeyPatch) -> None:
    """A batch that was handed to the line counts as sent before the answer came."""
    original = Outbox.next_batch

    def hopeful(self: Outbox, max_bytes: int) -> Batch | None:
        batch = original(self, max_bytes)
        if batch is not None:
            self.mark_stored(batch.stream, batch.first_seq + len(batch.operations) - 1, 0)
        return batch

    patch.setattr(Outbox, "next_batch", hopeful)


def pruned_when_it_is_only_stored(patch: pytest.MonkeyPatch) -> None:
    """What central has stored is forgotten, although its disk may still lose it."""

    def greedy(connection: Connection, source: Stream, now: datetime, limit: int) -> int:
        stored = replace(source, durable_through=source.stored_through)
        return prune_stream(connection, stored, now, limit)

    patch.setattr("storage.outbox.prune_stream", greedy)


def pruned_when_it_is_young(patch: pytest.MonkeyPatch) -> None:
    """The age is not looked at, only what central says."""
    patch.setattr("storage.outbox_pruning.KEPT", timedelta(days=-1_000))


def cursor_saved_outside_the_transaction(patch: pytest.MonkeyPatch) -> None:
    """The cursor is kept at once, the rows when the caller commits."""
    original = Feed.stage

    def hasty(self: Feed, changes: Sequence[Change], cursor: str) -> StagingReport:
        self._save(cursor=cursor)
        self._connection.exec_driver_sql("COMMIT")
        self._connection.exec_driver_sql("BEGIN IMMEDIATE")
        return original(self, changes, cursor)

    patch.setattr(Feed, "stage", hasty)


def half_a_transaction_shown(patch: pytest.MonkeyPatch) -> None:
    """A flip believes the position it is told, whatever came with it."""

    def believing(self: Feed, visible: Mapping[str, int]) -> None:
        for name, position in visible.items():
            self._connection.execute(
                sa.text("UPDATE feed_stream SET visible = :position WHERE stream = :name"),
                {"position": position, "name": name},
            )

    patch.setattr(Feed, "flip", believing)


def mark_written_before_the_commit(patch: pytest.MonkeyPatch) -> None:
    """The mark moves with the append; an abandoned sale leaves it ahead for ever."""
    original = Streams.advance
    marks: list[HighWaterMark] = []

    def eager(self: Streams, seq: int, digest: bytes) -> None:
        original(self, seq, digest)
        for mark in marks:
            mark.write({STREAM: (10_000, digest.hex())})

    made = TillDatabase._compare_with_mark

    def remembering(self: TillDatabase) -> None:
        made(self)
        marks.append(self._mark)
        patch.setattr(self, "_committed", lambda door: setattr(self, "_stale", door.stale))

    patch.setattr(TillDatabase, "_compare_with_mark", remembering)
    patch.setattr(Streams, "advance", eager)


def number_taken_by_an_abandoned_sale(patch: pytest.MonkeyPatch) -> None:
    """Numbers are counted in memory, where no rollback reaches."""
    taken: list[int] = []

    def counted(self: Streams) -> str:
        taken.append(1)
        return f"{self.get_current().name}-{len(taken):06d}"

    patch.setattr(Streams, "next_receipt_number", counted)


BUGS: Mapping[Callable[[pytest.MonkeyPatch], None], str] = {
    sent_when_it_was_only_read: "nothing_counts_as_sent_before_central_said_so",
    pruned_when_it_is_only_stored: "nothing_is_pruned_before_it_is_durable_and_old",
    pruned_when_it_is_young: "nothing_is_pruned_before_it_is_durable_and_old",
    cursor_saved_outside_the_transaction: "the_cursor_never_runs_ahead_of_the_rows",
    half_a_transaction_shown: "transactions_of_central_are_shown_whole",
    mark_written_before_the_commit: "the_mark_never_runs_ahead_of_the_ledger",
    number_taken_by_an_abandoned_sale: "each_number_was_given_to_one_sale",
}


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: str(bug.__name__))
def test_a_planted_bug_is_found_by_the_check_named_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bug: Callable[[pytest.MonkeyPatch], None]
) -> None:
    bug(monkeypatch)
    db = enrolled(tmp_path)
    found = live(db)
    monkeypatch.undo()
    db.close()

    assert found == {BUGS[bug]}


def test_every_check_has_its_bug() -> None:
    assert set(BUGS.values()) == set(CHECKS)
