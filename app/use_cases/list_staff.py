"""Who may sign in at this till."""

from collections.abc import Sequence

from app.use_cases.till import Till
from domain.staff import StaffMember


def list_staff(till: Till) -> Sequence[StaffMember]:
    """The people on this till's list, in the order of their names."""
    with till.db.reading() as uow:
        return tuple(sorted(uow.staff.list_staff(), key=lambda member: member.name.casefold()))
