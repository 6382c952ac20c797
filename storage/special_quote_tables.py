"""The table of special quotes: those asked here, and those that other tills of the store asked."""

import sqlalchemy as sa

from storage.columns import UtcAt
from storage.tables import metadata

special_quote = sa.Table(
    "special_quote",
    metadata,
    sa.Column("quote_id", sa.Text, primary_key=True),
    sa.Column("shipment_id", sa.Text, nullable=False),
    sa.Column("till_id", sa.Text, nullable=False),
    sa.Column("till_label", sa.Text, nullable=False),
    sa.Column("asked_by", sa.Text, nullable=False),
    sa.Column("asked_at", UtcAt, nullable=False),
    sa.Column("consignor_id", sa.Text, nullable=False),
    sa.Column("region", sa.Integer, nullable=False),
    sa.Column("pieces", sa.Text, nullable=False),
    sa.Column("declared_minor", sa.Integer),
    sa.Column("currency", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False, index=True),
    sa.Column("price_minor", sa.Integer),
    sa.Column("valid_until", UtcAt),
    sa.Column("answered_by", sa.Text, nullable=False),
    sa.Column("answered_at", UtcAt),
    sa.Column("reason", sa.Text, nullable=False),
)
"""Measures and amounts only; ``pieces`` is JSON without what is inside.

What was typed (parties, contents) is a draft among the shipments, under the quote's id as its own,
at the till that asked; it is erased with its people like any.
"""
