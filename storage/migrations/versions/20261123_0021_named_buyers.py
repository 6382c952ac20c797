"""Buyers who were named after their sale, for a tax invoice.

Revision ID: 0021
Created: 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; nobody was named after a sale before."""
    op.create_table(
        "named_buyer",
        sa.Column(
            "receipt_number",
            sa.Text,
            sa.ForeignKey("sale.receipt_number"),
            primary_key=True,
            nullable=False,
        ),
        sa.Column("naming_no", sa.Integer, primary_key=True, autoincrement=False, nullable=False),
        sa.Column("customer_id", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("printed_at", sa.Text),
    )
