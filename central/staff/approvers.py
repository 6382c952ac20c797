"""Who may do at the office what at a till takes a supervisor: somebody known, with that right.

What the office types is a name and no proof (SECURITY.md): but a name that nobody has, or of
somebody who left or may not approve, is refused before anything is done.
"""

import sqlalchemy as sa

from central.database import Writing
from central.rules.book import load_rule_book
from central.rules.today import today_of
from central.tables import staff
from domain.errors import BadInput
from domain.staff import Permission, Role


def require_approver(writing: Writing, organisation_id: str, staff_id: str) -> None:
    """See to it that somebody may approve in an organisation. Raises BadInput."""
    if not _may_approve(writing, organisation_id, staff_id):
        raise _nobody(staff_id)


def require_any_approver(writing: Writing, staff_id: str) -> None:
    """See to it that somebody may approve in one of the organisations. Raises BadInput.

    For what belongs to all of them, as the account at a provider does.
    """
    found = writing.connection.scalars(
        sa.select(staff.c.organisation_id).where(staff.c.staff_id == staff_id.strip())
    ).all()
    if not any(_may_approve(writing, each, staff_id) for each in found):
        raise _nobody(staff_id)


def _may_approve(writing: Writing, organisation_id: str, staff_id: str) -> bool:
    row = writing.connection.execute(
        sa.select(staff.c.role, staff.c.removed_at).where(
            staff.c.organisation_id == organisation_id, staff.c.staff_id == staff_id.strip()
        )
    ).one_or_none()
    if row is None or row.removed_at is not None:
        return False
    today = today_of(writing.connection, organisation_id, writing.at)
    book = load_rule_book(writing.connection, organisation_id)
    return Permission.APPROVE in book.role_permissions(Role(row.role), today)


def _nobody(staff_id: str) -> BadInput:
    return BadInput(
        "Who decides this?",
        f"{staff_id.strip()} is nobody on the staff who may approve. Nothing was changed: give the"
        " staff id of somebody who may.",
    )
