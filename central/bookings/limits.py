"""Setting how many bookings an agent may have open at a time, from a day on."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from central.allotments.books import book_of, find_books, lock_books
from central.allotments.limits import business_day, limit_in_force
from central.allotments.names import booking_resource
from central.allotments.publishing import OpenWriting
from central.allotments.stock import TOTAL_MAX, set_total
from central.allotments.tables import booking_limit
from central.audit import Deed, record
from central.database import CentralDatabase, Writing
from central.opening import Central
from central.tables import staff
from domain.errors import BadInput, NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingLimit:
    """So many bookings at a time, for one agent, from a day on; None: from today."""

    staff_id: str
    units: int
    valid_from: date | None = None


def set_booking_limit(central: Central, organisation_id: str, limit: BookingLimit) -> date:
    """Set an agent's limit; return the day from which it holds.

    A limit set again for the same day replaces what was said before. Raises NotFound for nobody of
    that id, BadInput for a limit that is none.
    """
    if not 0 <= limit.units <= TOTAL_MAX:
        raise BadInput("Check the limit", f"It is a whole number from 0 to {TOTAL_MAX:,}.")
    with central.database.writing(central.surroundings.now()) as writing:
        _require_agent(writing.connection, organisation_id, limit.staff_id)
        today = business_day(writing.connection, organisation_id, writing.at)
        valid_from = limit.valid_from or today
        _keep(writing, organisation_id, limit, valid_from)
        settle_limit(writing, organisation_id, limit.staff_id, today)
        deed = Deed(
            organisation_id=organisation_id,
            actor="command line",
            action="booking_limit_set",
            subject=limit.staff_id,
            reason=f"{limit.units} from {valid_from.isoformat()}",
        )
        record(writing, central.surroundings, deed)
    return valid_from


def settle_limit(writing: Writing, organisation_id: str, staff_id: str, day: date) -> None:
    """Let an agent's book have the limit in force as its total, where one is in force."""
    name = booking_resource(staff_id)
    units = limit_in_force(writing.connection, organisation_id, staff_id, day)
    if units is None:
        return
    lock_books(writing, organisation_id, [name])
    row = find_books(writing.connection, organisation_id, [name])[name]
    set_total(writing, organisation_id, name, book_of(row).with_total(units))


def settle_limits(database: CentralDatabase, open_writing: OpenWriting, at: datetime) -> None:
    """Let every agent's book have today's limit: some begin on a day on which nobody asks.

    One short transaction for each agent whose limit changed.
    """
    with database.reading() as connection:
        rows = connection.execute(
            sa.select(booking_limit.c.organisation_id, booking_limit.c.staff_id)
            .distinct()
            .order_by(booking_limit.c.organisation_id, booking_limit.c.staff_id)
        ).all()
        due = [
            (row.organisation_id, row.staff_id, day)
            for row in rows
            for day in (business_day(connection, row.organisation_id, at),)
            if not _is_settled(connection, row.organisation_id, row.staff_id, day)
        ]
    for organisation_id, staff_id, day in due:
        with open_writing() as writing:
            settle_limit(writing, organisation_id, staff_id, day)


def _is_settled(connection: sa.Connection, organisation_id: str, staff_id: str, day: date) -> bool:
    """Tell whether an agent's book has the limit in force, or none is in force yet."""
    units = limit_in_force(connection, organisation_id, staff_id, day)
    name = booking_resource(staff_id)
    row = find_books(connection, organisation_id, [name]).get(name)
    if units is None:
        return True
    return row is not None and row.set_at is not None and row.total == units


def _require_agent(connection: sa.Connection, organisation_id: str, staff_id: str) -> None:
    statement = sa.select(staff.c.staff_id).where(
        staff.c.organisation_id == organisation_id,
        staff.c.staff_id == staff_id,
        staff.c.removed_at.is_(None),
    )
    if connection.execute(statement).one_or_none() is None:
        raise NotFound("There is no such person", f"Nobody on the staff has the id {staff_id}.")


def _keep(writing: Writing, organisation_id: str, limit: BookingLimit, valid_from: date) -> None:
    same_day = sa.and_(
        booking_limit.c.organisation_id == organisation_id,
        booking_limit.c.staff_id == limit.staff_id,
        booking_limit.c.valid_from == valid_from,
    )
    values = {"units": limit.units, "set_at": writing.at}
    kept = writing.connection.execute(sa.update(booking_limit).where(same_day).values(**values))
    if not kept.rowcount:
        writing.connection.execute(
            sa.insert(booking_limit).values(
                organisation_id=organisation_id,
                staff_id=limit.staff_id,
                valid_from=valid_from,
                **values,
            )
        )
