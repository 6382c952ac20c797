"""The rate that a card's price in another currency was made by, with its source and time.

Revision ID: 0022
Created: 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; of payments that were made before no rate is known here."""
    op.add_column("payment", sa.Column("rate_micro", sa.Integer))
    op.add_column("payment", sa.Column("rate_source", sa.Text))
    op.add_column("payment", sa.Column("rate_at", sa.Text))
