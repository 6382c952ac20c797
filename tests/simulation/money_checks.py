"""Invariants of drawers and refunds, reckoned anew from what the tills said."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from central import tables
from central.refunds.tables import refund
from tests.simulation.books import Book, Books, read_books
from tests.simulation.world import World

_Cash = dict[str, int]


def the_drawer_adds_up(world: World) -> Iterator[str]:
    """What a closing expected is float, cash, moves and refunds, per currency, change taken off.

    Of shifts that central knows from opening to closing on one branch.
    """
    for key, books in _shifts(read_books(world)).items():
        kinds = [book.kind for book in books]
        if "shift_opened" not in kinds or kinds[-1] != "shift_closed":
            continue
        world.journal.seen["shift reckoned anew"] += 1
        closed = books[-1].body
        expected = {closed["currency"]: closed["expected_minor"]}
        expected |= {other["currency"]: other["expected_minor"] for other in closed["others"]}
        found: _Cash = defaultdict(int)
        for book in books:
            _count(found, book)
        for currency in sorted({*found, *expected}):
            if found[currency] != expected.get(currency, 0):
                words = f"{expected.get(currency, 0)} {currency} expected, {found[currency]} told"
                yield f"{key}: {words}"


def _shifts(books: Books) -> Mapping[tuple[str, str, int, int], list[Book]]:
    """The operations of each shift, in order; none of one that a fork's branch goes on with."""
    found: dict[tuple[str, str, int, int], list[Book]] = defaultdict(list)
    for book in books.operations:
        if "shift" in book.body:
            key = (book.till_id, book.stream, book.branch, int(book.body["shift"]))
            found[key].append(book)
    return found


def _count(cash: _Cash, book: Book) -> None:
    body = book.body
    if book.kind == "shift_opened":
        cash[body["currency"]] += body["float_minor"]
        for other in body["others"]:
            cash[other["currency"]] += other["float_minor"]
    elif book.kind == "drawer_moved":
        cash[body["currency"]] += body["amount_minor"]
    elif book.kind == "sale_refunded":
        for back in body["tenders"]:
            cash[back["currency"]] -= back["amount_minor"] if back["kind"] == "cash" else 0
    elif book.kind == "sale_completed":
        for tender in body["tenders"]:
            _count_tender(cash, tender)


def _count_tender(cash: _Cash, tender: Mapping[str, Any]) -> None:
    if tender["kind"] != "cash":
        return
    told = tender.get("foreign")
    if told is None:
        cash[tender["currency"]] += tender["received_minor"]
    else:
        cash[told["currency"]] += told["handed_minor"]
    cash[tender["currency"]] -= tender["change_minor"]


def refunds_never_exceed_their_sale(world: World) -> Iterator[str]:
    """The till that sold gives back no more money and no more units than there were.

    Unless its whole folder was copied: then two tills remember the same sale.
    """
    books = read_books(world)
    sales = {(one.till_id, one.number): one for one in books.sales}
    given: dict[tuple[str, str], list[Book]] = defaultdict(list)
    for book in books.refunds:
        if not book.body.get("provisional"):
            given[book.till_id, str(book.body["of_receipt"])].append(book)
    for key, refunds in given.items():
        sale = sales.get(key)
        if sale is None or key[0] in world.copied_tills:
            continue
        world.journal.seen["refund of a known sale"] += len(refunds)
        minor = -sum(book.due_minor for book in refunds)
        if minor > sale.due_minor:
            yield f"{minor} were given back for {key[1]}, which took {sale.due_minor}"
        yield from _too_many_units(sale, refunds)


def _too_many_units(sale: Book, refunds: Sequence[Book]) -> Iterator[str]:
    units: Counter[int] = Counter()
    for book in refunds:
        for line in book.body["lines"]:
            units[line["line_no"]] += line["quantity"]
    sold = {line["line_no"]: line["quantity"] for line in sale.body["lines"]}
    for line_no, count in units.items():
        if count > sold.get(line_no, 0):
            yield f"{count} of line {line_no} of {sale.number} came back, {sold.get(line_no)} sold"


def provisional_refunds_are_found(world: World) -> Iterator[str]:
    """Central weighs each refund that was given without it; too much for a receipt is a case."""
    books = read_books(world)
    with world.office.central.database.reading() as connection:
        rows = connection.execute(sa.select(refund)).all()
        cases = {tuple(row) for row in connection.execute(_REFUNDED_TWICE)}
    paid: Counter[_Receipt] = Counter()
    for sale in books.sales:
        paid[_organisation_of(world, sale), sale.number] += sale.due_minor
    given = _given_for(world, books)
    kept: dict[_Receipt, list[sa.Row[Any]]] = defaultdict(list)
    for row in rows:
        kept[row.organisation_id, row.of_receipt].append(row)
        if row.is_provisional:
            world.journal.seen[f"provisional refund: {row.standing}"] += 1
    for key, minor in given.items():
        if sum(row.total_minor + row.rounding_minor for row in kept[key]) != minor:
            yield f"central has not booked all that was given back for {key[1]}"
        if key in paid:
            yield from _not_weighed(key[1], kept[key], (minor, paid[key]), cases)


def _given_for(world: World, books: Books) -> "Counter[_Receipt]":
    given: Counter[_Receipt] = Counter()
    for book in books.refunds:
        if book.state == "applied":
            given[_organisation_of(world, book), str(book.body["of_receipt"])] -= book.due_minor
    return given


_Receipt = tuple[str, str]


def _not_weighed(
    receipt: str, rows: Sequence[sa.Row[Any]], sums: tuple[int, int], cases: set[tuple[Any, ...]]
) -> Iterator[str]:
    minor, paid_minor = sums
    over = [row for row in rows if row.standing == "over"]
    if any(row.standing == "open" for row in rows):
        yield f"a refund waits for {receipt}, which is there"
    if minor > paid_minor and not over:
        yield f"{minor} were given back for {receipt}, which took {paid_minor}: nobody noticed"
    if over and not any((row.till_id, row.stream, row.seq) in cases for row in over):
        yield f"too much was given back for {receipt}, and nobody is told"


_CASE = tables.case_file.c
_REFUNDED_TWICE = sa.select(_CASE.till_id, _CASE.stream, _CASE.seq).where(
    _CASE.kind == "refunded_twice"
)


def _organisation_of(world: World, book: Book) -> str:
    machines = world.made_from.identities
    found = next(one for one in machines if one.till_id == book.till_id)
    return found.organisation_id


MONEY_CHECKS: Mapping[str, Callable[[World], Iterator[str]]] = {
    check.__name__: check
    for check in (
        the_drawer_adds_up,
        refunds_never_exceed_their_sale,
        provisional_refunds_are_found,
    )
}
