"""Identity checks: that a document was shown for a customer's cash of a month.

Revision ID: 0017
Created: 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; nobody was asked before."""
    op.create_table(
        "identity_check",
        sa.Column("check_id", sa.Text, primary_key=True, nullable=False),
        sa.Column("customer_id", sa.Text, nullable=False),
        sa.Column("month", sa.Text, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
    )
    op.create_index("identity_check_by_customer", "identity_check", ["customer_id", "month"])
