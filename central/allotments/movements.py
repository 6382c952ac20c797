"""What tills say of their allotments, booked: spent, returned, declared (sync rules 9.12, 9.13).

Nothing is refused: a word that goes beyond what the book knows is booked all the same, and comes
back as a complaint for a person. The resources' row locks are taken here if they are not held.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import sqlalchemy as sa

from central.allotments.books import HoldingPlace, get_account, is_closed, keep_account, lock_books
from central.allotments.fence import has_declared, note_declared
from central.allotments.reading import Spending, spending_in, unasked_in
from central.allotments.tables import allotment, allotment_entry, grant_given
from central.database import Writing
from central.operation_key import OperationKey
from domain.allotment import Movement
from sync.protocol.allotment_bodies import AllotmentReturned, AllotmentsDeclared, SpentBody

COMPLAINT_KIND = "allotment"
_NAMED_MAX = 5


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a person must look at. Its texts name resources and numbers, never a person."""

    title: str
    message: str


def note_spending(
    writing: Writing, key: OperationKey, raw: bytes, scarce: Mapping[str, str]
) -> Complaint | None:
    """Count what an operation spent, once, whatever became of the operation.

    ``scarce`` holds the resource of each marked item of the store, and of the bookings of each
    limited agent: what was used of one without being spent counts as well.
    """
    spending, unasked = spending_in(raw), unasked_in(raw, scarce)
    names = {*unasked, *(entry.resource for entry in spending.entries)}
    if not names or _is_noted(writing.connection, key):
        return None
    lock_books(writing, key.organisation_id, names)
    forgiven = not has_declared(writing.connection, key.organisation_id, key.till_id)
    over: list[str] = []
    for entry_no, entry in enumerate(spending.entries, start=1):
        movement = _spend(writing, _place(key, entry.resource), entry)
        _note(writing, key, entry_no, _entry_row(spending, entry, movement))
        overdrawn = movement.account.book.pool < 0
        if movement.uncovered and (overdrawn or not forgiven):
            over.append(f"{movement.uncovered} of {entry.resource}")
    for entry_no, (name, units) in enumerate(unasked.items(), start=len(spending.entries) + 1):
        used = SpentBody(resource=name, quantity=units)
        if _use_unasked(writing, key, entry_no, replace(spending, entries=(used,))):
            over.append(f"{units} of {name}, without knowing that it is scarce")
    if not over:
        return None
    return Complaint(
        "More was sold than this till had been given",
        f"It spent beyond its allotment: {_some(over)}. A copied till, or one that was declared"
        " lost, can do this. Find out whether it can be delivered, and tell the customer if not.",
    )


def take_back(writing: Writing, key: OperationKey, body: AllotmentReturned) -> Complaint | None:
    """Put into the pool what a till returned."""
    lock_books(writing, key.organisation_id, [body.resource])
    place = _place(key, body.resource)
    movement = get_account(writing.connection, place).take_back(body.quantity)
    keep_account(writing, place, movement.account)
    values: dict[str, object] = {
        "event": "returned",
        "resource": body.resource,
        "quantity": body.quantity,
        "uncovered": movement.uncovered,
    }
    _note(writing, key, 1, values)
    if not movement.uncovered or not has_declared(
        writing.connection, key.organisation_id, key.till_id
    ):
        return None
    return Complaint(
        "A till returned more than it had been given",
        f"It returned {movement.uncovered} of {body.resource} beyond its allotment. Nothing was"
        " added for them. A copied till can do this.",
    )


