"""Whether a yes that a till names counts: of whom it is, and whether that person may say it."""

import sqlalchemy as sa

from central.operations.alone import may_stand_alone
from central.operations.cart_facts import Booking
from central.storable import storable
from central.tables import staff
from domain.staff import Permission, Role


def signer_doubt(booking: Booking, signer: str, taken_by: str) -> str:
    """Why a yes does not count: of nobody known, without the right, or one's own; empty where so.

    ``taken_by`` is who did what was signed for: an own yes counts where the store waives a second
    person.
    """
    who = storable(signer)
    if signer == taken_by:
        if may_stand_alone(booking, signer):
            return ""  # `signed_alone` is a case of its own
        return f"{who} signed for what they took themselves."
    role = booking.writing.connection.execute(
        sa.select(staff.c.role).where(
            staff.c.organisation_id == booking.key.organisation_id,
            staff.c.staff_id == signer,
        )
    ).scalar_one_or_none()
    if role is None:
        return f"{who} signed for it, whom nobody knows."
    if Permission.APPROVE not in booking.rules.role_permissions(Role(role), booking.facts.day):
        return f"{who} signed for it and has no right to approve."
    return ""
