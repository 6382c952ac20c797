"""Tables of the shared carts (sync rules 12): what is known of each, and the facts that said it."""

import sqlalchemy as sa

from central.column_kinds import key, number, number_key, text, time
from central.tables import metadata

shared_cart = sa.Table(
    "shared_cart",
    metadata,
    key("organisation_id"),
    key("root_id"),
    text("store_id"),
    number("row_version"),
    time("touched_at"),
    number("is_settled"),
    number("is_withdrawn"),
    sa.Index(None, "organisation_id", "store_id", "is_settled"),
)
"""One row a root. ``row_version`` counts the facts: whoever counts it up writes alone (rule 12.3).

``is_settled`` is 1 while nothing of it can be paid; ``is_withdrawn`` once the feed forgot it.
"""

cart_edition = sa.Table(
    "cart_edition",
    metadata,
    key("organisation_id"),
    key("edition_id"),
    text("root_id"),
    text("store_id"),
    text("kind"),
    number("version"),
    text("parents"),
    text("till_label"),
    time("stated_at"),
    time("received_at"),
    number("number"),
    text("reason"),
    text("origin"),
    text("currency"),
    number("total_minor"),
    text("lines"),
    time("expired_at", null=True),
    text("told"),
    sa.Column("terms", sa.Text, nullable=False, server_default="{}"),
    sa.Index(None, "organisation_id", "root_id"),
    sa.Index(None, "organisation_id", "store_id", "told", "received_at"),
)
"""An edition (``parked``) or an open cart (``held``), written once.

``parents`` and ``lines`` are JSON. ``told`` is the state that the feed was last told: empty for
none, and with a plus where its lines were told as well.
"""

cart_fact = sa.Table(
    "cart_fact",
    metadata,
    key("organisation_id"),
    key("till_id"),
    key("stream"),
    number_key("branch"),
    number_key("seq"),
    text("store_id"),
    text("what"),
    text("edition_id"),
    text("receipt", null=True),
    sa.Index(None, "organisation_id", "edition_id", "what"),
)
"""What each operation said (``parked``, ``recalled``, ``merged``, ``dropped``, ``paid``) of which
edition or open cart. Every sale is here: it may come before the word that its cart was shared.
"""
