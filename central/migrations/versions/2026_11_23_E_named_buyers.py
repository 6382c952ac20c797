"""Buyers who were named after their sale, for a tax invoice.

Revision ID: 2026_11_23_E_named_buyers
Created: 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

from central.column_kinds import UtcDateTime

revision = "2026_11_23_E_named_buyers"
down_revision = "2026_11_23_D_judged_tenders"
branch_labels = None
depends_on = None

_OPERATION = ("organisation_id", "till_id", "stream", "branch", "seq")


def upgrade() -> None:
    """Make the table; nobody was named after a sale before."""
    texts = (*_OPERATION[:3], "store_id", "receipt", "customer_id", "staff_id")
    op.create_table(
        "named_buyer",
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("branch", "seq")),
        sa.Column("business_date", sa.Date(), nullable=False),
        sa.Column("named_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint(*_OPERATION, name="pk_named_buyer"),
    )
    op.create_index(
        "ix_named_buyer_receipt", "named_buyer", ["organisation_id", "till_id", "receipt"]
    )
