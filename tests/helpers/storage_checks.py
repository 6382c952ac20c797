"""Named checks of what a till keeps against what the world told it, each able to fail.

A test tells a ``Witness`` what it did and what central answered; ``complaints`` then reads the
database and says in sentences what does not agree. tests/storage/test_planted_bugs.py proves that
each check finds its bug.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from storage.database import TillDatabase
from storage.high_water_mark import HighWaterMark

KEPT = timedelta(days=35)


@dataclass(slots=True)
class Witness:
    """What was done to a till, and what central said, independent of the till's own tables.

    ``made_at`` is when each (stream, seq) was made; ``stored`` and ``durable`` are central's
    highest words for a stream; ``cursors`` name the positions of ``feed`` that lie before each
    cursor; ``transactions`` are keys that central wrote together; ``now`` is when it is checked.
    """

    now: datetime
    feed: str = ""
    made_at: dict[tuple[str, int], datetime] = field(default_factory=dict)
    stored: dict[str, int] = field(default_factory=dict)
    durable: dict[str, int] = field(default_factory=dict)
    cursors: dict[str, frozenset[int]] = field(default_factory=dict)
    transactions: tuple[frozenset[str], ...] = ()


def nothing_counts_as_sent_before_central_said_so(
    db: TillDatabase, witness: Witness
) -> Iterator[str]:
    """Sync rule 2.4: *sent* is central's word, never the till's hope."""
    with db.reading() as uow:
        streams = uow.till.list_streams()
    for stream in streams:
        said = witness.stored.get(stream.name, 0)
        if stream.stored_through > said:
            yield f"{stream.name} counts {stream.stored_through} as sent, central stored {said}"


def nothing_is_pruned_before_it_is_durable_and_old(
    db: TillDatabase, witness: Witness
) -> Iterator[str]:
    """Ledger rule 3: pruned is only what is durable at central and older than 35 days."""
    kept = {(str(stream), seq) for stream, seq in _rows(db, "SELECT stream, seq FROM operation")}
    for place, made_at in witness.made_at.items():
        if place in kept:
            continue
        stream, seq = place
        if seq > witness.durable.get(stream, 0):
            yield f"{stream}/{seq} is gone and was never durable at central"
        if witness.now - made_at <= KEPT:
            yield f"{stream}/{seq} is gone after {(witness.now - made_at).days} days"


def the_cursor_never_runs_ahead_of_the_rows(db: TillDatabase, witness: Witness) -> Iterator[str]:
    """Sync rule 4.2: what lies before the cursor is here, or it would never come again."""
    with db.reading() as uow:
        cursor = uow.feed.cursor()
    wanted = witness.cursors.get(cursor or "", frozenset())
    query = f"SELECT version FROM feed_row WHERE stream = '{witness.feed}'"
    missing = wanted - {version for (version,) in _rows(db, query)}
    if missing:
        yield f"the cursor is {cursor!r} and position {min(missing)} never came"


def transactions_of_central_are_shown_whole(db: TillDatabase, witness: Witness) -> Iterator[str]:
    """Sync rule 4.2: of what central wrote together, all is shown or nothing."""
    shown = {str(key) for (key,) in _rows(db, "SELECT key FROM shown_row")}
    for keys in witness.transactions:
        part = keys & shown
        if part and part != keys:
            yield f"{sorted(part)} is shown without {sorted(keys - part)}"


def the_mark_never_runs_ahead_of_the_ledger(db: TillDatabase, witness: Witness) -> Iterator[str]:
    """Sync rule 5.1: a mark ahead of its own database would take it for an old copy."""
    del witness
    mark = HighWaterMark(db._request.mark_path).read() or {}
    with db.reading() as uow:
        heads = {stream.name: stream.head_seq for stream in uow.till.list_streams()}
    for name, (seq, _) in mark.items():
        if seq > heads.get(name, 0):
            yield f"the mark says {name}/{seq}, the ledger ends at {heads.get(name, 0)}"


def each_number_was_given_to_one_sale(db: TillDatabase, witness: Witness) -> Iterator[str]:
    """A stream's receipts run 1, 2, 3 … without a gap: an abandoned sale takes no number."""
    del witness
    found = _rows(db, "SELECT receipt_number FROM sale ORDER BY rowid")
    numbers = [int(str(number).rsplit("-", 1)[1]) for (number,) in found]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"receipts run {numbers}"


def _rows(db: TillDatabase, query: str) -> list[tuple[Any, ...]]:
    with db._readers.connect() as connection:
        return [tuple(row) for row in connection.execute(sa.text(query))]


Check = Callable[[TillDatabase, Witness], Iterator[str]]
CHECKS: Mapping[str, Check] = {
    check.__name__: check
    for check in (
        nothing_counts_as_sent_before_central_said_so,
        nothing_is_pruned_before_it_is_durable_and_old,
        the_cursor_never_runs_ahead_of_the_rows,
        transactions_of_central_are_shown_whole,
        the_mark_never_runs_ahead_of_the_ledger,
        each_number_was_given_to_one_sale,
    )
}


def complaints(db: TillDatabase, witness: Witness) -> list[str]:
    """Run every check; each sentence begins with the name of the check that found it."""
    return [
        f"{name}: {sentence}" for name, check in CHECKS.items() for sentence in check(db, witness)
    ]
