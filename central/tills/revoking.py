"""Revoking a till: accepted so far, kept for a person from then on (sync rule 3.9)."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from central.audit import Deed, record
from central.database import Writing
from central.opening import Central
from central.tables import branch, till
from central.tills.organisations import Store
from domain.errors import Conflict, NotFound


def revoke_till(central: Central, store: Store, label: str, reason: str) -> None:
    """Revoke a till: each of its branches is accepted up to its present head, new ones not at all.

    Raises NotFound, or Conflict if it is revoked already.
    """
    with central.database.writing(central.surroundings.now()) as writing:
        locked = lock_till(writing, store, label)
        if locked.revoked_at is not None:
            raise Conflict("The till is revoked already", "Nothing was changed.")
        revoke_locked(writing, store.organisation_id, locked.till_id)
        deed = Deed(
            organisation_id=store.organisation_id,
            actor="command line",
            action="till_revoked",
            subject=locked.till_id,
            reason=reason,
        )
        record(writing, central.surroundings, deed)


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedTill:
    """A till whose row lock is held."""

    till_id: str
    revoked_at: datetime | None


def lock_till(writing: Writing, store: Store, label: str) -> LockedTill:
    """Take a till's row lock until the commit. Raises NotFound."""
    row = writing.connection.execute(
        sa.select(till.c.till_id, till.c.revoked_at)
        .where(
            till.c.organisation_id == store.organisation_id,
            till.c.store_id == store.store_id,
            till.c.label == label,
        )
        .with_for_update()
    ).one_or_none()
    if row is None:
        raise NotFound("There is no such till", f"The store {store.name} has no till {label}.")
    return LockedTill(till_id=row.till_id, revoked_at=row.revoked_at)


def revoke_locked(writing: Writing, organisation_id: str, till_id: str) -> None:
    """Revoke a till whose row lock is held: its branches end where they are (sync rule 3.9)."""
    connection = writing.connection
    connection.execute(
        sa.update(till)
        .where(till.c.organisation_id == organisation_id, till.c.till_id == till_id)
        .values(revoked_at=writing.at)
    )
    connection.execute(
        sa.update(branch)
        .where(branch.c.organisation_id == organisation_id, branch.c.till_id == till_id)
        .values(accepted_through=branch.c.head_seq)
    )
