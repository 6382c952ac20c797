"""A second person says yes at this till, with a PIN."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.use_cases.audit import note_down
from app.use_cases.pin_check import check_pin
from app.use_cases.rights import business_day
from app.use_cases.till import Session, Till
from domain.errors import NotAllowed
from domain.sentence import told
from domain.staff import Permission, StaffMember, role_name


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRequest:
    """Who is asked, for which right and why. ``reason`` names goods and amounts, never a person."""

    staff_id: str
    pin: str = field(repr=False)
    permission: Permission
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Proof of one yes: this till and this PIN; not the person."""

    approved_by: str
    permission: Permission


def approve(till: Till, request: ApprovalRequest) -> Approval:
    """Return an approval when the PIN is right and its owner has the right asked for.

    Raises PinRefused, BadInput, NotFound, StaffListTooOld, and NotAllowed for a person without
    that right.
    """
    member = check_pin(till, request.staff_id, request.pin, f"approve:{request.permission.value}")
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        rights = uow.rules.book().role_permissions(member.role, business_day(uow, now))
        if request.permission not in rights:
            raise NotAllowed(
                "They cannot approve this",
                told(
                    "A {role} has no right to. Nothing was changed and nothing is lost."
                    " Ask a supervisor.",
                    role=role_name(member.role),
                ),
            )
        note_down(
            uow,
            now,
            member.staff_id,
            ("approved", request.permission.value),
            {"reason": request.reason},
        )
        uow.commit()
    return Approval(approved_by=member.staff_id, permission=request.permission)


def list_approvers(till: Till, session: Session, permission: Permission) -> Sequence[StaffMember]:
    """The people who may say yes: they have the right and are not the one who asks.

    A second person is enforced; a store's policy of review afterwards is not built yet.
    """
    with till.db.reading() as uow:
        on = business_day(uow, till.clock.now())
        book = uow.rules.book()
        return tuple(
            member
            for member in uow.staff.list_staff()
            if member.staff_id != session.staff_id
            and permission in book.role_permissions(member.role, on)
        )
