"""Customers this till knows: found again by name or phone, and joined with what central says."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from domain.customer import (
    CONTACT_FIELDS,
    PURPOSES,
    Channel,
    Consent,
    ContactField,
    Customer,
    Purpose,
    Said,
)
from domain.errors import NotFound
from storage.search_text import folded, folded_words
from storage.tables import erasure, feed_row, person
from sync.protocol.customer_bodies import CustomerChanged

SEARCH_MAX = 50
PAGE_MAX = 500
_DIGITS_MIN = 3
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CHANNELS: tuple[Channel, ...] = get_args(Channel)


class Customers:
    """Customers, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def join(self, heard: Customer) -> Customer:
        """Join what was just told to what is known, keep it, and return it.

        A person who was erased here is not kept: the answer says what was told.
        """
        if self._connection.scalar(_IS_ERASED, {"of_person": heard.person_id}):
            return heard
        known = self.find(heard.person_id)
        joined = heard if known is None else known.joined(heard)
        if joined != known:
            values = _row_of(joined)
            fresh = insert(person).values(values)
            self._connection.execute(
                fresh.on_conflict_do_update(index_elements=["person_id"], set_=values)
            )
        return joined

    def find(self, person_id: str) -> Customer | None:
        """Return a customer, or None."""
        row = self._connection.execute(_ONE, {"of_person": person_id}).one_or_none()
        return None if row is None else _customer_of(row)

    def get(self, person_id: str) -> Customer:
        """Return a customer. Raises NotFound."""
        found = self.find(person_id)
        if found is None:
            raise NotFound(
                "No such customer",
                "This till does not know that customer, or they were erased. Nothing is lost. Type"
                " the name and phone number.",
            )
        return found

    def find_same(self, name: str, phone: str) -> str | None:
        """Return the id of the person with this very name and phone number, None without both."""
        key = {"of_name": folded(name), "of_phone": digits_of(phone)}
        if not all(key.values()):
            return None
        found = self._connection.scalar(_SAME, key)
        return None if found is None else str(found)

    def search(self, text: str, *, limit: int = 20, offset: int = 0) -> tuple[Customer, ...]:
        """Return customers with words that begin as typed, or whose phone holds the digits.

        At most ``limit`` (bounded by 50), those whose name begins so first, then by name.
        """
        tests = _tests_of(text)
        if not tests:
            return ()
        first = person.c.name_key.startswith(folded(text), autoescape=True)
        query = (
            _PEOPLE.where(sa.or_(*tests))
            .order_by(first.desc(), person.c.name_key, person.c.person_id)
            .limit(min(limit, SEARCH_MAX))
            .offset(offset)
        )
        return tuple(_customer_of(row) for row in self._connection.execute(query))

    def list_after(self, person_id: str = "", *, limit: int = PAGE_MAX) -> tuple[Customer, ...]:
        """Return customers in the order of their ids, from behind one, at most 500."""
        key = {"after": person_id, "most": min(limit, PAGE_MAX)}
        return tuple(_customer_of(row) for row in self._connection.execute(_AFTER, key))

    def count(self) -> int:
        """Return how many customers this till knows."""
        return int(self._connection.scalar(_COUNT) or 0)


def take_in_customers(connection: Connection, feed_stream: str, after: int, through: int) -> None:
    """Join what a flip has just shown of customers, in the flip's transaction (sync rule 13a.6).

    ``after`` and ``through`` are versions: above the one, not above the other. The rows that said
    it are emptied at once: what concerns a person stands in few tables.
    """
    key = {"of_stream": feed_stream, "after": after, "through": through}
    customers = Customers(connection)
    for row in connection.execute(_SHOWN_NOW, key).all():
        heard = heard_customer(row.key, CustomerChanged.model_validate_json(row.body))
        if heard.said:
            customers.join(heard)
    connection.execute(_EMPTY, key)


def heard_customer(person_id: str, change: CustomerChanged) -> Customer:
    """Return a customer as central says it; what a newer central may say beside is left out."""
    contact = {
        name: Said(*change.contact[name]) for name in CONTACT_FIELDS if name in change.contact
    }
    consents: dict[Purpose, Consent] = {}
    for purpose in PURPOSES:
        shown = change.consents.get(purpose)
        if shown is not None and shown.channel in _CHANNELS:
            consents[purpose] = Consent(
                purpose=purpose,
                given=shown.given,
                text_version=shown.text_version,
                at_ms=shown.at_ms,
                channel=shown.channel,
                staff_id=shown.staff_id,
            )
    return Customer(person_id=person_id, said=contact, consents=consents)


