"""Invariants of the tills, each held against central and against the papers they printed."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

import sqlalchemy as sa

from central import tables
from central.publication import FeedName, organisation_feed, people_feed, store_feed, till_feed
from central.snapshots.repairing import stream_sums
from storage.feed_versions import position_of
from storage.unit_of_work import Reading
from sync.protocol.operation import chain_hash, genesis_hash, hash_is_signed
from sync.protocol.sums import EVENT_KINDS
from tests.central.dump import plain_log, plain_pages
from tests.helpers.ledger_checks import CHECKS, read_ledger
from tests.simulation.books import read_books
from tests.simulation.counter import trace_of
from tests.simulation.machine import DATABASE_KEY, Machine
from tests.simulation.world import World

PAGE = 2_000
_Rows = dict[tuple[str, str, str], object]


def till_chains_are_dense_and_verify(world: World) -> Iterator[str]:
    """From the first operation a till still keeps: no gap, no change, signed by its key."""
    for machine in world.running:
        with machine.db.reading() as uow:
            for stream in uow.till.list_streams():
                before, seq = genesis_hash(machine.identity.till_id, stream.name), 0
                for operation in uow.outbox.list_operations(stream.name, limit=PAGE):
                    if seq == 0 and operation.seq > 1:
                        before, seq = operation.prev_hash, operation.seq - 1
                    right = chain_hash(before, operation.facts)
                    if (operation.seq, operation.hash) != (seq + 1, right):
                        yield f"{machine.name}: {stream.name}/{operation.seq} breaks its chain"
                    before, seq = operation.hash, operation.seq
                    signed = (stream.public_key, operation.hash, operation.signature)
                    if not hash_is_signed(*signed):
                        yield f"{machine.name}: {stream.name}/{seq} is not signed"
                if (seq, before) != (stream.head_seq, stream.head_hash):
                    yield f"{machine.name}: {stream.name} ends at {seq}, not {stream.head_seq}"


def ledger_holds(world: World) -> Iterator[str]:
    """Every check of a till's ledger, for tills that keep all of it."""
    for machine in world.running:
        ledger = read_ledger(machine.db)
        if any(found and found[0].seq > 1 for found in ledger.operations.values()):
            continue
        with machine.db.reading() as uow:
            for name, check in CHECKS.items():
                for words in check(ledger, uow):
                    yield f"{machine.name}, {name}: {words}"


def every_sale_a_till_keeps_is_in_the_takings(world: World) -> Iterator[str]:
    """What a till's own tables say was sold is what central counts."""
    taken = {
        (row.till_id, row.receipt, row.total_minor + row.rounding_minor)
        for row in read_books(world).takings
    }
    for machine in world.running:
        with machine.db.reading() as uow:
            for summary in uow.sales.find_receipts("", PAGE):
                sale = uow.sales.get(summary.receipt_number).sale
                due = sale.total.amount_minor + sale.rounding.amount_minor
                if (machine.identity.till_id, summary.receipt_number, due) not in taken:
                    yield f"{machine.name} sold {summary.receipt_number} for {due}: not in takings"


def no_receipt_number_is_printed_twice(world: World) -> Iterator[str]:
    """One number, one sale; unless a whole till was copied, its mark and all (rule 5.1)."""
    printed: dict[tuple[str, str], set[str]] = defaultdict(set)
    for paper in world.papers:
        if paper.till_id not in world.copied_tills:
            printed[paper.till_id, paper.receipt].add(paper.operation)
    for (_, receipt), operations in printed.items():
        if len(operations) > 1:
            yield f"{receipt} was printed for {len(operations)} sales"


def rulings_reach_the_till(world: World) -> Iterator[str]:
    """What central put aside is shown at the till that said it."""
    aside = {
        (book.till_id, book.stream, book.seq, book.hash)
        for book in read_books(world).operations
        if book.state != "applied"
    }
    for machine in world.running:
        till_id = machine.identity.till_id
        with machine.db.reading() as uow:
            told = {(stream, ruling.seq) for stream, ruling in uow.outbox.list_rulings()}
            for stream in uow.till.list_streams():
                for kept in uow.outbox.list_operations(stream.name, limit=PAGE):
                    said = (till_id, stream.name, kept.seq, kept.hash)
                    if said in aside and (stream.name, kept.seq) not in told:
                        yield f"{machine.name} was not told of {stream.name}/{kept.seq}"


def till_and_central_hold_the_same_rows(world: World) -> Iterator[str]:
    """At the same position both ends hold the same visible rows, neither more nor fewer."""
    for machine in world.running:
        rows, heads = _central_rows(world, machine)
        with machine.db.reading() as uow:
            shown = _shown_rows(uow)
            positions = _positions(uow)
        if positions != heads:
            yield f"{machine.name} shows {positions}, central is at {heads}"
        for key in sorted(set(rows) | set(shown)):
            if rows.get(key) != shown.get(key):
                yield f"{machine.name}: {key} is not what central says"


def sums_agree(world: World) -> Iterator[str]:
    """What a till and central have summed up of each stream is the same (rules 10)."""
    for machine in world.running:
        with world.office.central.database.reading() as connection:
            told = stream_sums(connection, _feeds(machine))
        with machine.db.reading() as uow:
            differing = uow.sums.list_differing(told)
        for stream in differing:
            yield f"{machine.name}: the sum of {stream} is not central's"
    repaired = [what for what in world.journal.seen if what.startswith("fetched sums")]
    if repaired and not world.journal.seen["central restored: raw"]:
        yield f"a sum had to be repaired where nothing was damaged: {repaired}"


