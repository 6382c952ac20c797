"""Tills that are enrolled: whom a request comes from, and with which keys it may be signed."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from central.publication import FeedName, organisation_feed, people_feed, store_feed, till_feed
from central.tables import stream, till, till_key
from central.tills.organisations import Store
from domain.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolledTill:
    """A till. ``keys`` are all it ever had, the one in force first (None: there is none)."""

    organisation_id: str
    store_id: str
    till_id: str
    label: str
    read_through: int
    revoked_at: datetime | None
    current_key: bytes | None
    former_keys: tuple[bytes, ...]

    @property
    def keys(self) -> tuple[bytes, ...]:
        """Every key that may have signed an operation of this till."""
        return (*(() if self.current_key is None else (self.current_key,)), *self.former_keys)

    @property
    def feeds(self) -> tuple[FeedName, ...]:
        """The streams it may read, and no other (sync rule 4.5)."""
        return (
            organisation_feed(self.organisation_id),
            people_feed(self.organisation_id),
            store_feed(self.organisation_id, self.store_id),
            till_feed(self.organisation_id, self.till_id),
        )


def find_till(connection: sa.Connection, till_id: str) -> EnrolledTill | None:
    """Return a till, or None."""
    keys = connection.execute(_WITH_KEYS, {"of_till": till_id}).all()
    if not keys:
        return None
    row = keys[0]
    return EnrolledTill(
        organisation_id=row.organisation_id,
        store_id=row.store_id,
        till_id=row.till_id,
        label=row.label,
        read_through=row.read_through,
        revoked_at=row.revoked_at,
        current_key=next((key.public_key for key in keys if key.retired_at is None), None),
        former_keys=tuple(key.public_key for key in keys if key.retired_at is not None),
    )


def get_till_id(connection: sa.Connection, place: Store, label: str) -> str:
    """Return the id of a store's till by its label. Raises NotFound."""
    statement = sa.select(till.c.till_id).where(
        till.c.organisation_id == place.organisation_id,
        till.c.store_id == place.store_id,
        till.c.label == label,
    )
    till_id = connection.execute(statement).scalar_one_or_none()
    if till_id is None:
        raise NotFound("There is no such till", f"The store {place.name} has no till {label}.")
    return str(till_id)


def list_till_ids(connection: sa.Connection, organisation_id: str) -> list[str]:
    """Return the ids of an organisation's tills, revoked ones included."""
    statement = (
        sa.select(till.c.till_id)
        .where(till.c.organisation_id == organisation_id)
        .order_by(till.c.till_id)
    )
    return [str(till_id) for till_id in connection.execute(statement).scalars()]


def next_stream_number(connection: sa.Connection, organisation_id: str, till_id: str) -> int:
    """Return the number of the next stream central may name. Hold the till's row lock.

    Central counts its own streams only, from A on, and passes over what a till began by itself: it
    draws three letters, and may have sent any name.
    """
    statement = sa.select(stream.c.number, stream.c.origin).where(
        stream.c.organisation_id == organisation_id, stream.c.till_id == till_id
    )
    rows = connection.execute(statement).all()
    taken = {row.number for row in rows}
    number = max((row.number for row in rows if row.origin != "sent"), default=0) + 1
    while number in taken:  # ends: there are no more numbers taken than streams
        number += 1
    return number


_WITH_KEYS = (
    sa.select(till, till_key.c.public_key, till_key.c.retired_at)
    .join(
        till_key,
        sa.and_(
            till_key.c.organisation_id == till.c.organisation_id,
            till_key.c.till_id == till.c.till_id,
        ),
    )
    .where(till.c.till_id == sa.bindparam("of_till"))
    .order_by(till_key.c.added_at.desc())
)
"""A till with each key it ever had, the newest first: enrolment gives it the first."""
