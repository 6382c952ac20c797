"""An item of the feed as the counter sells it, and its place in the search index.

The index's rows come and go with the feed's rows of the same id. ``catalog_words`` is an FTS5 table
that keeps words only (no content, no positions): a sale may have to wait for 200 rows of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from domain.catalog import CatalogItem, PriceBreak
from domain.money import Money
from storage.line_tables import catalog_variant
from storage.search_text import folded, sku_words
from storage.tables import catalog_barcode, catalog_index
from sync.protocol.changes import ItemChanged

MERGE_PAGES = 32
"""How much of the word index is tidied with each change of it: little each time, never much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedItem:
    """A row to index: the feed's row id and the item in it."""

    row_id: int
    item: ItemChanged


def item_of(item_id: str, position: int, body: ItemChanged) -> CatalogItem:
    """Return the item as the domain knows it. Raises ValueError for one it cannot sell."""
    return CatalogItem(
        item_id=item_id,
        sku=body.sku,
        name=body.name,
        category=body.category,
        kind=body.kind,
        barcodes=body.barcodes,
        price=_money(body.price_minor, body.currency),
        price_id=body.price_id,
        tax_class=body.tax_class,
        weight_grams=body.weight_grams,
        dimensions_mm=body.dimensions_mm,
        containers_per_unit=body.containers_per_unit,
        position=position,
        allotted=body.allotted,
        sold_by=body.sold_by or "each",
        price_breaks=tuple(
            PriceBreak(from_quantity=quantity, price=Money(minor, body.currency))
            for quantity, minor in body.breaks
        ),
        sold_from=body.sold_from,
        sold_until=body.sold_until,
        variant_of=body.variant_of,
        variant=body.variant,
        parts=body.parts,
        normal_price=_money(body.normal_minor, body.currency),
    )


def _money(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money(minor, currency)


def index_items(connection: Connection, items: Sequence[IndexedItem]) -> None:
    """Make items findable by name, SKU, category and barcode."""
    if not items:
        return
    keys = [_keys_of(indexed) for indexed in items]
    connection.execute(_ADD_KEYS, keys)
    barcodes = [
        {"barcode": barcode, "row_id": indexed.row_id}
        for indexed in items
        for barcode in sorted(set(indexed.item.barcodes))
    ]
    if barcodes:
        connection.execute(_ADD_BARCODE, barcodes)
    variants = [
        {"row_id": indexed.row_id, "of_key": folded(indexed.item.variant_of)}
        for indexed in items
        if indexed.item.variant_of
    ]
    if variants:
        connection.execute(_ADD_VARIANT, variants)
    connection.execute(_ADD_WORDS, [{**key, "words": _words_of(key)} for key in keys])
    connection.execute(_MERGE, {"pages": MERGE_PAGES})


def unindex_rows(connection: Connection, row_ids: Iterable[int]) -> None:
    """Take rows out of the index, items or not."""
    gone = [{"gone": row_id} for row_id in row_ids]
    connection.execute(_REMOVE_WORDS, gone)
    connection.execute(_REMOVE_BARCODES, gone)
    connection.execute(_REMOVE_VARIANTS, gone)
    connection.execute(_REMOVE_KEYS, gone)
    connection.execute(_MERGE, {"pages": MERGE_PAGES})


def _keys_of(indexed: IndexedItem) -> dict[str, object]:
    return {
        "row_id": indexed.row_id,
        "name_key": folded(indexed.item.name),
        "sku_key": folded(indexed.item.sku),
        "category_key": folded(indexed.item.category),
    }


def _words_of(key: dict[str, object]) -> str:
    return " ".join(
        (str(key["name_key"]), *sku_words(str(key["sku_key"])), str(key["category_key"]))
    )


_ADD_KEYS = catalog_index.insert()
_ADD_BARCODE = catalog_barcode.insert()
_ADD_VARIANT = catalog_variant.insert()
_ADD_WORDS = sa.text("INSERT INTO catalog_words (rowid, words) VALUES (:row_id, :words)")
_MERGE = sa.text("INSERT INTO catalog_words (catalog_words, rank) VALUES ('merge', :pages)")
_REMOVE_WORDS = sa.text("DELETE FROM catalog_words WHERE rowid = :gone")
_REMOVE_BARCODES = sa.text("DELETE FROM catalog_barcode WHERE row_id = :gone")
_REMOVE_VARIANTS = catalog_variant.delete().where(catalog_variant.c.row_id == sa.bindparam("gone"))
_REMOVE_KEYS = catalog_index.delete().where(catalog_index.c.row_id == sa.bindparam("gone"))
