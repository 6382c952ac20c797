"""Where operations meet the customers: who was made, changed, shipped for, and what they allow."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Protocol, cast

from central.database import Writing
from central.opening import Central
from central.operation_key import OperationKey
from central.operations.quarantine import QuarantineError
from central.people.customer_tables import consent
from central.people.customers import Customers
from central.people.parts import open_parts
from domain.customer import CONTACT_FIELDS, EMAIL_MAX, ContactField, Customer, Said
from sync.protocol.body_parts import Body
from sync.protocol.customer_bodies import ConsentGiven, ConsentSaid, CustomerSaved
from sync.protocol.operation import Facts

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PARTIES = ("consignor", "consignee")


class Booking(Protocol):
    """An operation that is being booked: where, in which transaction, for which store."""

    @property
    def central(self) -> Central: ...
    @property
    def writing(self) -> Writing: ...
    @property
    def key(self) -> OperationKey: ...
    @property
    def store_id(self) -> str: ...
    @property
    def facts(self) -> Facts: ...
    @property
    def body(self) -> Body: ...


def apply_customer_saved(booking: Booking) -> None:
    """Join a customer's new words to those that are known (sync rule 13a.2).

    Raises QuarantineError where the part does not say what the facts promise. Of a person who was
    erased there is no part, and nothing is kept.
    """
    body = booking.body
    assert isinstance(body, CustomerSaved)
    for person_id, content in _parts(booking):
        if person_id != body.customer_id:
            raise QuarantineError("It belongs elsewhere", "The words are another person's.")
        contact = content.get("contact")
        if not isinstance(contact, dict) or set(contact) != set(body.fields):
            raise QuarantineError(
                "A customer cannot be read", "The personal part and the facts name other fields."
            )
        said = _said(contact, body.at_ms)
        if len(said) != len(contact):
            raise QuarantineError("A customer cannot be read", "A field is no text, or too long.")
        _customers(booking).take(Customer(person_id=person_id, said=said))


def apply_consent(booking: Booking) -> None:
    """Write down a person's yes or no, and tell the tills (sync rule 13a.4)."""
    body = booking.body
    assert isinstance(body, ConsentSaid)
    row = {
        **booking.key.columns(),
        "store_id": booking.store_id,
        "person_id": body.customer_id,
        "purpose": body.purpose,
        "given": int(isinstance(body, ConsentGiven)),
        "text_version": body.text_version,
        "at_ms": body.at_ms,
        "channel": body.channel,
        "staff_id": body.staff_id,
    }
    booking.writing.connection.execute(consent.insert(), row)
    _customers(booking).tell_consent(body.customer_id)


def note_parties(booking: Booking) -> None:
    """Take the people of a shipment as customers; one that cannot be read is left out.

    The shipment is right whatever its parts say: they are kept as they came.
    """
    at_ms = (booking.facts.at - _EPOCH) // timedelta(milliseconds=1)
    for person_id, content in _parts(booking):
        heard = Customer(person_id=person_id)
        for role in _PARTIES:
            party = content.get(role)
            if isinstance(party, dict):
                filled: dict[str, object] = {
                    name: str(party[name]) for name in CONTACT_FIELDS if party.get(name)
                }
                heard = heard.joined(Customer(person_id=person_id, said=_said(filled, at_ms)))
        if heard.said:
            _customers(booking).take(heard)


def _customers(booking: Booking) -> Customers:
    return Customers(booking.central, booking.writing, booking.key.organisation_id)


def _parts(booking: Booking) -> list[tuple[str, Mapping[str, object]]]:
    """Return the personal parts that are kept, each as its JSON; nothing for one that is none."""
    found: list[tuple[str, Mapping[str, object]]] = []
    for part in open_parts(booking.central, booking.writing.connection, booking.key):
        try:
            content = json.loads(part.part)
        except (ValueError, RecursionError):
            content = None
        found.append((part.person_id, content if isinstance(content, dict) else {}))
    return found


def _said(contact: Mapping[str, object], at_ms: int) -> dict[ContactField, Said]:
    """Return the fields that are texts of a length that a till may type."""
    return {
        cast("ContactField", name): Said(at_ms, text)
        for name, text in contact.items()
        if isinstance(text, str) and len(text) <= EMAIL_MAX
    }
