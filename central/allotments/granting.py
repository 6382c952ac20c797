"""Grants: what a till wishes for, compared with central's own book (sync rules 9.5 to 9.11).

What would be granted is worked out by reading alone, so that a wish that changes nothing writes
nothing; and once more under the row locks, where it is carried out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from central.allotments.books import (
    HoldingPlace,
    book_of,
    find_books,
    find_holdings,
    is_closed,
    keep_account,
    lock_books,
)
from central.allotments.fence import last_number, note_numbers, undeclared_labels
from central.allotments.limits import business_day, limit_in_force
from central.allotments.names import agent_of, store_of
from central.allotments.publishing import publish_books
from central.allotments.recalling import due_recalls, publish_recalls
from central.allotments.tables import allotment, grant_given
from central.database import CentralDatabase, Writing
from central.publication import new_change, till_feed
from central.storable import is_storable
from central.surroundings import Surroundings
from central.tables import till
from central.tills.registry import EnrolledTill
from domain.allotment import Account, Book, Holding, Recall, Wish, units_to_grant
from sync.protocol.allotment_bodies import AllotmentGranted, Want

_BOOKING_TILLS_MIN = 2
"""An agent can walk to another till: a unit of a booking limit is set aside for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What a till asks in an exchange's header. ``wants`` are none where it may not ask now."""

    owner: EnrolledTill
    stream: str
    wants: tuple[Want, ...]
    grant_through: int

    def place(self, name: str) -> HoldingPlace:
        """Return where the till's stream holds a resource."""
        return HoldingPlace(
            organisation_id=self.owner.organisation_id,
            till_id=self.owner.till_id,
            stream=self.stream,
            resource=name,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """What is done about one wish: units granted, others asked to give back."""

    place: HoldingPlace
    account: Account
    units: int
    recalls: tuple[Recall, ...]


def grant_wants(writing: Writing, asking: Asking) -> None:
    """Grant what may be granted, in the exchange's transaction, after its operations.

    The till's row lock is held.
    """
    if not asking.wants:
        return
    owner = asking.owner
    whose = (owner.organisation_id, owner.till_id)
    if is_ahead(writing.connection, asking):
        note_numbers(writing, *whose, through=asking.grant_through, stream=None)
        return
    lock_books(writing, owner.organisation_id, _find_known(writing.connection, asking))
    steps = _plan(writing.connection, asking, writing.at)
    first = last_number(writing.connection, *whose) + 1
    given = [step for step in steps if step.units]
    for number, step in enumerate(given, start=first):
        _give(writing, step, number)
    if given:
        through = first + len(given) - 1
        note_numbers(writing, *whose, through=through, stream=asking.stream)
    for step in steps:
        publish_recalls(writing, step.place, step.recalls)
    publish_books(writing, owner.organisation_id, [step.place.resource for step in steps])


def grant_alone(database: CentralDatabase, surroundings: Surroundings, asking: Asking) -> None:
    """Grant in an exchange without operations; nothing is written where nothing would change."""
    if not asking.wants:
        return
    at = surroundings.now()
    with database.reading() as connection:
        if not is_ahead(connection, asking) and not _plan(connection, asking, at):
            return
    with database.writing(at) as writing:
        locked = _locked_owner(writing, asking.owner)
        grant_wants(writing, replace(asking, owner=locked))
        surroundings.faults.before_commit()
    surroundings.faults.after_commit()


def is_ahead(connection: sa.Connection, asking: Asking) -> bool:
    """Tell whether the till has seen grants that central does not remember (sync rule 9.7).

    It is evidence of a longer history, under the till's signature: a new epoch must begin.
    """
    owner = asking.owner
    known = last_number(connection, owner.organisation_id, owner.till_id)
    return asking.grant_through > known


def _locked_owner(writing: Writing, owner: EnrolledTill) -> EnrolledTill:
    """Take the till's row lock; it may have been revoked since the request was signed."""
    revoked_at = writing.connection.execute(
        sa.select(till.c.revoked_at)
        .where(till.c.organisation_id == owner.organisation_id, till.c.till_id == owner.till_id)
        .with_for_update()
    ).scalar_one()
    return replace(owner, revoked_at=revoked_at)


def _wishes(asking: Asking) -> Mapping[str, Wish]:
    """Return the till's wishes for what is its own to use; one for each resource."""
    wishes: dict[str, Wish] = {}
    for want in asking.wants:
        own = store_of(want.resource) in (None, asking.owner.store_id)
        if own and is_storable(want.resource):
            before = wishes.get(want.resource, Wish(hold=0))
            wishes[want.resource] = Wish(
                hold=max(before.hold, want.hold), urgent=before.urgent or want.urgent
            )
    return wishes


def _find_known(connection: sa.Connection, asking: Asking) -> Mapping[str, Book]:
    """Return the books of what the till wishes for, as far as somebody gave them a total."""
    rows = find_books(connection, asking.owner.organisation_id, list(_wishes(asking)))
    return {name: book_of(row) for name, row in sorted(rows.items()) if row.set_at is not None}


def _plan(connection: sa.Connection, asking: Asking, at: datetime) -> list[_Step]:
    """Return what there is to do, in ascending order of resource; nothing where nothing changes."""
    books = _find_open(connection, asking)
    if not books:
        return []
    wishes = _wishes(asking)
    holdings = find_holdings(connection, asking.place(""), books)
    store_tills = _count_tills(connection, asking.owner)
    steps: list[_Step] = []
    for name, book in books.items():
        place, wish = asking.place(name), wishes[name]
        account = Account(
            book=_book_today(connection, asking, name, book, at),
            holding=holdings.get(name, Holding()),
        )
        held = account.holding.held
        sharing = store_tills if store_of(name) else _count_holders(connection, place)
        units = units_to_grant(account.book, wish, held=held, sharing=sharing)
        missing = wish.hold - held - units
        recalls = due_recalls(connection, place, missing, at) if wish.urgent and missing > 0 else ()
        if units or recalls:
            steps.append(_Step(place=place, account=account, units=units, recalls=recalls))
    return steps


def _find_open(connection: sa.Connection, asking: Asking) -> Mapping[str, Book]:
    """Return the books that may be granted from to this stream: behind the fence, none."""
    owner = asking.owner
    if owner.revoked_at is not None:
        return {}
    books = _find_known(connection, asking)
    if not books or is_closed(connection, owner.organisation_id, owner.till_id, asking.stream):
        return {}
    fenced = {
        scope: bool(undeclared_labels(connection, owner.organisation_id, scope))
        for scope in {store_of(name) for name in books}
    }
    return {name: book for name, book in books.items() if not fenced[store_of(name)]}


def _book_today(
    connection: sa.Connection, asking: Asking, name: str, book: Book, at: datetime
) -> Book:
    """Return a book with the total that is in force today, where it is an agent's limit."""
    agent = agent_of(name)
    if agent is None:
        return book
    owner = asking.owner
    day = business_day(connection, owner.organisation_id, at, owner.store_id)
    limit = limit_in_force(connection, owner.organisation_id, agent, day)
    return book if limit is None else book.with_total(limit)


def _count_tills(connection: sa.Connection, owner: EnrolledTill) -> int:
    """Return how many tills share a store's stock, this one included."""
    statement = sa.select(sa.func.count(till.c.till_id)).where(
        till.c.organisation_id == owner.organisation_id,
        till.c.store_id == owner.store_id,
        till.c.revoked_at.is_(None),
    )
    return int(connection.execute(statement).scalar_one())


def _count_holders(connection: sa.Connection, place: HoldingPlace) -> int:
    """Return how many tills share an agent's limit: those that hold some of it, and one more."""
    statement = sa.select(sa.func.count(sa.distinct(allotment.c.till_id))).where(
        allotment.c.organisation_id == place.organisation_id,
        allotment.c.resource == place.resource,
        allotment.c.held > 0,
        allotment.c.till_id != place.till_id,
    )
    others = int(connection.execute(statement).scalar_one())
    return max(_BOOKING_TILLS_MIN, 1 + others)


def _give(writing: Writing, step: _Step, number: int) -> None:
    place = step.place
    keep_account(writing, place, step.account.grant(step.units))
    writing.connection.execute(
        sa.insert(grant_given).values(
            **place.columns(), number=number, quantity=step.units, granted_at=writing.at
        )
    )
    granted = AllotmentGranted(
        number=number, stream=place.stream, resource=place.resource, quantity=step.units
    )
    feed = till_feed(place.organisation_id, place.till_id)
    writing.publish(feed, new_change(str(number), granted))
