"""The tables of special quotes (sync rules 15b), on the same metadata as all."""

import sqlalchemy as sa

from central.column_kinds import key, number, number_key, text, time
from central.tables import metadata

special_quote = sa.Table(
    "special_quote",
    metadata,
    key("organisation_id"),
    key("quote_id"),
    text("till_id"),
    text("stream"),
    number("branch"),
    number("seq"),
    text("store_id"),
    text("shipment_id"),
    text("asked_by"),
    time("asked_at"),
    text("consignor_id"),
    number("region"),
    text("pieces"),
    number("declared_minor", null=True),
    text("currency"),
    text("why"),
    text("state"),
    number("price_minor", null=True),
    time("valid_until", null=True),
    text("answered_by"),
    time("answered_at", null=True),
    text("reason"),
    text("used_by"),
    time("changed_at"),
    number("is_told"),
    sa.Index("ix_special_quote_told", "organisation_id", "is_told", "changed_at"),
)
"""One row for each that was asked, under the id that the till gave it.

``stream``, ``branch`` and ``seq`` are of the operation that asked; ``pieces`` and ``why`` are JSON
of what it said. What follows ``state`` is the first answer that stands, or the one that was booked
with; ``used_by`` the key of that booking, empty until then. ``is_told`` is 0 when the tills were
told to forget it. No column holds a personal datum.
"""

special_quote_answer = sa.Table(
    "special_quote_answer",
    metadata,
    key("organisation_id"),
    key("till_id"),
    key("stream"),
    number_key("branch"),
    number_key("seq"),
    text("quote_id"),
    text("decision"),
    text("currency"),
    number("price_minor", null=True),
    time("valid_until", null=True),
    text("approved_by"),
    time("answered_at"),
    number("stands"),
    sa.Index("ix_special_quote_answer_quote", "organisation_id", "quote_id"),
)
"""Every answer that came, by the operation that said it: two tills may have answered unheard.

``stands`` is 0 for one of somebody who may not answer, and for one whose request has not come.
"""
