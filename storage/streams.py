"""The till's streams: chains of operations; the newest is written to (sync rules 1 and 5)."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy import Connection

from domain.disk_space import Room
from domain.errors import NotFound
from storage.notes import BACKUP_OF, STALE, remove_note, set_note
from storage.tables import stream, till
from sync.protocol.operation import genesis_hash

COUNT_DIGITS = 6
"""Of a receipt's count within its stream; more of them once there are a million."""
StaleReason = Literal["restored_backup", "behind_mark", "beside_mark", "mark_missing"]
"""Why this database may be an older copy of itself (sync rule 5.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """One chain. ``head_hash`` is the hash of operation ``head_seq``, or the genesis hash at 0.

    ``stored_through`` and ``durable_through`` are central's words (ledger rule 3).
    """

    name: str
    ordinal: int
    public_key: bytes
    reason: str
    opened_at: datetime
    previous_stream: str | None
    previous_seq: int | None
    previous_hash: bytes | None
    head_seq: int
    head_hash: bytes
    stored_through: int
    durable_through: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamStart:
    """A stream to begin. ``name`` is whole, as in ``GY03B``: made by central or by a use case."""

    name: str
    reason: str
    public_key: bytes
    at: datetime


@dataclass(slots=True, kw_only=True)
class Door:
    """What the chain's guard at opening tells a unit of work, and what the unit tells it back.

    ``stale`` forbids appending until a new stream begins; ``taken`` are names that the high-water
    mark knows, perhaps of streams that this copy does not; ``moved`` are the heads that this unit
    moved, for the mark. ``room`` on the disk forbids appending where there is none (rule 14.4).
    """

    stale: StaleReason | None = None
    room: Room = Room.PLENTY
    taken: frozenset[str] = frozenset()
    moved: dict[str, tuple[int, str]] = field(default_factory=dict)


class Streams:
    """Streams of the till, within one transaction."""

    def __init__(self, connection: Connection, door: Door) -> None:
        self._connection = connection
        self._door = door
        self._current: Stream | None = None
        self._till_id: str | None = None

    def find_till_id(self) -> str | None:
        """Return the name that central gave this till, or None before enrolment."""
        if self._till_id is None:
            self._till_id = self._connection.scalar(_TILL_ID)
        return self._till_id

    def find_current(self) -> Stream | None:
        """Return the stream that is written to, or None before enrolment."""
        if self._current is None:
            row = self._connection.execute(_NEWEST).mappings().one_or_none()
            if row is not None:
                values: dict[str, Any] = {**row}
                self._till_id = values.pop("till_id")
                self._current = _stream_of(values)
        return self._current

    def get_current(self) -> Stream:
        """Return the stream that is written to. Raises NotFound before enrolment."""
        found = self.find_current()
        if found is None:
            raise NotFound(
                "This till is not enrolled",
                "It has no name at central yet. Nothing is lost. Enter an enrolment code first.",
            )
        return found

    def list_streams(self) -> tuple[Stream, ...]:
        """Return all streams, oldest first."""
        rows = self._connection.execute(_OLDEST_FIRST)
        return tuple(_stream_of(row._asdict()) for row in rows)

    def used_names(self) -> frozenset[str]:
        """Return every name this till has used, also those only the high-water mark knows."""
        return self._door.taken | {known.name for known in self.list_streams()}

    def start(self, begin: StreamStart) -> Stream:
        """Begin a new stream after the current one; the outbox then writes its first operation.

        Raises ValueError for a name that this till has used before.
        """
        before = self.find_current()
        name = begin.name
        if name in self.used_names():
            raise ValueError(f"stream {name} was used before")
        till_id = self.find_till_id()
        if till_id is None:
            raise NotFound(
                "This till is not enrolled",
                "It has no name at central yet. Nothing is lost. Enter an enrolment code first.",
            )
        fresh = Stream(
            name=name,
            ordinal=1 if before is None else before.ordinal + 1,
            public_key=begin.public_key,
            reason=begin.reason,
            opened_at=begin.at,
            previous_stream=None if before is None else before.name,
            previous_seq=None if before is None else before.head_seq,
            previous_hash=None if before is None else before.head_hash,
            head_seq=0,
            head_hash=genesis_hash(till_id, name),
            stored_through=0,
            durable_through=0,
        )
        self._connection.execute(stream.insert(), _row_of(fresh))
        for settled in (BACKUP_OF, STALE):
            remove_note(self._connection, settled)
        self._current = fresh
        self._door.stale = None
        self._door.moved[name] = (0, fresh.head_hash.hex())
        return fresh

    def note_stale(self, reason: StaleReason) -> None:
        """Keep why a new stream must begin; an earlier reason stays."""
        if self._door.stale is None:
            set_note(self._connection, STALE, reason)
            self._door.stale = reason

    def advance(self, seq: int, digest: bytes) -> None:
        """Move the current stream's head onto an operation just appended."""
        current = self.get_current()
        if seq != current.head_seq + 1:
            raise ValueError("an operation goes right behind the head")
        self._connection.execute(
            _ADVANCE, {"of_stream": current.name, "new_seq": seq, "new_hash": digest}
        )
        self._current = replace(current, head_seq=seq, head_hash=digest)
        self._door.moved[current.name] = (seq, digest.hex())

    def next_receipt_number(self) -> str:
        """Take the next receipt number of the current stream, as in ``GY03B-000101``."""
        current = self.get_current().name
        count = self._connection.scalar(_COUNT_RECEIPT, {"of_stream": current})
        return f"{current}-{count:0{COUNT_DIGITS}d}"

    def next_waybill_number(self) -> str:
        """Take the next waybill number of the current stream, as in ``GY03B-W00012``."""
        current = self.get_current().name
        count = self._connection.scalar(_COUNT_WAYBILL, {"of_stream": current})
        return f"{current}-W{count:05d}"


_ALL = sa.select(
    stream.c.stream,
    stream.c.ordinal,
    stream.c.public_key,
    stream.c.reason,
    stream.c.opened_at,
    stream.c.previous_stream,
    stream.c.previous_seq,
    stream.c.previous_hash,
    stream.c.head_seq,
    stream.c.head_hash,
    stream.c.stored_through,
    stream.c.durable_through,
)
_OLDEST_FIRST = _ALL.order_by(stream.c.ordinal)
_TILL_ID = sa.select(till.c.till_id)
# Every operation needs both: one look fetches them.
_NEWEST = (
    _ALL.add_columns(_TILL_ID.scalar_subquery().label("till_id"))
    .order_by(stream.c.ordinal.desc())
    .limit(1)
)
_OF_STREAM = stream.c.stream == sa.bindparam("of_stream")
_ADVANCE = (
    stream.update()
    .where(_OF_STREAM)
    .values(head_seq=sa.bindparam("new_seq"), head_hash=sa.bindparam("new_hash"))
)
_COUNT_RECEIPT = (
    stream.update()
    .where(_OF_STREAM)
    .values(receipt_count=stream.c.receipt_count + 1)
    .returning(stream.c.receipt_count)
)
_COUNT_WAYBILL = (
    stream.update()
    .where(_OF_STREAM)
    .values(waybill_count=stream.c.waybill_count + 1)
    .returning(stream.c.waybill_count)
)


def _stream_of(values: dict[str, Any]) -> Stream:
    return Stream(name=values.pop("stream"), **values)


def _row_of(new: Stream) -> dict[str, object]:
    values = {name: getattr(new, name) for name in new.__slots__ if name != "name"}
    return {**values, "stream": new.name, "receipt_count": 0, "waybill_count": 0}
