"""Refunds.

Revision ID: 2026_11_22_8_refunds
Created: 2026-11-22
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_8_refunds"
down_revision = "2026_11_22_7_customers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "refund",
        *_operation_key(),
        _text("store_id"),
        _text("refund"),
        _text("of_receipt"),
        _number("shift"),
        _text("cashier_id"),
        sa.Column("business_date", sa.Date(), nullable=False),
        _time("refunded_at"),
        _text("currency"),
        _number("total_minor"),
        _number("vat_minor"),
        _number("rounding_minor"),
        _text("reason"),
        _text("approved_by", null=True),
        _number("is_provisional"),
        _text("standing"),
        sa.PrimaryKeyConstraint(
            "organisation_id", "till_id", "stream", "branch", "seq", name="pk_refund"
        ),
    )
    op.create_index(
        "ix_refund_organisation_id_of_receipt", "refund", ["organisation_id", "of_receipt"]
    )
    op.create_table(
        "till_key_told",
        _text("organisation_id"),
        _text("till_id"),
        _number("key_count"),
        sa.PrimaryKeyConstraint("organisation_id", "till_id", name="pk_till_key_told"),
    )
    op.create_table(
        "refund_line",
        *_operation_key(),
        _number("line_no"),
        _text("kind"),
        _text("item_id"),
        _text("name"),
        _number("quantity"),
        _number("gross_minor"),
        _text("tax_class"),
        _number("vat_basis_points"),
        _number("vat_minor"),
        sa.PrimaryKeyConstraint(
            "organisation_id",
            "till_id",
            "stream",
            "branch",
            "seq",
            "line_no",
            name="pk_refund_line",
        ),
    )


def _operation_key() -> tuple[sa.Column[Any], ...]:
    texts = (_text("organisation_id"), _text("till_id"), _text("stream"))
    return (*texts, _number("branch"), _number("seq"))


def _text(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=null)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _time(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)
