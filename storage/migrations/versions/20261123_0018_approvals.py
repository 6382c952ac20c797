"""Approvals from afar: what this till asked, and what was answered here.

Revision ID: 0018
Created: 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; nothing was asked before."""
    op.create_table(
        "approval_ask",
        sa.Column("approval_id", sa.Text, primary_key=True, nullable=False),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("asked_by", "title", "detail", "reason", "state", "asked_at", "expires_at")
        ),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("changed_at", "answered_by", "answer")
        ),
    )
    op.create_index("ix_approval_ask_state", "approval_ask", ["state"])
    op.create_table(
        "approval_given",
        sa.Column("approval_id", sa.Text, primary_key=True, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("decision", "by", "at")),
        sqlite_with_rowid=False,
    )
