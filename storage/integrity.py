"""Is a file as it was written? Its pages, and the end of its ledger (ledger rule 15)."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from storage.errors import damaged
from storage.outbox_pruning import TAIL_KEPT
from storage.streams import Door, Stream, Streams
from storage.tables import metadata, operation, till
from sync.protocol.operation import chain_hash, genesis_hash, hash_is_signed


def quick_check(connection: Connection) -> None:
    """Walk every page. Raises DamagedDatabase with SQLite's first words on what is wrong."""
    first = str(connection.scalar(sa.text("PRAGMA quick_check(1)")))
    if first != "ok":
        raise damaged(first.splitlines()[0])


def check_tables(connection: Connection) -> None:
    """Look whether every table is there. Raises DamagedDatabase with the name of one that is not.

    A disk that only claimed to have flushed may have kept pages that are whole, each of another
    time: the list of tables among them.
    """
    there = set(sa.inspect(connection).get_table_names())
    for name in metadata.tables:
        if name not in there:
            raise damaged(f"the table {name} is missing")


def check_chain_tail(connection: Connection) -> None:
    """Recompute the last operations of the current stream and verify the head's signature.

    Raises DamagedDatabase where anything is not as it was signed.
    """
    current = Streams(connection, Door()).find_current()
    if current is None:
        return
    if current.head_seq == 0:
        _check_empty(connection, current)
        return
    tail = connection.execute(_TAIL, {"of_stream": current.name}).all()
    expected_count = min(TAIL_KEPT, current.head_seq)
    if len(tail) != expected_count or tail[0].seq != current.head_seq:
        raise damaged("the last operations are not all there")
    head = tail[0]
    signed = hash_is_signed(current.public_key, head.hash, head.signature)
    if head.hash != current.head_hash or not signed:
        raise damaged("the last operation is not the one that was signed")
    first_hash = _checked_back(tail)
    if tail[-1].seq == 1 and first_hash != _genesis(connection, current):
        raise damaged("the first operation is another stream's")


def _checked_back(tail: Sequence[sa.Row[*tuple[Any, ...]]]) -> bytes:
    """Follow the chain from the head back; return the hash before the oldest operation given."""
    expected: bytes = tail[0].hash
    for row in tail:
        if row.hash != expected or row.hash != chain_hash(row.prev_hash, row.facts):
            raise damaged(f"operation {row.seq} was changed")
        expected = row.prev_hash
    return expected


def _check_empty(connection: Connection, current: Stream) -> None:
    stray = connection.execute(_TAIL, {"of_stream": current.name}).first()
    if stray is not None or current.head_hash != _genesis(connection, current):
        raise damaged("a stream without operations is not at its beginning")


def _genesis(connection: Connection, current: Stream) -> bytes:
    till_id = connection.scalar(sa.select(till.c.till_id))
    return genesis_hash(str(till_id), current.name)


_TAIL = (
    operation.select()
    .where(operation.c.stream == sa.bindparam("of_stream"))
    .order_by(operation.c.seq.desc())
    .limit(TAIL_KEPT)
)
