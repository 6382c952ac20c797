"""The tables of allotments. Units are whole; every row is guarded by its resource's row lock.

``till_grants`` is the one exception: the till's own row lock guards it (sync rule 9.4).
"""

import sqlalchemy as sa

from central.column_kinds import key, number, number_key, text, time
from central.tables import metadata

resource = sa.Table(
    "resource",
    metadata,
    key("organisation_id"),
    key("resource"),
    number("total"),
    number("consumed"),
    number("outstanding"),
    time("set_at", null=True),
    time("told_at", null=True),
    number("published_total", null=True),
    number("published_free", null=True),
    time("published_at", null=True),
)
"""The book of a resource. ``set_at`` is null where only spending made the row: no total was set.

``told_at`` is when the total became true: a message that was under way for long never undoes it.
"""

till_grants = sa.Table(
    "till_grants",
    metadata,
    key("organisation_id"),
    key("till_id"),
    number("last_number"),
    text("stream", null=True),
    text("declared_epoch", null=True),
)
"""How far a till's grants are numbered, the stream last granted to, the epoch it declared in."""

grant_given = sa.Table(
    "grant_given",
    metadata,
    key("organisation_id"),
    key("till_id"),
    number_key("number"),
    text("stream"),
    text("resource"),
    number("quantity"),
    time("granted_at"),
)
"""The primary key is what makes *never given twice* a constraint."""

allotment = sa.Table(
    "allotment",
    metadata,
    key("organisation_id"),
    key("till_id"),
    key("stream"),
    key("resource"),
    number("granted"),
    number("spent"),
    number("returned"),
    number("reclaimed"),
    number("corrected"),
    number("held"),
    number("recalled_keep", null=True),
    time("recalled_at", null=True),
    sa.Index(None, "organisation_id", "resource"),
)
"""What one stream holds of one resource: ``held`` is what the others come to."""

allotment_entry = sa.Table(
    "allotment_entry",
    metadata,
    key("organisation_id"),
    key("till_id"),
    key("stream"),
    number_key("branch"),
    number_key("seq"),
    number_key("entry_no"),
    text("event"),
    text("resource"),
    number("quantity"),
    number("uncovered"),
    text("exception_by", null=True),
    text("waybill", null=True),
    time("booked_at"),
    time("closed_at", null=True),
    sa.Index(None, "organisation_id", "waybill"),
    sa.Index(None, "organisation_id", "resource"),
)
"""One row for each ``spent``, ``returned`` or ``restocked`` that an operation says, counted once.

``uncovered`` is by how much it exceeded what its stream held; ``closed_at`` is when a booking's
unit went back into the pool.
"""

stream_closing = sa.Table(
    "stream_closing",
    metadata,
    key("organisation_id"),
    key("till_id"),
    key("stream"),
    time("closed_at"),
)
"""Streams that a person declared lost (sync rule 9.14)."""

booking_limit = sa.Table(
    "booking_limit",
    metadata,
    key("organisation_id"),
    key("staff_id"),
    sa.Column("valid_from", sa.Date, primary_key=True),
    number("units"),
    time("set_at"),
)
"""How many bookings an agent may have open at a time, from a day on."""

inventory_message = sa.Table(
    "inventory_message",
    metadata,
    key("message_id"),
    text("organisation_id"),
    time("received_at"),
)
"""Each signed webhook that was taken in, for ever: the same id is never applied twice."""
