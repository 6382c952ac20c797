"""Refunds.

Revision ID: 0009
Created: 2026-11-22
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "refund",
        sa.Column("refund_number", sa.Text, nullable=False),
        sa.Column("of_receipt", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("business_date", sa.Date, nullable=False),
        sa.Column("shift_number", sa.Integer, nullable=False),
        sa.Column("cashier_id", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("approved_by", sa.Text),
        sa.Column("provisional", sa.Boolean, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("total_minor", sa.Integer, nullable=False),
        sa.Column("vat_minor", sa.Integer, nullable=False),
        sa.Column("rounding_minor", sa.Integer, nullable=False),
        sa.Column("request_id", sa.Text, nullable=False),
        sa.Column("receipt_lines", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("refund_number"),
        sa.ForeignKeyConstraint(["shift_number"], ["shift.number"]),
        sa.UniqueConstraint("request_id"),
    )
    op.create_index("ix_refund_of_receipt", "refund", ["of_receipt"])
    op.create_index("ix_refund_shift_number", "refund", ["shift_number"])
    op.create_table(
        "refund_line",
        sa.Column("refund_number", sa.Text, nullable=False),
        sa.Column("line_no", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("item_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("gross_minor", sa.Integer, nullable=False),
        sa.Column("vat_minor", sa.Integer, nullable=False),
        sa.Column("tax_class", sa.Text, nullable=False),
        sa.Column("vat_basis_points", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("refund_number", "line_no"),
        sa.ForeignKeyConstraint(["refund_number"], ["refund.refund_number"]),
    )
    op.create_table(
        "refund_tender",
        sa.Column("refund_number", sa.Text, nullable=False),
        sa.Column("tender_no", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("amount_minor", sa.Integer, nullable=False),
        sa.Column("approval_code", sa.Text, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("refund_number", "tender_no"),
        sa.ForeignKeyConstraint(["refund_number"], ["refund.refund_number"]),
    )
