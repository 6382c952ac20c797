"""Prices as they were told, and what lines and carts have beside theirs.

Revision ID: 2026_11_22_A_prices
Created: 2026-11-22
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_A_prices"
down_revision = "2026_11_22_9_shifts"
branch_labels = None
depends_on = None

_PAGE = 500


def upgrade() -> None:
    """Make the table, fill it from the feed, and add the columns."""
    op.create_table(
        "item_price",
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("item_id", sa.Text, nullable=False),
        sa.Column("from_position", sa.BigInteger, nullable=False),
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("price_id", sa.Text, nullable=False),
        sa.Column("price_minor", sa.BigInteger),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("sold_by", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("breaks", sa.Text, nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "organisation_id", "item_id", "from_position", name="pk_item_price"
        ),
    )
    _fill(op.get_bind())
    for table in ("sale_line", "cart_edition"):
        op.add_column(table, sa.Column("terms", sa.Text, nullable=False, server_default="{}"))


def _fill(connection: sa.Connection) -> None:
    """Every change of an item since the feed began; a price told twice stands twice, and holds."""
    change = sa.table(
        "change",
        *(
            sa.column(name)
            for name in ("organisation_id", "stream", "position", "kind", "key", "body", "made_at")
        ),
    )
    price = sa.table("item_price", *(sa.column(name) for name in _COLUMNS))
    rows = connection.execute(change.select().where(change.c.kind == "item"))
    while page := rows.fetchmany(_PAGE):
        connection.execute(price.insert(), [_price_of(row) for row in page])


def _price_of(row: "sa.Row[tuple[object, ...]]") -> dict[str, object]:
    body = json.loads(row.body)
    return {
        "organisation_id": row.organisation_id,
        "item_id": row.key,
        "from_position": row.position,
        "stream": row.stream,
        "price_id": body["price_id"],
        "price_minor": body.get("price_minor"),
        "currency": body["currency"],
        "sold_by": "each",
        "kind": body.get("kind", "goods"),
        "breaks": "[]",
        "published_at": row.made_at,
    }


_COLUMNS = (
    *("organisation_id", "item_id", "from_position", "stream", "price_id", "price_minor"),
    *("currency", "sold_by", "kind", "breaks", "published_at"),
)
