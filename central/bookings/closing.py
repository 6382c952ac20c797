"""Closing a booking: the shipment is on its way, and its agent may book another."""

import sqlalchemy as sa

from central.allotments.books import book_of, find_books, keep_book, lock_books
from central.allotments.names import agent_of
from central.allotments.publishing import publish_books
from central.allotments.tables import allotment_entry
from central.audit import Deed, record
from central.opening import Central
from domain.errors import Conflict, NotFound


def close_booking(central: Central, organisation_id: str, waybill: str, reason: str = "") -> int:
    """Close a booking; return how many units its agent has again.

    A single one above the limit gives nothing back to the pool before the limit is kept again.
    Raises NotFound for a waybill under which nothing was booked against a limit, Conflict if it is
    closed already.
    """
    with central.database.writing(central.surroundings.now()) as writing:
        connection = writing.connection
        mine = sa.and_(
            allotment_entry.c.organisation_id == organisation_id,
            allotment_entry.c.waybill == waybill,
            allotment_entry.c.event == "spent",
        )
        statement = sa.select(allotment_entry.c.resource).where(mine).distinct()
        names = [name for name in connection.execute(statement).scalars() if agent_of(name)]
        if not names:
            raise NotFound(
                "There is no such booking",
                f"Nothing was booked against a limit under the waybill {waybill}.",
            )
        lock_books(writing, organisation_id, names)
        is_open = sa.and_(mine, allotment_entry.c.closed_at.is_(None))
        released = 0
        for name in sorted(names):
            of_name = sa.and_(is_open, allotment_entry.c.resource == name)
            units = connection.execute(
                sa.select(sa.func.sum(allotment_entry.c.quantity)).where(of_name)
            ).scalar_one()
            if units:
                book = book_of(find_books(connection, organisation_id, [name])[name])
                keep_book(writing, organisation_id, name, book.released(int(units)))
                released += int(units)
        if not released:
            raise Conflict("The booking is closed already", "Nothing was changed.")
        connection.execute(sa.update(allotment_entry).where(is_open).values(closed_at=writing.at))
        publish_books(writing, organisation_id, names)
        deed = Deed(
            organisation_id=organisation_id,
            actor="command line",
            action="booking_closed",
            subject=waybill,
            reason=reason,
        )
        record(writing, central.surroundings, deed)
    return released
