"""Operations wait until central has them, and stay until they are durable there and old."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from domain.errors import NotFound
from storage.database import TillDatabase
from storage.outbox import Batch, Head
from storage.outbox_damage import OutboxDamaged, sound_beginning
from storage.streams import StreamStart
from sync.protocol.exchange import Ruling
from sync.protocol.keys import SigningKey
from sync.protocol.operation import chain_hash, genesis_hash, hash_is_signed
from tests.storage.kit import (
    MORNING,
    SIGNER,
    STREAM,
    TILL,
    a_part,
    a_record,
    begin_stream,
    enrolled,
    fixed_key,
    open_db,
    rows_of,
    say,
    say_many,
)

DAY = timedelta(days=1)
LARGE = 1_000_000


@pytest.fixture
def db(tmp_path: Path) -> Iterator[TillDatabase]:
    made = enrolled(tmp_path)
    yield made
    made.close()


def stored(db: TillDatabase, through: int, durable: int = 0, stream: str = STREAM) -> None:
    with db.unit_of_work() as uow:
        uow.outbox.mark_stored(stream, through, durable)
        uow.commit()


def rewound(db: TillDatabase, through: int) -> None:
    with db.unit_of_work() as uow:
        uow.outbox.rewind(STREAM, through)
        uow.commit()


def pruned(db: TillDatabase, days_later: int) -> int:
    with db.unit_of_work() as uow:
        count = uow.outbox.prune(MORNING + days_later * DAY)
        uow.commit()
    return count


def next_batch(db: TillDatabase, max_bytes: int = LARGE) -> Batch:
    with db.reading() as uow:
        batch = uow.outbox.next_batch(max_bytes)
    assert batch is not None
    return batch


def seqs(batch: Batch) -> list[int]:
    return [json.loads(operation.facts)["seq"] for operation in batch.operations]


def test_every_operation_follows_the_one_before_and_is_signed(db: TillDatabase) -> None:
    say_many(db, 5)
    with db.reading() as uow:
        kept = uow.outbox.list_operations(STREAM)
        head = uow.outbox.head()

    before = genesis_hash(TILL, STREAM)
    for number, operation in enumerate(kept, start=1):
        assert operation.seq == number
        assert operation.prev_hash == before
        assert operation.hash == chain_hash(before, operation.facts)
        assert hash_is_signed(SIGNER.public_bytes, operation.hash, operation.signature)
        before = operation.hash
    assert head == Head(stream=STREAM, seq=6, hash=before, first_kept_seq=1)


def test_several_operations_of_one_transaction_are_chained_too(db: TillDatabase) -> None:
    with db.unit_of_work() as uow:
        first, second = say(uow, "a"), say(uow, "b")
        uow.commit()

    assert second.prev_hash == first.hash
    assert (first.seq, second.seq) == (2, 3)


def test_the_head_of_an_empty_stream_is_its_beginning(db: TillDatabase) -> None:
    with db.unit_of_work() as uow:
        uow.till.start_stream(
            StreamStart(name="GY03B", reason="assigned", public_key=SIGNER.public_bytes, at=MORNING)
        )
        head = uow.outbox.head()

    assert head == Head(stream="GY03B", seq=0, hash=genesis_hash(TILL, "GY03B"), first_kept_seq=1)


def test_a_batch_holds_the_bytes_that_were_hashed_and_the_parts_beside_them(
    db: TillDatabase,
) -> None:
    parts = (a_part("person-b", {"name": "Bo"}), a_part("person-a", {"name": "Al"}))
    with db.unit_of_work() as uow:
        signed = say(uow, personal=parts)
        uow.commit()
    batch = next_batch(db)
    sent = batch.operations[-1]

    assert (batch.stream, batch.first_seq, batch.first_kept_seq) == (STREAM, 1, 1)
    assert batch.prev_hash == genesis_hash(TILL, STREAM)
    assert batch.head_signature == signed.signature
    assert sent.facts == signed.facts
    assert {part.person_id: part for part in sent.parts} == {p.person_id: p for p in parts}
    assert sent.erased == ()


def test_the_part_of_an_erased_person_is_named_as_erased(db: TillDatabase) -> None:
    parts = (a_part("person-a", {"name": "Al"}), a_part("person-b", {"name": "Bo"}))
    with db.unit_of_work() as uow:
        say(uow, personal=parts)
        uow.people.erase("person-b")
        uow.commit()
    sent = next_batch(db).operations[-1]

    assert sent.parts == parts[:1]
    assert sent.erased == ("person-b",)


def test_a_batch_is_cut_by_bytes_and_holds_one_operation_at_least(db: TillDatabase) -> None:
    say_many(db, 9)
    size = len(next_batch(db).operations[0].facts)
    with db.unit_of_work() as uow:
        say(uow, personal=(a_part("person-a", {"name": "A" * 5_000}),))
        uow.commit()

    assert seqs(next_batch(db, 1)) == [1]
    assert seqs(next_batch(db, 3 * size + size // 2)) == [1, 2, 3]
    stored(db, 3)
    assert seqs(next_batch(db, size + size // 2))[0] == 4
    assert seqs(next_batch(db)) == [4, 5, 6, 7, 8, 9, 10, 11]
    stored(db, 9)
    assert seqs(next_batch(db, 4_000)) == [10]


def test_older_streams_drain_first_and_a_batch_is_of_one_stream(db: TillDatabase) -> None:
    say_many(db, 2)
    with db.unit_of_work() as uow:
        begin_stream(uow, "GY03B")
        uow.commit()

    assert (next_batch(db).stream, seqs(next_batch(db))) == (STREAM, [1, 2, 3])
    stored(db, 3)
    assert (next_batch(db).stream, seqs(next_batch(db))) == ("GY03B", [1])
    stored(db, 1, stream="GY03B")
    with db.reading() as uow:
        assert uow.outbox.next_batch(LARGE) is None
        assert uow.outbox.waiting_count() == 0
        assert uow.outbox.oldest_waiting_at() is None


def test_what_waits_is_counted_over_all_streams_and_its_age_is_known(db: TillDatabase) -> None:
    say_many(db, 1, at=MORNING + DAY)
    stored(db, 1)
    with db.unit_of_work() as uow:
        begin_stream(uow, "GY03B")
        uow.commit()
    with db.reading() as uow:
        assert uow.outbox.waiting_count() == 2
        assert uow.outbox.oldest_waiting_at() == MORNING + DAY


def test_nothing_waits_before_enrolment(tmp_path: Path) -> None:
    db = open_db(tmp_path / "new")
    with db.reading() as uow:
        assert uow.outbox.next_batch(LARGE) is None
        assert uow.outbox.waiting_count() == 0
        assert uow.outbox.oldest_waiting_at() is None
        with pytest.raises(NotFound, match="not enrolled"):
            uow.outbox.head()
    with db.unit_of_work() as uow:
        with pytest.raises(NotFound, match="not enrolled"):
            say(uow)
        uow.till.save_till(a_record())
        with pytest.raises(NotFound, match="not enrolled"):
            say(uow)
    db.close()


def test_a_lower_word_of_central_is_ignored_unless_the_till_is_told_to_rewind(
    db: TillDatabase,
) -> None:
    say_many(db, 5)
    stored(db, 4, 3)
    stored(db, 2, 1)
    with db.reading() as uow:
        stream = uow.till.current_stream()
    assert (stream.stored_through, stream.durable_through) == (4, 3)

    rewound(db, 2)
    with db.reading() as uow:
        stream = uow.till.current_stream()
    assert (stream.stored_through, stream.durable_through) == (2, 2)
    assert seqs(next_batch(db)) == [3, 4, 5, 6]
    rewound(db, 5)
    rewound(db, -1)
    assert seqs(next_batch(db)) == [1, 2, 3, 4, 5, 6]


def test_a_word_of_central_beyond_the_head_is_not_about_this_copy(db: TillDatabase) -> None:
    stored(db, 99, 99)
    say_many(db, 1)
    with db.reading() as uow:
        stream = uow.till.current_stream()

    assert (stream.stored_through, stream.durable_through) == (1, 1)
    assert seqs(next_batch(db)) == [2]


def test_durable_never_runs_ahead_of_stored(db: TillDatabase) -> None:
    say_many(db, 5)
    stored(db, 2, 5)
    with db.reading() as uow:
        stream = uow.till.current_stream()

    assert (stream.stored_through, stream.durable_through) == (2, 2)


def test_only_what_is_durable_and_older_than_35_days_is_pruned(db: TillDatabase) -> None:
    say_many(db, 99)
    say_many(db, 80, at=MORNING + 10 * DAY)
    stored(db, 180, 90)

    assert pruned(db, 35) == 0
    assert pruned(db, 36) == 90
    stored(db, 180, 180)
    assert pruned(db, 36) == 10
    assert pruned(db, 46) == 16
    assert rows_of(db, "SELECT min(seq), max(seq), count(*) FROM operation") == [(117, 180, 64)]
    assert pruned(db, 400) == 0


def test_what_a_wrong_clock_dated_in_the_future_is_as_old_as_what_came_after_it(
    db: TillDatabase,
) -> None:
    say_many(db, 5, at=MORNING + 20_000 * DAY)
    say_many(db, 5)
    say_many(db, 3, at=MORNING + 20_000 * DAY)
    say_many(db, 80, at=MORNING + 30 * DAY)
    stored(db, 94, 94)

    assert pruned(db, 36) == 11
    assert pruned(db, 36) == 0
    assert rows_of(db, "SELECT min(seq) FROM operation") == [(12,)]


def test_pruning_takes_a_bounded_piece_at_a_time_and_the_parts_along(
    db: TillDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.outbox.PRUNE_ROWS_MAX", 8)
    with db.unit_of_work() as uow:
        for _ in range(80):
            say(uow, personal=(a_part("person-a", {"name": "Al"}),))
        uow.commit()
    stored(db, 81, 81)

    assert [pruned(db, 36) for _ in range(4)] == [8, 8, 1, 0]
    assert rows_of(db, "SELECT count(*) FROM personal_part") == [(64,)]


def test_a_piece_that_one_stream_fills_leaves_the_next_stream_for_the_next_turn(
    db: TillDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.outbox.PRUNE_ROWS_MAX", 8)
    say_many(db, 71)
    stored(db, 72, 72)
    with db.unit_of_work() as uow:
        begin_stream(uow, "GY03B")
        uow.commit()
    say_many(db, 66)
    stored(db, 67, 67, "GY03B")

    assert [pruned(db, 36) for _ in range(3)] == [8, 3, 0]
    query = "SELECT stream, count(*) FROM operation GROUP BY stream ORDER BY stream"
    assert rows_of(db, query) == [("GY03A", 64), ("GY03B", 64)]


def test_after_pruning_a_rewind_sends_what_is_left_and_says_so(db: TillDatabase) -> None:
    say_many(db, 99)
    stored(db, 100, 100)
    assert pruned(db, 36) == 36
    rewound(db, 0)
    batch = next_batch(db)

    assert (batch.first_seq, batch.first_kept_seq) == (37, 37)
    with db.reading() as uow:
        assert uow.outbox.find_operation(STREAM, 36) is None
        first = uow.outbox.find_operation(STREAM, 37)
        assert uow.outbox.list_operations(STREAM, first_seq=101) == ()
    assert first is not None
    assert batch.prev_hash == first.prev_hash


def test_another_key_than_the_streams_does_not_append(db: TillDatabase) -> None:
    other = SigningKey(fixed_key("another"))
    begin = StreamStart(name="GY03B", reason="x", public_key=other.public_bytes, at=MORNING)
    with db.unit_of_work() as uow:
        uow.till.start_stream(begin)
        with pytest.raises(ValueError, match="new key starts a new stream"):
            say(uow)


def test_a_name_is_used_for_one_stream_only(db: TillDatabase) -> None:
    with db.unit_of_work() as uow, pytest.raises(ValueError, match="used before"):
        begin_stream(uow, STREAM)


def test_an_operation_goes_right_behind_the_head(db: TillDatabase) -> None:
    with db.unit_of_work() as uow, pytest.raises(ValueError, match="right behind"):
        uow.till._streams.advance(9, bytes(32))


def test_rulings_are_kept_and_a_newer_one_replaces_the_older(db: TillDatabase) -> None:
    waiting = Ruling(seq=1, state="awaiting_upgrade", title="Later", message="Not yet.")
    final = Ruling(seq=1, state="quarantined", title="Looked at", message="A person looks.")
    with db.unit_of_work() as uow:
        uow.outbox.note_rulings(STREAM, [waiting])
        uow.outbox.note_rulings(STREAM, [final])
        uow.commit()
    with db.reading() as uow:
        assert uow.outbox.list_rulings() == ((STREAM, final),)


def test_an_older_stream_whose_last_operation_is_left_out_is_in_nobodys_way(
    db: TillDatabase,
) -> None:
    say_many(db, 2)
    stored(db, 2)
    with db.unit_of_work() as uow:
        begin_stream(uow, "GY03B")
        uow.outbox.left_out.add(OutboxDamaged(STREAM, (3,)), MORNING)
        uow.commit()
    with db.reading() as uow:
        batch = uow.outbox.next_batch(LARGE)

    assert batch is not None
    assert batch.stream == "GY03B"


def test_an_operation_that_nothing_signed_vouches_for_yet_waits_for_one_that_does(
    db: TillDatabase,
) -> None:
    say_many(db, 3)
    with db.reading() as uow:
        kept = list(uow.outbox.list_operations(STREAM))
        source = uow.till.current_stream()
    first = kept[0].seq
    unsigned = [*kept[:-1], replace(kept[-1], signature=bytes(64))]

    assert sound_beginning(source, first, kept) == len(kept)
    assert sound_beginning(source, first, unsigned) == len(kept) - 1
