"""Whether a scale weighed a piece, or somebody typed its weight.

Revision ID: 0014
Created: 2026-11-22
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; what was weighed before counts as typed."""
    op.add_column(
        "shipment_piece",
        sa.Column("weight_source", sa.Text, nullable=False, server_default="manual"),
    )
