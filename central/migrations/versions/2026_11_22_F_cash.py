"""Cash that the law asks about: payments and months of customers, and documents that were shown.

Revision ID: 2026_11_22_F_cash
Created: 2026-11-23
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from central.column_kinds import UtcDateTime

revision = "2026_11_22_F_cash"
down_revision = "2026_11_22_E_providers"
branch_labels = None
depends_on = None

_OPERATION = ("organisation_id", "till_id", "stream", "branch", "seq")
_MONTH = ("organisation_id", "customer_id", "month", "currency")


def upgrade() -> None:
    """Make the tables; nobody was asked before."""
    op.create_table(
        "cash_payment",
        *_operation(),
        *_texts("store_id", "customer_id", "month", "currency"),
        *_numbers("amount_minor"),
        *_texts("receipt"),
        sa.PrimaryKeyConstraint(*_OPERATION, name="pk_cash_payment"),
    )
    op.create_index("ix_cash_payment_month", "cash_payment", [*_MONTH, "till_id"])
    op.create_table(
        "cash_month",
        *_texts(*_MONTH),
        *_numbers("amount_minor", "is_told", "is_reported"),
        sa.PrimaryKeyConstraint(*_MONTH, name="pk_cash_month"),
    )
    op.create_table(
        "identity_check",
        *_operation(),
        *_texts("store_id", "check_id", "customer_id", "month", "document", "staff_id"),
        sa.Column("checked_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint(*_OPERATION, name="pk_identity_check"),
    )
    op.create_index(
        "ix_identity_check_month", "identity_check", ["organisation_id", "customer_id", "month"]
    )


def _operation() -> tuple[sa.Column[Any], ...]:
    return (*_texts("organisation_id", "till_id", "stream"), *_numbers("branch", "seq"))


def _texts(*names: str) -> tuple[sa.Column[Any], ...]:
    return tuple(sa.Column(name, sa.Text(), nullable=False) for name in names)


def _numbers(*names: str) -> tuple[sa.Column[Any], ...]:
    return tuple(sa.Column(name, sa.BigInteger(), nullable=False) for name in names)
