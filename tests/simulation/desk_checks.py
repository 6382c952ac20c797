"""Invariants of what supervisors decide, of money that goes back, and of what the law asks."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from central import tables
from central.compliance.tables import cash_month
from central.payments.reversals import payment_reversal
from central.payments.tables import payment, payment_event
from tests.simulation.books import Book, Books, read_books
from tests.simulation.cash_law import ASKED_FROM_MINOR
from tests.simulation.payment_checks import given_back_by_providers
from tests.simulation.world import World

_DECIDED = frozenset({"approve", "reject", "release"})


def decisions_reach_their_till_and_central(world: World) -> Iterator[str]:
    """What a supervisor decided stands in the history of the payment, once, at both ends."""
    books = read_books(world).of_kind("payment_decided")
    said = {(book.body["payment_id"], book.body["reason"]): book for book in books}
    if len(said) != len(books):
        yield f"{len(books)} decisions came, {len(said)} were made"
    with world.office.central.database.reading() as connection:
        noted = Counter((row.payment_id, row.why) for row in connection.execute(_NOTED))
    for key, book in said.items():
        world.journal.seen["decision at central"] += 1
        if book.state == "applied" and noted[key] != 1:
            yield f"{book.place} decided on {key[0]}, and central noted it {noted[key]} times"
    for machine in world.running:
        with machine.db.reading() as uow:
            kept = [
                (each.payment_id, event.detail)
                for each in uow.payments.list_by_state(_STATES, limit=200)
                for event in uow.payments.list_history(each.payment_id)
                if event.what in _DECIDED
            ]
        for payment_id, reason in kept:
            world.journal.seen["decision at its till"] += 1
            if (payment_id, reason) not in said:
                yield f"{machine.name} decided on {payment_id}, and central never heard of it"


def no_money_goes_back_twice(world: World) -> Iterator[str]:
    """What a provider gave back and what tills gave out otherwise is never more than was paid."""
    books = read_books(world)
    paid = {sale.number: sale for sale in books.sales}
    given: Counter[str] = Counter()
    for book in books.refunds:
        for back in () if book.body.get("provisional") else book.body["tenders"]:
            if back["kind"] != "payment":
                given[str(book.body["of_receipt"])] += int(back["amount_minor"])
    for receipt, minor in given_back_by_providers(world):
        world.journal.seen["given back by its provider"] += 1
        given[receipt] += minor
    for receipt, minor in given.items():
        sale = paid.get(receipt)
        if sale is None or sale.till_id in world.copied_tills:
            continue
        if minor > sale.due_minor:
            yield f"{minor} went back for {receipt}, which took {sale.due_minor}"


def what_is_asked_back_is_settled(world: World) -> Iterator[str]:
    """Soon after healing what a till sent back is with its customer, or refused and a case."""
    with world.office.central.database.reading() as connection:
        asked = {row.payment_id: row for row in connection.execute(sa.select(payment_reversal))}
        states = {row.payment_id: row.state for row in connection.execute(_PAID)}
        cases = " ".join(connection.scalars(_UNKNOWN))
    told = _refused_at_tills(world)
    for book in read_books(world).of_kind("payment_reversal_asked"):
        payment_id = book.body["payment_id"]
        if book.state != "applied":
            continue
        row, state = asked.get(payment_id), states.get(payment_id)
        if row is None:
            yield f"{payment_id} was sent back by {book.place}, and central does not know"
        elif row.state == "refused":
            world.journal.seen["reversal refused"] += 1
            if row.of_receipt not in cases:
                yield f"{payment_id} was refused, and nobody is told"
            if payment_id not in told:
                yield f"{payment_id} was refused, and its till does not know"
        elif state != "refunded":
            yield f"{payment_id} was sent back by {book.place}, and is {state}"
        else:
            world.journal.seen["reversal done"] += 1


def _refused_at_tills(world: World) -> set[str]:
    found: set[str] = set()
    for machine in world.running:
        with machine.db.reading() as uow:
            found |= set(uow.refunds.refused_reversals())
    return found


def what_the_law_asks_is_asked(world: World) -> Iterator[str]:
    """No till takes the cash of a customer above the threshold before it has seen a document.

    By what it said itself, and from when it showed the rule: what other tills took may have come
    late, so less is demanded, never more.
    """
    if not world.swarm.habits["known_customer"]:
        return
    books = read_books(world)
    known_at = _rule_positions(world)
    seen: set[str] = {book.body["customer_id"] for book in books.of_kind("identity_checked")}
    cash: Counter[tuple[str, str, int, str]] = Counter()
    for book in books.sales:
        customer_id, minor = book.body.get("customer_id"), _cash_of(book)
        if not minor:
            continue
        if customer_id is not None:
            key = (book.till_id, book.stream, book.branch, customer_id)
            cash[key] += minor
            minor = cash[key]
        if int(book.facts["feed"]) < known_at[book.till_id] or minor < ASKED_FROM_MINOR:
            continue
        world.journal.seen["cash that the law asks about"] += 1
        if customer_id is None:
            yield f"{book.number} took {minor} of nobody"
        elif customer_id not in seen:
            yield f"{book.number} took {customer_id}'s {minor}, and nobody saw a document"


def _rule_positions(world: World) -> Mapping[str, int]:
    """Where the rule stands in the stream of each till's organisation."""
    rule = sa.select(tables.change.c.organisation_id, sa.func.max(tables.change.c.position)).where(
        tables.change.c.kind == "rule", tables.change.c.key == "cash_compliance/GYD/2026-01-02"
    )
    with world.office.central.database.reading() as connection:
        rows = connection.execute(rule.group_by(tables.change.c.organisation_id))
        found = {str(whose): int(position) for whose, position in rows}
    return {one.till_id: found[one.organisation_id] for one in world.made_from.identities}


