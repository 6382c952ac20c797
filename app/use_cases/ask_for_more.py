"""A customer waits for something of which nothing is left here: central is asked for it."""

from app.use_cases.open_cart import get_open_cart
from app.use_cases.operations import Said
from app.use_cases.rights import require_seller
from app.use_cases.spending import ask_for_missing
from app.use_cases.till import Session, Till
from domain.holding import Shortage


def ask_for_more(till: Till, session: Session) -> tuple[Shortage, ...]:
    """Have the engine ask for what the open cart lacks; return what lacks now.

    Asking waits for nobody: the answer comes as a grant, or not at all. The wish ends with the time
    of a tender, with the sale, or when the tender is cancelled. Raises RuleBroken (``no_shift``)
    and NotAllowed.
    """
    with till.db.unit_of_work(durable=False) as uow:
        shift = require_seller(uow, session)
        said = Said(by=session.staff_id, at=till.clock.now(), day=shift.business_date)
        lacking = ask_for_missing(uow, said, get_open_cart(uow, till))
        uow.commit()
    return lacking
