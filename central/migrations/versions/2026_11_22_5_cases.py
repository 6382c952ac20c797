"""Cases that are worked on, corrections, and marks on claimed times.

Revision ID: 2026_11_22_5_cases
Created: 2026-11-22
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from central.column_kinds import UtcDateTime

revision = "2026_11_22_5_cases"
down_revision = "2026_11_22_4_jobs"
branch_labels = None
depends_on = None
_KEY = ["organisation_id", "till_id", "stream", "branch", "seq"]


def upgrade() -> None:
    """Make the tables."""
    for name, before in (("remedy", "central"), ("operation_kind", "")):
        op.add_column("case_file", sa.Column(name, sa.Text, nullable=False, server_default=before))
    op.add_column("case_file", sa.Column("closed_by", sa.Text))
    op.add_column("case_file", sa.Column("close_reason", sa.Text))
    op.create_table(
        "correction",
        *_operation_key(),
        sa.Column("case_id", sa.Text, nullable=False),
        sa.Column("old_stream", sa.Text, nullable=False),
        sa.Column("old_branch", sa.BigInteger, nullable=False),
        sa.Column("old_seq", sa.BigInteger, nullable=False),
        sa.Column("approved_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint(*_KEY, name="pk_correction"),
        sa.UniqueConstraint(
            *_KEY[:2],
            "old_stream",
            "old_branch",
            "old_seq",
            name="uq_correction_once",
        ),
    )
    op.create_table(
        "clock_mark",
        *_operation_key(),
        sa.Column("claimed_at", UtcDateTime, nullable=False),
        sa.Column("received_at", UtcDateTime, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint(*_KEY, name="pk_clock_mark"),
    )


def _operation_key() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("till_id", sa.Text, nullable=False),
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("branch", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("seq", sa.BigInteger, nullable=False, autoincrement=False),
    )
