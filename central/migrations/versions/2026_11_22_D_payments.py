"""Payments that somebody else confirms: each attempt, what happened to it, and used references.

Revision ID: 2026_11_22_D_payments
Created: 2026-11-22
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from central.column_kinds import UtcDateTime

revision = "2026_11_22_D_payments"
down_revision = "2026_11_22_C_tenders"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    key = ("organisation_id", "payment_id")
    op.create_table(
        "payment",
        *_texts(*key, "till_id", "stream"),
        *_numbers("branch", "seq"),
        *_texts("store_id", "cart_id"),
        *_numbers("shift"),
        sa.Column("business_date", sa.Date(), nullable=False),
        *_texts("provider", "way", "state", "currency"),
        *_numbers("amount_minor"),
        sa.Column("payer_id", sa.Text(), nullable=True),
        *_texts("reference", "attempt_digits"),
        _time("paid_at", null=True),
        _time("begun_at"),
        _time("expires_at", null=True),
        *_texts("known", "url", "quoted_currency"),
        *_numbers("quoted_minor"),
        *_texts("message", "receipt"),
        *_numbers("is_held"),
        *_texts("step"),
        *_numbers("tries"),
        _time("next_at", null=True),
        _time("changed_at"),
        sa.PrimaryKeyConstraint(*key, name="pk_payment"),
        sa.UniqueConstraint(
            "organisation_id",
            "till_id",
            "stream",
            "branch",
            "seq",
            name="uq_payment_organisation_id_till_id_stream_branch_seq",
        ),
    )
    op.create_index("ix_payment_due", "payment", ["next_at"])
    op.create_index("ix_payment_attempt_digits", "payment", ["attempt_digits"])
    op.create_index("ix_payment_cart", "payment", ["organisation_id", "cart_id"])
    op.create_table(
        "payment_event",
        *_texts(*key),
        *_numbers("event_no"),
        *_texts("before", "state"),
        _time("at"),
        *_texts("by", "why", "evidence"),
        sa.PrimaryKeyConstraint(*key, "event_no", name="pk_payment_event"),
    )
    owner = ("organisation_id", "provider", "merchant", "reference")
    op.create_table(
        "provider_reference",
        *_texts(*owner, "payment_id"),
        _time("noted_at"),
        sa.PrimaryKeyConstraint(*owner, name="pk_provider_reference"),
    )
    op.create_index(
        "ix_provider_reference_organisation_id_payment_id",
        "provider_reference",
        list(key),
    )


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in names]


def _time(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, UtcDateTime(), nullable=null)
