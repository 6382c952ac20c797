"""A supervisor lets one sale exceed what this till may use up (rules 9.13 and 9.17)."""

from dataclasses import dataclass

from app.use_cases.approve import Approval
from app.use_cases.audit import note_down
from app.use_cases.open_cart import get_open_cart
from app.use_cases.operations import Said
from app.use_cases.rights import require_seller
from app.use_cases.second_person import signs_alone
from app.use_cases.spending import except_once
from app.use_cases.till import Session, Till
from domain.cart import require_version
from domain.errors import NotAllowed
from domain.staff import Permission
from storage.unit_of_work import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowException:
    """Which cart, of which resource, and the ``approve``d yes of a second person."""

    cart_version: int
    resource: str
    approval: Approval


def allow_exception(till: Till, session: Session, request: AllowException) -> int:
    """Allow what the open cart lacks of one resource, once; return how many units that is.

    It holds for this cart, for as long as a tender lasts, and goes into the sale's operation with
    the supervisor's id. Raises NotAllowed (no right, or nobody else), Conflict and RuleBroken.
    """
    with till.db.unit_of_work(durable=False) as uow:
        shift = require_seller(uow, session)
        cart = get_open_cart(uow, till)
        require_version(cart, request.cart_version)
        said = Said(by=session.staff_id, at=till.clock.now(), day=shift.business_date)
        _require_approver(uow, said, request.approval)
        approved_by = request.approval.approved_by
        above = except_once(uow, said, cart, request.resource, approved_by)
        if above:
            note_down(
                uow,
                said.at,
                said.by,
                ("limit_exceeded", request.resource),
                {"quantity": above, "approved_by": approved_by, "cart_id": cart.cart_id},
            )
        uow.commit()
    return above


def _require_approver(uow: Reading, said: Said, approval: Approval) -> None:
    if signs_alone(uow, said.by, approval.approved_by, said.day):
        return
    member = uow.staff.find_staff(approval.approved_by)
    book = uow.rules.book()
    may = member is not None and Permission.APPROVE in book.role_permissions(member.role, said.day)
    if not may or approval.permission is not Permission.APPROVE or approval.approved_by == said.by:
        raise NotAllowed(
            "A supervisor must allow this",
            "Somebody else than the one who sells, with the right to approve. Nothing was changed"
            " and nothing is lost. Ask a supervisor.",
        )
