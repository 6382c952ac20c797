"""The outbox: the till's operations from their commit until they are durable at central and old.

Nothing here gives up an operation: *sent* means that central has stored it, *pruned* that it was
durable there and older than 35 days (sync rules 2).
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from domain.disk_space import Room
from storage.disk_space import nothing_more_is_sold
from storage.errors import NewStreamNeeded
from storage.outbox_damage import LeftOut, sound_beginning
from storage.outbox_pruning import prune_stream
from storage.streams import Door, Stream, Streams
from storage.subjects import add_subjects, subject_rows
from storage.tables import operation, personal_part, ruling, stream
from sync.protocol.exchange import ReceivedOperation, Ruling
from sync.protocol.keys import SigningKey
from sync.protocol.operation import (
    ChainPlace,
    NewOperation,
    PersonalPart,
    SignedOperation,
    sign_operation,
)

BATCH_OPERATIONS_MAX = 2_000
PRUNE_ROWS_MAX = 500
_PERSONAL_LINE_BYTES = 160  # a personal line's own JSON, with the salt in base64


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Operations of one stream to send, in order, and where they attach (sync rule 2.1)."""

    stream: str
    first_seq: int
    prev_hash: bytes
    operations: tuple[ReceivedOperation, ...]
    head_signature: bytes
    first_kept_seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where a stream stands, for an exchange that has nothing to send."""

    stream: str
    seq: int
    hash: bytes
    first_kept_seq: int


class Outbox:
    """Operations of this till, within one transaction."""

    def __init__(self, connection: Connection, streams: Streams, door: Door) -> None:
        self._connection = connection
        self._streams = streams
        self._door = door
        self.left_out = LeftOut(connection)

    def append(self, signer: SigningKey, new: NewOperation) -> SignedOperation:
        """Chain, sign and keep a new operation in this transaction.

        Raises NewStreamNeeded while the database may be an older copy of itself, DiskFull while
        there is no room, NotFound before enrolment, ValueError for a key that is not the stream's
        or a body over its limits.
        """
        if self._door.stale is not None:
            raise NewStreamNeeded(
                "This till's data may be an older copy",
                "It must begin a new number series before it sells, so that nothing is counted"
                " twice. Nothing is lost. Restart the till; it does so by itself.",
            )
        if self._door.room is Room.NONE:
            raise nothing_more_is_sold()
        current = self._streams.get_current()
        if signer.public_bytes != current.public_key:
            raise ValueError("this is not the key of the stream; a new key starts a new stream")
        place = ChainPlace(
            till=str(self._streams.find_till_id()),
            stream=current.name,
            seq=current.head_seq + 1,
            prev_hash=current.head_hash,
        )
        signed = sign_operation(place, new, signer)
        self._connection.execute(_INSERT, _operation_row(signed, new.at))
        if signed.personal:
            self._connection.execute(_INSERT_PART, _part_rows(signed))
        add_subjects(
            self._connection, subject_rows(new.body, (signed.stream, signed.seq), new.kind, new.at)
        )
        self._streams.advance(signed.seq, signed.hash)
        return signed

    def find_operation(self, stream_name: str, seq: int) -> SignedOperation | None:
        """Return one operation with the parts that are left, or None where it is not kept."""
        found = self.list_operations(stream_name, first_seq=seq, limit=1)
        return found[0] if found and found[0].seq == seq else None

    def list_operations(
        self, stream_name: str, *, first_seq: int = 1, limit: int = 200
    ) -> tuple[SignedOperation, ...]:
        """Return kept operations of a stream in order, from a number on, at most ``limit``."""
        key = {"of_stream": stream_name, "first": first_seq, "most": limit}
        rows = self._connection.execute(_SLICE, key).all()
        if not rows:
            return ()
        parts = self._parts(stream_name, first_seq, rows[-1].seq)
        return tuple(
            SignedOperation(
                stream=stream_name,
                seq=row.seq,
                kind=row.kind,
                facts=row.facts,
                prev_hash=row.prev_hash,
                hash=row.hash,
                signature=row.signature,
                personal=parts.get(row.seq, ()),
            )
            for row in rows
        )

    def next_batch(self, max_bytes: int) -> Batch | None:
        """Return what to send next, cut by bytes, or None when nothing waits.

        Older streams drain first; a batch holds one operation at least. Raises OutboxDamaged for
        one that is not as it was signed and is not left out yet (sync rule 8.5).
        """
        for candidate in self._streams.list_streams():
            if candidate.stored_through < candidate.head_seq:
                batch = self._batch_of(candidate, max_bytes)
                if batch is not None:
                    return batch
        return None

    def head(self, turn: int = 0) -> Head:
        """Return where a stream stands: the current one, or at later turns each older one.

        Turns go round from the newest stream to the oldest. Raises NotFound before enrolment.
        """
        self._streams.get_current()
        newest_first = self._streams.list_streams()[::-1]
        named = newest_first[turn % len(newest_first)]
        return Head(
            stream=named.name,
            seq=named.head_seq,
            hash=named.head_hash,
            first_kept_seq=self._first_kept(named),
        )

    def mark_stored(self, stream_name: str, through: int, durable: int) -> None:
        """Take central's word on how far a stream is stored and durable.

        Only ever forward, and never past the head: a lower number without a
        new epoch is ignored (sync rule 2.5), a higher one is not about this copy of the stream.
        """
        values = {"of_stream": stream_name, "through": through, "durable": durable}
        self._connection.execute(_MARK_STORED, values)

    def rewind(self, stream_name: str, through: int) -> None:
        """Send again from behind ``through``: central lost what came later, or asks for it."""
        values = {"of_stream": stream_name, "through": max(0, through)}
        self._connection.execute(_REWIND, values)

    def waiting_count(self) -> int:
        """Return how many operations central has not stored, over all streams."""
        return int(self._connection.scalar(_WAITING) or 0) - self.left_out.count_waiting()

    def oldest_waiting_at(self) -> datetime | None:
        """Return when the first operation that still waits was made, or None."""
        for candidate in self._streams.list_streams():
            if candidate.stored_through < candidate.head_seq:
                place = {"of_stream": candidate.name, "first": candidate.stored_through + 1}
                found: datetime | None = self._connection.scalar(_MADE_AT, place)
                return found
        return None

    def prune(self, now: datetime) -> int:
        """Forget operations that are durable at central and older than 35 days; return how many.

        At most 500 at a time, from the oldest on without a gap; the chain's tail stays.
        """
        pruned = 0
        for candidate in self._streams.list_streams():
            pruned += prune_stream(self._connection, candidate, now, PRUNE_ROWS_MAX - pruned)
        return pruned

    def note_rulings(self, stream_name: str, rulings: Sequence[Ruling]) -> None:
        """Keep what central said about operations that it could not simply apply."""
        for given in rulings:
            values = {"state": given.state, "title": given.title, "message": given.message}
            fresh = insert(ruling).values(stream=stream_name, seq=given.seq, **values)
            self._connection.execute(
                fresh.on_conflict_do_update(index_elements=["stream", "seq"], set_=values)
            )

    def list_rulings(self, limit: int = 200) -> tuple[tuple[str, Ruling], ...]:
        """Return (stream, ruling) pairs, the newest numbers first."""
        rows = self._connection.execute(
            ruling.select().order_by(ruling.c.stream.desc(), ruling.c.seq.desc()).limit(limit)
        )
        return tuple(
            (row.stream, Ruling(seq=row.seq, state=row.state, title=row.title, message=row.message))
            for row in rows
        )

    def _batch_of(self, source: Stream, max_bytes: int) -> Batch | None:
        """Return what of a stream goes next: up to a gap, or from behind one, None at its end."""
        first_kept = self._first_kept(source)
        first = max(source.stored_through + 1, first_kept)
        gaps = self.left_out.of_stream(source.name)
        for gap in gaps:
            if gap == first:
                first = first_kept = gap + 1
        if first > source.head_seq:
            return None
        until_gap = next((gap for gap in gaps if gap > first), source.head_seq + 1)
        most = min(BATCH_OPERATIONS_MAX, until_gap - first)
        kept = self.list_operations(source.name, first_seq=first, limit=most)
        cut = cut_by_bytes(kept, max_bytes)
        return batch_of(source.name, cut[: sound_beginning(source, first, cut)], first_kept)

    def _first_kept(self, source: Stream) -> int:
        lowest = self._connection.scalar(_FIRST_KEPT, {"of_stream": source.name})
        return source.head_seq + 1 if lowest is None else int(lowest)

    def _parts(
        self, stream_name: str, first: int, last: int
    ) -> dict[int, tuple[PersonalPart, ...]]:
        found: dict[int, tuple[PersonalPart, ...]] = {}
        place = {"of_stream": stream_name, "first": first, "last": last}
        for row in self._connection.execute(_PARTS, place):
            part = PersonalPart(person_id=row.person_id, salt=row.salt, part=row.part)
            found[row.seq] = (*found.get(row.seq, ()), part)
        return found


def batch_of(stream_name: str, cut: Sequence[SignedOperation], first_kept_seq: int) -> Batch:
    """Return the batch of operations that follow each other; there is one at least."""
    return Batch(
        stream=stream_name,
        first_seq=cut[0].seq,
        prev_hash=cut[0].prev_hash,
        operations=tuple(_outgoing(signed) for signed in cut),
        head_signature=cut[-1].signature,
        first_kept_seq=first_kept_seq,
    )


def cut_by_bytes(
    operations: Sequence[SignedOperation], max_bytes: int
) -> Sequence[SignedOperation]:
    """Return as many operations from the beginning as fit; one always does (sync rule 2.2)."""
    size = 0
    for count, signed in enumerate(operations):
        size += _size_of(signed)
        if count and size > max_bytes:
            return operations[:count]
    return operations


def _size_of(signed: SignedOperation) -> int:
    personal = sum(len(part.part) + _PERSONAL_LINE_BYTES for part in signed.personal)
    return len(signed.facts) + 1 + personal


def _outgoing(signed: SignedOperation) -> ReceivedOperation:
    promised: Iterable[tuple[str, str]] = json.loads(signed.facts)["personal"]
    held = {part.person_id for part in signed.personal}
    erased = tuple(person for person, _ in promised if person not in held)
    return ReceivedOperation(facts=signed.facts, parts=signed.personal, erased=erased)


def _operation_row(signed: SignedOperation, at: datetime) -> dict[str, object]:
    return {
        "stream": signed.stream,
        "seq": signed.seq,
        "kind": signed.kind,
        "at": at,
        "facts": signed.facts,
        "prev_hash": signed.prev_hash,
        "hash": signed.hash,
        "signature": signed.signature,
    }


def _part_rows(signed: SignedOperation) -> list[dict[str, object]]:
    return [
        {
            "stream": signed.stream,
            "seq": signed.seq,
            "person_id": part.person_id,
            "salt": part.salt,
            "part": part.part,
        }
        for part in signed.personal
    ]


_INSERT = operation.insert()
_INSERT_PART = personal_part.insert()
_OF_STREAM = operation.c.stream == sa.bindparam("of_stream")
_SLICE = (
    operation.select()
    .where(_OF_STREAM, operation.c.seq >= sa.bindparam("first"))
    .order_by(operation.c.seq)
    .limit(sa.bindparam("most"))
)
_PARTS = (
    personal_part.select()
    .where(
        personal_part.c.stream == sa.bindparam("of_stream"),
        personal_part.c.seq.between(sa.bindparam("first"), sa.bindparam("last")),
    )
    .order_by(personal_part.c.seq, personal_part.c.person_id)
)
_FIRST_KEPT = sa.select(sa.func.min(operation.c.seq)).where(_OF_STREAM)
_MADE_AT = (
    sa.select(operation.c.at)
    .where(_OF_STREAM, operation.c.seq >= sa.bindparam("first"))
    .order_by(operation.c.seq)
    .limit(1)
)
_WAITING = sa.select(sa.func.sum(stream.c.head_seq - stream.c.stored_through))
_IS_STREAM = stream.c.stream == sa.bindparam("of_stream")
_THROUGH: sa.ColumnElement[int] = sa.func.min(sa.bindparam("through"), stream.c.head_seq)
_STORED: sa.ColumnElement[int] = sa.func.max(stream.c.stored_through, _THROUGH)
_MARK_STORED = (
    stream.update()
    .where(_IS_STREAM)
    .values(
        stored_through=_STORED,
        durable_through=sa.func.max(
            stream.c.durable_through, sa.func.min(sa.bindparam("durable"), _STORED)
        ),
    )
)
_REWIND = (
    stream.update()
    .where(_IS_STREAM)
    .values(
        stored_through=sa.func.min(stream.c.stored_through, sa.bindparam("through")),
        durable_through=sa.func.min(stream.c.durable_through, sa.bindparam("through")),
    )
)
