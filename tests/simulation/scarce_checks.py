"""Invariants of scarce things: nothing is sold that is not there, no agent exceeds the limit."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

import sqlalchemy as sa

from central.allotments.showing import find_faults
from central.allotments.tables import allotment, allotment_entry, resource
from tests.simulation.books import Book, read_books
from tests.simulation.scarcity import SCARCE, stock_name
from tests.simulation.world import World


def the_books_add_up(world: World) -> Iterator[str]:
    """Consumed + outstanding + pool = total, the sums of what each stream spent and holds."""
    with world.office.central.database.reading() as connection:
        yield from find_faults(connection)
        rows = connection.execute(sa.select(resource)).all()
    for row in rows:
        if min(row.consumed, row.outstanding, row.total) < 0:
            yield f"{row.resource}: {row.consumed} used, {row.outstanding} out of {row.total}"


def no_resource_is_overdrawn(world: World) -> Iterator[str]:
    """What is used up or out, signed exceptions apart, is never more than there truly is."""
    entry = allotment_entry.c
    signed = (
        sa.select(sa.func.coalesce(sa.func.sum(entry.quantity), 0))
        .where(
            entry.resource == resource.c.resource,
            entry.exception_by.is_not(None),
            entry.closed_at.is_(None),
        )
        .scalar_subquery()
    )
    with world.office.central.database.reading() as connection:
        rows = connection.execute(sa.select(resource, signed.label("signed"))).all()
    for row in rows:
        out = row.consumed + row.outstanding - row.signed
        is_credit = row.resource.startswith("credit:")
        most = row.total if is_credit else world.totals.get(row.resource, 0)
        if out > most and not _is_excused(world, row.resource):
            yield f"{row.resource}: {row.consumed} used, {row.outstanding} out of {most}"


def nothing_is_sold_that_is_not_there(world: World) -> Iterator[str]:
    """Marked goods on all sales, signed exceptions apart, are no more than there truly were."""
    sales = read_books(world).sales
    for store in world.made_from.stores:
        for name in SCARCE:
            scarce = stock_name(store, name)
            item_id = f"{store.label_prefix}-{name}"
            sold = sum(_sold_of(sale, item_id) for sale in sales)
            signed = sum(_signed_of(sale, scarce) for sale in sales)
            world.journal.seen["scarce sold"] += sold
            if sold - signed > world.totals[scarce] and not _is_excused(world, scarce):
                yield f"{sold} of {item_id} sold, {signed} signed for, {world.totals[scarce]} there"


def no_agent_exceeds_the_limit(world: World) -> Iterator[str]:
    """Bookings made and not closed, signed exceptions apart, are within each agent's limit."""
    booked: Counter[str] = Counter()
    for operation in read_books(world).operations:
        if operation.kind != "shipment_booked" or operation.body.get("waybill") in world.closed:
            continue
        for spent in operation.body.get("spent", ()):
            if spent.get("exception_by") is None:
                booked[spent["resource"]] += spent["quantity"]
    for agent, count in sorted(booked.items()):
        world.journal.seen["bookings of limited agents"] += count
        if count > world.totals[agent] and not _is_excused(world, agent):
            yield f"{agent} has {count} open bookings, {world.totals[agent]} are allowed"


def what_a_till_holds_is_outstanding(world: World) -> Iterator[str]:
    """Central's book says of each till's stream what the till says of itself."""
    with world.office.central.database.reading() as connection:
        rows = connection.execute(sa.select(allotment).where(allotment.c.held != 0)).all()
    book = {(row.till_id, row.stream, row.resource): row.held for row in rows}
    for machine in world.running:
        if machine.identity.till_id in world.copied_tills or machine.db.needs_new_stream:
            continue
        with machine.db.reading() as uow:
            stream = uow.till.current_stream().name
            held = {one.resource: one.held for one in uow.allotments.list_held()}
        if stream in world.closed_streams:
            continue
        known = {
            name: units
            for (till_id, of_stream, name), units in book.items()
            if (till_id, of_stream) == (machine.identity.till_id, stream)
        }
        if held:
            world.journal.seen["allotment held"] += 1
        if held != known:
            yield f"{machine.name} holds {held} in {stream}, central says {known}"


def every_unit_is_counted_once(world: World) -> Iterator[str]:
    """What operations say was spent is what central has entered, neither more nor less."""
    told: Counter[tuple[str, str, int, int, str]] = Counter()
    for operation in read_books(world).operations:
        for spent in operation.body.get("spent", ()):
            place = (operation.till_id, operation.stream, operation.branch, operation.seq)
            told[(*place, spent["resource"])] += spent["quantity"]
    entry = allotment_entry.c
    statement = sa.select(allotment_entry).where(entry.event == "spent")
    entered: Counter[tuple[str, str, int, int, str]] = Counter()
    with world.office.central.database.reading() as connection:
        for row in connection.execute(statement):
            place = (row.till_id, row.stream, row.branch, row.seq)
            entered[(*place, row.resource)] += row.quantity
    for key in sorted(set(told) | set(entered)):
        if told[key] != entered[key]:
            yield f"{key}: {told[key]} spent, {entered[key]} entered"


def _sold_of(sale: Book, item_id: str) -> int:
    lines = [line for line in sale.body["lines"] if line.get("item_id") == item_id]
    return sum(int(line["quantity"]) for line in lines)


def _signed_of(sale: Book, scarce: str) -> int:
    return sum(
        int(spent["quantity"])
        for spent in sale.body.get("spent", ())
        if spent["resource"] == scarce and spent.get("exception_by") is not None
    )


def _is_excused(world: World, scarce: str) -> bool:
    """A till whose whole folder was copied sells twice; a raw copy forgets what it gave away."""
    return bool(world.copied_tills) or scarce in world.forgotten_grants


SCARCE_CHECKS: Mapping[str, Callable[[World], Iterator[str]]] = {
    check.__name__: check
    for check in (
        the_books_add_up,
        no_resource_is_overdrawn,
        nothing_is_sold_that_is_not_there,
        no_agent_exceeds_the_limit,
        what_a_till_holds_is_outstanding,
        every_unit_is_counted_once,
    )
}
