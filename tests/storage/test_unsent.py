"""What waits is read from a database that may be damaged: nothing is believed but what verifies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage.connections import EncryptedFile
from storage.outbox import Batch, Outbox
from storage.unsent import Unsent, opened_for_rescue, unsent_batches
from sync.protocol.operation import SignedOperation, chain_hash, hash_is_signed
from tests.storage.kit import KEY, SIGNER, STREAM, begin_stream, enrolled, say_many, tamper


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A closed till with thirty operations, of which central has ten."""
    db = enrolled(tmp_path)
    say_many(db, 29)
    with db.unit_of_work() as uow:
        uow.outbox.mark_stored(STREAM, 10, 10)
        uow.commit()
    db.close()
    return tmp_path / "data" / "till.db"


def read(database: Path, max_bytes: int = 100_000) -> tuple[list[Batch], Unsent]:
    counts = Unsent()
    with opened_for_rescue(EncryptedFile(database, KEY)) as uow:
        return list(unsent_batches(uow, max_bytes, counts)), counts


def numbers(batches: list[Batch]) -> list[int]:
    return [
        seq
        for batch in batches
        for seq in range(batch.first_seq, batch.first_seq + len(batch.operations))
    ]


def are_vouched_for(batches: list[Batch]) -> bool:
    for batch in batches:
        digest = batch.prev_hash
        for operation in batch.operations:
            digest = chain_hash(digest, operation.facts)
        if not hash_is_signed(SIGNER.public_bytes, digest, batch.head_signature):
            return False
    return True


def test_what_waits_comes_in_batches_each_vouched_for(database: Path) -> None:
    batches, counts = read(database, 1_500)

    assert numbers(batches) == list(range(11, 31))
    assert len(batches) > 3
    assert are_vouched_for(batches)
    assert (counts.given_count, counts.unreadable_count) == (20, 0)


@pytest.mark.parametrize(
    ("harm", "kept"),
    [
        ("UPDATE operation SET facts = CAST(facts || ' ' AS BLOB) WHERE seq = 20", 9),
        ("UPDATE operation SET prev_hash = zeroblob(32) WHERE seq = 20", 9),
        ("DELETE FROM operation WHERE seq = 20", 9),
        ("UPDATE operation SET signature = zeroblob(64) WHERE seq = 20", 20),
        ("UPDATE operation SET signature = zeroblob(64) WHERE seq >= 20", 9),
        ("UPDATE operation SET facts = x'00' WHERE seq = 11", 0),
    ],
)
def test_it_ends_where_something_does_not_verify(database: Path, harm: str, kept: int) -> None:
    tamper(database, harm)

    batches, counts = read(database)

    assert numbers(batches) == list(range(11, 11 + kept))
    assert are_vouched_for(batches)
    assert (counts.given_count, counts.unreadable_count) == (kept, 20 - kept)


def test_after_pruning_and_a_rewind_it_begins_with_what_is_left(database: Path) -> None:
    tamper(
        database,
        "DELETE FROM operation WHERE seq <= 5",
        "UPDATE stream SET stored_through = 2, durable_through = 0",
    )

    batches, counts = read(database)

    assert numbers(batches) == list(range(6, 31))
    assert {batch.first_kept_seq for batch in batches} == {6}
    assert counts.unreadable_count == 0


def failing_from(first_bad: int) -> Callable[..., tuple[SignedOperation, ...]]:
    """``list_operations`` as over a page that fails: whatever touches a later number is damage."""
    real = Outbox.list_operations

    def list_operations(
        self: Outbox, stream_name: str, *, first_seq: int = 1, limit: int = 200
    ) -> tuple[SignedOperation, ...]:
        found = real(self, stream_name, first_seq=first_seq, limit=limit)
        if any(signed.seq >= first_bad for signed in found):
            damage = RuntimeError("database disk image is malformed")
            damage.sqlite_errorcode = 11  # type: ignore[attr-defined]  # as the driver sets it
            raise sa.exc.DatabaseError("SELECT", None, damage)
        return found

    return list_operations


def test_up_to_a_damaged_page_each_operation_is_read_by_itself(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Outbox, "list_operations", failing_from(23))

    batches, counts = read(database)

    assert numbers(batches) == list(range(11, 23))
    assert (counts.given_count, counts.unreadable_count) == (12, 8)


def test_a_stream_of_which_nothing_can_be_read_does_not_hide_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = enrolled(tmp_path)
    say_many(db, 9)
    with db.unit_of_work() as uow:
        begin_stream(uow, "GY03B")
        uow.commit()
    say_many(db, 2)
    db.close()
    real, failing = Outbox.list_operations, failing_from(1)

    def list_operations(self: Outbox, name: str, **more: int) -> tuple[SignedOperation, ...]:
        return (failing if name == STREAM else real)(self, name, **more)

    monkeypatch.setattr(Outbox, "list_operations", list_operations)
    batches, counts = read(tmp_path / "data" / "till.db")

    assert {batch.stream for batch in batches} == {"GY03B"}
    assert (counts.given_count, counts.unreadable_count) == (3, 10)


def test_a_page_that_fails_once_only_costs_time(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, failing = Outbox.list_operations, failing_from(1)
    asked: list[int] = []

    def list_operations(self: Outbox, name: str, **more: int) -> tuple[SignedOperation, ...]:
        asked.append(more["limit"])
        is_new = asked.count(more["limit"]) == 1
        return (failing if is_new else real)(self, name, **more)

    monkeypatch.setattr(Outbox, "list_operations", list_operations)
    batches, counts = read(database)

    assert numbers(batches) == list(range(11, 31))
    assert counts.unreadable_count == 0
    assert asked.count(1) == 23


def test_a_failure_that_is_no_damage_is_not_taken_for_some(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> object:
        raise sa.exc.ProgrammingError("SELECT", None, RuntimeError("no such column"))

    monkeypatch.setattr(Outbox, "list_operations", broken)

    with pytest.raises(sa.exc.ProgrammingError):
        read(database)
