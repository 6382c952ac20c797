"""Which store credit stands in the place of a payment that did not go back.

Revision ID: 2026_11_23_K_credited
Created: 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_K_credited"
down_revision = "2026_11_23_J_special_quotes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; which credits were given before is in their operations."""
    op.add_column(
        "payment_reversal", sa.Column("credit", sa.Text(), nullable=False, server_default="")
    )
