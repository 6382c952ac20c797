"""Somebody else signs: a supervisor at this till, who is not the one who asks.

Where a store waives that (`domain.second_person`), who is on duty may sign alone.
"""

from datetime import date

from app.use_cases.till import Session
from domain.errors import NotAllowed
from domain.second_person import is_waived, may_waive
from domain.staff import Permission
from storage.unit_of_work import Reading

SIGNED_ALONE = "signed_alone"
"""What the audit record calls a yes that nobody else was there for."""


def waives(uow: Reading, on: date) -> bool:
    """Tell whether who is on duty at this till's store may sign alone."""
    return is_waived(uow.rules.book(), uow.till.get_till().store_id, on)


def may_sign_alone(uow: Reading, staff_id: str, permission: Permission, on: date) -> bool:
    """Tell whether somebody may do alone, at this till's store, what needs a right."""
    member = uow.staff.find_staff(staff_id)
    if member is None or not waives(uow, on):
        return False
    return may_waive(permission, uow.rules.book().role_permissions(member.role, on))


def signs_alone(
    uow: Reading,
    session_id: str,
    signer_id: str,
    on: date,
    permission: Permission = Permission.APPROVE,
) -> bool:
    """Tell whether a yes is the asking one's own, and the store lets that be."""
    return session_id == signer_id and may_sign_alone(uow, signer_id, permission, on)


def may_sign(uow: Reading, session: Session, on: date) -> bool:
    """Tell whether this till knows anybody else who may approve.

    Where only one works, nobody can be asked: a person looks at it afterwards (ledger rule 8).
    A store that waives a second person lets them sign alone, which is a fact of its own.
    """
    if waives(uow, on):
        return True
    book = uow.rules.book()
    return any(
        member.staff_id != session.staff_id
        and Permission.APPROVE in book.role_permissions(member.role, on)
        for member in uow.staff.list_staff()
    )


def require_signer(uow: Reading, session: Session, staff_id: str, on: date) -> None:
    """Require that a signature is somebody else's who may approve. Raises NotAllowed.

    One's own counts where the store waives a second person.
    """
    if signs_alone(uow, session.staff_id, staff_id, on):
        return
    member = uow.staff.find_staff(staff_id)
    rights = (
        frozenset[Permission]()
        if member is None
        else uow.rules.book().role_permissions(member.role, on)
    )
    if staff_id == session.staff_id or Permission.APPROVE not in rights:
        raise NotAllowed(
            "Somebody else must sign",
            "This needs the PIN of a supervisor who is not signed in here. Nothing was changed and"
            " nothing is lost. Ask one to type it.",
        )
