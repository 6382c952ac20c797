"""The audit log: who did what to whose data, and why. Ids only, never a name or an address.

Whatever a person does at the office is written here in the transaction that does it: so this is
where what they typed is refused if it holds a card's number, and nothing of it is kept anywhere.
"""

import re
from dataclasses import dataclass

import sqlalchemy as sa

from central.database import Writing
from central.surroundings import Surroundings
from central.tables import audit
from domain.card_number import require_no_card_number

_MADE = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""An id that was made: digits among it mean nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One entry: ``actor`` and ``subject`` are ids, ``action`` a stable word.

    Raises BadInput for a card's number where somebody typed.
    """

    organisation_id: str
    actor: str
    action: str
    subject: str
    reason: str = ""

    def __post_init__(self) -> None:
        for typed in (self.actor, self.reason):
            if _MADE.fullmatch(typed) is None:
                require_no_card_number(typed)


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
