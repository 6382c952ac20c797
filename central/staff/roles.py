"""What members of staff are now, for looking at what they said."""

from collections.abc import Collection, Mapping

import sqlalchemy as sa

from central.tables import staff
from domain.staff import Role


def roles_of(
    connection: sa.Connection, organisation_id: str, staff_ids: Collection[str]
) -> Mapping[str, Role]:
    """Return the present role of those of them that are known, who left included."""
    if not staff_ids:
        return {}
    asked = sa.select(staff.c.staff_id, staff.c.role).where(
        staff.c.organisation_id == organisation_id, staff.c.staff_id.in_(sorted(staff_ids))
    )
    return {row.staff_id: Role(row.role) for row in connection.execute(asked)}
