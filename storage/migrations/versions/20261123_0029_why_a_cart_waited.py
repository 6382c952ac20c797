"""Why a cart waited that is open again, for when it is set aside once more.

Revision ID: 0029
Created: 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; it was forgotten until now."""
    op.create_table(
        "cart_waited",
        sa.Column("cart_id", sa.Text, primary_key=True),
        sa.Column("reason", sa.Text, nullable=False),
    )
