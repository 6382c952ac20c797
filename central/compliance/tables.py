"""Cash of customers by business month, and who showed a document (sync rules 17).

Persons are ids here. A document's number is in a personal part, under the person's key, alone.
"""

import sqlalchemy as sa

from central.column_kinds import key, number, number_key, text, time
from central.tables import metadata

cash_payment = sa.Table(
    "cash_payment",
    metadata,
    key("organisation_id"),
    key("till_id"),
    key("stream"),
    number_key("branch"),
    number_key("seq"),
    text("store_id"),
    text("customer_id"),
    text("month"),
    text("currency"),
    number("amount_minor"),
    text("receipt"),
    sa.Index(
        "ix_cash_payment_month", *("organisation_id", "customer_id", "month", "currency", "till_id")
    ),
)
"""What a booked sale of a known customer took in cash, change taken off, while the rule is on."""

cash_month = sa.Table(
    "cash_month",
    metadata,
    key("organisation_id"),
    key("customer_id"),
    key("month"),
    key("currency"),
    number("amount_minor"),
    number("is_told"),
    number("is_reported"),
)
"""One row a customer and month: the lock behind which sums of several tills meet.

``is_told`` says that the tills know, ``is_reported`` that its case was opened.
"""

identity_check = sa.Table(
    "identity_check",
    metadata,
    key("organisation_id"),
    key("till_id"),
    key("stream"),
    number_key("branch"),
    number_key("seq"),
    text("store_id"),
    text("check_id"),
    text("customer_id"),
    text("month"),
    text("document"),
    text("staff_id"),
    time("checked_at"),
    sa.Index("ix_identity_check_month", "organisation_id", "customer_id", "month"),
)
"""That a document was shown, which kind, to whom: kept as proof after an erasure too."""
