"""Invariants of payments: what central says of each, held against the providers' own books."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from app.demo.mmg_double import Entry
from central import tables
from central.payments.provider_tables import card_quote
from central.payments.tables import payment, payment_event
from tests.simulation.books import Book, read_books
from tests.simulation.head_office import MERCHANT
from tests.simulation.world import World

_Row = sa.Row[Any]
_PAID = "successful"
_GIVEN_UP = frozenset({"cancelled", "expired"})
_SETTLED = frozenset({"verified", "disputed", "cancelled", "refunded"})
_BEGUN = ("payment_claimed", "payment_requested")


def no_attempt_is_charged_twice(world: World) -> Iterator[str]:
    """However often its answer was lost and whoever died, a customer was asked once and paid once.

    A central put back from a *raw* copy cannot know that it asked a telephone before; and MMG takes
    no key of ours by which a second question would be known for the first.
    """
    bank = world.town.bank
    for attempt in world.town.attempts.values():
        sessions = len(bank.sessions_of(attempt.payment_id))
        if sessions > 1:
            yield f"{attempt.payment_id} has {sessions} pages for a card"
        if len(bank.pages_of(attempt.payment_id)) > 1:
            yield f"{attempt.payment_id} was paid twice by its code"
        asked = len(bank.pushes_to(attempt.phone)) if attempt.kind == "push" else 0
        is_forgotten = any(at >= attempt.made_at for at in world.put_back_at)
        if asked > 1 and not is_forgotten:
            yield f"{attempt.payment_id} asked a telephone {asked} times"


def no_payment_is_lost(world: World) -> Iterator[str]:
    """Each payment that an operation begins is in central's books, and its sale with it."""
    books = read_books(world)
    known = {row.payment_id: row for row in _rows(world)}
    for book in books.of_kind(*_BEGUN):
        found = known.get(book.body["payment_id"])
        if book.state == "applied" and found is None:
            yield f"{book.body['payment_id']} of {book.place} is nowhere"
        elif found is not None and found.amount_minor != book.body["amount_minor"]:
            yield f"{found.payment_id} is of another amount than {book.place} says"
    for sale in books.sales:
        if sale.state == "applied":
            yield from _unpaid(world, sale, known)


def _unpaid(world: World, sale: Book, known: Mapping[str, _Row]) -> Iterator[str]:
    """What a sale says that it was paid with, and central cannot find."""
    for tender in sale.body["tenders"]:
        named = tender.get("payment_id")
        if named is None:
            continue
        world.journal.seen["sale paid by telephone"] += 1
        found = known.get(named)
        if found is None and not _begun_elsewhere(world, named):
            yield f"{sale.number} was paid by {named}, which is nowhere"
        elif found is not None and not found.receipt:
            yield f"{named} does not say that it paid {sale.number}"


def _begun_elsewhere(world: World, payment_id: str) -> bool:
    """Whether the operation that began it went down with a disk, or cannot be applied."""
    books = read_books(world)
    begun = [b for b in books.of_kind(*_BEGUN) if b.body["payment_id"] == payment_id]
    return bool(world.lost) or any(book.state != "applied" for book in begun)


def verified_only_with_evidence(world: World) -> Iterator[str]:
    """What is called verified is in the provider's books: paid, to us, of this very amount."""
    with world.office.central.database.reading() as connection:
        events = connection.execute(sa.select(payment_event)).all()
    for event in events:
        if event.state == "verified" != event.before and event.evidence in {"", "{}"}:
            yield f"{event.payment_id} was verified by {event.by} without a word of evidence"
    for row in _rows(world):
        if row.state == "verified":
            world.journal.seen[f"verified: {row.way}, {row.provider}"] += 1
            if not _is_borne_out(world, row):
                yield f"{row.payment_id} ({row.way}) is verified, {row.provider} has no such money"


