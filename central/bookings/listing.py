"""The bookings that count against a limit."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from central.allotments.names import agent_of
from central.allotments.tables import allotment_entry

_ROWS_MAX = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBooking:
    """A booking that uses up a unit of its agent's limit. Names a staff id, never a name."""

    waybill: str
    agent: str
    stream: str
    quantity: int
    exception_by: str | None
    booked_at: datetime


def list_open_bookings(connection: sa.Connection, organisation_id: str) -> list[OpenBooking]:
    """Return the oldest open bookings of an organisation, at most 10,000."""
    statement = (
        sa.select(allotment_entry)
        .where(
            allotment_entry.c.organisation_id == organisation_id,
            allotment_entry.c.event == "spent",
            allotment_entry.c.waybill.is_not(None),
            allotment_entry.c.closed_at.is_(None),
        )
        .order_by(allotment_entry.c.booked_at, allotment_entry.c.waybill)
        .limit(_ROWS_MAX)
    )
    return [
        OpenBooking(
            waybill=row.waybill,
            agent=agent_of(row.resource) or row.resource,
            stream=row.stream,
            quantity=row.quantity,
            exception_by=row.exception_by,
            booked_at=row.booked_at,
        )
        for row in connection.execute(statement)
    ]
