"""What sales were paid with: one row for each tender of a booked sale."""

import sqlalchemy as sa

from central.column_kinds import day, key, number, number_key, text
from central.tables import metadata

sale_tender = sa.Table(
    "sale_tender",
    metadata,
    key("organisation_id"),
    key("till_id"),
    key("stream"),
    number_key("branch"),
    number_key("seq"),
    number_key("tender_no"),
    text("store_id"),
    day("business_date"),
    text("kind"),
    text("currency"),
    number("amount_minor"),
    text("handed_currency"),
    number("handed_minor"),
)
"""``amount_minor`` is what it paid, in the sale's ``currency``, its change taken off;
``handed_minor`` what was handed over where that was another country's money: change is never given
in it.
"""
