"""Operations that were damaged on this disk: found, left out, and never in the others' way.

A till sends nothing that does not fit its own chain (sync rule 8.5). SQLCipher makes a whole page
unreadable for one flipped bit, and a connection that met one fails from then on: what can still be
read is found with fresh ones.
"""

import contextlib
from collections.abc import Iterator, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from domain.errors import DataDamaged
from domain.sentence import told
from storage.case_tables import outbox_damage
from storage.connections import EncryptedFile, reading_engine
from storage.errors import DamagedDatabase, translated
from storage.streams import Stream
from storage.tables import operation, personal_part, stream
from sync.protocol.operation import SignedOperation, chain_hash, hash_is_signed

LOOKED_AT_MAX = 2_000
UNREADABLE_MAX = 64
"""More than this many lost to damaged pages is a database to be rebuilt, not a gap to step over."""


class OutboxDamaged(DamagedDatabase):
    """Operations that are not as they were signed, or are not there: ``stream`` and ``seqs``."""

    def __init__(self, stream_name: str, seqs: tuple[int, ...]) -> None:
        super().__init__(
            "Part of this till's record is damaged",
            told(
                "Operation {seqs} of {stream_name} cannot be sent. Everything before"
                " and after it is, and selling goes on. Keep the receipts, and have"
                " this computer's disk checked.",
                seqs=seqs[0],
                stream_name=stream_name,
            ),
        )
        self.stream = stream_name
        self.seqs = seqs


def sound_beginning(source: Stream, first: int, cut: Sequence[SignedOperation]) -> int:
    """Return how many operations from ``first`` on follow each other and end with a signature.

    Raises OutboxDamaged where not even the first does.
    """
    count = 0
    for signed in cut:
        follows = signed.seq == first + count
        if count:
            follows = follows and signed.prev_hash == cut[count - 1].hash
        if not follows or chain_hash(signed.prev_hash, signed.facts) != signed.hash:
            break
        count += 1
    while count and not hash_is_signed(
        source.public_key, cut[count - 1].hash, cut[count - 1].signature
    ):
        count -= 1
    if count == 0:
        raise OutboxDamaged(source.name, (first,))
    return count


class LeftOut:
    """The numbers that cannot be sent, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_stream(self, stream_name: str) -> tuple[int, ...]:
        """Return the damaged numbers of a stream, ascending."""
        return tuple(self._connection.scalars(_OF_STREAM, {"of_stream": stream_name}))

    def add(self, damage: OutboxDamaged, at: datetime) -> None:
        """Leave these out from now on."""
        rows = [{"stream": damage.stream, "seq": seq, "found_at": at} for seq in damage.seqs]
        self._connection.execute(insert(outbox_damage).on_conflict_do_nothing(), rows)

    def count_waiting(self) -> int:
        """Return how many of them would wait if they could be sent."""
        return int(self._connection.scalar(_WAITING) or 0)


def find_unreadable(file: EncryptedFile) -> OutboxDamaged | None:
    """Find operations that wait and lie on damaged pages, each look on a fresh connection.

    None where all can be read, or where so much cannot that the database must be rebuilt.
    """
    for name, first, last in _waiting_ranges(file):
        lost = _lost(file, name, (first, min(last, first + LOOKED_AT_MAX - 1)))
        if lost:
            return None if len(lost) > UNREADABLE_MAX else OutboxDamaged(name, tuple(lost))
    return None


def _waiting_ranges(file: EncryptedFile) -> Sequence[tuple[str, int, int]]:
    with _fresh(file) as connection:
        rows = connection.execute(_RANGES).all()
        known = {row.stream: LeftOut(connection).of_stream(row.stream) for row in rows}
    return [
        (row.stream, max(row.stored_through, *known[row.stream], 0) + 1, row.head_seq)
        for row in rows
    ]


def _lost(file: EncryptedFile, name: str, numbers: tuple[int, int]) -> list[int]:
    """Halve the range until what cannot be read stands alone; more than a bound ends the search."""
    lost: list[int] = []
    todo = [numbers]
    while todo and len(lost) <= UNREADABLE_MAX:
        first, last = todo.pop()
        if first > last or _is_readable(file, name, (first, last)):
            continue
        if first == last:
            lost.append(first)
            continue
        middle = (first + last) // 2
        todo += [(middle + 1, last), (first, middle)]
    return sorted(lost)


def _is_readable(file: EncryptedFile, name: str, numbers: tuple[int, int]) -> bool:
    first, last = numbers
    place = {"of_stream": name, "first": first, "last": last}
    try:
        with _fresh(file) as connection:
            for statement in (_ROWS, _PARTS):
                for _ in connection.execute(statement, place):
                    pass
    except DataDamaged:
        return False
    return True


@contextlib.contextmanager
def _fresh(file: EncryptedFile) -> Iterator[Connection]:
    """Give a connection that nothing has gone wrong on yet."""
    engine = reading_engine(file)
    try:
        with translated(), engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


_OF_STREAM = (
    sa.select(outbox_damage.c.seq)
    .where(outbox_damage.c.stream == sa.bindparam("of_stream"))
    .order_by(outbox_damage.c.seq)
)
_WAITING = (
    sa.select(sa.func.count())
    .select_from(outbox_damage)
    .join(stream, stream.c.stream == outbox_damage.c.stream)
    .where(outbox_damage.c.seq > stream.c.stored_through)
)
_RANGES = (
    sa.select(stream.c.stream, stream.c.stored_through, stream.c.head_seq)
    .where(stream.c.stored_through < stream.c.head_seq)
    .order_by(stream.c.ordinal)
)
_ROWS = operation.select().where(
    operation.c.stream == sa.bindparam("of_stream"),
    operation.c.seq.between(sa.bindparam("first"), sa.bindparam("last")),
)
_PARTS = personal_part.select().where(
    personal_part.c.stream == sa.bindparam("of_stream"),
    personal_part.c.seq.between(sa.bindparam("first"), sa.bindparam("last")),
)
