"""The catalog as it is shown now: look up a scan, search as somebody types."""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy import Connection

from domain.catalog import CatalogItem
from domain.errors import NotFound
from storage.catalog_rows import item_of
from storage.catalog_search import search_rows
from storage.feed_versions import ShownRow, find_shown, position_of, shown_row
from storage.line_tables import catalog_variant
from storage.search_text import folded
from storage.tables import catalog_barcode, catalog_index, feed_row
from sync.protocol.changes import ItemChanged

SCAN_HITS_MAX = 20
VARIANTS_MAX = 50
PAGE_MAX = 200


class Catalog:
    """The items that are shown, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find_by_barcode(self, code: str) -> tuple[CatalogItem, ...]:
        """Return the items that carry a normalised barcode, at most 20: several may share one."""
        rows = self._connection.execute(_BY_BARCODE, {"code": code})
        return tuple(_item(row.key, position_of(row.version), row.body) for row in rows)

    def search(self, text: str, limit: int = 50) -> tuple[CatalogItem, ...]:
        """Return the best items for a text being typed, at most ``limit`` (bounded by 50).

        Every word typed must begin a word of the name, the SKU or the category; the digits of a
        barcode find it from the fourth on. An exact SKU or barcode comes first.
        """
        row_ids = search_rows(self._connection, text, limit)
        if not row_ids:
            return ()
        rows = self._connection.execute(_BY_ROW_IDS, {"row_ids": row_ids})
        items = {row.row_id: _item(row.key, position_of(row.version), row.body) for row in rows}
        return tuple(items[row_id] for row_id in row_ids)

    def find_item(self, item_id: str) -> CatalogItem | None:
        """Return an item, or None where it is not sold."""
        found = find_shown(self._connection, "item", item_id)
        return None if found is None else _shown_item(found)

    def get_item(self, item_id: str) -> CatalogItem:
        """Return an item. Raises NotFound where it is not sold (any more)."""
        found = self.find_item(item_id)
        if found is None:
            raise NotFound(
                "This item is not in the catalog",
                "It was taken out, or this till has not received it yet. Nothing is lost. Search"
                " for it again.",
            )
        return found

    def list_items(self, item_ids: Iterable[str]) -> Mapping[str, CatalogItem]:
        """Return those of the items that are sold now, by id. For a cart's lines."""
        rows = self._connection.execute(_BY_KEYS, {"keys": sorted(set(item_ids))})
        return {row.key: _item(row.key, position_of(row.version), row.body) for row in rows}

    def list_variants(self, sku: str) -> tuple[CatalogItem, ...]:
        """Return the items that say they are variants of this SKU, by name; at most 50."""
        rows = self._connection.execute(_VARIANTS, {"of_key": folded(sku)})
        return tuple(_item(row.key, position_of(row.version), row.body) for row in rows)

    def list_after(self, item_id: str = "", *, limit: int = PAGE_MAX) -> tuple[CatalogItem, ...]:
        """Return items in the order of their ids, from behind one, at most 200."""
        rows = self._connection.execute(_AFTER, {"after": item_id, "most": min(limit, PAGE_MAX)})
        return tuple(_item(row.key, position_of(row.version), row.body) for row in rows)

    def list_codes(self) -> tuple[frozenset[str], Mapping[str, str]]:
        """Return every SKU, and the SKU of each barcode. Walks the catalog: for a long job."""
        skus = frozenset(self._connection.scalars(_SKUS))
        return skus, {row.barcode: row.sku for row in self._connection.execute(_OWNERS)}

    def count_items(self) -> int:
        """Return how many items are shown. Walks the catalog: not for a screen's refresh."""
        return int(self._connection.scalar(_COUNT) or 0)

    def has_items(self) -> bool:
        """Tell whether anything is for sale."""
        return self._connection.execute(_ANY).first() is not None


def _shown_item(row: ShownRow) -> CatalogItem:
    return _item(row.key, row.position, row.body)


def _item(item_id: str, position: int, body: str) -> CatalogItem:
    return item_of(item_id, position, ItemChanged.model_validate_json(body))


_BY_BARCODE = (
    shown_row.select()
    .join(catalog_barcode, catalog_barcode.c.row_id == shown_row.c.row_id)
    .where(catalog_barcode.c.barcode == sa.bindparam("code"))
    .order_by(shown_row.c.key)
    .limit(SCAN_HITS_MAX)
)
_VARIANTS = (
    shown_row.select()
    .join(catalog_variant, catalog_variant.c.row_id == shown_row.c.row_id)
    .join(catalog_index, catalog_index.c.row_id == shown_row.c.row_id)
    .where(catalog_variant.c.of_key == sa.bindparam("of_key"))
    .order_by(catalog_index.c.name_key, shown_row.c.key)
    .limit(VARIANTS_MAX)
)
_BY_KEYS = shown_row.select().where(
    shown_row.c.kind == "item",
    shown_row.c.key.in_(sa.bindparam("keys", expanding=True)),
)
_BY_ROW_IDS = feed_row.select().where(
    feed_row.c.row_id.in_(sa.bindparam("row_ids", expanding=True))
)
_IS_ITEM = shown_row.c.kind == "item"
_AFTER = (
    shown_row.select()
    .where(_IS_ITEM, shown_row.c.key > sa.bindparam("after"))
    .order_by(shown_row.c.key)
    .limit(sa.bindparam("most"))
)
_SKU = sa.func.json_extract(shown_row.c.body, "$.sku").label("sku")
_SKUS = sa.select(_SKU).where(_IS_ITEM)
_OWNERS = (
    sa.select(catalog_barcode.c.barcode, _SKU)
    .join(shown_row, shown_row.c.row_id == catalog_barcode.c.row_id)
    .order_by(catalog_barcode.c.barcode, shown_row.c.key)
)
_COUNT = sa.select(sa.func.count()).select_from(shown_row).where(_IS_ITEM)
_ANY = sa.select(shown_row.c.row_id).where(_IS_ITEM).limit(1)
