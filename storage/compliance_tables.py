"""The table of identity checks: that a document was shown, never what stood on it."""

import sqlalchemy as sa

from storage.columns import UtcAt
from storage.tables import metadata

identity_check = sa.Table(
    "identity_check",
    metadata,
    sa.Column("check_id", sa.Text, primary_key=True),
    sa.Column("customer_id", sa.Text, nullable=False),
    sa.Column("month", sa.Text, nullable=False),
    sa.Column("document", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", UtcAt, nullable=False),
    sa.Index("identity_check_by_customer", "customer_id", "month"),
)
"""``month`` is the business month that it holds for. The number is in the outbox's personal part
alone, and goes with the person.
"""
