"""Who may decide at this till, whoever is signed in; nobody decides on what they did."""

from collections.abc import Sequence
from datetime import date

from app.use_cases.rights import business_day
from app.use_cases.till import Till
from domain.errors import NotAllowed
from domain.staff import Permission, StaffMember
from storage.unit_of_work import Reading


def list_deciders(till: Till) -> Sequence[StaffMember]:
    """Return everybody with the right to approve, by name.

    The one at the till is among them: what somebody may not decide is what they did themselves.
    """
    with till.db.reading() as uow:
        found = deciders(uow, business_day(uow, till.clock.now()))
    return tuple(sorted(found, key=lambda member: member.name.casefold()))


def deciders(uow: Reading, on: date) -> tuple[StaffMember, ...]:
    """Everybody with the right to approve on a business date."""
    book = uow.rules.book()
    return tuple(
        member
        for member in uow.staff.list_staff()
        if Permission.APPROVE in book.role_permissions(member.role, on)
    )


def require_decider(uow: Reading, staff_id: str, did_it: frozenset[str], on: date) -> None:
    """Require somebody with the right to approve who had no part in it. Raises NotAllowed."""
    may = staff_id in {member.staff_id for member in deciders(uow, on)}
    if staff_id in did_it or not may:
        raise NotAllowed(
            "Somebody else must decide",
            "This needs the PIN of a supervisor who had no part in it. Nothing was changed and"
            " nothing is lost. Ask one to type it.",
        )
