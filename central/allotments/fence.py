"""The fence of a new epoch (sync rules 9.11 and 9.12), and each till's place in its grants.

A central that was put back in time has forgotten grants: it hands out nothing before every till
that may hold some of it has said what it holds.
"""

from dataclasses import dataclass

import sqlalchemy as sa

from central.allotments.tables import resource, till_grants
from central.database import Writing
from central.operation_key import OperationKey
from central.state import find_epoch
from central.tables import till


def open_till_grants(writing: Writing, organisation_id: str, till_id: str) -> None:
    """Begin the numbers of a new till. It holds nothing central could forget in this epoch."""
    writing.connection.execute(
        sa.insert(till_grants).values(
            organisation_id=organisation_id,
            till_id=till_id,
            last_number=0,
            declared_epoch=find_epoch(writing.connection),
        )
    )


def last_number(connection: sa.Connection, organisation_id: str, till_id: str) -> int:
    """Return the number of a till's last grant, 0 before the first."""
    statement = sa.select(till_grants.c.last_number).where(_of(organisation_id, till_id))
    return int(connection.execute(statement).scalar_one())


def note_numbers(
    writing: Writing, organisation_id: str, till_id: str, *, through: int, stream: str | None
) -> None:
    """Note the last number given, or seen by the till; never a lower one than before.

    ``stream`` is the one that was granted to, None where nothing was. The till's row lock is held.
    """
    values: dict[str, object] = {"last_number": through}
    if stream is not None:
        values["stream"] = stream
    writing.connection.execute(
        sa.update(till_grants)
        .where(_of(organisation_id, till_id), till_grants.c.last_number <= through)
        .values(**values)
    )


def note_declared(writing: Writing, key: OperationKey, *, epoch: str, grant_through: int) -> None:
    """Note that a till has declared what it holds; only the present epoch's word opens the fence.

    The numbers it has seen are given, whatever central remembers: none of them is used again.
    """
    connection = writing.connection
    if epoch == find_epoch(connection):
        connection.execute(
            sa.update(till_grants)
            .where(_of(key.organisation_id, key.till_id))
            .values(declared_epoch=epoch)
        )
    note_numbers(writing, key.organisation_id, key.till_id, through=grant_through, stream=None)


def has_declared(connection: sa.Connection, organisation_id: str, till_id: str) -> bool:
    """Tell whether central knows, in this epoch, all that a till was granted."""
    statement = sa.select(till_grants.c.declared_epoch).where(_of(organisation_id, till_id))
    declared_epoch: str | None = connection.execute(statement).scalar_one()
    return declared_epoch == find_epoch(connection)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undeclared:
    """A till that holds up what its store, or its organisation, is granted."""

    organisation_id: str
    till_id: str
    label: str


def undeclared_labels(
    connection: sa.Connection, organisation_id: str, store_id: str | None
) -> list[str]:
    """Return the labels of tills that must still declare; ``store_id`` None asks for all stores."""
    condition = sa.true() if store_id is None else till.c.store_id == store_id
    statement = _undeclared(connection).where(till.c.organisation_id == organisation_id, condition)
    return [str(row.label) for row in connection.execute(statement)]


def list_undeclared(connection: sa.Connection) -> list[Undeclared]:
    """Return every till that must still declare, of organisations that have something scarce."""
    has_scarce = (
        sa.exists().where(resource.c.organisation_id == till.c.organisation_id).correlate(till)
    )
    return [
        Undeclared(organisation_id=row.organisation_id, till_id=row.till_id, label=row.label)
        for row in connection.execute(_undeclared(connection).where(has_scarce))
    ]


def _undeclared(connection: sa.Connection) -> sa.Select[tuple[str, str, str]]:
    declared = till_grants.c.declared_epoch
    return (
        sa.select(till.c.organisation_id, till.c.till_id, till.c.label)
        .join(
            till_grants,
            sa.and_(
                till_grants.c.organisation_id == till.c.organisation_id,
                till_grants.c.till_id == till.c.till_id,
            ),
        )
        .where(
            till.c.revoked_at.is_(None),
            sa.or_(declared.is_(None), declared != find_epoch(connection)),
        )
        .order_by(till.c.label)
    )


def _of(organisation_id: str, till_id: str) -> sa.ColumnElement[bool]:
    return sa.and_(
        till_grants.c.organisation_id == organisation_id, till_grants.c.till_id == till_id
    )
