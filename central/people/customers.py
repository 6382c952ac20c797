"""Keeping what tills say of customers: the later word of each field, sealed under the person's key.

What is published of a change is only that there is news of a person (``revision``). The words are
put in while a till reads it (``told``), so that no row of the feed holds any: an erasure has one
place to destroy.
"""

import json
from collections.abc import Mapping
from typing import cast

import sqlalchemy as sa

from central.database import Writing
from central.opening import Central
from central.people.customer_tables import consent, customer
from central.people.parts import PersonSeal
from central.publication import NewChange, change_text, people_feed
from central.storable import storable
from domain.customer import (
    Channel,
    Consent,
    ContactField,
    Customer,
    Purpose,
    Said,
)
from sync.protocol.customer_bodies import ConsentShown, CustomerChanged

KIND = "customer"
_ABOUT = "customer"


class Customers:
    """The customers of one organisation within one writing transaction."""

    def __init__(self, central: Central, writing: Writing, organisation_id: str) -> None:
        self._writing = writing
        self._organisation_id = organisation_id
        self._seal = PersonSeal(central, organisation_id)

    def take(self, heard: Customer) -> None:
        """Join what a till says of a customer to what is known, and tell all tills if it is news.

        Of a person who was erased nothing is kept. The person's row is locked by whoever kept the
        part that this was read from.
        """
        known = self._find(heard.person_id)
        joined = heard if known is None else known.joined(heard)
        if known is not None and joined.said == known.said:
            return
        sealed = self._seal.seal(self._writing, heard.person_id, _ABOUT, _text_of(joined))
        if sealed is None:
            return
        revision = self._keep(heard.person_id, sealed, is_new=known is None)
        self._publish(heard.person_id, revision)

    def tell_consent(self, person_id: str) -> None:
        """Tell all tills of a consent that has just been written down, of a customer known here."""
        statement = (
            sa.update(customer)
            .where(*_of(self._organisation_id, person_id))
            .values(revision=customer.c.revision + 1, changed_at=self._writing.at)
            .returning(customer.c.revision)
        )
        revision = self._writing.connection.execute(statement).scalar_one_or_none()
        if revision is not None:
            self._publish(person_id, int(revision))

    def _find(self, person_id: str) -> Customer | None:
        row = self._writing.connection.execute(
            sa.select(customer.c.sealed)
            .where(*_of(self._organisation_id, person_id))
            .with_for_update()
        ).one_or_none()
        if row is None:
            return None
        plain = self._seal.open(self._writing.connection, person_id, _ABOUT, row.sealed)
        return None if plain is None else Customer(person_id=person_id, said=_said_of(plain))

    def _keep(self, person_id: str, sealed: bytes, *, is_new: bool) -> int:
        values = {"sealed": sealed, "changed_at": self._writing.at}
        if is_new:  # or known without a key, which a backup's restoring may have lost
            self._writing.connection.execute(
                sa.delete(customer).where(*_of(self._organisation_id, person_id))
            )
            self._writing.connection.execute(
                sa.insert(customer).values(
                    organisation_id=self._organisation_id,
                    person_id=person_id,
                    revision=1,
                    **values,
                )
            )
            return 1
        statement = (
            sa.update(customer)
            .where(*_of(self._organisation_id, person_id))
            .values(revision=customer.c.revision + 1, **values)
            .returning(customer.c.revision)
        )
        return int(self._writing.connection.execute(statement).scalar_one())

    def _publish(self, person_id: str, revision: int) -> None:
        news = NewChange(kind=KIND, key=person_id, body=change_text({"revision": revision}))
        self._writing.publish(people_feed(self._organisation_id), news)


def forget(connection: sa.Connection, organisation_id: str, person_id: str) -> None:
    """Delete a customer's words; whoever erases destroys the key as well."""
    connection.execute(sa.delete(customer).where(*_of(organisation_id, person_id)))


def told(
    central: Central, connection: sa.Connection, organisation_id: str, person_ids: list[str]
) -> Mapping[str, Mapping[str, object]]:
    """Return the bodies of the changes of these customers as they are now, by person id.

    Nobody whom central has erased, or never knew, is in it.
    """
    seal = PersonSeal(central, organisation_id)
    consents = _consents(connection, organisation_id, person_ids)
    rows = connection.execute(
        sa.select(customer.c.person_id, customer.c.sealed).where(
            customer.c.organisation_id == organisation_id, customer.c.person_id.in_(person_ids)
        )
    ).all()
    bodies: dict[str, Mapping[str, object]] = {}
    for row in rows:
        plain = seal.open(connection, row.person_id, _ABOUT, row.sealed)
        if plain is None:
            continue
        body = CustomerChanged(
            contact={name: (said.at_ms, said.text) for name, said in _said_of(plain).items()},
            consents=consents.get(row.person_id, {}),
        )
        bodies[row.person_id] = body.model_dump(mode="json")
    return bodies


def _consents(
    connection: sa.Connection, organisation_id: str, person_ids: list[str]
) -> dict[str, dict[str, ConsentShown]]:
    rows = connection.execute(
        sa.select(consent).where(
            consent.c.organisation_id == organisation_id, consent.c.person_id.in_(person_ids)
        )
    )
    latest: dict[str, Customer] = {}
    for row in rows:
        purpose = cast("Purpose", row.purpose)
        said = Consent(
            purpose=purpose,
            given=bool(row.given),
            text_version=row.text_version,
            at_ms=row.at_ms,
            channel=cast("Channel", row.channel),
            staff_id=row.staff_id,
        )
        one = Customer(person_id=row.person_id, consents={purpose: said})
        latest[row.person_id] = latest.get(row.person_id, one).joined(one)
    return {
        person_id: {
            purpose: ConsentShown(
                given=said.given,
                text_version=said.text_version,
                at_ms=said.at_ms,
                channel=said.channel,
                staff_id=said.staff_id,
            )
            for purpose, said in one.consents.items()
        }
        for person_id, one in latest.items()
    }


def _text_of(known: Customer) -> bytes:
    return json.dumps(
        {name: [said.at_ms, storable(said.text)] for name, said in known.said.items()}
    ).encode()


def _said_of(plain: bytes) -> dict[ContactField, Said]:
    return {name: Said(at_ms, text) for name, (at_ms, text) in json.loads(plain).items()}


def _of(organisation_id: str, person_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        customer.c.organisation_id == organisation_id,
        customer.c.person_id == person_id,
    )
