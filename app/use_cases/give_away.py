"""What somebody may give away or take out of a sale alone, and who may say yes to more."""

from collections.abc import Sequence
from datetime import date

from app.use_cases.rights import require_seller
from app.use_cases.second_person import signs_alone
from app.use_cases.till import Session
from domain.errors import NotAllowed, RuleBroken
from domain.money import Money
from domain.second_person import alone_discount_basis_points
from domain.selling_rules import (
    DISCOUNT_CAP,
    VOID_LIMIT,
    read_discount_cap,
    read_void_limit,
)
from domain.staff import Permission
from storage.unit_of_work import Reading


class VoidNeedsApproval(RuleBroken):
    """So much (``worth``) leaves a sale only with the PIN of somebody who may."""

    def __init__(self, worth: Money) -> None:
        super().__init__(
            "A supervisor must agree",
            "So much is taken out of a sale only with a supervisor's PIN. Nothing is lost. Ask one"
            " to type it.",
            "void_needs_approval",
        )
        self.args = (worth,)
        self.worth = worth


def cap_of(uow: Reading, staff_id: str, on: date) -> int:
    """The most that somebody may take off a sum, in basis points; 0 where no rule says."""
    member = uow.staff.find_staff(staff_id)
    if member is None:
        return 0
    return uow.rules.book().find(read_discount_cap, (DISCOUNT_CAP, member.role.value), on) or 0


def cap_given(uow: Reading, session: Session, approved_by: str | None, on: date) -> int:
    """The most that may come off with this yes: one's own cap, the approver's, or what alone may.

    Who signs alone keeps their own cap where the store's policy says less.
    """
    whose = approved_by or session.staff_id
    cap = cap_of(uow, whose, on)
    if approved_by != session.staff_id:
        return cap
    store_id = uow.till.get_till().store_id
    return max(cap, alone_discount_basis_points(uow.rules.book(), store_id, on))


def require_price_setter(uow: Reading, session: Session, approved_by: str) -> None:
    """Require that a second person approved it who may set prices. Raises NotAllowed.

    One's own yes counts for who may, where the store waives a second person.
    """
    on = require_seller(uow, session).business_date
    _require_second(uow, session, approved_by, (Permission.TYPE_PRICE, on))


def require_void(
    uow: Reading,
    session: Session,
    of_lines: Sequence[Money],
    approved_by: str | None,
    besides_minor: int = 0,
) -> bool:
    """Let so much of each line be taken out of a sale that is not paid, in all since it began.

    ``besides_minor`` left it before, of other lines. Returns whether somebody answers for it who
    may: then it counts no longer. Raises VoidNeedsApproval where the role may not do that alone and
    nobody approved it, and NotAllowed where who approved it may not.
    """
    member = uow.staff.find_staff(session.staff_id)
    on = require_seller(uow, session).business_date
    if member is None or not of_lines:
        return False
    limit = uow.rules.book().find(read_void_limit, (VOID_LIMIT, member.role.value), on)
    if limit is None:
        return True
    if not limit.needs_approval(of_lines, besides_minor):
        return False
    if approved_by is None:
        currency = of_lines[0].currency
        raise VoidNeedsApproval(Money.total_of(of_lines, currency) + Money(besides_minor, currency))
    _require_second(uow, session, approved_by, (Permission.APPROVE, on))
    return True


def _require_second(
    uow: Reading, session: Session, approved_by: str, right: tuple[Permission, date]
) -> None:
    permission, on = right
    if signs_alone(uow, session.staff_id, approved_by, on, permission):
        return
    approver = uow.staff.find_staff(approved_by)
    may = approver is not None and permission in uow.rules.book().role_permissions(
        approver.role, on
    )
    if not may or approved_by == session.staff_id:
        raise NotAllowed(
            "A second person must approve this",
            "Who approved it may not, or is the one who asks. Nothing was changed and nothing is"
            " lost. Ask another supervisor.",
        )
