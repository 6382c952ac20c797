"""What a payment was more than its sale took, and the store credit that owes it.

Revision ID: 0027
Created: 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; a payment of more than was due was refused before."""
    op.add_column("tender_line", sa.Column("over_minor", sa.Integer))
    op.add_column("tender_line", sa.Column("credit", sa.Text))
    op.create_index("ix_tender_line_credit", "tender_line", ["credit"])