def digits_of(text: str) -> str:
    """Return the digits of a phone number as typed."""
    return "".join(char for char in text if char.isascii() and char.isdigit())


def ms_of(at: datetime) -> int:
    """Return a time as milliseconds of UTC since 1970."""
    return (at - _EPOCH) // timedelta(milliseconds=1)


def _tests_of(text: str) -> list[sa.ColumnElement[bool]]:
    words, digits = folded_words(text), digits_of(text)
    tests: list[sa.ColumnElement[bool]] = []
    if "@" in text:
        tests.append(person.c.email.contains(text.strip().lower(), autoescape=True))
    elif words and not digits:
        each = [
            sa.or_(
                person.c.name_key.startswith(word, autoescape=True),
                person.c.name_key.contains(f" {word}", autoescape=True),
            )
            for word in words
        ]
        tests.append(sa.and_(*each))
    if len(digits) >= _DIGITS_MIN:
        tests.append(person.c.phone_key.contains(digits, autoescape=True))
    return tests


def _row_of(known: Customer) -> dict[str, object]:
    newest_ms = max((said.at_ms for said in known.said.values()), default=0)
    return {
        "person_id": known.person_id,
        "name": known.name,
        "name_key": folded(known.name),
        "phone": known.phone,
        "phone_key": digits_of(known.phone),
        "email": known.text("email").lower(),
        "lot_street": known.text("lot_street"),
        "village": known.text("village"),
        "region": known.region,
        "landmark": known.text("landmark"),
        "saved_at": _EPOCH + timedelta(milliseconds=newest_ms),
        "said": json.dumps({name: [one.at_ms, one.text] for name, one in known.said.items()}),
        "consents": json.dumps(
            {
                purpose: [one.given, one.text_version, one.at_ms, one.channel, one.staff_id]
                for purpose, one in known.consents.items()
            }
        ),
    }


def _customer_of(row: sa.Row[*tuple[Any, ...]]) -> Customer:
    said = {name: Said(*kept) for name, kept in json.loads(row.said).items()}
    consents = {
        purpose: Consent(
            purpose=purpose,
            given=given,
            text_version=text_version,
            at_ms=at_ms,
            channel=channel,
            staff_id=staff_id,
        )
        for purpose, (given, text_version, at_ms, channel, staff_id) in json.loads(
            row.consents
        ).items()
    }
    # A person whom an older program kept: all of it was said when it was saved.
    return Customer(
        person_id=row.person_id,
        said=said or _old_said(row),
        consents=consents,
    )


def _old_said(row: sa.Row[*tuple[Any, ...]]) -> dict[ContactField, Said]:
    at_ms = ms_of(row.saved_at)
    kept: Mapping[ContactField, str] = {
        "name": row.name,
        "phone": row.phone,
        "lot_street": row.lot_street,
        "village": row.village,
        "region": str(row.region or ""),
        "landmark": row.landmark,
    }
    return {name: Said(at_ms, text) for name, text in kept.items() if text}


_PEOPLE = person.select()
_ONE = _PEOPLE.where(person.c.person_id == sa.bindparam("of_person"))
_AFTER = (
    _PEOPLE.where(person.c.person_id > sa.bindparam("after"))
    .order_by(person.c.person_id)
    .limit(sa.bindparam("most"))
)
_COUNT = sa.select(sa.func.count()).select_from(person)
_SAME = (
    sa.select(person.c.person_id)
    .where(
        person.c.name_key == sa.bindparam("of_name"), person.c.phone_key == sa.bindparam("of_phone")
    )
    .order_by(person.c.person_id)
    .limit(1)
)
_IS_ERASED = sa.select(erasure.c.person_id).where(erasure.c.person_id == sa.bindparam("of_person"))
_SHOWN = (
    feed_row.c.kind == "customer",
    feed_row.c.stream == sa.bindparam("of_stream"),
    feed_row.c.version > sa.bindparam("after"),
    feed_row.c.version <= sa.bindparam("through"),
)
_SHOWN_NOW = sa.select(feed_row.c.key, feed_row.c.body).where(*_SHOWN).order_by(feed_row.c.version)
_EMPTY = feed_row.update().where(*_SHOWN).values(body="{}")
