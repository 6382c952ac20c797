"""Whether a customer stands at this till and waits for central: then nothing is put off."""

from datetime import datetime

from storage.unit_of_work import Reading

ASK_EVERY_S = 3.0
"""How often central is asked while somebody waits (sync rule 2.9)."""


def is_customer_waiting(uow: Reading, now: datetime) -> bool:
    """Tell whether somebody's cart asks for more than is held here, or they pay by code or phone.

    What they wait for comes in answers alone: nothing of theirs need wait to be sent.
    """
    wishes = uow.payments.list_by_state(("requested", "pending"))
    if any(wish.expires_at is not None and now < wish.expires_at for wish in wishes):
        return True
    return any(claim.asked for claim in uow.allotments.list_reservations(now))
