"""Organisations and their stores."""

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import sqlalchemy as sa

from central.database import Writing
from central.publication import (
    new_change,
    open_feed,
    organisation_feed,
    people_feed,
    store_feed,
)
from central.surroundings import Surroundings
from central.tables import organisation, store
from domain.errors import BadInput, NotFound
from domain.money import KNOWN_CURRENCIES
from sync.protocol.changes import StoreChanged

_PREFIX = re.compile(r"[A-Z]{2,4}")
_NAME_LENGTH_MAX = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStore:
    """A store as a person describes it. ``label_prefix`` begins the labels of its tills."""

    name: str
    zone: str
    currency: str
    label_prefix: str
    address: str = ""
    vat_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """A store with its place in its organisation."""

    organisation_id: str
    organisation_name: str
    store_id: str
    name: str
    zone: str
    currency: str
    label_prefix: str
    address: str
    vat_number: str

    def as_change(self) -> StoreChanged:
        """The store as its tills are told of it."""
        return StoreChanged(
            organisation_name=self.organisation_name,
            name=self.name,
            address=self.address,
            vat_number=self.vat_number,
            zone=self.zone,
            currency=self.currency,
        )


def add_organisation(writing: Writing, surroundings: Surroundings, name: str) -> str:
    """Add an organisation; return its id. Raises BadInput for a name that is none."""
    _require_name(name, "organisation")
    organisation_id = surroundings.new_id()
    writing.connection.execute(
        sa.insert(organisation).values(
            organisation_id=organisation_id, name=name, created_at=writing.at
        )
    )
    for feed in (organisation_feed(organisation_id), people_feed(organisation_id)):
        open_feed(writing.connection, feed)
    return organisation_id


def add_store(
    writing: Writing, surroundings: Surroundings, organisation_id: str, new: NewStore
) -> Store:
    """Add a store to an organisation.

    Raises BadInput for a zone, currency or prefix that is none.
    """
    _require_store(new)
    store_id = surroundings.new_id()
    writing.connection.execute(
        sa.insert(store).values(
            organisation_id=organisation_id,
            store_id=store_id,
            name=new.name,
            address=new.address,
            vat_number=new.vat_number,
            zone=new.zone,
            currency=new.currency,
            label_prefix=new.label_prefix,
            created_at=writing.at,
        )
    )
    feed = store_feed(organisation_id, store_id)
    open_feed(writing.connection, feed)
    added = get_store(writing.connection, store_id)
    writing.publish(feed, new_change(store_id, added.as_change()))
    return added


def lock_organisation(writing: Writing, organisation_id: str) -> None:
    """Hold an organisation until the commit.

    Who adds a till reads the staff and who changes the staff reads the tills: without turns, each
    would miss what the other is writing.
    """
    writing.connection.execute(
        sa.select(organisation.c.organisation_id)
        .where(organisation.c.organisation_id == organisation_id)
        .with_for_update()
    )


def list_stores(connection: sa.Connection) -> list[Store]:
    """Return every store, oldest first."""
    return _stores(connection, sa.true())


def get_store(connection: sa.Connection, store_id: str) -> Store:
    """Return a store. Raises NotFound."""
    found = _stores(connection, store.c.store_id == store_id)
    if not found:
        raise NotFound("There is no such store", f"Nobody knows the store {store_id}.")
    return found[0]


def choose_store(connection: sa.Connection, wanted: str | None) -> Store:
    """Return the store a command means: by id or name, or the only one there is.

    Raises NotFound if there is none of that name, BadInput if it is not clear which is meant.
    """
    stores = list_stores(connection)
    matching = [one for one in stores if wanted is None or wanted in (one.store_id, one.name)]
    if not matching:
        raise NotFound(
            "There is no such store",
            "Run 'windward-central init' to make the first one."
            if not stores
            else f"Nobody knows the store '{wanted}'. There are: {_names(stores)}.",
        )
    if len(matching) > 1:
        raise BadInput("Which store?", f"Say --store with one of: {_names(matching)}.")
    return matching[0]


def _stores(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> list[Store]:
    statement = (
        sa.select(store, organisation.c.name.label("organisation_name"))
        .join(organisation, organisation.c.organisation_id == store.c.organisation_id)
        .where(condition)
        .order_by(store.c.created_at, store.c.store_id)
    )
    return [
        Store(
            organisation_id=row.organisation_id,
            organisation_name=row.organisation_name,
            store_id=row.store_id,
            name=row.name,
            zone=row.zone,
            currency=row.currency,
            label_prefix=row.label_prefix,
            address=row.address,
            vat_number=row.vat_number,
        )
        for row in connection.execute(statement)
    ]


def _names(stores: list[Store]) -> str:
    return ", ".join(f"{one.name} ({one.store_id})" for one in stores)


def _require_store(new: NewStore) -> None:
    _require_name(new.name, "store")
    if new.currency not in KNOWN_CURRENCIES:
        raise BadInput("Check the currency", f"'{new.currency}' is no currency we know.")
    if _PREFIX.fullmatch(new.label_prefix) is None:
        raise BadInput("Check the label prefix", "It is two to four capital letters, such as GY.")
    try:
        ZoneInfo(new.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadInput(
            "Check the time zone", f"'{new.zone}' is no IANA zone, such as America/Guyana."
        ) from error


def _require_name(name: str, what: str) -> None:
    if not name.strip() or len(name) > _NAME_LENGTH_MAX:
        raise BadInput(f"Check the {what}'s name", "It has 1 to 200 characters.")
