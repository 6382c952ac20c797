"""Payments that tills asked to go back the way they were paid.

Revision ID: 2026_11_23_G_reversals
Created: 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

from central.column_kinds import UtcDateTime

revision = "2026_11_23_G_reversals"
down_revision = "2026_11_23_F_alerts"
branch_labels = None
depends_on = None

_KEY = ("organisation_id", "payment_id")


def upgrade() -> None:
    """Make the table; no till asked before."""
    texts = (*_KEY, "refund", "of_receipt", "state", "message")
    op.create_table(
        "payment_reversal",
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts),
        *(sa.Column(name, UtcDateTime(), nullable=False) for name in ("asked_at", "changed_at")),
        sa.PrimaryKeyConstraint(*_KEY, name="pk_payment_reversal"),
    )
