"""Special quotes that tills asked for, and every answer to them.

Revision ID: 2026_11_23_J_special_quotes
Created: 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

from central.column_kinds import UtcDateTime

revision = "2026_11_23_J_special_quotes"
down_revision = "2026_11_23_I_paid_over"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; nothing was asked before."""
    asked = ("till_id", "stream", "store_id", "shipment_id", "asked_by", "consignor_id", "pieces")
    told = ("currency", "why", "state", "answered_by", "reason", "used_by")
    op.create_table(
        "special_quote",
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("organisation_id", "quote_id", *asked, *told)
        ),
        *(
            sa.Column(name, sa.BigInteger(), nullable=False)
            for name in ("branch", "seq", "region", "is_told")
        ),
        *(sa.Column(name, sa.BigInteger()) for name in ("declared_minor", "price_minor")),
        *(sa.Column(name, UtcDateTime(), nullable=False) for name in ("asked_at", "changed_at")),
        *(sa.Column(name, UtcDateTime()) for name in ("valid_until", "answered_at")),
        sa.PrimaryKeyConstraint("organisation_id", "quote_id", name="pk_special_quote"),
    )
    op.create_index(
        "ix_special_quote_told", "special_quote", ["organisation_id", "is_told", "changed_at"]
    )
    key = ("organisation_id", "till_id", "stream")
    op.create_table(
        "special_quote_answer",
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in (*key, "quote_id", "decision", "currency", "approved_by")
        ),
        *(
            sa.Column(name, sa.BigInteger(), autoincrement=False, nullable=False)
            for name in ("branch", "seq", "stands")
        ),
        sa.Column("price_minor", sa.BigInteger()),
        sa.Column("valid_until", UtcDateTime()),
        sa.Column("answered_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint(*key, "branch", "seq", name="pk_special_quote_answer"),
    )
    op.create_index(
        "ix_special_quote_answer_quote", "special_quote_answer", ["organisation_id", "quote_id"]
    )
