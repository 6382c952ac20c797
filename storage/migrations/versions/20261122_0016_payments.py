"""Payments that somebody else confirms, and the tenders that name them.

Revision ID: 0016
Created: 2026-11-22
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_INDEXED = {
    "payment": (*("cart_id", "made_at", "payer_id", "payer_key", "receipt", "shift", "state"),),
    "payment_event": ("payment_id",),
    "payer": ("payer_id",),
}


def upgrade() -> None:
    """Make the tables; what was paid before named no payment."""
    op.add_column("tender_line", sa.Column("payment_id", sa.Text))
    op.add_column(
        "tender_line",
        sa.Column("is_verified", sa.Boolean, nullable=False, server_default=sa.text("0")),
    )
    op.create_table(
        "payment",
        sa.Column("payment_id", sa.Text, primary_key=True, nullable=False),
        sa.Column("cart_id", sa.Text, nullable=False),
        sa.Column("shift", sa.Integer, nullable=False),
        sa.Column("cashier_id", sa.Text, nullable=False),
        sa.Column("provider", sa.Text, nullable=False),
        sa.Column("way", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("amount_minor", sa.Integer, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("paid_at", sa.Text),
        sa.Column("payer_id", sa.Text),
        sa.Column("payer_key", sa.Text),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("approved_by", sa.Text),
        sa.Column("is_held", sa.Boolean, nullable=False),
        sa.Column("is_released", sa.Boolean, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("expires_at", sa.Text),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("quoted_currency", sa.Text, nullable=False),
        sa.Column("quoted_minor", sa.Integer, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("changed_at", sa.Text, nullable=False),
        sa.Column("receipt", sa.Text),
    )
    op.create_table(
        "payment_event",
        sa.Column("event_no", sa.Integer, primary_key=True, nullable=False),
        sa.Column("payment_id", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "payment_reference",
        sa.Column("provider", sa.Text, primary_key=True, nullable=False),
        sa.Column("reference", sa.Text, primary_key=True, nullable=False),
        sa.Column("payment_id", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "payer",
        sa.Column("payer_key", sa.Text, primary_key=True, nullable=False),
        sa.Column("payer_id", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    for table, columns in _INDEXED.items():
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])
