"""Special quotes: what was asked at this till, and at the others of its store.

Revision ID: 0026
Created: 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; nothing was asked before."""
    op.create_table(
        "special_quote",
        sa.Column("quote_id", sa.Text, primary_key=True, nullable=False),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("shipment_id", "till_id", "till_label", "asked_by", "asked_at")
        ),
        sa.Column("consignor_id", sa.Text, nullable=False),
        sa.Column("region", sa.Integer, nullable=False),
        sa.Column("pieces", sa.Text, nullable=False),
        sa.Column("declared_minor", sa.Integer),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("currency", "why", "state")),
        sa.Column("price_minor", sa.Integer),
        sa.Column("valid_until", sa.Text),
        sa.Column("answered_by", sa.Text, nullable=False),
        sa.Column("answered_at", sa.Text),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_index("ix_special_quote_state", "special_quote", ["state"])
