"""Snapshots under way, and the sums of each stream.

What is here already is summed by the next daily check.

Revision ID: 0004
Created: 2026-11-22
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "feed_sum",
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("sums", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("stream"),
    )
    op.create_table(
        "feed_sum_step",
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("bucket", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("delta", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("stream", "version", "bucket"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "feed_edition",
        sa.Column("only", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("only"),
        sa.CheckConstraint("only = 1", name="one_edition"),
    )
    op.create_table(
        "feed_doubt",
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("next_try_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("stream"),
    )
    op.create_table(
        "snapshot",
        sa.Column("only", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("manifest", sa.LargeBinary),
        sa.Column("file_no", sa.Integer, nullable=False),
        sa.Column("frame_no", sa.Integer, nullable=False),
        sa.Column("at_once", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("only"),
        sa.CheckConstraint("only = 1", name="one_snapshot"),
    )
