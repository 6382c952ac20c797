"""Tables of how providers do and what they call in, on the same metadata as all others."""

import sqlalchemy as sa

from central.column_kinds import key, number, text, time
from central.tables import metadata

provider_breaker = sa.Table(
    "provider_breaker",
    metadata,
    key("provider"),
    number("failures"),
    number("trips"),
    time("since_at", null=True),
    time("failed_at", null=True),
    time("open_until", null=True),
    text("override"),
    time("override_until", null=True),
    time("window_at", null=True),
    number("window_calls"),
    number("window_failed"),
    time("alerted_at", null=True),
    text("told"),
)
"""The breaker of one provider (``domain.breaker``), for whoever holds the jobs' lease next.

``told`` is what the tills were told last of this provider, so that news alone is published.
"""

webhook_event = sa.Table(
    "webhook_event",
    metadata,
    key("provider"),
    key("event_id"),
    text("kind"),
    text("object_id"),
    text("attempt_id"),
    time("event_at"),
    time("received_at"),
    text("state"),
    number("tries"),
    time("next_at", null=True),
    text("outcome"),
    sa.Index("ix_webhook_event_due", "next_at"),
)
"""What a provider called in, each event once: that something happened to something, no more.

The body is not kept: it holds the payer's name and address, and is believed for nothing. ``state``
is ``waiting``, ``done`` or ``dead``; the jobs ask the provider itself about ``object_id``.
"""

card_quote = sa.Table(
    "card_quote",
    metadata,
    key("organisation_id"),
    key("payment_id"),
    text("currency"),
    number("amount_minor"),
    text("quoted_currency"),
    number("quoted_minor"),
    number("rate_micro"),
    text("rate_source"),
    time("rate_at"),
    time("made_at"),
)
"""What a card payment was priced at in the provider's currency, kept before the first call.

So a payment is asked for at one price however often it is tried, and the rate with its source and
time stands beside it for ever.
"""
