"""Buyers who were named after their sale, for a tax invoice (sync rules 13b)."""

import sqlalchemy as sa

from central.column_kinds import day, key, number_key, text, time
from central.tables import metadata

named_buyer = sa.Table(
    "named_buyer",
    metadata,
    key("organisation_id"),
    key("till_id"),
    key("stream"),
    number_key("branch"),
    number_key("seq"),
    text("store_id"),
    text("receipt"),
    text("customer_id"),
    text("staff_id"),
    day("business_date"),
    time("named_at"),
    sa.Index("ix_named_buyer_receipt", "organisation_id", "till_id", "receipt"),
)
"""One row for each time that somebody was named; the later word of a till on a receipt stands.

Persons are ids: who was erased is still known to have been named, and by nothing else.
"""
