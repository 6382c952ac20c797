"""Invariants of what is asked of another till: answers from afar, and special quotes."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from central import tables
from central.approvals.tables import approval
from central.quotes.tables import special_quote, special_quote_answer
from storage.approval_tables import approval_ask, approval_given
from tests.simulation.books import Book, read_books
from tests.simulation.world import World

_CALLED_OFF = frozenset({"cancelled", "expired"})
"""States in which the till that asked does without whatever comes."""
_TOO_LATE = frozenset({"rejected", "expired"})
"""What central may say of it then: it was over there before it heard."""


def answers_from_afar_are_used_once(world: World) -> Iterator[str]:
    """Each use stands behind a yes of another till, and is the only one of its question."""
    books = read_books(world)
    asked_at = {book.body["approval_id"]: book.till_id for book in books.of_kind("approval_asked")}
    said: dict[str, list[Book]] = defaultdict(list)
    for book in books.of_kind("approval_answered"):
        said[book.body["approval_id"]].append(book)
    used = books.of_kind("approval_used")
    for approval_id, times in Counter(book.body["approval_id"] for book in used).items():
        world.journal.seen["answer from afar at central"] += 1
        if times > 1:
            yield f"{approval_id} was used {times} times"
    for book in used:
        approval_id = book.body["approval_id"]
        if not any(
            each.body["decision"] == "approve"
            and each.body["approved_by"] == book.body["approved_by"]
            and each.till_id != asked_at.get(approval_id)
            for each in said[approval_id]
        ):
            yield f"{book.place} went on with {approval_id}, and no other till said yes"
    yield from _cases(world, ("approval_refused", "approval_doubt"))


def answers_from_afar_are_known_at_both_ends(world: World) -> Iterator[str]:
    """What was asked ended in the same way at its till and at central; each answer has come."""
    answered = {
        (book.till_id, book.body["approval_id"])
        for book in read_books(world).of_kind("approval_answered")
    }
    with world.office.central.database.reading() as connection:
        states = {row.approval_id: row.state for row in connection.execute(_STATES)}
    for machine in world.running:
        with machine.db.reading() as uow:
            asked = uow.approvals._connection.execute(_ASKED_HERE).all()
            given = list(uow.approvals._connection.scalars(_GIVEN_HERE))
        for row in asked:
            there = states.get(row.approval_id)
            is_late = row.state in _CALLED_OFF and there in _TOO_LATE
            if there != row.state and not is_late:
                yield f"{machine.name} asked {row.approval_id}: {row.state}, at central {there}"
        for approval_id in given:
            if (machine.identity.till_id, approval_id) not in answered:
                yield f"{machine.name} answered {approval_id}, and central never heard of it"


def special_prices_hold(world: World) -> Iterator[str]:
    """A special price is booked once, as somebody gave it, and is used up at central."""
    booked = defaultdict(list)
    for book in read_books(world).of_kind("shipment_booked"):
        if book.body.get("special") is not None and book.state == "applied":
            booked[book.body["special"]["quote_id"]].append(book)
    with world.office.central.database.reading() as connection:
        states = {row.quote_id: row.state for row in connection.execute(_QUOTES)}
        given = {(row.quote_id, row.approved_by) for row in connection.execute(_PRICES)}
    for quote_id, books in booked.items():
        world.journal.seen["special price at central"] += 1
        if len(books) > 1:
            yield f"{quote_id} was booked {len(books)} times"
        if states.get(quote_id) != "used":
            yield f"{quote_id} was booked, and is {states.get(quote_id)} at central"
        for book in books:
            if (quote_id, book.body["special"]["approved_by"]) not in given:
                yield f"{book.place} was booked at a price that nobody gave"
    yield from _cases(world, ("quote_refused", "quote_doubt"))


def _cases(world: World, kinds: tuple[str, ...]) -> Iterator[str]:
    """Where no till and no central is put back, nobody has a reason for these."""
    if world.profile.name != "afar":
        return
    case: Any = tables.case_file.c
    opened = sa.select(case.kind, case.message).where(case.kind.in_(kinds))
    with world.office.central.database.reading() as connection:
        for row in connection.execute(opened.order_by(case.case_id)):
            yield f"{row.kind}: {row.message}"


_STATES = sa.select(approval.c.approval_id, approval.c.state)
_ASKED_HERE = sa.select(approval_ask.c.approval_id, approval_ask.c.state).order_by(
    approval_ask.c.approval_id
)
_GIVEN_HERE = sa.select(approval_given.c.approval_id).order_by(approval_given.c.approval_id)
_QUOTES = sa.select(special_quote.c.quote_id, special_quote.c.state)
_PRICES = sa.select(special_quote_answer.c.quote_id, special_quote_answer.c.approved_by).where(
    special_quote_answer.c.decision == "price", special_quote_answer.c.stands == 1
)

AFAR_CHECKS: Mapping[str, Callable[[World], Iterator[str]]] = {
    check.__name__: check
    for check in (
        answers_from_afar_are_used_once,
        answers_from_afar_are_known_at_both_ends,
        special_prices_hold,
    )
}
