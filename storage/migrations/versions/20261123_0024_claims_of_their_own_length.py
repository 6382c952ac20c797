"""When a cart's claim was made: it ends after its own length, whatever the clock does.

Revision ID: 0024
Created: 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table anew without its rows: no claim outlives the start of a program."""
    op.drop_table("allotment_reservation")
    op.create_table(
        "allotment_reservation",
        sa.Column("cart_id", sa.Text, primary_key=True),
        sa.Column("resource", sa.Text, primary_key=True),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("asked", sa.Integer, nullable=False),
        sa.Column("excepted", sa.Integer, nullable=False),
        sa.Column("exception_by", sa.Text),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("until_at", sa.Text, nullable=False),
    )