def open_cases_are_shown(world: World) -> Iterator[str]:
    """Whatever needs a person is shown at its till until somebody has closed it (rules 11)."""
    row = tables.case_file
    open_cases = sa.select(row.c.till_id, row.c.case_id, row.c.kind).where(
        row.c.closed_at.is_(None)
    )
    with world.office.central.database.reading() as connection:
        cases = connection.execute(open_cases.order_by(row.c.case_id)).all()
    for machine in world.running:
        with machine.db.reading() as uow:
            shown = {one.case_id for one in uow.cases.list_cases()}
        for case in cases:
            if case.till_id == machine.identity.till_id:
                world.journal.seen["case shown"] += 1
                if case.case_id not in shown:
                    yield f"{machine.name} does not show a case of kind {case.kind}"


def no_till_holds_another_organisations_rows(world: World) -> Iterator[str]:
    """Whatever lies in a till's feed, shown or not, is of its own four streams (rule 4.5)."""
    for machine in world.running:
        own = {feed.name for feed in _feeds(machine)}
        with machine.db.reading() as uow:
            streams = set(uow.feed._connection.scalars(sa.text("SELECT stream FROM feed_row")))
        for stream in sorted(streams - own):
            yield f"{machine.name} holds rows of {stream}"


def erased_persons_leave_no_trace(world: World) -> Iterator[str]:
    """No page of a till, its log or its backups names a person whom central has erased."""
    person = tables.person
    erased = sa.select(person.c.organisation_id, person.c.person_id).where(
        person.c.erased_at.is_not(None)
    )
    with world.office.central.database.reading() as connection:
        gone = [tuple(row) for row in connection.execute(erased)]
    for machine in world.running:
        traces = [
            trace_of(person_id)
            for organisation_id, person_id in sorted(gone)
            if organisation_id == machine.identity.organisation_id
        ]
        if traces:
            yield from _traces(machine, traces)


def _traces(machine: Machine, traces: list[str]) -> Iterator[str]:
    for path in (machine.data / "till.db", *sorted(machine.backups.glob("windward-*.db"))):
        pages = plain_pages(path, DATABASE_KEY).lower()
        for trace in traces:
            if trace.lower().encode() in pages:
                yield f"{machine.name}: {path.name.partition('-')[0]} names {trace}"
    log = plain_log(machine.data / "till.db-wal", DATABASE_KEY).lower()
    for trace in traces:
        if trace.lower().encode() in log:
            yield f"{machine.name}: the log names {trace}"


def _feeds(machine: Machine) -> tuple[FeedName, ...]:
    who = machine.identity
    return (
        organisation_feed(who.organisation_id),
        people_feed(who.organisation_id),
        store_feed(who.organisation_id, who.store_id),
        till_feed(who.organisation_id, who.till_id),
    )


def _central_rows(world: World, machine: Machine) -> tuple[_Rows, dict[str, int]]:
    """What central's changes come to for a till, computed anew, and how far they go."""
    rows: _Rows = {}
    heads: dict[str, int] = {}
    row = tables.change
    for feed in _feeds(machine):
        changes = (
            sa.select(row)
            .where(row.c.organisation_id == feed.organisation_id, row.c.stream == feed.name)
            .order_by(row.c.position)
        )
        with world.office.central.database.reading() as connection:
            for change in connection.execute(changes):
                heads[feed.name] = change.position
                kind = change.kind.removesuffix("_removed")
                rows.pop((kind, change.key, feed.name), None)
                if change.kind == kind and kind not in EVENT_KINDS:
                    rows[kind, change.key, feed.name] = json.loads(change.body)
    return rows, heads


def has_heard_all(world: World, machine: Machine) -> bool:
    """Tell whether a till shows all that its streams say: another's turn may have added to them."""
    asked = {"asked": [(feed.organisation_id, feed.name) for feed in _feeds(machine)]}
    with world.office.central.database.reading() as connection:
        heads = {row.name: row.position for row in connection.execute(_HEADS, asked)}
    with machine.db.reading() as uow:
        shown = _positions(uow)
    return all(shown.get(name, 0) == head for name, head in heads.items())


def _shown_rows(uow: Reading) -> _Rows:
    rows = uow.feed._connection.execute(sa.text("SELECT kind, key, stream, body FROM shown_row"))
    return {
        (row.kind, row.key, row.stream): json.loads(row.body)
        for row in rows
        if row.kind not in EVENT_KINDS
    }


def _positions(uow: Reading) -> dict[str, int]:
    """Where each stream is shown; one that central forgot with a lost history shows nothing."""
    rows = uow.feed._connection.execute(_SHOWN_STREAMS)
    return {row.stream: position_of(row.visible) for row in rows}


_SHOWN_STREAMS = sa.text(
    "SELECT stream, visible FROM feed_stream"
    " WHERE visible >= (SELECT floor_version FROM feed_state) AND visible > 0"
)


_ASKED: sa.BindParameter[object] = sa.bindparam("asked", expanding=True)
_HEADS = sa.select(tables.feed_stream.c.name, tables.feed_stream.c.position).where(
    sa.tuple_(tables.feed_stream.c.organisation_id, tables.feed_stream.c.name).in_(_ASKED)
)

TILL_CHECKS: Mapping[str, Callable[[World], Iterator[str]]] = {
    check.__name__: check
    for check in (
        till_chains_are_dense_and_verify,
        ledger_holds,
        every_sale_a_till_keeps_is_in_the_takings,
        no_receipt_number_is_printed_twice,
        rulings_reach_the_till,
        till_and_central_hold_the_same_rows,
        sums_agree,
        open_cases_are_shown,
        no_till_holds_another_organisations_rows,
        erased_persons_leave_no_trace,
    )
}
