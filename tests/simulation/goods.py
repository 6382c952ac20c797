"""What the simulated shops sell, and how central says so.

The *set* is always published whole, in one transaction, at one version: whoever sees two versions
of it at once has been shown half a transaction.
"""

from collections.abc import Sequence

from central.database import Writing
from central.publication import NewChange, new_change, store_feed
from central.tills.organisations import Store
from sync.protocol.changes import ItemChanged, ItemRemoved

SET = tuple(f"set-{number}" for number in range(7))
SINGLES = ("tape", "rice", "barrel", "marker")
UNPRICED = "seal"
MARKED = ("deal", "trophy")
"""Sold only from what a till was granted."""
PRICES_MINOR = {
    "tape": 48_000,
    "rice": 62_300,
    "barrel": 950_000,
    "marker": 31_900,
    "deal": 90_000,
    "trophy": 250_000,
}
TAX = {"rice": "zero"}


def tag_of(store: Store) -> str:
    """The word that all goods of one organisation carry: nobody else's till may show it."""
    return store.label_prefix


def item_id(store: Store, name: str) -> str:
    return f"{tag_of(store)}-{name}"


def publish_set(writing: Writing, store: Store, version: int) -> None:
    """Tell the store's tills the whole set at a version, in this transaction."""
    prices = [10_000 + 500 * version + 100 * number for number in range(len(SET))]
    _publish(writing, store, [_item(store, *row, version) for row in zip(SET, prices, strict=True)])


def publish_singles(
    writing: Writing, store: Store, names: Sequence[str], version: int, change_minor: int
) -> None:
    """Tell new prices of single goods."""
    changes = [_item(store, name, PRICES_MINOR[name] + change_minor, version) for name in names]
    _publish(writing, store, changes)


def publish_unpriced(writing: Writing, store: Store) -> None:
    """Tell of the item that nobody has priced."""
    _publish(writing, store, [_item(store, UNPRICED, None, 1)])


def publish_removed(writing: Writing, store: Store, name: str) -> None:
    """Take an item out of the catalog."""
    _publish(writing, store, [new_change(item_id(store, name), ItemRemoved())])


def _item(store: Store, name: str, price_minor: int | None, version: int) -> NewChange:
    body = ItemChanged(
        sku=f"{tag_of(store)}-{name}".upper(),
        name=f"{tag_of(store)} {name}",
        barcodes=(f"{tag_of(store)}-{name}".upper(),),
        price_minor=price_minor,
        currency=store.currency,
        price_id=f"{item_id(store, name)}@{version}",
        tax_class=TAX.get(name, "standard"),
        allotted=name in MARKED,
    )
    return new_change(item_id(store, name), body)


def _publish(writing: Writing, store: Store, changes: Sequence[NewChange]) -> None:
    for change in changes:
        writing.publish(store_feed(store.organisation_id, store.store_id), change)
