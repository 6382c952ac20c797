"""Marking an item: sold only from what a till was granted (sync rule 9.3)."""

import json

import sqlalchemy as sa

from central.catalog.importing import digest_of, item_id_of, settle_mark
from central.database import Writing
from central.publication import NewChange, change_text, store_feed
from central.tables import catalog_item
from central.tills.organisations import Store
from domain.errors import NotFound

_NOT_FROM_A_FILE = ("allotted", "price_id")


def mark_item(writing: Writing, store: Store, sku: str, *, allotted: bool) -> str:
    """Mark an item of a store, or take its mark away; return its id. Tells the tills of a change.

    Raises NotFound for a SKU that the store's catalog does not have.
    """
    item_id = item_id_of(store.store_id, sku)
    mine = sa.and_(
        catalog_item.c.organisation_id == store.organisation_id,
        catalog_item.c.store_id == store.store_id,
        catalog_item.c.item_id == item_id,
    )
    connection = writing.connection
    text = connection.execute(
        sa.select(catalog_item.c.body).where(mine).with_for_update()
    ).scalar_one_or_none()
    if text is None:
        raise NotFound(
            "There is no such item", f"The store {store.name} sells nothing with the SKU {sku}."
        )
    body = json.loads(text)
    if body.get("allotted", False) == allotted:
        return item_id
    contents = {name: value for name, value in body.items() if name not in _NOT_FROM_A_FILE}
    settle_mark(contents, was_allotted=allotted)
    marked = change_text({**body, "allotted": allotted})
    connection.execute(
        sa.update(catalog_item).where(mine).values(body=marked, body_hash=digest_of(contents))
    )
    feed = store_feed(store.organisation_id, store.store_id)
    writing.publish(feed, NewChange(kind="item", key=item_id, body=marked))
    return item_id
