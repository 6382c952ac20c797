"""A document was asked for because of cash, and none was shown: that is a fact as well."""

from app.use_cases.audit import note_down
from app.use_cases.operations import Said, append_operation
from app.use_cases.rights import business_day
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from sync.protocol.compliance_bodies import IdentityNotShown

NOT_SHOWN = "identity_not_shown"


def note_not_shown(till: Till, session: Session, customer_id: str) -> None:
    """Keep that a customer was asked and showed nothing; once on a business date.

    The sale is another matter: it waits, is paid otherwise, or is never made.
    """
    ensure_stream(till)
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        day = business_day(uow, now)
        subject = f"{customer_id}/{day.isoformat()}"
        if uow.audit.count(NOT_SHOWN, subject):
            return
        said = Said(by=session.staff_id, at=now, day=day)
        append_operation(uow, till, said, IdentityNotShown(customer_id=customer_id))
        note_down(uow, now, session.staff_id, (NOT_SHOWN, subject))
        uow.commit()
