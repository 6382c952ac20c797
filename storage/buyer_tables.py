"""The table of buyers who were named after their sale: whose tax invoice a receipt is."""

import sqlalchemy as sa

from storage.columns import UtcAt
from storage.tables import metadata

named_buyer = sa.Table(
    "named_buyer",
    metadata,
    sa.Column("receipt_number", sa.Text, sa.ForeignKey("sale.receipt_number"), primary_key=True),
    sa.Column("naming_no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("customer_id", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", UtcAt, nullable=False),
    sa.Column("printed_at", UtcAt),
)
"""Who is named later stands in the place of who was before; the sale itself never changes.

A buyer is an id: name and number are the customer's, and go with them.
"""
