"""Bugs planted in allotments, sums and cases: see planted_bugs.py, which lists them all."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import sqlalchemy as sa

import central.allotments.granting
import central.operations.allotting
import central.operations.cases
import storage.allotment_intake
import storage.allotment_tables
import sync.engine.exchange
from central.allotments.books import HoldingPlace, get_account, keep_account, lock_books
from central.allotments.tables import allotment, grant_given
from domain.allotment import Account
from storage.allotments import Allotments
from storage.feed_sums import SumSteps


def _true(owner: object, name: str) -> Any:
    """What the product has there, also where a module only imported it."""
    return getattr(owner, name)


# ------------------------------------------------------------------ the till


def grant_taken_in_twice() -> AbstractContextManager[object]:
    """A grant that comes again, after a rebase or with a snapshot, is held a second time."""

    def take(connection: Any, grant: Any) -> None:
        intake: Any = storage.allotment_intake
        held = {"stream": grant.stream, "resource": grant.resource, "held": grant.quantity}
        if grant.stream == connection.scalar(intake._CURRENT):
            connection.execute(intake._HOLD, held)
        raised = max(grant.number, int(connection.scalar(intake._THROUGH) or 0))
        connection.execute(intake._RAISE, {"only": 1, "grant_through": raised})

    return patch.object(storage.allotment_intake, "_take_grant", take)


def units_not_taken_with_the_sale() -> AbstractContextManager[object]:
    """A sale says what it spent, and the till goes on holding it."""
    return patch.object(Allotments, "take", lambda *given: None)


def new_stream_keeps_what_was_held() -> AbstractContextManager[object]:
    """What the old stream held is carried over into the new one."""

    def begin(allotments: Allotments, name: str) -> None:
        table = storage.allotment_tables.allotment
        allotments._connection.execute(sa.update(table).values(stream=name))

    return patch.object(Allotments, "begin_stream", begin)


def old_streams_not_named() -> AbstractContextManager[object]:
    """An exchange that has nothing to send speaks of the current stream, always."""
    true_read = _true(sync.engine.exchange, "read_sending")
    return patch.object(sync.engine.exchange, "read_sending", lambda uow, turn=0: true_read(uow, 0))


def sum_forgets_removed_rows() -> AbstractContextManager[object]:
    """A row that is taken away stays in the sum."""
    true_add = SumSteps.add

    def add(steps: SumSteps, place: Any, version: int, shown_at: int, body: str | None) -> None:
        if body is None:
            steps.know(place, version, body)
        else:
            true_add(steps, place, version, shown_at, body)

    return patch.object(SumSteps, "add", add)


# ------------------------------------------------------------------ central


def fence_ignored() -> AbstractContextManager[object]:
    """A restored central grants before the tills have said what they hold."""
    return patch.object(central.allotments.granting, "undeclared_labels", lambda *given: [])


def grant_not_booked() -> AbstractContextManager[object]:
    """Units are handed out and stay in the pool."""
    true_grant = Account.grant

    def grant(account: Account, units: int) -> Account:
        return replace(true_grant(account, units), book=account.book)

    return patch.object(Account, "grant", grant)


def spending_not_counted() -> AbstractContextManager[object]:
    """What a sale used up is not entered."""
    return patch.object(central.operations.allotting, "note_spending", lambda *given: None)


@contextmanager
def reclaimed_by_the_clock() -> Iterator[None]:
    """What a stream has held for two hours is taken back without a word from anybody."""
    true_alone = _true(central.operations.allotting, "grant_alone")

    def alone(database: Any, surroundings: Any, asking: Any) -> None:
        with database.writing(surroundings.now()) as writing:
            _reclaim_old(writing)
        true_alone(database, surroundings, asking)

    with patch.object(central.operations.allotting, "grant_alone", alone):
        yield


def _reclaim_old(writing: Any) -> None:
    newest = sa.func.max(grant_given.c.granted_at)
    columns = (allotment.c.organisation_id, allotment.c.till_id, allotment.c.stream)
    same = [grant_given.c[one.name] == one for one in (*columns, allotment.c.resource)]
    found = writing.connection.execute(
        sa.select(*columns, allotment.c.resource)
        .join(grant_given, sa.and_(*same))
        .where(allotment.c.held > 0)
        .group_by(*columns, allotment.c.resource)
        .having(newest < writing.at - timedelta(hours=2))
    ).mappings()
    for row in found.all():
        place = HoldingPlace(**row)
        lock_books(writing, place.organisation_id, [place.resource])
        keep_account(writing, place, get_account(writing.connection, place).reclaim())


def cases_not_told() -> AbstractContextManager[object]:
    """A case is opened at central, and its till never hears of it."""
    return patch.object(central.operations.cases, "tell_case", lambda *given: None)
