"""Tenders beyond cash: foreign cash with its rate, approval codes, credits and vouchers.

Revision ID: 0011
Created: 2026-11-22
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; what was paid before was cash of the sale's own currency."""
    for name, kind in (
        ("foreign_currency", sa.Text),
        ("foreign_minor", sa.Integer),
        ("rate_micro", sa.Integer),
        ("rate_source", sa.Text),
        ("rate_at", sa.Text),
        ("rate_fresh_h", sa.Integer),
        ("approval_code", sa.Text),
        ("reference", sa.Text),
    ):
        op.add_column("tender_line", sa.Column(name, kind))
