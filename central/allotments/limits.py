"""An agent's booking limit in force on a day: effective-dated data (sync rule 9.2)."""

from collections.abc import Collection
from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from central.allotments.books import find_books
from central.allotments.names import booking_resource
from central.allotments.tables import booking_limit
from central.tables import store
from domain.dated import Dated, find_in_force


def limit_in_force(
    connection: sa.Connection, organisation_id: str, staff_id: str, on: date
) -> int | None:
    """Return how many bookings an agent may have open on a day, None where nothing is set."""
    statement = sa.select(booking_limit.c.valid_from, booking_limit.c.units).where(
        booking_limit.c.organisation_id == organisation_id,
        booking_limit.c.staff_id == staff_id,
    )
    rows = (Dated(row.valid_from, int(row.units)) for row in connection.execute(statement))
    found = find_in_force(rows, on)
    return None if found is None else found.value


def limited_bookings(
    connection: sa.Connection, organisation_id: str, staff_ids: Collection[str]
) -> dict[str, str]:
    """Return the resource of the bookings of those of these agents that have a limit, by agent."""
    names = {booking_resource(staff_id): staff_id for staff_id in staff_ids}
    books = find_books(connection, organisation_id, names)
    return {names[name]: name for name, row in books.items() if row.set_at is not None}


def business_day(
    connection: sa.Connection, organisation_id: str, at: datetime, store_id: str | None = None
) -> date:
    """Return the day it is in a store, or in the organisation's first one."""
    condition = sa.true() if store_id is None else store.c.store_id == store_id
    statement = (
        sa.select(store.c.zone)
        .where(store.c.organisation_id == organisation_id, condition)
        .order_by(store.c.created_at, store.c.store_id)
        .limit(1)
    )
    return at.astimezone(ZoneInfo(str(connection.execute(statement).scalar_one()))).date()
