"""The tables of payments that somebody else confirms: each attempt, its history, who pays."""

import sqlalchemy as sa

from storage.columns import UtcAt
from storage.tables import metadata

payment = sa.Table(
    "payment",
    metadata,
    sa.Column("payment_id", sa.Text, primary_key=True),
    sa.Column("cart_id", sa.Text, nullable=False, index=True),
    sa.Column("shift", sa.Integer, nullable=False, index=True),
    sa.Column("cashier_id", sa.Text, nullable=False),
    sa.Column("provider", sa.Text, nullable=False),
    sa.Column("way", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False, index=True),
    sa.Column("currency", sa.Text, nullable=False),
    sa.Column("amount_minor", sa.Integer, nullable=False),
    sa.Column("reference", sa.Text, nullable=False),
    sa.Column("paid_at", UtcAt),
    sa.Column("payer_id", sa.Text, index=True),
    sa.Column("payer_key", sa.Text, index=True),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("rules", sa.Text, nullable=False),
    sa.Column("approved_by", sa.Text),
    sa.Column("is_held", sa.Boolean, nullable=False),
    sa.Column("is_released", sa.Boolean, nullable=False),
    sa.Column("made_at", UtcAt, nullable=False, index=True),
    sa.Column("expires_at", UtcAt),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("quoted_currency", sa.Text, nullable=False),
    sa.Column("quoted_minor", sa.Integer, nullable=False),
    sa.Column("rate_micro", sa.Integer),
    sa.Column("rate_source", sa.Text),
    sa.Column("rate_at", UtcAt),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("changed_at", UtcAt, nullable=False),
    sa.Column("receipt", sa.Text, index=True),
    sa.Index("payment_with_goods", "made_at", "payment_id", sqlite_where=sa.text("is_held = 1")),
)
"""One attempt a row. ``receipt`` is the sale that it paid, None while there is none.

``payer_key`` is a phone number under this till's own key, so that the same payer is known again
and nobody's number stands here. ``rules`` is JSON: the names of the rules that fired. ``rate_*``
are of the rate that made ``quoted_minor``, where it is of another currency.
"""

payment_event = sa.Table(
    "payment_event",
    metadata,
    sa.Column("event_no", sa.Integer, primary_key=True),
    sa.Column("payment_id", sa.Text, nullable=False, index=True),
    sa.Column("at", UtcAt, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)
"""What happened to a payment, in its order: never changed. ``by`` is a staff id or ``central``."""

payment_reference = sa.Table(
    "payment_reference",
    metadata,
    sa.Column("provider", sa.Text, primary_key=True),
    sa.Column("reference", sa.Text, primary_key=True),
    sa.Column("payment_id", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Which payment a provider's number belongs to: one, for ever.

But what a supervisor rejected as mistyped gives its number up.
"""

payer = sa.Table(
    "payer",
    metadata,
    sa.Column("payer_key", sa.Text, primary_key=True),
    sa.Column("payer_id", sa.Text, nullable=False, index=True),
    sqlite_with_rowid=False,
)
"""Under which id a phone number was told to central; goes with the person."""
