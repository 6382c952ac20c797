"""The tables of refunds: what was given back, line by line, and in which money."""

import sqlalchemy as sa

from storage.columns import UtcAt
from storage.tables import metadata

refund = sa.Table(
    "refund",
    metadata,
    sa.Column("refund_number", sa.Text, primary_key=True),
    sa.Column("of_receipt", sa.Text, nullable=False, index=True),
    sa.Column("at", UtcAt, nullable=False),
    sa.Column("business_date", sa.Date, nullable=False),
    sa.Column(
        "shift_number", sa.Integer, sa.ForeignKey("shift.number"), nullable=False, index=True
    ),
    sa.Column("cashier_id", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("approved_by", sa.Text),
    sa.Column("provisional", sa.Boolean, nullable=False),
    sa.Column("currency", sa.Text, nullable=False),
    sa.Column("total_minor", sa.Integer, nullable=False),
    sa.Column("vat_minor", sa.Integer, nullable=False),
    sa.Column("rounding_minor", sa.Integer, nullable=False),
    sa.Column("request_id", sa.Text, nullable=False, unique=True),
    sa.Column("receipt_lines", sa.Text, nullable=False),
    sa.Index("refund_by_day", "business_date"),
)
"""Written once and never changed. ``request_id`` is the press of the key: twice is once."""

refund_line = sa.Table(
    "refund_line",
    metadata,
    sa.Column("refund_number", sa.Text, sa.ForeignKey("refund.refund_number"), primary_key=True),
    sa.Column("line_no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("item_id", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("quantity", sa.Integer, nullable=False),
    sa.Column("gross_minor", sa.Integer, nullable=False),
    sa.Column("vat_minor", sa.Integer, nullable=False),
    sa.Column("tax_class", sa.Text, nullable=False),
    sa.Column("vat_basis_points", sa.Integer, nullable=False),
    sa.Column("weight_grams", sa.Integer),
)
"""``line_no`` is the line of the sale; of what was sold by weight, ``weight_grams`` came back."""

refund_tender = sa.Table(
    "refund_tender",
    metadata,
    sa.Column("refund_number", sa.Text, sa.ForeignKey("refund.refund_number"), primary_key=True),
    sa.Column("tender_no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("currency", sa.Text, nullable=False),
    sa.Column("amount_minor", sa.Integer, nullable=False),
    sa.Column("approval_code", sa.Text, nullable=False),
    sa.Column("reference", sa.Text, nullable=False),
)