def _is_borne_out(world: World, row: _Row) -> bool:
    if row.provider == "stripe":
        paid = [one for one in _sessions(world, row) if one["payment_status"] == "paid"]
        asked = _QUOTED.where(card_quote.c.payment_id == row.payment_id)
        with world.office.central.database.reading() as connection:
            quoted = {tuple(one) for one in connection.execute(asked)}
        return any((one["amount_total"], one["currency"].upper()) in quoted for one in paid)
    return any(
        one.status == _PAID
        and one.payee == MERCHANT
        and int(one.amount) * 100 == row.amount_minor
        and one.currency == row.currency
        for one in _entries(world, row)
    )


def _sessions(world: World, row: _Row) -> list[dict[str, Any]]:
    return world.town.bank.sessions_of(row.payment_id)


def _entries(world: World, row: _Row) -> list[Entry]:
    """What MMG's books have of a payment, found without central's help."""
    bank = world.town.bank
    if row.way == "claim":
        found = bank.mmg.find(row.reference)
        return [] if found is None else [found]
    if row.way == "qr":
        return bank.pages_of(row.payment_id)
    attempt = world.town.attempts[row.payment_id]
    return bank.pushes_to(attempt.phone)


def given_back_by_providers(world: World) -> Iterator[tuple[str, int]]:
    """What providers' books say was given back, by the receipt of the sale that it had paid."""
    bank = world.town.bank
    for row in _rows(world):
        if row.provider == "stripe":
            intents = {one["payment_intent"] for one in _sessions(world, row)}
            given = [one for one in bank.stripe.refunds if one["payment_intent"] in intents]
            minor = row.amount_minor * len(given)
        else:
            gone = [one for one in _entries(world, row) if one.status == "reversed"]
            minor = row.amount_minor * len(gone)
        if minor:
            yield row.receipt, minor


def references_belong_to_one_payment(world: World) -> Iterator[str]:
    """A provider's number stands behind one payment for ever: a second use is disputed."""
    verified: dict[str, list[str]] = defaultdict(list)
    claimed: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in _rows(world):
        for number in _used_by(world, row):
            verified[number].append(row.payment_id)
        if row.way == "claim" and row.state not in _GIVEN_UP:
            claimed[row.organisation_id, row.reference].append(row.state)
    for number, payments in verified.items():
        if len(payments) > 1:
            yield f"{number} pays for {payments}"
    for (_, reference), states in claimed.items():
        world.journal.seen["reference used twice"] += len(states) > 1
        if sum(state != "disputed" for state in states) > 1:
            yield f"{reference} was claimed {len(states)} times, and they are {states}"


def _used_by(world: World, row: _Row) -> list[str]:
    """MMG's numbers of the money that a verified payment stands for."""
    if row.state != "verified" or row.provider != "mmg":
        return []
    return [entry.reply_id for entry in _entries(world, row) if entry.status == _PAID]


def money_that_came_is_found(world: World) -> Iterator[str]:
    """Whatever a customer paid for a wish of ours is verified or disputed, however late it came."""
    for row in _rows(world):
        if row.way == "claim":
            continue
        if row.provider == "stripe":
            has_come = any(one["payment_status"] == "paid" for one in _sessions(world, row))
        else:
            has_come = any(one.status == _PAID for one in _entries(world, row))
        if has_come and row.state not in {"verified", "disputed", "refunded"}:
            yield f"money came for {row.payment_id} ({row.way}), which is {row.state}"


def late_money_is_a_case(world: World) -> Iterator[str]:
    """Money for what was given up before is told to a person: it may have to be given back."""
    given_up: dict[str, str] = {}
    late: list[str] = []
    with world.office.central.database.reading() as connection:
        events = connection.execute(sa.select(payment_event).order_by(*_IN_ORDER)).all()
        cases = Counter(connection.scalars(_LATE_CASES))
    for event in events:
        if event.state == "verified" and event.before in _GIVEN_UP:
            late.append(event.payment_id)
        given_up[event.payment_id] = event.state
    if late:
        world.journal.seen["late money found"] += len(late)
    if len(late) != sum(cases.values()):
        yield f"money came late for {late}, of which {sum(cases.values())} are cases"


