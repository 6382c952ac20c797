"""Customers this till has met, and how one is forgotten (sync rule 6.2)."""

import json
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from domain.customer import CONTACT_FIELDS, Customer, Said
from domain.errors import NotFound
from domain.shipment import Party
from storage.customers import Customers, ms_of
from storage.line_tables import line_note
from storage.payment_tables import payer, payment
from storage.tables import (
    erasure,
    feed_row,
    person,
    personal_part,
    shift,
    shipment_party,
    shipment_piece,
)

ERASED = "(erased)"
"""What stands where an erased person's name or words were required."""

_PARTY = ("person_id", "name", "phone", "lot_street", "village", "region", "landmark")


class People:
    """Customers, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._customers = Customers(connection)

    def save(self, party: Party, *, at: datetime) -> None:
        """Join a party of a shipment to what is known of that person: the same customers."""
        at_ms = ms_of(at)
        texts = {name: str(getattr(party, name, "")) for name in CONTACT_FIELDS}
        said = {name: Said(at_ms, text) for name, text in texts.items() if text}
        self._customers.join(Customer(person_id=party.person_id, said=said))

    def find_person(self, person_id: str) -> Party | None:
        """Return a customer, or None."""
        row = self._connection.execute(_ONE, {"of_person": person_id}).mappings().one_or_none()
        return None if row is None else Party(**row)

    def get_person(self, person_id: str) -> Party:
        """Return a customer. Raises NotFound."""
        found = self.find_person(person_id)
        if found is None:
            raise NotFound(
                "No such customer",
                "This till does not know that customer, or they were erased. Nothing is lost. Type"
                " the name and phone number.",
            )
        return found

    def erase(self, person_id: str) -> None:
        """Delete what this till knows of a person; ``TillDatabase.erase_traces`` must follow."""
        erase_person(self._connection, person_id)

    def list_erasures(self) -> tuple[str, ...]:
        """Return ids of erased persons whose traces in log and backups are not cleaned up yet."""
        return tuple(self._connection.scalars(_TRACES_LEFT))

    def list_erased(self) -> tuple[str, ...]:
        """Return the ids of all persons that this till was ever told to erase."""
        return tuple(self._connection.scalars(_ALL_ERASED))

    def note_traces_gone(self, person_ids: Sequence[str]) -> None:
        """Note that nothing is left of these persons in the log and the backups."""
        gone = [{"gone": person_id} for person_id in person_ids]
        self._connection.execute(_TRACES_GONE, gone)


def erase_person(connection: Connection, person_id: str) -> None:
    """Delete a person's rows, parts and salts; operations and their hashes stay.

    Ids stay: they are in the facts, and name nobody.
    """
    key = {"gone": person_id}
    for statement in _ERASE:
        connection.execute(statement, key)
    for row in connection.execute(_NOTES_OF, key).all():
        _erase_note(connection, row.number, note=row.note, z_lines=json.loads(row.z_lines))
    connection.execute(_NOTE_ERASURE, {"person_id": person_id})


def _erase_note(connection: Connection, number: int, *, note: str, z_lines: Sequence[str]) -> None:
    """Take a member of staff's note out of a shift and its Z: the lines that repeat its words."""
    words = " ".join(f"Note: {note}".split())
    kept = [line for line in z_lines if not line.strip() or line.strip() not in words]
    connection.execute(
        shift.update().where(shift.c.number == number).values(note="", z_lines=json.dumps(kept))
    )


_PEOPLE = sa.select(*(person.c[name] for name in _PARTY))
_ONE = _PEOPLE.where(person.c.person_id == sa.bindparam("of_person"))
_SENT_BY = sa.select(shipment_party.c.shipment_id).where(
    shipment_party.c.person_id == sa.bindparam("gone")
)
# What is inside a piece, and what was typed for its packing, are its consignor's personal words and
# tell of the consignee as well: either takes them along.
_ERASE = (
    shipment_piece.update()
    .where(shipment_piece.c.shipment_id.in_(_SENT_BY))
    .values(description=ERASED, packing=ERASED),
    shipment_party.update()
    .where(shipment_party.c.person_id == sa.bindparam("gone"))
    .values(name=ERASED, phone="", lot_street="", village="", landmark=""),
    personal_part.delete().where(personal_part.c.person_id == sa.bindparam("gone")),
    person.delete().where(person.c.person_id == sa.bindparam("gone")),
    line_note.delete().where(line_note.c.person_id == sa.bindparam("gone")),
    payment.update().where(payment.c.payer_id == sa.bindparam("gone")).values(payer_key=None),
    payer.delete().where(payer.c.payer_id == sa.bindparam("gone")),
    feed_row.update()
    .where(feed_row.c.kind == "customer", feed_row.c.key == sa.bindparam("gone"))
    .values(body="{}"),
)
_NOTES_OF = sa.select(shift.c.number, shift.c.note, shift.c.z_lines).where(
    shift.c.closed_by == sa.bindparam("gone"), shift.c.note != ""
)
_NOTE_ERASURE = insert(erasure).values(traces_gone=False, person_id=sa.bindparam("person_id"))
_NOTE_ERASURE = _NOTE_ERASURE.on_conflict_do_update(
    index_elements=["person_id"], set_={"traces_gone": False}
)
_ALL_ERASED = sa.select(erasure.c.person_id)
_TRACES_LEFT = sa.select(erasure.c.person_id).where(erasure.c.traces_gone.is_(False))
_TRACES_GONE = (
    erasure.update().where(erasure.c.person_id == sa.bindparam("gone")).values(traces_gone=True)
)
