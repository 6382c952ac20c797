"""Tenders that nobody else confirms, by till and by customer: caps over a window add them up.

Revision ID: 2026_11_23_D_judged_tenders
Created: 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

from central.column_kinds import UtcDateTime

revision = "2026_11_23_D_judged_tenders"
down_revision = "2026_11_23_C_weights_back"
branch_labels = None
depends_on = None

_CUSTOMER = ("organisation_id", "customer_id")
_KEY = ("organisation_id", "till_id", "stream", "branch", "seq", "kind")


def upgrade() -> None:
    """Make the tables; what was sold before is below every cap, for nobody was asked."""
    op.create_table(
        "judged_tender",
        *(sa.Column(name, sa.Text(), nullable=False) for name in _KEY[:3]),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("branch", "seq")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("kind", "currency")),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("customer_id", sa.Text(), nullable=True),
        sa.Column("sold_at", UtcDateTime(), nullable=False),
        sa.Column("is_signed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(*_KEY, name="pk_judged_tender"),
    )
    for name, column in (("till", "till_id"), ("customer", "customer_id")):
        columns = ["organisation_id", column, "kind", "sold_at"]
        op.create_index(f"ix_judged_tender_{name}", "judged_tender", columns)
    op.create_table(
        "judged_customer",
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("organisation_id", "customer_id")
        ),
        sa.Column("sale_count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(*_CUSTOMER, name="pk_judged_customer"),
    )
