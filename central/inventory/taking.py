"""Taking in a message of the inventory system: each id once, for ever (design 8: webhooks)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from central.allotments.books import insert_unless_there
from central.allotments.stock import TOTAL_MAX, StockChange, set_stock
from central.allotments.tables import inventory_message
from central.catalog.importing import item_id_of
from central.database import Writing
from central.opening import Central
from central.tills.organisations import Store, get_store
from domain.errors import Conflict, NotFound

ITEMS_MAX = 200
_Count = Annotated[int, Field(ge=0, le=TOTAL_MAX)]
_Text = Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[^\x00]*$")]


class _Part(BaseModel):
    """Common to all parts: frozen; what a newer sender says beside it is ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class StockTold(_Part):
    """One item: all units ever put up for sale (``total``), or units that came in (``added``)."""

    sku: _Text
    total: _Count | None = None
    added: _Count | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> "StockTold":
        if (self.total is None) == (self.added is None):
            message = "say either total or added"
            raise ValueError(message)
        return self


class StockData(_Part):
    """Totals of one store."""

    store: _Text
    items: Annotated[tuple[StockTold, ...], Field(min_length=1, max_length=ITEMS_MAX)]


class InventoryMessage(_Part):
    """A message. ``timestamp`` is when it became true: an older total never undoes a newer one."""

    type: Literal["inventory.stock"]
    timestamp: AwareDatetime
    data: StockData


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a message: of each item, by SKU."""

    is_duplicate: bool = False
    applied: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def take_message(central: Central, message_id: str, message: InventoryMessage) -> Taken:
    """Set the totals that a message tells, unless its id came before.

    An item that the store does not sell, or of which a newer total is known, is left out and named;
    the others count. Raises NotFound for an unknown store, BadInput for a total out of bounds:
    nothing is stored then, and the sender may send it again.
    """
    with central.database.writing(central.surroundings.now()) as writing:
        store = get_store(writing.connection, message.data.store)
        if not _is_new(writing, store, message_id):
            return Taken(is_duplicate=True)
        items = sorted(message.data.items, key=lambda one: item_id_of(store.store_id, one.sku))
        outcomes: dict[str, list[str]] = {"applied": [], "outdated": [], "unknown": []}
        for item in items:
            outcomes[_set(central, writing, store, item, message.timestamp)].append(item.sku)
        return Taken(
            applied=tuple(outcomes["applied"]),
            outdated=tuple(outcomes["outdated"]),
            unknown=tuple(outcomes["unknown"]),
        )


def _is_new(writing: Writing, store: Store, message_id: str) -> bool:
    """Note a message's id; tell whether it is the first of that id. Two at once take turns."""
    row = {
        "message_id": message_id,
        "organisation_id": store.organisation_id,
        "received_at": writing.at,
    }
    noted = insert_unless_there(writing.connection, inventory_message, row)
    told = writing.connection.execute(noted.returning(inventory_message.c.message_id))
    return told.first() is not None


def _set(
    central: Central, writing: Writing, store: Store, item: StockTold, as_of: datetime
) -> Literal["applied", "outdated", "unknown"]:
    change = StockChange(
        sku=item.sku, total=item.total, added=item.added, as_of=as_of, actor="inventory system"
    )
    try:
        set_stock(writing, central.surroundings, store, change)
    except NotFound:
        return "unknown"
    except Conflict:
        return "outdated"
    return "applied"
