"""Approvals from afar: what a till asked, and what became of it.

Revision ID: 2026_11_23_B_approvals
Created: 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

from central.column_kinds import UtcDateTime

revision = "2026_11_23_B_approvals"
down_revision = "2026_11_23_A_statements"
branch_labels = None
depends_on = None

_TEXTS = ("till_id", "stream", "store_id", "asked_by", "state", "answered_by", "answered_till")


def upgrade() -> None:
    """Make the table; nothing was asked before."""
    op.create_table(
        "approval",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("approval_id", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in (*_TEXTS, "reason")),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("branch", "seq")),
        *(
            sa.Column(name, UtcDateTime(), nullable=False)
            for name in ("asked_at", "expires_at", "changed_at")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "approval_id", name="pk_approval"),
    )
    op.create_index("ix_approval_open", "approval", ["organisation_id", "state", "expires_at"])
