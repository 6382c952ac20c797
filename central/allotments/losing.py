"""Declaring a till, or one of its streams, lost: a person's recorded decision (sync rule 9.14).

The only way by which units come back that no till returned. No clock does it.
"""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from central.allotments.books import HoldingPlace, get_account, is_closed, keep_account, lock_books
from central.allotments.publishing import publish_books
from central.allotments.tables import allotment, stream_closing
from central.audit import Deed, record
from central.database import Writing
from central.opening import Central
from central.tables import branch, stream
from central.tills.organisations import Store
from central.tills.revoking import lock_till, revoke_locked
from central.tills.streams import newest_stream
from domain.errors import Conflict, NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Which till is lost, or which one of its streams only; why, for the audit log: no names."""

    label: str
    stream: str | None = None
    by: str = "command line"
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reclaimed:
    """The streams that were closed, and how many units of what the pool has again."""

    streams: tuple[str, ...]
    units: tuple[tuple[str, int], ...]


def declare_lost(central: Central, store: Store, loss: Loss) -> Reclaimed:
    """Close a till's streams, or one of them, and put what they held back into the pool.

    What a closed stream sends later is stored and quarantined, and what it spent becomes a case.
    A whole till is revoked as well. Raises NotFound; Conflict for what is closed already, and for
    the stream that a till in use writes in.
    """
    with central.database.writing(central.surroundings.now()) as writing:
        locked = lock_till(writing, store, loss.label)
        if loss.stream is None:
            closing = _streams(writing.connection, store, locked.till_id)
            if locked.revoked_at is None:
                revoke_locked(writing, store.organisation_id, locked.till_id)
        else:
            closing = [loss.stream]
            _require_left(writing, store, locked.till_id, loss.stream, locked.revoked_at is None)
        closed = _close(writing, store.organisation_id, locked.till_id, closing)
        if not closed:
            raise Conflict("It is declared lost already", "Nothing was changed.")
        units = _reclaim(writing, store.organisation_id, locked.till_id, closed)
        deed = Deed(
            organisation_id=store.organisation_id,
            actor=loss.by,
            action="till_declared_lost" if loss.stream is None else "stream_declared_lost",
            subject=locked.till_id if loss.stream is None else loss.stream,
            reason=loss.reason,
        )
        record(writing, central.surroundings, deed)
    return Reclaimed(streams=tuple(closed), units=tuple(units))


def _streams(connection: sa.Connection, store: Store, till_id: str) -> list[str]:
    """Return every stream of a till: those it has sent, was given, or holds something in."""
    names: set[str] = set()
    for table in (stream, allotment):
        statement = sa.select(table.c.stream).where(
            table.c.organisation_id == store.organisation_id, table.c.till_id == till_id
        )
        names.update(connection.execute(statement).scalars())
    return sorted(names)


def _require_left(writing: Writing, store: Store, till_id: str, name: str, in_use: bool) -> None:
    """Refuse to close the stream that a working till writes in: its next sale would be odd."""
    if name not in _streams(writing.connection, store, till_id):
        raise NotFound("There is no such stream", f"This till has no stream {name}.")
    newest = newest_stream(writing.connection, store.organisation_id, till_id)
    if in_use and name == newest:
        raise Conflict(
            "The till uses this stream",
            f"{name} is the one it writes in now. Leave --stream away to declare the whole till"
            " lost. Nothing was changed.",
        )


def _close(
    writing: Writing, organisation_id: str, till_id: str, names: Collection[str]
) -> list[str]:
    """Close these streams where they end now; return those that were open."""
    connection = writing.connection
    closed = [name for name in names if not is_closed(connection, organisation_id, till_id, name)]
    for name in closed:
        connection.execute(
            sa.insert(stream_closing).values(
                organisation_id=organisation_id,
                till_id=till_id,
                stream=name,
                closed_at=writing.at,
            )
        )
        connection.execute(
            sa.update(branch)
            .where(
                branch.c.organisation_id == organisation_id,
                branch.c.till_id == till_id,
                branch.c.stream == name,
                branch.c.accepted_through.is_(None),
            )
            .values(accepted_through=branch.c.head_seq)
        )
    return closed


def _reclaim(
    writing: Writing, organisation_id: str, till_id: str, streams: Collection[str]
) -> list[tuple[str, int]]:
    """Put what these streams held back into the pool; return how much of what."""
    connection = writing.connection
    of_till = sa.and_(
        allotment.c.organisation_id == organisation_id,
        allotment.c.till_id == till_id,
        allotment.c.stream.in_(streams),
    )
    statement = sa.select(allotment.c.resource).where(of_till).distinct()
    lock_books(writing, organisation_id, list(connection.execute(statement).scalars()))
    rows = connection.execute(
        sa.select(allotment.c.resource, allotment.c.stream, allotment.c.held)
        .where(of_till, allotment.c.held > 0)
        .order_by(allotment.c.resource, allotment.c.stream)
    ).all()
    units: dict[str, int] = {}
    for row in rows:
        place = HoldingPlace(
            organisation_id=organisation_id,
            till_id=till_id,
            stream=row.stream,
            resource=row.resource,
        )
        keep_account(writing, place, get_account(connection, place).reclaim())
        units[row.resource] = units.get(row.resource, 0) + row.held
    publish_books(writing, organisation_id, list(units))
    return sorted(units.items())
