"""How resources are named (sync rule 9.1), and whose they are."""

from central.publication import FeedName, organisation_feed, store_feed

_STOCK, _BOOKING = "stock", "booking"
_STOCK_PARTS = 3


def stock_resource(store_id: str, item_id: str) -> str:
    """Return the name of a store's marked item."""
    return f"{_STOCK}:{store_id}:{item_id}"


def booking_resource(staff_id: str) -> str:
    """Return the name of an agent's concurrent bookings."""
    return f"{_BOOKING}:{staff_id}"


def agent_of(resource: str) -> str | None:
    """Return whose bookings a resource is, None for stock."""
    kind, _, rest = resource.partition(":")
    return rest if kind == _BOOKING else None


def store_of(resource: str) -> str | None:
    """Return whose stock a resource is, None for bookings."""
    parts = resource.split(":", _STOCK_PARTS - 1)
    return parts[1] if parts[0] == _STOCK and len(parts) == _STOCK_PARTS else None


def feed_of(organisation_id: str, resource: str) -> FeedName:
    """Return the stream that tells of a resource: the store's for stock, the organisation's."""
    store_id = store_of(resource)
    if store_id is None:
        return organisation_feed(organisation_id)
    return store_feed(organisation_id, store_id)