_IN_ORDER = (payment_event.c.organisation_id, payment_event.c.payment_id, payment_event.c.event_no)
_LATE_CASES = sa.select(tables.case_file.c.case_id).where(tables.case_file.c.kind == "payment_late")


def claims_are_settled_by_what_is_true(world: World) -> Iterator[str]:
    """Soon after healing each claim is verified or disputed, and rightly so; no wish is open."""
    first: dict[tuple[str, str], _Row] = {}
    for row in _rows(world):
        if row.way != "claim":
            if row.step == "sending" or row.state in {"requested", "pending"}:
                yield f"{row.payment_id} is still {row.state}, {row.step}"
            continue
        if row.state not in _SETTLED:
            yield f"{row.payment_id} is still {row.state} after {row.tries} looks"
        first.setdefault((row.organisation_id, row.reference), row)
        kind = world.town.attempts[row.payment_id].kind
        world.journal.seen[f"claim ended {row.state}: {kind}"] += 1
        if kind in {"other amount", "invented"} and row.state == "verified":
            yield f"{row.payment_id}, {kind}, is verified"
    by_hand = _rejected(world)
    rejected = {(r.organisation_id, r.reference) for r in _rows(world) if r.payment_id in by_hand}
    for key in (key for key, row in first.items() if _is_good(world, row)):
        rivals = [row for row in _rows(world) if (row.organisation_id, row.reference) == key]
        has_it = any(row.state in {"verified", "refunded"} for row in rivals)
        if not has_it and key not in rejected:  # a person said no, and nobody asks MMG again
            yield f"{key[1]} was paid and claimed, and nobody has it: {rivals[0].message}"


def _rejected(world: World) -> frozenset[str]:
    """Payments that a supervisor rejected at their till."""
    decided = read_books(world).of_kind("payment_decided")
    return frozenset(b.body["payment_id"] for b in decided if b.body["decision"] == "reject")


def _is_good(world: World, row: _Row) -> bool:
    """Whether whoever claimed it has paid it: then nobody else's claim may take it from them all.

    Of several claims the one that came first has the number, and it may be another's of it.
    """
    others = [one for one in world.town.attempts.values() if one.reference == row.reference]
    return len(others) == 1 and others[0].kind == "good"


def tills_know_what_became_of_payments(world: World) -> Iterator[str]:
    """A till that has heard all says of its payments what central says."""
    known = {row.payment_id: row for row in _rows(world)}
    for machine in world.running:
        with machine.db.reading() as uow:
            kept = uow.payments.list_by_state(sorted(_STATES), limit=200)
        for found in kept:
            row = known.get(found.payment_id)
            if row is None:
                continue
            world.journal.seen["payment known at its till"] += 1
            if _alike(found.state) != _alike(row.state):
                yield f"{machine.name}: {found.payment_id} is {found.state}, not {row.state}"


_STATES = (
    *("claimed", "approved", "requested", "pending", "verified"),
    *("disputed", "cancelled", "expired", "refunded"),
)


def _alike(state: str) -> str:
    """Given up here and out of time there is the same: nobody waits any more."""
    return "given up" if state in _GIVEN_UP else state


def _rows(world: World) -> list[_Row]:
    """All payments, the earliest known first."""
    with world.office.central.database.reading() as connection:
        return list(connection.execute(_PAYMENTS))


_QUOTED = sa.select(card_quote.c.quoted_minor, card_quote.c.quoted_currency)
_PAYMENTS = sa.select(payment).order_by(payment.c.organisation_id, payment.c.payment_id)

PAYMENT_CHECKS: Mapping[str, Callable[[World], Iterator[str]]] = {
    check.__name__: check
    for check in (
        no_attempt_is_charged_twice,
        no_payment_is_lost,
        verified_only_with_evidence,
        references_belong_to_one_payment,
        money_that_came_is_found,
        late_money_is_a_case,
        claims_are_settled_by_what_is_true,
        tills_know_what_became_of_payments,
    )
}
