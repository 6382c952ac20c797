"""Goods that a claim holds are found by themselves: the desk looked through all payments for them.

Revision ID: 0028
Created: 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index, of the few payments that hold goods alone."""
    op.create_index(
        "payment_with_goods",
        "payment",
        ["made_at", "payment_id"],
        sqlite_where=sa.text("is_held = 1"),
    )
