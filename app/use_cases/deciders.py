"""Who may decide at this till, whoever is signed in; nobody decides on what they did."""

from collections.abc import Sequence
from datetime import date

from app.use_cases.rights import business_day
from app.use_cases.second_person import waives
from app.use_cases.till import Session, Till
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


def list_deciders_of(till: Till, session: Session, did_it: frozenset[str]) -> Sequence[StaffMember]:
    """Return who may decide on what these did: everybody with the right who had no part in it.

    Where the store waives a second person, who is on duty comes last for what they did themselves:
    they sign alone, and it is looked at afterwards.
    """
    with till.db.reading() as uow:
        on = business_day(uow, till.clock.now())
        found = [member for member in deciders(uow, on) if member.staff_id not in did_it]
        is_own = session.staff_id in did_it and waives(uow, on)
        own = uow.staff.find_staff(session.staff_id) if is_own else None
    others = sorted(found, key=lambda member: member.name.casefold())
    return (*others, *(() if own is None else (own,)))


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
