"""The audit log: who did what to whose data, and why. Ids only, never a name or an address."""

from dataclasses import dataclass

import sqlalchemy as sa

from central.database import Writing
from central.surroundings import Surroundings
from central.tables import audit


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One entry: ``actor`` and ``subject`` are ids, ``action`` a stable word."""

    organisation_id: str
    actor: str
    action: str
    subject: str
    reason: str = ""


def record(writing: Writing, surroundings: Surroundings, deed: Deed) -> None:
    """Write an entry in the transaction that does the deed."""
    writing.connection.execute(
        sa.insert(audit).values(
            audit_id=surroundings.new_id(),
            at=writing.at,
            organisation_id=deed.organisation_id,
            actor=deed.actor,
            action=deed.action,
            subject=deed.subject,
            reason=deed.reason,
        )
    )
