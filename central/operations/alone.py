"""Whether somebody who approved their own deed said so: `signed_alone`, before the deed itself."""

from datetime import timedelta

import sqlalchemy as sa

from central.operations.cart_facts import Booking
from central.tables import operation
from domain.second_person import is_waived
from sync.protocol.operation import read_facts

_LOOKED_AT = 2_000
_SINCE = timedelta(days=7)
"""A sale with somebody's price may have been parked for days, and paid at another till."""
_HOURS_A_DAY = 24


def may_stand_alone(booking: Booking, staff_id: str) -> bool:
    """Tell whether the store waives a second person, and they signed alone in the time before.

    That is a week, or as long as an order with their price may wait for its goods.

    Asked only of a deed that names one person for both; at any till of the organisation.
    """
    if not is_waived(booking.rules, booking.store_id, booking.facts.day):
        return False
    asked = (
        sa.select(operation.c.facts)
        .where(
            operation.c.organisation_id == booking.key.organisation_id,
            operation.c.state == "applied",
            operation.c.kind == "signed_alone",
        )
        .order_by(operation.c.received_at.desc(), operation.c.seq.desc())
        .limit(_LOOKED_AT)
    )
    day = booking.facts.day
    order_hours = booking.rules.parked_carts(day).order_hours
    since = max(_SINCE, timedelta(days=-(-order_hours // _HOURS_A_DAY)))
    for kept in booking.writing.connection.scalars(asked):
        said = read_facts(bytes(kept))
        if said.by == staff_id and day - since <= said.day <= day:
            return True
    return False
