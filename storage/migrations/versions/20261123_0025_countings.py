"""Counts of a drawer whose result was shown, and what left a sale before it is paid, in all.

Revision ID: 0025
Created: 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; neither was kept until now."""
    op.create_table(
        "cart_taken",
        sa.Column("root_id", sa.Text, primary_key=True),
        sa.Column("line_no", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("minor", sa.Integer, nullable=False),
    )
    op.create_table(
        "shift_counting",
        sa.Column("shift_number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("drawers", sa.Text, nullable=False),
    )
