"""Wishes that a central which was lost may have sent (sync rule 16.7).

A central that was put back, and a standby that was promoted, have forgotten what was done last: a
wish that looks as if nobody ever sent it may have been paid. It is looked for, and never sent.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa

from central.allotments.fence import has_declared
from central.database import Writing
from central.operation_key import OperationKey
from central.payments.rows import PaymentRow, known_text, set_payment
from central.payments.tables import payment_event
from central.state import epoch_began_at

PUT_BACK = "put_back"
"""Among what is known of a payment: that it may have been sent before this central's time."""
LOOK_BACK = timedelta(hours=24)
"""How far before its coming such a payment is looked for: no code lives longer."""


def may_have_been_sent(connection: sa.Connection, key: OperationKey) -> bool:
    """Tell whether a wish that comes now may have come before, to the central that was lost.

    Whatever a till wrote before it took up this epoch may have: its declaration stands behind that
    in its stream (sync rule 9.21). A fork's declaration says nothing of what another copy wrote.
    """
    return key.branch > 0 or not has_declared(connection, key.organisation_id, key.till_id)


def is_of_older_epoch(connection: sa.Connection, row: PaymentRow) -> bool:
    """Tell whether a wish was booked before this epoch began."""
    began_at = epoch_began_at(connection)
    return began_at is not None and booked_at(connection, row) < began_at


def look_instead(writing: Writing, row: PaymentRow) -> PaymentRow:
    """Treat a wish as one of which nobody knows whether it was sent: the jobs look for it."""
    known = known_text({**row.known, PUT_BACK: "yes"})
    return set_payment(writing, row, step="sending", known=known, next_at=writing.at)


def booked_at(connection: sa.Connection, row: PaymentRow) -> datetime:
    """Return when central heard of a payment, by its own clock."""
    first: datetime | None = connection.scalar(
        sa.select(payment_event.c.at).where(
            payment_event.c.organisation_id == row.organisation_id,
            payment_event.c.payment_id == row.payment_id,
            payment_event.c.event_no == 1,
        )
    )
    return row.begun_at if first is None else first
