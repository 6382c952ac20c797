"""The tables of carts that this till parked, recalled and dropped (sync rules 12)."""

import sqlalchemy as sa

from storage.columns import UtcAt
from storage.tables import metadata

parked_cart = sa.Table(
    "parked_cart",
    metadata,
    sa.Column("edition_id", sa.Text, primary_key=True),
    sa.Column("root_id", sa.Text, nullable=False, index=True),
    sa.Column("cart_id", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("cart_version", sa.Integer, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("currency", sa.Text, nullable=False),
    sa.Column("lines", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("parked_at", UtcAt, nullable=False),
    sa.Column("is_local", sa.Boolean, nullable=False),
    sa.Column("terms", sa.Text, nullable=False, server_default="{}"),
)
"""What this till set aside. ``is_local`` is one that nobody else sees: it has a shipment in it."""

cart_origin = sa.Table(
    "cart_origin",
    metadata,
    sa.Column("cart_id", sa.Text, primary_key=True),
    sa.Column("root_id", sa.Text, nullable=False, index=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("parents", sa.Text, nullable=False),
    sa.Column("currency", sa.Text, nullable=False),
    sa.Column("lines", sa.Text, nullable=False),
    sa.Column("taken_at", UtcAt, nullable=False),
)
"""Open carts of this till that came from shared ones: from which, and with what in them."""

cart_drop = sa.Table(
    "cart_drop",
    metadata,
    sa.Column("edition_id", sa.Text, primary_key=True),
    sa.Column("root_id", sa.Text, nullable=False, index=True),
    sa.Column("dropped_at", UtcAt, nullable=False),
)
"""What this till said that nobody will pay."""

cart_waited = sa.Table(
    "cart_waited",
    metadata,
    sa.Column("cart_id", sa.Text, primary_key=True),
    sa.Column("reason", sa.Text, nullable=False),
)
"""Why an open cart waited before it was brought back (`storage.cart_waits`)."""
