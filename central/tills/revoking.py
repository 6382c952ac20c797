"""Revoking a till: accepted so far, kept for a person from then on (sync rule 3.9)."""

import sqlalchemy as sa

from central.audit import Deed, record
from central.opening import Central
from central.tables import branch, till
from central.tills.organisations import Store
from domain.errors import Conflict, NotFound


def revoke_till(central: Central, store: Store, label: str, reason: str) -> None:
    """Revoke a till: each of its branches is accepted up to its present head, new ones not at all.

    Raises NotFound, or Conflict if it is revoked already.
    """
    with central.database.writing(central.surroundings.now()) as writing:
        connection = writing.connection
        row = connection.execute(
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
        if row.revoked_at is not None:
            raise Conflict("The till is revoked already", "Nothing was changed.")
        of_till = (till.c.organisation_id == store.organisation_id, till.c.till_id == row.till_id)
        connection.execute(sa.update(till).where(*of_till).values(revoked_at=writing.at))
        connection.execute(
            sa.update(branch)
            .where(
                branch.c.organisation_id == store.organisation_id,
                branch.c.till_id == row.till_id,
            )
            .values(accepted_through=branch.c.head_seq)
        )
        deed = Deed(
            organisation_id=store.organisation_id,
            actor="command line",
            action="till_revoked",
            subject=row.till_id,
            reason=reason,
        )
        record(writing, central.surroundings, deed)
