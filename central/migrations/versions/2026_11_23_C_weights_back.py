"""Weights that come back: how many grams of a line that was sold by weight.

Revision ID: 2026_11_23_C_weights_back
Created: 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_C_weights_back"
down_revision = "2026_11_23_B_approvals"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; no till said grams before."""
    op.add_column("refund_line", sa.Column("weight_grams", sa.BigInteger(), nullable=True))
