"""Grants: what a till wishes for, compared with central's own book (sync rules 9.5 to 9.11).

What would be granted is worked out by reading alone, so that a wish that changes nothing writes
nothing; and once more under the row locks, where it is carried out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import sqlalchemy as sa

from central.allotments.books import (
    HoldingPlace,
    find_books,
    get_account,
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
from central.surroundings import Surroundings
from central.tables import till
from central.tills.registry import EnrolledTill
from domain.allotment import Account, Recall, Wish, units_to_grant
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
    owner = asking.owner
    if is_ahead(writing.connection, asking):
        note_numbers(
            writing, owner.organisation_id, owner.till_id, through=asking.grant_through, stream=None
        )
        return
    lock_books(writing, owner.organisation_id, _known(writing.connection, asking))
    steps = _plan(writing, asking)
    number = last_number(writing.connection, owner.organisation_id, owner.till_id)
    for step in steps:
        if step.units:
            number += 1
            _give(writing, step, number)
        publish_recalls(writing, step.place, step.recalls)
    if any(step.units for step in steps):
        note_numbers(
            writing, owner.organisation_id, owner.till_id, through=number, stream=asking.stream
        )
    publish_books(writing, owner.organisation_id, [step.place.resource for step in steps])


def grant_alone(database: CentralDatabase, surroundings: Surroundings, asking: Asking) -> None:
    """Grant in an exchange without operations; nothing is written where nothing would change."""
    at = surroundings.now()
    if not asking.wants and not asking.grant_through:
        return
    with database.reading() as connection:
        if not is_ahead(connection, asking) and not _plan(Writing(connection, at), asking):
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
        if store_of(want.resource) in (None, asking.owner.store_id):
            before = wishes.get(want.resource, Wish(hold=0))
            wishes[want.resource] = Wish(
                hold=max(before.hold, want.hold), urgent=before.urgent or want.urgent
            )
    return wishes


def _known(connection: sa.Connection, asking: Asking) -> list[str]:
    books = find_books(connection, asking.owner.organisation_id, list(_wishes(asking)))
    return sorted(name for name, row in books.items() if row.set_at is not None)


def _plan(writing: Writing, asking: Asking) -> list[_Step]:
    """Return what there is to do, in ascending order of resource; nothing where nothing changes."""
    connection, owner = writing.connection, asking.owner
    wishes = _wishes(asking)
    names = _open_names(connection, asking)
    steps: list[_Step] = []
    for name in names:
        place = asking.place(name)
        account = _account_today(writing, asking, place)
        held = account.holding.held
        units = units_to_grant(
            account.book, wishes[name], held=held, sharing=_sharing(connection, owner, name)
        )
        missing = wishes[name].hold - held - units if wishes[name].urgent else 0
        recalls = due_recalls(connection, place, missing, writing.at) if missing > 0 else ()
        if units or recalls:
            steps.append(_Step(place=place, account=account, units=units, recalls=recalls))
    return steps


def _open_names(connection: sa.Connection, asking: Asking) -> list[str]:
    """Return what may be granted to this stream at all: behind the fence, nothing."""
    owner = asking.owner
    known = _known(connection, asking)
    if not known or owner.revoked_at is not None:
        return []
    if is_closed(connection, owner.organisation_id, owner.till_id, asking.stream):
        return []
    fenced: dict[str | None, bool] = {}
    for scope in {store_of(name) for name in known}:
        fenced[scope] = bool(undeclared_labels(connection, owner.organisation_id, scope))
    return [name for name in known if not fenced[store_of(name)]]


def _account_today(writing: Writing, asking: Asking, place: HoldingPlace) -> Account:
    """Return the account, with the total that is in force today where it is an agent's limit."""
    account = get_account(writing.connection, place)
    agent = agent_of(place.resource)
    if agent is None:
        return account
    organisation_id = place.organisation_id
    day = business_day(writing.connection, organisation_id, writing.at, asking.owner.store_id)
    limit = limit_in_force(writing.connection, organisation_id, agent, day)
    total = account.book.total if limit is None else limit
    return replace(account, book=account.book.with_total(total))


def _sharing(connection: sa.Connection, owner: EnrolledTill, name: str) -> int:
    """Return how many tills may use a resource: the store's, or those that hold some."""
    if store_of(name) is not None:
        statement = sa.select(sa.func.count(till.c.till_id)).where(
            till.c.organisation_id == owner.organisation_id,
            till.c.store_id == owner.store_id,
            till.c.revoked_at.is_(None),
        )
        return max(1, int(connection.execute(statement).scalar_one()))
    statement = sa.select(sa.func.count(sa.distinct(allotment.c.till_id))).where(
        allotment.c.organisation_id == owner.organisation_id,
        allotment.c.resource == name,
        allotment.c.held > 0,
        allotment.c.till_id != owner.till_id,
    )
    return max(_BOOKING_TILLS_MIN, 1 + int(connection.execute(statement).scalar_one()))


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
