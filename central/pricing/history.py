"""Keeping prices while changes take their positions, and finding those in force at a position."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError

from central.pricing.tables import item_price
from domain.catalog import PriceBreak
from domain.money import Money
from sync.protocol.changes import ItemChanged

Row = Mapping[str, object]
"""A row of the table ``change``."""

_ITEMS_MAX = 500
_SAYS = ("price_id", "price_minor", "currency", "sold_by", "kind", "breaks")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPrice:
    """What an item cost from a position on. ``price`` is None where central knew none."""

    item_id: str
    from_position: int
    price_id: str
    price: Money | None
    sold_by: str
    kind: str
    breaks: tuple[PriceBreak, ...]
    published_at: datetime


def keep_prices(connection: sa.Connection, rows: Sequence[Row]) -> None:
    """Keep the prices that these changes say, where they are not the ones that held already.

    An item that cannot be read has no price to keep: the feed takes what a newer program wrote.
    """
    items = (_said(row) for row in rows if row["kind"] == "item")
    said = [item for item in items if item is not None]
    if not said:
        return
    organisation_id = said[0]["organisation_id"]
    latest = _latest(connection, str(organisation_id), {str(each["item_id"]) for each in said})
    fresh = []
    for each in said:
        item_id, price = str(each["item_id"]), tuple(each[name] for name in _SAYS)
        if latest.get(item_id) != price:
            fresh.append(each)
            latest[item_id] = price
    if fresh:
        connection.execute(sa.insert(item_price), fresh)


def list_prices(
    connection: sa.Connection, organisation_id: str, item_ids: Iterable[str]
) -> Mapping[str, tuple[KnownPrice, ...]]:
    """Return every price that these items ever had, the oldest first, by item."""
    found: dict[str, list[KnownPrice]] = {}
    wanted = sorted(set(item_ids))
    for first in range(0, len(wanted), _ITEMS_MAX):
        asked = {"of_organisation": organisation_id, "items": wanted[first : first + _ITEMS_MAX]}
        for row in connection.execute(_OF_ITEMS, asked):
            found.setdefault(row.item_id, []).append(_known(row))
    return {item_id: tuple(prices) for item_id, prices in found.items()}


def in_force(prices: Sequence[KnownPrice], position: int) -> KnownPrice | None:
    """Return the price that held at a position of the feed; None before the first."""
    reached = [price for price in prices if price.from_position <= position]
    return reached[-1] if reached else None


def superseded_at(prices: Sequence[KnownPrice], price: KnownPrice) -> datetime | None:
    """Return when another price followed this one; None for the one that holds."""
    later = [each for each in prices if each.from_position > price.from_position]
    return later[0].published_at if later else None


def _said(row: Row) -> dict[str, object] | None:
    """Return the price in a change; None for a body that no till can read as an item either."""
    try:
        item = ItemChanged.model_validate_json(str(row["body"]))
    except ValidationError:
        return None
    return {
        "organisation_id": row["organisation_id"],
        "item_id": row["key"],
        "from_position": row["position"],
        "stream": row["stream"],
        "price_id": item.price_id,
        "price_minor": item.price_minor,
        "currency": item.currency,
        "sold_by": item.sold_by or "each",
        "kind": item.kind,
        "breaks": json.dumps(item.breaks),
        "published_at": row["made_at"],
    }


def _latest(
    connection: sa.Connection, organisation_id: str, item_ids: set[str]
) -> dict[str, tuple[object, ...]]:
    latest: dict[str, tuple[object, ...]] = {}
    wanted = sorted(item_ids)
    for first in range(0, len(wanted), _ITEMS_MAX):
        asked = {"of_organisation": organisation_id, "items": wanted[first : first + _ITEMS_MAX]}
        for row in connection.execute(_OF_ITEMS, asked).mappings():
            latest[str(row["item_id"])] = tuple(row[name] for name in _SAYS)
    return latest


def _known(row: sa.Row[Any]) -> KnownPrice:
    price = None if row.price_minor is None else Money(row.price_minor, row.currency)
    return KnownPrice(
        item_id=row.item_id,
        from_position=row.from_position,
        price_id=row.price_id,
        price=price,
        sold_by=row.sold_by,
        kind=row.kind,
        breaks=tuple(
            PriceBreak(from_quantity=quantity, price=Money(minor, row.currency))
            for quantity, minor in json.loads(row.breaks)
        ),
        published_at=row.published_at,
    )


_OF_ITEMS = (
    sa.select(item_price)
    .where(
        item_price.c.organisation_id == sa.bindparam("of_organisation"),
        item_price.c.item_id.in_(sa.bindparam("items", expanding=True)),
    )
    .order_by(item_price.c.item_id, item_price.c.from_position)
)
