"""Providers: whom rates come from, breakers, what was called in, what cards were priced at.

Revision ID: 2026_11_22_E_providers
Created: 2026-11-22
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from central.column_kinds import UtcDateTime

revision = "2026_11_22_E_providers"
down_revision = "2026_11_22_D_payments"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "fx_source",
        *_texts("source", "pair", "etag", "modified"),
        _number("micro", null=True),
        _time("said_at", null=True),
        _time("next_at"),
        _number("failures"),
        *_texts("trouble"),
        sa.PrimaryKeyConstraint("source", "pair", name="pk_fx_source"),
    )
    op.create_table(
        "provider_breaker",
        *_texts("provider"),
        _number("failures"),
        _number("trips"),
        _time("open_until", null=True),
        *_texts("override"),
        _time("override_until", null=True),
        _time("window_at", null=True),
        *(_number(name) for name in ("window_calls", "window_failed", "is_alerted")),
        *_texts("told"),
        sa.PrimaryKeyConstraint("provider", name="pk_provider_breaker"),
    )
    op.create_table(
        "webhook_event",
        *_texts("provider", "event_id", "kind", "object_id", "attempt_id"),
        _time("event_at"),
        _time("received_at"),
        *_texts("state"),
        _number("tries"),
        _time("next_at", null=True),
        *_texts("outcome"),
        sa.PrimaryKeyConstraint("provider", "event_id", name="pk_webhook_event"),
    )
    op.create_index("ix_webhook_event_due", "webhook_event", ["next_at"])
    op.create_table(
        "card_quote",
        *_texts("organisation_id", "payment_id", "currency"),
        _number("amount_minor"),
        *_texts("quoted_currency"),
        _number("quoted_minor"),
        _number("rate_micro"),
        *_texts("rate_source"),
        _time("rate_at"),
        _time("made_at"),
        sa.PrimaryKeyConstraint("organisation_id", "payment_id", name="pk_card_quote"),
    )


def _texts(*names: str) -> tuple[sa.Column[Any], ...]:
    return tuple(sa.Column(name, sa.Text(), nullable=False) for name in names)


def _number(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=null)


def _time(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, UtcDateTime(), nullable=null)
