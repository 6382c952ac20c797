"""Streams and their branches as rows: locked, read, begun and moved on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from central.allotments.books import is_closed
from central.database import Writing
from central.operations.attaching import MAIN, Branch, NewBranch, Stored
from central.tables import branch, operation, stream, till
from central.tills.labels import stream_name, stream_number
from central.tills.registry import EnrolledTill, next_stream_number
from sync.protocol.operation import genesis_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamPlace:
    """A stream of a till: what every statement about it begins with."""

    owner: EnrolledTill
    name: str

    def columns(self) -> dict[str, str]:
        """The stream's key."""
        return {
            "organisation_id": self.owner.organisation_id,
            "till_id": self.owner.till_id,
            "stream": self.name,
        }


def lock_stream(writing: Writing, place: StreamPlace) -> StreamPlace:
    """Take the stream's row lock until the commit (sync rule 3.3); begin it if it is new.

    Returns the place with its till as it is under the lock: it may have been revoked since the
    request was signed. The till's row is locked first: two first batches of one stream, or two
    forks that each want a new one, take turns.
    """
    connection = writing.connection
    revoked_at = connection.execute(_LOCKED_TILL, _key(place)).scalar_one()
    locked = replace(place, owner=replace(place.owner, revoked_at=revoked_at))
    if connection.execute(_LOCKED_STREAM, _key(place)).one_or_none() is None:
        number = stream_number(place.owner.label, place.name) or 0
        _add_stream(writing, place, number, "sent")
    if not list_branches(connection, place):
        genesis = genesis_hash(place.owner.till_id, place.name)
        main = NewBranch(branch=MAIN, parent=None, base_seq=0, base_hash=genesis)
        _insert_branch(writing, locked, main, durable_seq=0)
    return locked


def list_branches(connection: sa.Connection, place: StreamPlace) -> list[Branch]:
    """Return a stream's branches, the main branch first; none for a stream nobody has sent."""
    return [
        Branch(
            branch=row.branch,
            parent=row.parent_branch,
            base_seq=row.base_seq,
            base_hash=row.base_hash,
            head_seq=row.head_seq,
            durable_seq=row.durable_seq,
            accepted_through=row.accepted_through,
            assigned_stream=row.assigned_stream,
        )
        for row in connection.execute(_BRANCHES, _key(place))
    ]


def stored_hashes(connection: sa.Connection, place: StreamPlace, first: int, last: int) -> Stored:
    """Return the hashes of the operations from ``first`` to ``last``, on every branch."""
    asked = {**_key(place), "first": first, "last": last}
    return {(row.branch, row.seq): row.hash for row in connection.execute(_HASHES, asked)}


def list_unapplied(
    connection: sa.Connection, place: StreamPlace, first: int, last: int
) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return what became of those operations that were not simply applied, by number."""
    return connection.execute(_UNAPPLIED, {**_key(place), "first": first, "last": last}).all()


def begin_fork(writing: Writing, place: StreamPlace, new: NewBranch, branches: list[Branch]) -> str:
    """Begin a fork's branch and assign the stream to go on in; return that stream's name.

    ``place`` is a locked one: a revoked till's new branch is accepted not at all.
    """
    owner = place.owner
    number = next_stream_number(writing.connection, owner.organisation_id, owner.till_id)
    assigned = StreamPlace(owner=owner, name=stream_name(owner.label, number))
    _add_stream(writing, assigned, number, "assigned")
    parent = next((one for one in branches if one.branch == new.parent), None)
    durable_seq = 0 if parent is None else min(parent.durable_seq, new.base_seq)
    _insert_branch(writing, place, new, durable_seq=durable_seq, assigned_stream=assigned.name)
    return assigned.name


def move_head(
    writing: Writing, place: StreamPlace, number: int, head: tuple[int, bytes], *, durable: bool
) -> None:
    """Note the new head of a branch; ``durable`` where each commit already is."""
    head_seq, head_hash = head
    moved = {"of_branch": number, "to_seq": head_seq, "to_hash": head_hash}
    writing.connection.execute(_MOVED_DURABLY if durable else _MOVED, {**_key(place), **moved})


def _add_stream(writing: Writing, place: StreamPlace, number: int, origin: str) -> None:
    writing.connection.execute(
        sa.insert(stream).values(
            **place.columns(), number=number, origin=origin, opened_at=writing.at
        )
    )


def _insert_branch(
    writing: Writing,
    place: StreamPlace,
    new: NewBranch,
    *,
    durable_seq: int,
    assigned_stream: str | None = None,
) -> None:
    writing.connection.execute(
        sa.insert(branch).values(
            **place.columns(),
            branch=new.branch,
            parent_branch=new.parent,
            base_seq=new.base_seq,
            base_hash=new.base_hash,
            head_seq=new.base_seq,
            head_hash=new.base_hash,
            durable_seq=durable_seq,
            accepted_through=new.base_seq if _is_shut(writing.connection, place) else None,
            assigned_stream=assigned_stream,
            opened_at=writing.at,
        )
    )


def _key(place: StreamPlace) -> dict[str, object]:
    return {f"of_{name}": value for name, value in place.columns().items()}


def _of_stream(table: sa.Table) -> sa.ColumnElement[bool]:
    names = ("organisation_id", "till_id", "stream")
    return sa.and_(*(table.c[name] == sa.bindparam(f"of_{name}") for name in names))


_LOCKED_TILL = (
    sa.select(till.c.revoked_at)
    .where(
        till.c.organisation_id == sa.bindparam("of_organisation_id"),
        till.c.till_id == sa.bindparam("of_till_id"),
    )
    .with_for_update()
)
_LOCKED_STREAM = sa.select(stream.c.stream).where(_of_stream(stream)).with_for_update()
_MOVED = (
    sa.update(branch)
    .where(_of_stream(branch), branch.c.branch == sa.bindparam("of_branch"))
    .values(head_seq=sa.bindparam("to_seq"), head_hash=sa.bindparam("to_hash"))
)
_MOVED_DURABLY = _MOVED.values(durable_seq=sa.bindparam("to_seq"))
_UNAPPLIED = (
    sa.select(
        operation.c.branch,
        operation.c.seq,
        operation.c.state,
        operation.c.title,
        operation.c.message,
    )
    .where(
        _of_stream(operation),
        operation.c.seq.between(sa.bindparam("first"), sa.bindparam("last")),
        operation.c.state != "applied",
    )
    .order_by(operation.c.seq)
)
_BRANCHES = sa.select(branch).where(_of_stream(branch)).order_by(branch.c.branch)
_HASHES = sa.select(operation.c.branch, operation.c.seq, operation.c.hash).where(
    _of_stream(operation), operation.c.seq.between(sa.bindparam("first"), sa.bindparam("last"))
)


def _is_shut(connection: sa.Connection, place: StreamPlace) -> bool:
    """Tell whether a new branch of this stream is accepted not at all (sync rules 3.9, 9.14)."""
    owner = place.owner
    return owner.revoked_at is not None or is_closed(
        connection, owner.organisation_id, owner.till_id, place.name
    )
