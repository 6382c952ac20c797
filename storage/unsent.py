"""What central has not stored, read for a rescue: nothing is believed but what verifies.

The database is opened for reading only, without the checks at the door, so that a damaged one, or
one of a newer program, still gives up what it holds (sync rule 14.15).
"""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from domain.errors import DataDamaged
from storage.connections import EncryptedFile, reading_engine
from storage.errors import translate, translated
from storage.feed_shelf import FeedShelf
from storage.outbox import Batch, batch_of, cut_by_bytes
from storage.streams import Door, Stream
from storage.unit_of_work import Reading
from sync.protocol.operation import SignedOperation, chain_hash, hash_is_signed

SLICE = 500


@dataclass(slots=True)
class Unsent:
    """Counts while batches are read: how many operations were given, how many could not be."""

    given_count: int = 0
    unreadable_count: int = 0


@contextlib.contextmanager
def opened_for_rescue(file: EncryptedFile) -> Iterator[Reading]:
    """Read one moment of a database that may be damaged, or of a newer program.

    Raises UnreadableDatabase and WorldFailure; whoever reads on meets DamagedDatabase at a damaged
    page.
    """
    engine = reading_engine(file)
    try:
        with translated(), engine.connect() as connection:
            yield Reading(connection, FeedShelf(), Door())
    finally:
        engine.dispose()


def unsent_batches(uow: Reading, max_bytes: int, counts: Unsent) -> Iterator[Batch]:
    """Yield what waits, stream by stream, oldest first, as batches that a till's key vouches for.

    A stream ends at the first operation that does not verify: what follows it cannot be attached.
    ``counts`` is kept up to date. Raises DamagedDatabase where the streams cannot be read at all.
    """
    for stream in uow.till.list_streams():
        first_kept = _first_kept(uow, stream)
        after = max(stream.stored_through, first_kept - 1)
        last: SignedOperation | None = None
        while after < stream.head_seq:
            chained = _chained(_readable(uow, stream.name, after + 1), after, last)
            cut = _vouched_for(stream, cut_by_bytes(chained, max_bytes))
            if not cut:
                break
            counts.given_count += len(cut)
            last, after = cut[-1], cut[-1].seq
            yield batch_of(stream.name, cut, first_kept)
        counts.unreadable_count += stream.head_seq - after


def _first_kept(uow: Reading, stream: Stream) -> int:
    """Return the lowest number that is left; where its page is damaged, the first that waits."""
    found = _readable(uow, stream.name, 1, limit=1)
    return found[0].seq if found else stream.stored_through + 1


def _readable(
    uow: Reading, stream: str, first: int, *, limit: int = SLICE
) -> Sequence[SignedOperation]:
    """Return the next operations; where a slice meets damage, those before it, one by one."""
    try:
        return uow.outbox.list_operations(stream, first_seq=first, limit=limit)
    except sa.exc.DBAPIError as error:
        _require_damage(error)
    found: list[SignedOperation] = []
    with contextlib.suppress(_Damage):
        while len(found) < limit:
            found += _one(uow, stream, first + len(found))
    return found


class _Damage(Exception):
    """An operation that is not there or cannot be read."""


def _one(uow: Reading, stream: str, seq: int) -> Sequence[SignedOperation]:
    try:
        found = uow.outbox.list_operations(stream, first_seq=seq, limit=1)
    except sa.exc.DBAPIError as error:
        _require_damage(error)
        raise _Damage from error
    if not found:
        raise _Damage
    return found


def _require_damage(error: sa.exc.DBAPIError) -> None:
    """Let every failure but a damaged page go on up."""
    if not isinstance(translate(error), DataDamaged):
        raise error


def _chained(
    found: Sequence[SignedOperation], after: int, last: SignedOperation | None
) -> Sequence[SignedOperation]:
    """Return the longest beginning in which each operation is hashed over the one before.

    ``last`` is the one with number ``after``, where it was read.
    """
    chained: list[SignedOperation] = []
    for signed in found:
        is_next = signed.seq == after + len(chained) + 1
        before = chained[-1] if chained else last
        follows = before is None or signed.prev_hash == before.hash
        if not (is_next and follows and _is_whole(signed)):
            break
        chained.append(signed)
    return chained


def _is_whole(signed: SignedOperation) -> bool:
    return chain_hash(signed.prev_hash, signed.facts) == signed.hash


def _vouched_for(stream: Stream, cut: Sequence[SignedOperation]) -> Sequence[SignedOperation]:
    """Return the longest beginning whose last hash the stream's key signed (sync rule 1.5)."""
    while cut and not hash_is_signed(stream.public_key, cut[-1].hash, cut[-1].signature):
        cut = cut[:-1]
    return cut