def _cash_of(sale: Book) -> int:
    return sum(int(t["amount_minor"]) for t in sale.body["tenders"] if t["kind"] == "cash")


def months_of_cash_add_up(world: World) -> Iterator[str]:
    """Central's sum of each customer's month is what the sales say, and reached it is one case."""
    if not world.swarm.habits["known_customer"]:
        return
    books = read_books(world)
    taken = _months(books)
    with world.office.central.database.reading() as connection:
        rows = {row.customer_id: row for row in connection.execute(sa.select(cash_month))}
        cases = list(connection.scalars(_REACHED))
    for customer_id, minor in taken.items():
        row = rows.get(customer_id)
        counted = 0 if row is None else row.amount_minor
        if counted != minor:
            yield f"{customer_id} gave {minor} in cash, and central counted {counted}"
        told = sum(customer_id in words for words in cases)
        if minor >= ASKED_FROM_MINOR and told != 1:
            yield f"{customer_id} reached it with {minor}, and {told} cases say so"


def _months(books: Books) -> Mapping[str, int]:
    """By customer; a run is shorter than a month, and ends in the one it began in."""
    taken: dict[str, int] = defaultdict(int)
    for sale in books.sales:
        customer_id = sale.body.get("customer_id")
        if sale.state == "applied" and customer_id is not None and _cash_of(sale):
            taken[customer_id] += _cash_of(sale)
    return taken


_STATES = (
    *("claimed", "approved", "requested", "pending", "verified"),
    *("disputed", "cancelled", "expired", "refunded"),
)
_NOTED = sa.select(payment_event.c.payment_id, payment_event.c.why)
_PAID = sa.select(payment.c.payment_id, payment.c.state)
_CASE: Any = tables.case_file.c
_UNKNOWN = sa.select(_CASE.message).where(_CASE.kind == "payment_unknown")
_REACHED = sa.select(_CASE.message).where(_CASE.kind.in_(("cash_reached", "cash_split")))

DESK_CHECKS: Mapping[str, Callable[[World], Iterator[str]]] = {
    check.__name__: check
    for check in (
        decisions_reach_their_till_and_central,
        no_money_goes_back_twice,
        what_is_asked_back_is_settled,
        what_the_law_asks_is_asked,
        months_of_cash_add_up,
    )
}
