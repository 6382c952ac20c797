"""Is this database an older copy of itself? Its head is compared with the high-water mark."""

from typing import cast

import sqlalchemy as sa
from sqlalchemy import Connection

from storage.high_water_mark import Heads
from storage.notes import BACKUP_OF, STALE, find_note
from storage.streams import Door, StaleReason, Stream, Streams
from storage.tables import operation


def staleness(connection: Connection, mark: Heads | None) -> StaleReason | None:
    """Say why a new stream must start before anything sells, or None (sync rule 5.1).

    A mark that is gone cannot vouch for the database: a folder copied to another machine has none.
    """
    current = Streams(connection, Door()).find_current()
    if current is None:
        return None
    if find_note(connection, BACKUP_OF) is not None:
        return "restored_backup"
    noted = find_note(connection, STALE)
    if noted is not None:
        return cast("StaleReason", noted)
    if mark is None:
        return "mark_missing" if current.head_seq else None
    return _compared(connection, current, mark)


def _compared(connection: Connection, current: Stream, mark: Heads) -> StaleReason | None:
    seq, digest = mark.get(current.name, (0, ""))
    if seq > current.head_seq or _knows_later_stream(connection, mark):
        return "behind_mark"
    if seq and _hash_at(connection, current, seq) not in {digest, None}:
        return "beside_mark"
    return None


def _knows_later_stream(connection: Connection, mark: Heads) -> bool:
    """Tell whether the mark ends in a stream that this database has never heard of."""
    known = {stream.name for stream in Streams(connection, Door()).list_streams()}
    newest = list(mark)[-1] if mark else None
    return newest is not None and newest not in known


def _hash_at(connection: Connection, current: Stream, seq: int) -> str | None:
    """Return the hash of an operation in hexadecimal, or None where it was pruned."""
    found: bytes | None = connection.scalar(
        sa.select(operation.c.hash).where(
            operation.c.stream == current.name, operation.c.seq == seq
        )
    )
    return None if found is None else found.hex()
