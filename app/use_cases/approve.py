"""A second person says yes at this till, with a PIN."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from app.use_cases.audit import note_down
from app.use_cases.operations import Said, append_operation
from app.use_cases.pin_check import check_pin
from app.use_cases.rights import business_day
from app.use_cases.second_person import SIGNED_ALONE, may_sign_alone
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from domain.errors import NotAllowed
from domain.sentence import told
from domain.staff import Permission, StaffMember, role_name
from storage.unit_of_work import Reading
from sync.protocol.approval_bodies import SignedAlone

REASON_MAX = 512
"""How much of what was signed for alone goes into the operation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRequest:
    """Who is asked, for which right and why. ``reason`` names goods and amounts, never a person.

    ``asked_by`` is who asks: somebody who asks themselves signs alone.
    """

    staff_id: str
    pin: str = field(repr=False)
    permission: Permission
    reason: str
    asked_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Proof of one yes: this till and this PIN; not the person."""

    approved_by: str
    permission: Permission


def approve(till: Till, request: ApprovalRequest) -> Approval:
    """Return an approval when the PIN is right and its owner has the right asked for.

    Raises PinRefused, BadInput, NotFound, StaffListTooOld, and NotAllowed for a person without
    that right, and for one who asks themselves where the store's policy does not let them.
    """
    if request.staff_id == request.asked_by:
        return _sign_alone(till, request)
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


def _sign_alone(till: Till, request: ApprovalRequest) -> Approval:
    """Nobody else is there: a fact in the chain, and in the audit record for a later look."""
    with till.db.reading() as uow:
        _require_waived(uow, request, business_day(uow, till.clock.now()))
    ensure_stream(till)
    member = check_pin(till, request.staff_id, request.pin, f"alone:{request.permission.value}")
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        day = business_day(uow, now)
        _require_waived(uow, request, day)
        body = SignedAlone(permission=request.permission.value, reason=request.reason[:REASON_MAX])
        told_as = append_operation(uow, till, Said(by=member.staff_id, at=now, day=day), body)
        note_down(
            uow,
            now,
            member.staff_id,
            (SIGNED_ALONE, f"{told_as.stream}-{told_as.seq}"),
            {"approved_by": member.staff_id, "reason": request.reason},
        )
        uow.commit()
    return Approval(approved_by=member.staff_id, permission=request.permission)


def _require_waived(uow: Reading, request: ApprovalRequest, on: date) -> None:
    if not may_sign_alone(uow, request.staff_id, request.permission, on):
        raise NotAllowed(
            "Somebody else must sign",
            "This needs the PIN of a supervisor who is not the one who asks. Nothing was changed"
            " and nothing is lost. Ask one to type it.",
        )


def list_approvers(till: Till, session: Session, permission: Permission) -> Sequence[StaffMember]:
    """The people who may say yes: they have the right and are not the one who asks.

    Where the store's policy waives a second person, the one who asks comes last: they sign alone,
    and it is looked at afterwards. A price is set alone only by who may set prices.
    """
    with till.db.reading() as uow:
        on = business_day(uow, till.clock.now())
        book = uow.rules.book()
        staff = uow.staff.list_staff()
        others = tuple(
            member
            for member in staff
            if member.staff_id != session.staff_id
            and permission in book.role_permissions(member.role, on)
        )
        if not may_sign_alone(uow, session.staff_id, permission, on):
            return others
        return (*others, *(each for each in staff if each.staff_id == session.staff_id))
