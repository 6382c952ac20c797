"""The table of prices: every price that any till was ever told."""

import sqlalchemy as sa

from central.column_kinds import key, number, number_key, text, time
from central.tables import metadata

item_price = sa.Table(
    "item_price",
    metadata,
    key("organisation_id"),
    key("item_id"),
    number_key("from_position"),
    text("stream"),
    text("price_id"),
    number("price_minor", null=True),
    text("currency"),
    text("sold_by"),
    text("kind"),
    text("breaks"),
    time("published_at"),
)
"""One row a change of an item that says another price than the one before it.

``from_position`` is the change's position in its stream. ``breaks`` is JSON: ``[[quantity, price],
…]``. Nothing is removed: the ledger asks for 400 days at least.
"""
