"""Somebody signs in at this till with a PIN."""

from app.use_cases.pin_check import PinRefused, check_pin
from app.use_cases.till import Session, Till

__all__ = ["PinRefused", "sign_in"]


def sign_in(till: Till, staff_id: str, pin: str) -> Session:
    """Return the session of the person whose PIN this is.

    Raises PinRefused, BadInput, NotFound, and StaffListTooOld when the till has been offline for
    longer than its rights may be trusted.
    """
    member = check_pin(till, staff_id, pin, "sign_in")
    return Session(
        staff_id=member.staff_id,
        name=member.name,
        role=member.role,
        signed_in_at=till.clock.now(),
    )
