"""Verifying the chains.

Every hash recomputed, every head's signature checked, every part matched.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from central.opening import Central
from central.operation_key import OperationKey
from central.operations.attaching import MAIN
from central.people.parts import open_parts
from central.tables import branch, operation, till_key
from domain.errors import DataDamaged
from sync.protocol.operation import (
    FactsUnreadableError,
    chain_hash,
    genesis_hash,
    hash_is_signed,
    part_matches,
    read_facts,
)

_PAGE_ROWS = 500
_FAULTS_MAX = 1_000


@dataclass(frozen=True, slots=True)
class ChainReport:
    """How much was verified, and every fault in a sentence (at most a thousand)."""

    branch_count: int
    operation_count: int
    faults: tuple[str, ...]

    @property
    def verified(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


@dataclass(slots=True)
class _Walk:
    """One branch being walked: where it is, and the last number a signature vouched for."""

    seq: int
    digest: bytes
    signed_through: int


def verify_chains(central: Central) -> ChainReport:
    """Verify every branch of every stream of every till."""
    faults: list[str] = []
    branch_count = operation_count = 0
    with central.database.reading(at_one_moment=True) as connection:
        keys = _keys(connection)
        for row in connection.execute(sa.select(branch)).all():
            branch_count += 1
            operation_count += row.head_seq - row.base_seq
            for fault in _branch_faults(central, connection, row, keys.get(row.till_id, ())):
                if len(faults) < _FAULTS_MAX:
                    faults.append(fault)
    return ChainReport(branch_count, operation_count, tuple(faults))


def _keys(connection: sa.Connection) -> dict[str, tuple[bytes, ...]]:
    keys: dict[str, tuple[bytes, ...]] = {}
    for row in connection.execute(sa.select(till_key.c.till_id, till_key.c.public_key)):
        keys[row.till_id] = (*keys.get(row.till_id, ()), row.public_key)
    return keys


def _branch_faults(
    central: Central,
    connection: sa.Connection,
    row: sa.Row[tuple[object, ...]],
    keys: tuple[bytes, ...],
) -> Iterator[str]:
    place = f"{row.stream}, branch {row.branch}"
    if not _root_holds(connection, row):
        yield f"{place}: it does not begin where it says"
    walk = _Walk(row.base_seq, row.base_hash, row.base_seq)
    for stored in _operations(connection, row):
        yield from _operation_faults(walk, stored, keys, place)
        yield from _part_faults(central, connection, stored, place)
    if (walk.seq, walk.digest) != (row.head_seq, row.head_hash):
        yield f"{place}: it ends at {walk.seq}, its head says {row.head_seq}"
    if walk.signed_through != walk.seq:
        yield f"{place}: after {walk.signed_through} no signature vouches for it"


def _root_holds(connection: sa.Connection, row: sa.Row[tuple[object, ...]]) -> bool:
    if row.branch == MAIN:
        genesis = genesis_hash(row.till_id, row.stream)
        return (row.base_seq, row.base_hash) == (0, genesis)
    if row.parent_branch is None or row.base_seq == 0:
        return True  # nobody knows what came before, or nothing did
    statement = sa.select(operation.c.hash).where(
        _of(row), operation.c.seq == row.base_seq, operation.c.hash == row.base_hash
    )
    return connection.execute(statement).first() is not None


def _of(row: sa.Row[tuple[object, ...]]) -> sa.ColumnElement[bool]:
    return sa.and_(
        operation.c.organisation_id == row.organisation_id,
        operation.c.till_id == row.till_id,
        operation.c.stream == row.stream,
    )


def _operations(
    connection: sa.Connection, row: sa.Row[tuple[object, ...]]
) -> Iterator[sa.Row[tuple[object, ...]]]:
    after = row.base_seq
    while True:
        page = connection.execute(
            sa.select(operation)
            .where(_of(row), operation.c.branch == row.branch, operation.c.seq > after)
            .order_by(operation.c.seq)
            .limit(_PAGE_ROWS)
        ).all()
        if not page:
            return
        yield from page
        after = page[-1].seq


def _operation_faults(
    walk: _Walk, stored: sa.Row[tuple[object, ...]], keys: tuple[bytes, ...], place: str
) -> Iterator[str]:
    if stored.seq != walk.seq + 1:
        yield f"{place}: {walk.seq + 1} is missing"
    digest = chain_hash(walk.digest, stored.facts)
    if digest != stored.hash:
        yield f"{place}: {stored.seq} is not what was hashed"
    if stored.head_signature is not None:
        if any(hash_is_signed(key, stored.hash, stored.head_signature) for key in keys):
            walk.signed_through = stored.seq
        else:
            yield f"{place}: the signature of {stored.seq} fits no key of the till"
    walk.seq, walk.digest = stored.seq, stored.hash


def _part_faults(
    central: Central, connection: sa.Connection, stored: sa.Row[tuple[object, ...]], place: str
) -> Iterator[str]:
    """A part that is still kept must be the one its operation promised.

    Quarantine says otherwise.
    """
    if stored.state == "quarantined":
        return
    key = OperationKey(
        organisation_id=stored.organisation_id,
        till_id=stored.till_id,
        stream=stored.stream,
        branch=stored.branch,
        seq=stored.seq,
    )
    try:
        promised = read_facts(stored.facts).personal
        parts = open_parts(central, connection, key)
    except FactsUnreadableError:
        return
    except DataDamaged:
        yield f"{place}: a personal part of {stored.seq} cannot be opened"
        return
    if not all(part_matches(part, promised) for part in parts):
        yield f"{place}: a personal part of {stored.seq} is not the one it promised"
