"""What is due is found by provider and state; breakers know since when, and when they alerted.

Revision ID: 2026_11_23_F_alerts
Created: 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

from central.column_kinds import UtcDateTime

revision = "2026_11_23_F_alerts"
down_revision = "2026_11_23_E_named_buyers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the indexes anew and the columns; nobody knows since when a breaker is open now."""
    op.drop_index("ix_payment_due", "payment")
    op.create_index("ix_payment_due", "payment", ["provider", "state", "next_at"])
    op.create_index("ix_payment_changed", "payment", ["provider", "changed_at"])
    for name in ("since_at", "failed_at", "alerted_at"):
        op.add_column("provider_breaker", sa.Column(name, UtcDateTime(), nullable=True))
    op.drop_column("provider_breaker", "is_alerted")
