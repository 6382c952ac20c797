"""Somebody tries the drawer from *Devices*: it opens like any drawer, so it is written down too."""

from app.use_cases.audit import note_down
from app.use_cases.move_cash import open_drawer
from app.use_cases.rights import business_day, has_permission
from app.use_cases.till import Session, Till
from domain.errors import NotAllowed
from domain.staff import Permission


def try_drawer(till: Till, session: Session) -> None:
    """Note that the drawer is opened to try it, before ``kick_drawer`` opens it.

    In a shift it is one more opening without a sale, with its reason and on the Z. Without a shift
    there is nothing it could be counted in: a supervisor does it, and it is in the audit record.
    Raises NotAllowed.
    """
    with till.db.reading() as uow:
        is_counted = uow.shifts.find_open() is not None
    if is_counted:
        open_drawer(till, session, "check")
        return
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        if not has_permission(uow, session, Permission.APPROVE, business_day(uow, now)):
            raise NotAllowed(
                "Open a shift first",
                "Without a shift only a supervisor opens the drawer. Nothing was opened and nothing"
                " is lost. Open a shift, or ask a supervisor to sign in.",
            )
        note_down(uow, now, session.staff_id, ("drawer_tried", session.staff_id))
        uow.commit()
