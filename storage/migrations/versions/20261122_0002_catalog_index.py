"""The search index over the items of the feed.

Revision ID: 0002
Created: 2026-11-22
"""

import sqlalchemy as sa
from alembic import op
from pydantic import ValidationError

from storage.catalog_rows import IndexedItem, index_items
from sync.protocol.changes import ItemChanged

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Words only: no content, no positions, prefixes of one to three letters ready. The text is folded
# to letters and digits before it gets here, so the plainest tokenizer does. Merges are asked for in
# small pieces (storage/catalog_rows.py): an automatic one could keep a sale waiting.
_WORDS = """
CREATE VIRTUAL TABLE catalog_words USING fts5(
    words, content='', contentless_delete=1, detail=none, prefix='1 2 3', tokenize='ascii'
)
"""
_BATCH_ROWS = 1_000


def upgrade() -> None:
    """Make the index and put every item in it that the feed has brought so far."""
    op.create_table(
        "catalog_index",
        sa.Column("row_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("name_key", sa.Text, nullable=False),
        sa.Column("sku_key", sa.Text, nullable=False),
        sa.Column("category_key", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("row_id"),
    )
    op.create_index("ix_catalog_index_name_key", "catalog_index", ["name_key"])
    op.create_index("ix_catalog_index_sku_key", "catalog_index", ["sku_key"])
    op.create_table(
        "catalog_barcode",
        sa.Column("barcode", sa.Text, nullable=False),
        sa.Column("row_id", sa.Integer, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("barcode", "row_id"),
        sqlite_with_rowid=False,
    )
    op.execute(_WORDS)
    op.execute("INSERT INTO catalog_words (catalog_words, rank) VALUES ('automerge', 0)")
    _index_what_is_here(op.get_bind())


def _index_what_is_here(connection: sa.Connection) -> None:
    rows = connection.execute(
        sa.text("SELECT row_id, body FROM feed_row WHERE kind = 'item' AND removed = 0")
    )
    for batch in rows.partitions(_BATCH_ROWS):
        index_items(connection, [item for item in map(_readable, batch) if item is not None])


def _readable(row: sa.Row[int, str]) -> IndexedItem | None:
    row_id, body = row
    try:
        return IndexedItem(row_id=row_id, item=ItemChanged.model_validate_json(body))
    except ValidationError:
        return None
