"""What sales were paid with: each tender of a booked sale, and what caps over a window add up."""

import sqlalchemy as sa

from central.column_kinds import day, key, number, number_key, text, time
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

judged_tender = sa.Table(
    "judged_tender",
    metadata,
    key("organisation_id"),
    key("till_id"),
    key("stream"),
    number_key("branch"),
    number_key("seq"),
    key("kind"),
    text("currency"),
    number("amount_minor"),
    text("customer_id", null=True),
    time("sold_at"),
    number("is_signed"),
    sa.Index("ix_judged_tender_till", *("organisation_id", "till_id", "kind", "sold_at")),
    sa.Index("ix_judged_tender_customer", *("organisation_id", "customer_id", "kind", "sold_at")),
)
"""What one kind of tender that nobody else confirms paid of a booked sale (sync rule 16.14a), under
the sale's key; and each payment that paid one (16.14f), under the key of what began it.

``is_signed`` says that somebody signed for it in place, or that nobody has to.
"""

judged_customer = sa.Table(
    "judged_customer",
    metadata,
    key("organisation_id"),
    key("customer_id"),
    number("sale_count"),
)
"""The lock behind which one customer's sales at several tills meet."""
