"""Invariants of central's books, held against the papers that customers took home."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from central.operations.chains import verify_chains
from tests.simulation.books import Book, Books, read_books
from tests.simulation.world import World

SHORT_HASH = 12
_BEGUN = ("payment_claimed", "payment_requested")
_NOBODY_KNOWS = "A payment that nobody knows"


def every_receipt_is_in_central_exactly_once(world: World) -> Iterator[str]:
    """Each paper's operation is at central once, under its number; lost disks excepted."""
    found: dict[str, list[str]] = defaultdict(list)
    for book in read_books(world).numbered:
        found[book.hash.hex()[:SHORT_HASH]].append(book.number)
    lost = {digest.hex()[:SHORT_HASH] for digest in world.lost}
    for operation, receipt in dict.fromkeys((p.operation, p.receipt) for p in world.papers):
        there = found.get(operation, [])
        if len(there) > 1 or (not there and operation not in lost):
            yield f"receipt {receipt} ({operation}) is {len(there)} times at central"
        elif there and there != [receipt]:
            yield f"receipt {receipt} is {there[0]} at central"


def takings_are_the_sum_of_all_sales(world: World) -> Iterator[str]:
    """Every sale and refund of every branch counts once, quarantined or not; nothing else does."""
    books = read_books(world)
    told = Counter({(s.till_id, s.stream, s.branch, s.seq): s.due_minor for s in books.numbered})
    kept = {
        (row.till_id, row.stream, row.branch, row.seq): row.total_minor + row.rounding_minor
        for row in books.takings
    }
    for key in sorted(set(told) | set(kept)):
        if told.get(key) != kept.get(key):
            yield f"{key} took {told.get(key)}, the takings say {kept.get(key)}"


def tenders_equal_lines_and_rounding(world: World) -> Iterator[str]:
    """In each sale lines sum to the total, tenders to the total and its rounding, by currency."""
    for sale in read_books(world).sales:
        body = sale.body
        if sum(tender["amount_minor"] for tender in body["tenders"]) != sale.due_minor:
            yield f"tenders of {body['receipt']} do not settle it"
        for tender in body["tenders"]:
            if not _is_worth(tender):
                yield f"a tender of {body['receipt']} is not worth what was handed over"
        if sum(line["gross_minor"] for line in body["lines"]) != body["total_minor"]:
            yield f"lines of {body['receipt']} do not sum to its total"
        if sum(line["vat_minor"] for line in body["lines"]) != body["vat_minor"]:
            yield f"the VAT of {body['receipt']} is not that of its lines"


def _is_worth(tender: Mapping[str, Any]) -> bool:
    """What was received less its change, and of foreign cash what its rate makes of it, by hand."""
    if tender["received_minor"] - tender["change_minor"] != tender["amount_minor"]:
        return False
    told = tender.get("foreign")
    if told is None:
        return True
    exact = Fraction(told["handed_minor"] * told["rate_micro"], 10**6)
    return bool(abs(exact - tender["received_minor"]) <= Fraction(1, 2))


def central_sequences_are_dense(world: World) -> Iterator[str]:
    """Every branch runs without a gap from its base to its head."""
    books = read_books(world)
    kept: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for book in books.operations:
        kept[book.till_id, book.stream, book.branch].append(book.seq)
    for row in books.branches:
        found = kept[row.till_id, row.stream, row.branch]
        if found != list(range(row.base_seq + 1, row.head_seq + 1)):
            yield f"{row.stream}, branch {row.branch}: {found[:3]}…{found[-2:]} to {row.head_seq}"


def central_chains_verify(world: World) -> Iterator[str]:
    """Every hash recomputed, every head's signature and every personal part checked."""
    yield from verify_chains(world.office.central).faults


