"""Somebody else signs: a supervisor at this till, who is not the one who asks."""

from datetime import date

from app.use_cases.till import Session
from domain.errors import NotAllowed
from domain.staff import Permission
from storage.unit_of_work import Reading


def may_sign(uow: Reading, session: Session, on: date) -> bool:
    """Tell whether this till knows anybody else who may approve.

    Where only one works, nobody can be asked: a person looks at it afterwards (ledger rule 8).
    """
    book = uow.rules.book()
    return any(
        member.staff_id != session.staff_id
        and Permission.APPROVE in book.role_permissions(member.role, on)
        for member in uow.staff.list_staff()
    )


def require_signer(uow: Reading, session: Session, staff_id: str, on: date) -> None:
    """Require that a signature is somebody else's who may approve. Raises NotAllowed."""
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
