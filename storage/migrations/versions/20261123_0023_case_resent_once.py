"""What central had told of a case when its correction was written: the next word is the answer.

Revision ID: 0023
Created: 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; what was written before counts as answered as soon as it is stored."""
    op.add_column(
        "case_resent",
        sa.Column("told_position", sa.Integer, nullable=False, server_default=sa.text("0")),
    )