def receipts_are_dense_in_each_history(world: World) -> Iterator[str]:
    """Following a branch back to its root, receipts run 1, 2, 3 … without a gap or repeat."""
    books = read_books(world)
    receipts: dict[tuple[str, str, int], list[Book]] = defaultdict(list)
    for book in books.numbered:
        receipts[book.till_id, book.stream, book.branch].append(book)
    rows = {(row.till_id, row.stream, row.branch): row for row in books.branches}
    for (till_id, stream, branch), row in rows.items():
        numbers: list[str] = []
        through, at = row.head_seq, branch
        while True:
            here = [book for book in receipts[till_id, stream, at] if book.seq <= through]
            numbers = [book.number for book in here] + numbers
            step = rows[till_id, stream, at]
            if step.parent_branch is None:
                break
            through, at = step.base_seq, step.parent_branch
        is_whole = rows[till_id, stream, at].base_seq == 0
        if is_whole and numbers != [f"{stream}-{n:06d}" for n in range(1, len(numbers) + 1)]:
            yield f"{stream}, branch {branch}: {numbers[:2]}…{numbers[-3:]}"


def every_fork_has_exactly_one_case(world: World) -> Iterator[str]:
    """A branch beside the main one is a second history: a person hears of it, once."""
    books = read_books(world)
    forks = [(row.till_id, row.stream, row.branch) for row in books.branches if row.branch]
    cases = [(row.till_id, row.stream, row.branch) for row in books.cases if row.kind == "fork"]
    if forks:
        world.journal.seen["fork"] += len(forks)
    for fork in sorted(set(forks) | set(cases)):
        if cases.count(fork) != 1 or fork not in forks:
            yield f"{fork} has {cases.count(fork)} cases"


def every_quarantined_operation_has_its_case(world: World) -> Iterator[str]:
    """What central could not apply is a case for a person; nothing else is, but what it closed."""
    books = read_books(world)
    put_aside = {_key(book) for book in books.operations if book.state == "quarantined"}
    cases = {
        (row.till_id, row.stream, row.branch, row.seq)
        for row in books.cases
        if row.kind == "quarantine" and row.closed_by != "central"  # its payment came after it
    }
    for key in sorted(put_aside ^ cases):
        yield f"{key} is {'quarantined without a case' if key in put_aside else 'only a case'}"


def nothing_is_put_aside_without_reason(world: World) -> Iterator[str]:
    """Only what a newer till said waits; only what nobody can read or match is quarantined."""
    seen = world.journal.seen
    # Neither a raw copy nor a lagging standby knows whom central has erased since.
    is_forgetful = seen["central restored: raw"] + seen["standby promoted"] > 0
    books = read_books(world)
    begun = {book.body["payment_id"] for book in books.of_kind(*_BEGUN)}
    for book in books.operations:
        if book.state == "applied":
            continue
        seen[f"{book.state} operation"] += 1
        is_poison = "new_field" in book.body
        if book.till_id in world.lost_tills or book.stream in world.closed_streams:
            continue  # what a till or a stream said after it was declared lost
        lost_word = is_forgetful and book.title == "A personal part is missing"
        # What its till and central have both forgotten: the till heard of it from central alone.
        if world.lost and book.title == _NOBODY_KNOWS:
            lost_word = _payment_of(book) not in begun
        if not is_poison and not lost_word:
            yield f"{book.place} ({book.kind}) is {book.state}: {book.title}"


def _payment_of(book: Book) -> str:
    return str(book.body["payment_id"])


def _key(book: Book) -> tuple[str, str, int, int]:
    return (book.till_id, book.stream, book.branch, book.seq)


CENTRAL_CHECKS: Mapping[str, Callable[[World], Iterator[str]]] = {
    check.__name__: check
    for check in (
        every_receipt_is_in_central_exactly_once,
        takings_are_the_sum_of_all_sales,
        tenders_equal_lines_and_rounding,
        central_sequences_are_dense,
        central_chains_verify,
        receipts_are_dense_in_each_history,
        every_fork_has_exactly_one_case,
        every_quarantined_operation_has_its_case,
        nothing_is_put_aside_without_reason,
    )
}
__all__ = ["CENTRAL_CHECKS", "Books"]