def take_declaration(
    writing: Writing, key: OperationKey, body: AllotmentsDeclared
) -> Complaint | None:
    """Believe what a stream says that it holds, and note in which epoch its till has said so."""
    connection = writing.connection
    told: dict[str, int] = {}
    for one in body.held:
        told[one.resource] = told.get(one.resource, 0) + one.quantity
    names = sorted({*told, *held_resources(connection, **_stream(key))})
    lock_books(writing, key.organisation_id, names)
    over: list[str] = []
    if not is_closed(connection, key.organisation_id, key.till_id, key.stream):
        under_way = _under_way(connection, key, body.grant_through)
        for name in names:
            place = _place(key, name)
            account = get_account(connection, place)
            declared = account.declare(told.get(name, 0) + under_way.get(name, 0))
            keep_account(writing, place, declared)
            if declared.book.pool < min(0, account.book.pool):
                over.append(f"{-declared.book.pool} of {name}")
    note_declared(writing, key, epoch=body.epoch, grant_through=body.grant_through)
    if not over:
        return None
    return Complaint(
        "More is handed out than there is",
        f"This till holds what central had forgotten: {_some(over)} too many are sold or held."
        " Nothing more is granted of it. Set the total, or ask a till to return some.",
    )


def held_resources(
    connection: sa.Connection, *, organisation_id: str, till_id: str, stream: str
) -> list[str]:
    """Return the resources of which the book says that a stream holds some."""
    statement = sa.select(allotment.c.resource).where(
        allotment.c.organisation_id == organisation_id,
        allotment.c.till_id == till_id,
        allotment.c.stream == stream,
        allotment.c.held > 0,
    )
    return [str(name) for name in connection.execute(statement).scalars()]


def _spend(writing: Writing, place: HoldingPlace, entry: SpentBody) -> Movement:
    account = get_account(writing.connection, place)
    if entry.exception_by is None:
        movement = account.spend(entry.quantity)
    else:  # a supervisor signed it: no holding pays for it
        movement = Movement(account=account.spend_by_exception(entry.quantity), uncovered=0)
    keep_account(writing, place, movement.account)
    return movement


def _use_unasked(writing: Writing, key: OperationKey, entry_no: int, spending: Spending) -> bool:
    """Consume what a till used without asking: no holding pays; tell whether it is too much."""
    (used,) = spending.entries
    place = _place(key, used.resource)
    account = get_account(writing.connection, place).spend_by_exception(used.quantity)
    keep_account(writing, place, account)
    movement = Movement(account=account, uncovered=used.quantity)
    _note(writing, key, entry_no, _entry_row(spending, used, movement))
    return account.book.pool < 0


def _entry_row(spending: Spending, entry: SpentBody, movement: Movement) -> dict[str, object]:
    return {
        "event": "spent",
        "resource": entry.resource,
        "quantity": entry.quantity,
        "uncovered": movement.uncovered,
        "exception_by": entry.exception_by,
        "waybill": spending.waybill,
    }


def _note(writing: Writing, key: OperationKey, entry_no: int, values: dict[str, object]) -> None:
    writing.connection.execute(
        sa.insert(allotment_entry).values(
            **key.columns(), **values, entry_no=entry_no, booked_at=writing.at
        )
    )


def _is_noted(connection: sa.Connection, key: OperationKey) -> bool:
    """An operation that waited for an upgrade was counted when it came."""
    mine = (allotment_entry.c[name] == value for name, value in key.columns().items())
    statement = sa.select(allotment_entry.c.entry_no).where(*mine).limit(1)
    return connection.execute(statement).first() is not None


def _under_way(connection: sa.Connection, key: OperationKey, grant_through: int) -> dict[str, int]:
    """Return what was granted to this stream and its till had not seen when it declared."""
    statement = (
        sa.select(grant_given.c.resource, sa.func.sum(grant_given.c.quantity).label("units"))
        .where(
            grant_given.c.organisation_id == key.organisation_id,
            grant_given.c.till_id == key.till_id,
            grant_given.c.stream == key.stream,
            grant_given.c.number > grant_through,
        )
        .group_by(grant_given.c.resource)
    )
    return {row.resource: int(row.units) for row in connection.execute(statement)}


def _stream(key: OperationKey) -> dict[str, str]:
    return {
        "organisation_id": key.organisation_id,
        "till_id": key.till_id,
        "stream": key.stream,
    }


def _place(key: OperationKey, name: str) -> HoldingPlace:
    return HoldingPlace(**_stream(key), resource=name)


def _some(texts: list[str]) -> str:
    more = len(texts) - _NAMED_MAX
    named = ", ".join(texts[:_NAMED_MAX])
    return named if more <= 0 else f"{named} and {more} others"
