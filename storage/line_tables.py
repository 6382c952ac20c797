"""The tables of what is sold: lines of sales, words typed with lines, variants of items."""

import sqlalchemy as sa

from storage.columns import UtcAt
from storage.tables import metadata

sale_line = sa.Table(
    "sale_line",
    metadata,
    sa.Column("receipt_number", sa.Text, sa.ForeignKey("sale.receipt_number"), primary_key=True),
    sa.Column("line_no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("item_id", sa.Text),
    sa.Column("sku", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("quantity", sa.Integer, nullable=False),
    sa.Column("unit_price_minor", sa.Integer, nullable=False),
    sa.Column("tax_class", sa.Text, nullable=False),
    sa.Column("price_id", sa.Text, nullable=False),
    sa.Column("feed_position", sa.Integer, nullable=False),
    sa.Column("price_source", sa.Text, nullable=False),
    sa.Column("approved_by", sa.Text),
    sa.Column("shipment_id", sa.Text),
    sa.Column("quoted_until", UtcAt),
    sa.Column("gross_minor", sa.Integer, nullable=False),
    sa.Column("vat_minor", sa.Integer, nullable=False),
    sa.Column("vat_basis_points", sa.Integer, nullable=False),
    sa.Column("terms", sa.Text, nullable=False, server_default="{}"),
    sa.Column("cart_off_minor", sa.Integer, nullable=False, server_default="0"),
    sqlite_with_rowid=False,
)
"""``terms`` is JSON: what a line has beside its price (``sync.protocol.line_terms``)."""

line_note = sa.Table(
    "line_note",
    metadata,
    sa.Column("cart_id", sa.Text, primary_key=True),
    sa.Column("line_no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("person_id", sa.Text, nullable=False, index=True),
    sa.Column("note", sa.Text, nullable=False),
)
"""A sale keeps the notes of its cart. ``person_id`` is the customer's, empty for nobody known."""

catalog_variant = sa.Table(
    "catalog_variant",
    metadata,
    sa.Column("row_id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("of_key", sa.Text, nullable=False, index=True),
)
"""Rows of items that are variants, by the folded SKU of what they are variants of."""
