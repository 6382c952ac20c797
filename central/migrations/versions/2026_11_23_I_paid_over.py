"""What payments were more than their sales took, and the store credits that owe it.

Revision ID: 2026_11_23_I_paid_over
Created: 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

from central.column_kinds import UtcDateTime

revision = "2026_11_23_I_paid_over"
down_revision = "2026_11_23_H_countings"
branch_labels = None
depends_on = None

_KEY = ("organisation_id", "resource")


def upgrade() -> None:
    """Make the table and the column; a payment of more than was due was refused before."""
    texts = (*_KEY, "payment_id", "customer_id", "state")
    op.create_table(
        "payment_credit",
        *(sa.Column(name, sa.Text(), nullable=name == "customer_id") for name in texts),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint(*_KEY, name="pk_payment_credit"),
    )
    op.create_index(
        "ix_payment_credit_payment", "payment_credit", ["organisation_id", "payment_id"]
    )
    op.add_column(
        "payment", sa.Column("over_minor", sa.BigInteger(), nullable=False, server_default="0")
    )
