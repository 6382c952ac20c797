"""Moves of cash, counts per currency, and perpetual totals.

Revision ID: 2026_11_22_9_shifts
Created: 2026-11-22
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_9_shifts"
down_revision = "2026_11_22_8_refunds"
branch_labels = None
depends_on = None

_KEY = ("organisation_id", "till_id", "stream", "branch", "seq")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "drawer_move",
        *_operation_key(),
        _text("store_id"),
        _number("shift"),
        _text("staff_id"),
        sa.Column("business_date", sa.Date(), nullable=False),
        _time("at"),
        _text("move"),
        _text("currency"),
        _number("amount_minor"),
        _text("reason"),
        _text("approved_by", null=True),
        sa.PrimaryKeyConstraint(*_KEY, name="pk_drawer_move"),
    )
    op.create_table(
        "shift_count",
        *_operation_key(),
        _text("currency"),
        _text("store_id"),
        _number("expected_minor"),
        _number("counted_minor"),
        _number("over_short_minor"),
        sa.PrimaryKeyConstraint(*_KEY, "currency", name="pk_shift_count"),
    )
    op.create_table(
        "shift_perpetual",
        *_operation_key(),
        _text("store_id"),
        _number("shift"),
        _text("currency"),
        _number("z_count"),
        _number("grand_total_minor"),
        _number("refund_minor"),
        sa.PrimaryKeyConstraint(*_KEY, name="pk_shift_perpetual"),
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
