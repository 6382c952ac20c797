"""What is parked in the store, as far as this till knows: its own carts and those of the others."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.use_cases.rights import business_day
from app.use_cases.till import Till
from domain.cart_line import CartLine
from domain.money import Money
from domain.shared_cart import TO_CONFIRM, ParkingRule
from storage.shared_carts import EditionNote, KnownCart, ParkedCart
from storage.unit_of_work import Reading

LIST_MAX = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedEntry:
    """One parked cart. ``till_label`` is empty for one that this till parked.

    ``name`` was typed at this till. ``is_local`` is one that only this till sees, ``is_disputed``
    one of which another is in play. ``cart_id`` is the open cart that a local one was.
    """

    edition_id: str
    number: int
    till_label: str
    parked_at: datetime
    reason: str
    lines: tuple[CartLine, ...]
    total: Money
    is_local: bool
    is_disputed: bool
    name: str = ""
    cart_id: str = ""


def list_parked(till: Till) -> tuple[ParkedEntry, ...]:
    """Return what can be recalled here, the last parked first. Works offline, from what is known.

    Bounded by the store's rule, and at most 300.
    """
    now = till.clock.now()
    with till.db.reading() as uow:
        rule = uow.rules.book().parked_carts(business_day(uow, now))
        entries = [*_local(uow), *_shared(uow, now, rule)]
    newest = sorted(entries, key=lambda each: (each.parked_at, each.edition_id), reverse=True)
    return tuple(newest[:LIST_MAX])


@dataclass(frozen=True, slots=True)
class ParkedCount:
    """How many wait for customers, of this till and in the store, and how many orders for goods."""

    at_till: int
    in_store: int
    orders: int


def count_parked(uow: Reading, now: datetime, rule: ParkingRule) -> ParkedCount:
    """Count what is parked, as far as this till knows; an order is counted as nothing else."""
    entries = [*_local(uow), *_shared(uow, now, rule)]
    others = [each for each in entries if each.reason != TO_CONFIRM]
    return ParkedCount(
        at_till=sum(not each.till_label for each in others),
        in_store=len(others),
        orders=len(entries) - len(others),
    )


def _local(uow: Reading) -> Iterator[ParkedEntry]:
    for parked in uow.shared_carts.list_local():
        yield _own_entry(parked)


def _shared(uow: Reading, now: datetime, rule: ParkingRule) -> Iterator[ParkedEntry]:
    own_label = uow.till.get_till().label
    for known in uow.shared_carts.list_carts():
        for edition_id in known.shared.in_play():
            note = known.notes.get(edition_id)
            if known.shared.state_of(edition_id) != "parked" or note is None:
                continue
            kept = timedelta(hours=rule.hours_of(note.reason))
            if edition_id in known.told or now - note.at <= kept:
                yield _entry(known, note, own_label)


def _entry(known: KnownCart, note: EditionNote, own_label: str) -> ParkedEntry:
    return ParkedEntry(
        edition_id=note.edition_id,
        number=note.number,
        till_label="" if note.till_label == own_label else note.till_label,
        parked_at=note.at,
        reason=note.reason,
        lines=note.lines,
        total=Money.total_of((line.gross for line in note.lines), note.currency),
        is_local=False,
        is_disputed=bool(known.shared.rivals_of(note.edition_id)),
        name=note.name,
    )


def _own_entry(parked: ParkedCart) -> ParkedEntry:
    return ParkedEntry(
        edition_id=parked.edition_id,
        number=parked.number,
        till_label="",
        parked_at=parked.parked_at,
        reason=parked.reason,
        lines=parked.lines,
        total=Money.total_of((line.gross for line in parked.lines), parked.currency),
        is_local=True,
        is_disputed=False,
        name=parked.name,
        cart_id=parked.cart_id,
    )
