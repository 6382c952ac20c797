"""Who signed for units beyond an allotment: somebody who may, or it becomes a case (rule 9.13)."""

from collections.abc import Sequence

from central.operations.alone import may_stand_alone
from central.operations.cart_facts import Booking
from central.operations.cases import NewCase, open_case
from central.staff.roles import roles_of
from domain.staff import Permission, Role
from sync.protocol.allotment_bodies import SpentBody

UNAPPROVED = "exception_unapproved"


def note_exceptions(booking: Booking, spent: Sequence[SpentBody]) -> None:
    """Open a case for an exception that nobody signed who may; its units are counted all the same.

    A till that was tampered with may name anybody. A role is the one that the person has now.
    """
    signers = {entry.exception_by for entry in spent if entry.exception_by is not None}
    roles = roles_of(booking.writing.connection, booking.key.organisation_id, signers)
    doubts = [
        f"{entry.quantity} of {entry.resource} by {entry.exception_by}, {why}."
        for entry in spent
        if entry.exception_by is not None
        and (why := _why_not(booking, entry.exception_by, roles.get(entry.exception_by)))
    ]
    if not doubts:
        return
    case = NewCase(
        store_id=booking.store_id,
        kind=UNAPPROVED,
        title="An exception that nobody signed who may",
        message=f"Allowed beyond what there is: {' '.join(doubts)} It is booked and its units are"
        " counted. Ask who sold it, and look at that computer.",
    )
    open_case(booking.writing, booking.central.surroundings, booking.key, case)


def _why_not(booking: Booking, staff_id: str, role: Role | None) -> str:
    """Return why somebody's word is no exception, or nothing where it is one."""
    if role is None:
        return "whom nobody knows"
    if staff_id == booking.facts.by:
        return "" if may_stand_alone(booking, staff_id) else "who sold it as well"
    rights = booking.rules.role_permissions(role, booking.facts.day)
    return "" if Permission.APPROVE in rights else "who may not approve"
