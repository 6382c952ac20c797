"""Tables of payments that somebody else confirms (sync rules 16), on the same metadata as all."""

import sqlalchemy as sa

from central.column_kinds import day, key, number, number_key, text, time
from central.tables import metadata

payment = sa.Table(
    "payment",
    metadata,
    key("organisation_id"),
    key("payment_id"),
    text("till_id"),
    text("stream"),
    number("branch"),
    number("seq"),
    text("store_id"),
    text("cart_id"),
    number("shift"),
    day("business_date"),
    text("provider"),
    text("way"),
    text("state"),
    text("currency"),
    number("amount_minor"),
    text("payer_id", null=True),
    text("reference"),
    text("attempt_digits"),
    time("paid_at", null=True),
    time("begun_at"),
    time("expires_at", null=True),
    text("known"),
    text("url"),
    text("quoted_currency"),
    number("quoted_minor"),
    text("message"),
    text("receipt"),
    number("is_held"),
    sa.Column("over_minor", sa.BigInteger, nullable=False, server_default="0"),
    text("step"),
    number("tries"),
    time("next_at", null=True),
    time("changed_at"),
    sa.UniqueConstraint("organisation_id", "till_id", "stream", "branch", "seq"),
    sa.Index("ix_payment_due", "provider", "state", "next_at"),
    sa.Index("ix_payment_changed", "provider", "changed_at"),
    sa.Index("ix_payment_attempt_digits", "attempt_digits"),
    sa.Index("ix_payment_cart", "organisation_id", "cart_id"),
    sa.Index("ix_payment_reference", "organisation_id", "reference"),
)
"""One attempt each, under our own id, kept before the first call to its provider.

``stream``, ``branch`` and ``seq`` are of the operation that began it. ``attempt_digits`` is our
number at a provider that takes digits only. ``known`` is JSON: the provider's numbers of it, by
name. ``receipt`` is of the sale that it is in, empty until that came,
``over_minor`` what it is more than that took of it. ``step`` is what the jobs do
with it: ``idle``; ``sending``, committed before the first call, so that a crash in between leaves
an outcome that is looked up and never sent again; ``waiting`` for what a look-up says;
``cancelling``; ``numbering``, where a person verified it and its numbers are looked for;
``refund_due``, ``refund_sending`` and ``refund_waiting``. It is due at ``next_at``, never where
that is null. No column holds a personal datum: the payer's phone is a personal part.
"""

payment_credit = sa.Table(
    "payment_credit",
    metadata,
    key("organisation_id"),
    key("resource"),
    text("payment_id"),
    text("customer_id", null=True),
    text("state"),
    number("quantity"),
    time("changed_at"),
    sa.Index("ix_payment_credit_payment", "organisation_id", "payment_id"),
)
"""Store credits of what payments were more than their sales took (sync rule 16.27).

``state`` is ``waiting`` until the money is seen, ``free`` from then on, ``void`` where it is not
there; ``doubtful`` is one that does not fit its sale, which only a person pays.
"""

payment_event = sa.Table(
    "payment_event",
    metadata,
    key("organisation_id"),
    key("payment_id"),
    number_key("event_no"),
    text("before"),
    text("state"),
    time("at"),
    text("by"),
    text("why"),
    text("evidence"),
)
"""What happened to a payment, for ever: each change of its state, and notes that change none.

``by`` is a staff id, a provider's name or ``central``; ``evidence`` JSON, by name.
"""

provider_reference = sa.Table(
    "provider_reference",
    metadata,
    key("organisation_id"),
    key("provider"),
    key("merchant"),
    key("reference"),
    text("payment_id"),
    time("noted_at"),
    sa.Index(None, "organisation_id", "payment_id"),
)
"""Whose payment a provider's number is: of one, for ever. ``merchant`` is empty where central had
no account at that provider when the number came.
"""
