"""Allotments held, reserved and wanted.

Revision ID: 0003
Created: 2026-11-22
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "allotment",
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("resource", sa.Text, nullable=False),
        sa.Column("held", sa.Integer, nullable=False),
        sa.Column("touched_at", sa.Text),
        sa.PrimaryKeyConstraint("stream", "resource"),
        sa.CheckConstraint("held >= 0", name="never_below_nothing"),
    )
    op.create_table(
        "allotment_state",
        sa.Column("only", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("grant_through", sa.Integer, nullable=False),
        sa.Column("declared_epoch", sa.Text),
        sa.PrimaryKeyConstraint("only"),
        sa.CheckConstraint("only = 1", name="one_book"),
    )
    op.create_table(
        "allotment_reservation",
        sa.Column("cart_id", sa.Text, nullable=False),
        sa.Column("resource", sa.Text, nullable=False),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("asked", sa.Integer, nullable=False),
        sa.Column("excepted", sa.Integer, nullable=False),
        sa.Column("exception_by", sa.Text),
        sa.Column("until_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("cart_id", "resource"),
    )
    op.create_table(
        "allotment_use",
        sa.Column("resource", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("resource", "day"),
    )
    op.create_table(
        "allotment_recall",
        sa.Column("resource", sa.Text, nullable=False),
        sa.Column("keep", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("resource"),
    )
