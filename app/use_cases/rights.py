"""What must hold before a use case goes on: a right, an open shift, a list of staff not too old."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType

from app.use_cases.till import Session
from domain.errors import NotAllowed, RuleBroken
from domain.sentence import told
from domain.shift import Shift, business_date_of
from domain.staff import Permission, role_name
from storage.unit_of_work import Reading

_WHAT: Mapping[Permission, str] = MappingProxyType(
    {
        Permission.SELL: told("sell"),
        Permission.OPEN_SHIFT: told("open a shift"),
        Permission.CLOSE_SHIFT: told("close a shift"),
        Permission.BOOK_SHIPMENT: told("book shipments"),
        Permission.TYPE_PRICE: told("set a price"),
        Permission.ERASE_CUSTOMER: told("erase a customer"),
        Permission.APPROVE: told("approve"),
    }
)


class StaffListTooOld(NotAllowed):
    """The till has been offline for longer than its rights may be trusted."""


def today_at_store(uow: Reading, now: datetime) -> date:
    """The date at the store's place on which rules are read while no shift is open.

    Never before the day of the last exchange: a clock that went back a year must not leave the till
    without rules, and nobody without a PIN policy.
    """
    zone = uow.till.get_till().store.zone
    heard_at = uow.feed.heard_at()
    today = business_date_of(now, zone)
    return today if heard_at is None else max(today, business_date_of(heard_at, zone))


def business_day(uow: Reading, now: datetime) -> date:
    """The business date: the open shift's own, fixed when it opened; else today's at the store."""
    shift = uow.shifts.find_open()
    return today_at_store(uow, now) if shift is None else shift.business_date


def require_permission(uow: Reading, session: Session, permission: Permission, on: date) -> None:
    """Let the person at the till pass who may do this on the business date ``on``.

    The list of staff decides as it is now, not as it was at sign-in. Raises NotAllowed.
    """
    member = uow.staff.find_staff(session.staff_id)
    if member is None:
        raise NotAllowed(
            "You are not on this till's list",
            told(
                "{name} was taken off the list of staff. The sale is kept as it is."
                " Press F11 so that somebody else can sign in.",
                name=session.name,
            ),
        )
    if permission not in uow.rules.book().role_permissions(member.role, on):
        raise NotAllowed(
            "Ask a supervisor",
            told(
                "A {role} may not {what} here. Nothing was changed and nothing is"
                " lost. Ask somebody who may to sign in.",
                role=role_name(member.role),
                what=_WHAT[permission],
            ),
        )


def has_permission(uow: Reading, session: Session, permission: Permission, on: date) -> bool:
    """Tell whether the person at the till may do this on the business date ``on``."""
    member = uow.staff.find_staff(session.staff_id)
    return member is not None and permission in uow.rules.book().role_permissions(member.role, on)


def require_open_shift(uow: Reading) -> Shift:
    """Return the open shift. Raises RuleBroken (code ``no_shift``)."""
    shift = uow.shifts.find_open()
    if shift is None:
        raise RuleBroken(
            "No shift is open",
            "Selling needs an open shift, so that the drawer adds up. Nothing is lost."
            " Count the float and open a shift first.",
            "no_shift",
        )
    return shift


def require_seller(uow: Reading, session: Session) -> Shift:
    """Return the open shift for a person who may sell in it. Raises RuleBroken, NotAllowed."""
    shift = require_open_shift(uow)
    require_permission(uow, session, Permission.SELL, shift.business_date)
    return shift


def require_fresh_staff_list(uow: Reading, now: datetime) -> None:
    """Refuse to trust a list of staff older than the rule ``staff_age`` allows (ledger rule 8).

    Counted from the last whole exchange with central: a clock that was set back while the till ran
    keeps nothing alive, and one that jumped forward shuts nobody out (sync rule 7.5). Raises
    StaffListTooOld.
    """
    days_max = uow.rules.book().staff_age_max_days(today_at_store(uow, now))
    heard_at = uow.feed.heard_at() or uow.till.get_till().enrolled_at
    offline = uow.clock_state.watched().elapsed(now - heard_at)
    if offline > timedelta(days=days_max):
        days = offline.days
        raise StaffListTooOld(
            "This till has been offline too long",
            told(
                "Its list of staff is {days} days old, and {days_max} are allowed."
                " Every sale is kept and nothing is lost. Connect the till to the"
                " network once, then sign in again. If it was connected today, check"
                " this computer's date.",
                days=days,
                days_max=days_max,
            ),
        )
