"""What needs a person, and what is known of the clock.

Revision ID: 0005
Created: 2026-11-22
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "case_read",
        sa.Column("case_id", sa.Text, nullable=False),
        sa.Column("read_by", sa.Text, nullable=False),
        sa.Column("read_at", sa.Text, nullable=False),
        sa.Column("was_closed", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.create_table(
        "case_resent",
        sa.Column("case_id", sa.Text, nullable=False),
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("resent_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.create_table(
        "outbox_damage",
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("found_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("stream", "seq"),
    )
    op.create_table(
        "clock_state",
        sa.Column("only", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("ran_s", sa.Integer, nullable=False),
        sa.Column("jumped_s", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("only"),
        sa.CheckConstraint("only = 1", name="one_clock"),
    )
