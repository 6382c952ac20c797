"""Where an exchange meets the allotments: locks before its operations, grants after them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import sqlalchemy as sa

from central.allotments.books import find_books, lock_books
from central.allotments.granting import Asking, grant_alone, grant_wants
from central.allotments.limits import limited_bookings
from central.allotments.movements import (
    COMPLAINT_KIND,
    Complaint,
    held_resources,
    note_spending,
)
from central.allotments.publishing import publish_books
from central.allotments.reading import bookers_in, declares, resources_in, unasked_in
from central.allotments.stock import marked_stock
from central.database import Writing
from central.opening import Central
from central.operation_key import OperationKey
from central.operations.branches import StreamPlace
from central.operations.cases import NewCase, open_case
from central.refunds.restocking import restockable_in
from central.storable import is_storable
from central.tills.labels import stream_number
from sync.protocol.exchange import ExchangeHeader, ExchangeRequest


class Booking(Protocol):
    """An operation that is being booked: where, in which transaction, for which store."""

    @property
    def central(self) -> Central: ...
    @property
    def writing(self) -> Writing: ...
    @property
    def store_id(self) -> str: ...


class Batch(Booking, Protocol):
    """What every operation of a batch is booked with."""

    @property
    def scarce(self) -> Mapping[str, str]: ...


class Answered(Protocol):
    """What central answers about the operations that were sent."""

    @property
    def stored_through(self) -> int: ...
    @property
    def resend_from(self) -> int | None: ...
    @property
    def assigned_stream(self) -> str | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Allotting:
    """What a batch may move: ``names`` are the resources, whose row locks are held.

    ``scarce`` holds the resource of each marked item of the till's store, and of the bookings of
    each agent in the batch that has a limit.
    """

    place: StreamPlace
    header: ExchangeHeader
    names: frozenset[str]
    scarce: Mapping[str, str]


def find_scarce(
    connection: sa.Connection, organisation_id: str, store_id: str, raws: Sequence[bytes]
) -> Mapping[str, str]:
    """Return the resource of what is scarce for these operations: by item, and by agent."""
    marked = marked_stock(connection, organisation_id, store_id)
    return marked | limited_bookings(connection, organisation_id, bookers_in(raws))


def prepare_allotments(writing: Writing, place: StreamPlace, request: ExchangeRequest) -> Allotting:
    """Take the row locks of every resource that a batch may move, in order (sync rule 9.4)."""
    connection, owner = writing.connection, place.owner
    raws = [one.facts for one in request.operations]
    scarce = find_scarce(connection, owner.organisation_id, owner.store_id, raws)
    names = resources_in(raws)
    names.update(name for raw in raws for name in unasked_in(raw, scarce))
    names.update(restockable_in(raws, scarce))
    if declares(raws):
        names.update(held_resources(connection, **place.columns()))
    wants = request.header.wants
    wanted = {want.resource for want in wants if is_storable(want.resource)}
    known = find_books(connection, owner.organisation_id, wanted)
    lock_books(writing, owner.organisation_id, names.union(known))
    return Allotting(place=place, header=request.header, names=frozenset(names), scarce=scarce)


def settle_allotments(writing: Writing, allotting: Allotting, answered: Answered) -> None:
    """Grant what the till wishes for, and publish what the batch changed."""
    grant_wants(writing, _asking(allotting.place, allotting.header, answered))
    publish_books(writing, allotting.place.owner.organisation_id, allotting.names)


def grant_without_operations(
    central: Central, place: StreamPlace, header: ExchangeHeader, answered: Answered
) -> None:
    """Grant in an exchange that brings nothing; the idle one writes nothing."""
    asking = _asking(place, header, answered)
    grant_alone(central.database, central.surroundings, asking)


def note_allotments(booking: Batch, key: OperationKey, raw: bytes) -> None:
    """Count what an operation spent, whatever became of it (sync rule 9.13)."""
    complaint = note_spending(booking.writing, key, raw, booking.scarce)
    open_complaint(booking, key, complaint)


def open_complaint(booking: Booking, key: OperationKey, complaint: Complaint | None) -> None:
    """Let a person look at a word of a till that the books do not bear out."""
    if complaint is None:
        return
    case = NewCase(
        store_id=booking.store_id,
        kind=COMPLAINT_KIND,
        title=complaint.title,
        message=complaint.message,
    )
    open_case(booking.writing, booking.central.surroundings, key, case)


def _asking(place: StreamPlace, header: ExchangeHeader, answered: Answered) -> Asking:
    """Return what the till may ask now: only where central knows all that it has written (9.7)."""
    owner = place.owner
    may_ask = (
        answered.resend_from is None
        and answered.assigned_stream is None
        and answered.stored_through == header.first_seq - 1 + header.count
        and stream_number(owner.label, place.name) is not None
    )
    return Asking(
        owner=owner,
        stream=place.name,
        wants=header.wants if may_ask else (),
        grant_through=header.grant_through,
    )
