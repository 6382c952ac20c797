"""Invariants of shared carts, from what the tills said of them and nothing else (sync rules 12)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from app.use_cases.list_parked import ParkedEntry, list_parked
from central import tables
from tests.simulation.books import Book, read_books
from tests.simulation.cart_deeds import counted
from tests.simulation.world import World

_KINDS = ("cart_parked", "cart_recalled", "carts_merged", "cart_dropped", "sale_completed")


@dataclass(slots=True)
class _Carts:
    """What follows from the facts of one organisation, in whatever order they came."""

    root: dict[str, str] = field(default_factory=dict)
    lines: dict[str, Counter[str]] = field(default_factory=dict)
    gone_on: set[str] = field(default_factory=set)
    dropped: set[str] = field(default_factory=set)
    paid: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def hear(self, book: Book) -> None:
        body = book.body
        if book.kind == "sale_completed":
            self.paid[str(body["cart_id"])].add(book.number)
        elif book.kind == "cart_dropped":
            self.dropped.add(body["edition"])
        elif book.kind == "cart_parked":
            self.root[body["edition"]] = body["root"]
            self.root.setdefault(body["cart_id"], body["root"])
            self.gone_on.add(body["cart_id"])
            self.lines[body["edition"]] = Counter[str]()
            for line in body["lines"]:
                self.lines[body["edition"]][line["item_id"]] += line["quantity"]
        else:
            self.root[body["cart_id"]] = body["root"]
            self.gone_on |= {*body.get("parents", ()), body.get("edition", "")}

    @property
    def parked(self) -> list[str]:
        """Editions that nobody has paid, taken or dropped."""
        gone = {*self.paid, *self.gone_on, *self.dropped}
        return sorted(edition for edition in self.lines if edition not in gone)

    def in_play(self) -> Mapping[str, set[str]]:
        """By root, what can still be paid or was."""
        found: dict[str, set[str]] = defaultdict(set)
        for cart, root in self.root.items():
            if cart in self.paid or not {cart} & (self.gone_on | self.dropped):
                found[root].add(cart)
        return found


def _carts(world: World) -> Mapping[str, _Carts]:
    """By organisation: each has one store here."""
    whose = {one.till_id: one.organisation_id for one in world.made_from.identities}
    found: dict[str, _Carts] = defaultdict(_Carts)
    for book in read_books(world).of_kind(*_KINDS):
        if book.state == "applied":
            found[whose[book.till_id]].hear(book)
    return found


def every_parked_cart_is_listed_with_all_its_lines(world: World) -> Iterator[str]:
    """What was set aside and not taken is on the list of every till of its store, whole.

    A till may know more of it than central, where a disk took what it said.
    """
    for organisation_id, carts in _carts(world).items():
        rivals = {cart: len(heads) > 1 for heads in carts.in_play().values() for cart in heads}
        for machine in world.running:
            if machine.identity.organisation_id != organisation_id:
                continue
            shown = {entry.edition_id: entry for entry in list_parked(machine.running)}
            world.journal.seen["parked cart listed"] += len(shown)
            for edition in carts.parked:
                wrong = _wrong_with(shown.get(edition), carts.lines[edition], rivals[edition])
                if wrong and not world.lost:
                    yield f"{machine.name} {wrong}: {edition}"


def _wrong_with(entry: ParkedEntry | None, lines: Counter[str], is_in_play_twice: bool) -> str:
    if entry is None:
        return "does not list what is parked"
    if counted(entry.lines) != lines:
        return f"lists {counted(entry.lines)}, parked was {lines}"
    return "does not say that it is in play twice" * (is_in_play_twice and not entry.is_disputed)


def carts_paid_twice_are_a_case(world: World) -> Iterator[str]:
    """Two sales of one cart both stand, and a person is told."""
    row = tables.case_file.c
    twice = sa.select(row.message).where(row.kind == "paid_twice")
    with world.office.central.database.reading() as connection:
        messages = list(connection.scalars(twice))
    for carts in _carts(world).values():
        for root, heads in carts.in_play().items():
            paid = sorted(cart for cart in heads if cart in carts.paid)
            if len(paid) < 2:
                continue
            world.journal.seen["cart paid twice"] += 1
            receipts = [min(carts.paid[cart]) for cart in paid]
            if not any(receipt in message for receipt in receipts for message in messages):
                yield f"{receipts} paid the cart {root}, and nobody is told"


def closed_cases_are_gone(world: World) -> Iterator[str]:
    """What somebody closed is shown as open at no till any more."""
    row = tables.case_file.c
    closed = sa.select(row.case_id).where(row.closed_at.is_not(None))
    with world.office.central.database.reading() as connection:
        gone = set(connection.scalars(closed))
    for machine in world.running:
        with machine.db.reading() as uow:
            shown = {one.case_id for one in uow.cases.list_cases() if one.is_open}
        for case_id in sorted(gone & shown):
            yield f"{machine.name} still shows {case_id}"


CART_CHECKS: Mapping[str, Callable[[World], Iterator[str]]] = {
    check.__name__: check
    for check in (
        every_parked_cart_is_listed_with_all_its_lines,
        carts_paid_twice_are_a_case,
        closed_cases_are_gone,
    )
}
