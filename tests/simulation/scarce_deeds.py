"""What the office does about scarce things, and tills that are lost for good."""

from shutil import rmtree

import sqlalchemy as sa

from central import tables
from central.allotments.losing import Loss, declare_lost
from central.allotments.showing import list_books
from central.allotments.tables import grant_given
from central.bookings.closing import close_booking
from central.bookings.listing import list_open_bookings
from domain.errors import Conflict, NotFound
from tests.simulation.machine import Machine
from tests.simulation.scarcity import add_stock, stock_name
from tests.simulation.world import World


def stock_added(world: World) -> None:
    """More of a marked item comes in."""
    world.start_office()
    store, units = world.made_from.stores[0], world.chance.rng.randint(1, 4)
    with world.office.central.database.writing(world.clockwork.now()) as writing:
        add_stock(writing, store, "deal", units)
    world.totals[stock_name(store, "deal")] += units
    world.journal.sometimes("stock added", units)


def booking_closed(world: World) -> None:
    """A shipment is on its way: its agent may book another."""
    world.start_office()
    store, central = world.made_from.stores[0], world.office.central
    with central.database.reading() as connection:
        booked = list_open_bookings(connection, store.organisation_id)
    if booked:
        waybill = world.chance.rng.choice([one.waybill for one in booked])
        close_booking(central, store.organisation_id, waybill, "delivered")
        world.closed.add(waybill)
        world.journal.sometimes("booking closed", waybill)


def stream_declared_lost(world: World) -> None:
    """A person declares an old stream lost, of which nothing is left to come."""
    world.start_office()
    store, central = world.made_from.stores[0], world.office.central
    with central.database.reading() as connection:
        books = list_books(connection, store.organisation_id, f"stock:{store.store_id}")
    stranded = sorted({(one.till, one.stream) for book in books for one in book.holders})
    for label, stream in stranded:
        owners = [machine for machine in world.machines if machine.identity.label == label]
        if owners and all(_has_left(machine, stream) for machine in owners):
            try:
                declare_lost(central, store, Loss(label=label, stream=stream, reason="replaced"))
            except (Conflict, NotFound) as refusal:
                world.journal.note("not declared lost", refusal.title)
                continue
            world.closed_streams.add(stream)
            world.journal.sometimes("stream declared lost", stream)
            return


def _has_left(machine: Machine, stream: str) -> bool:
    """Whether a machine runs, writes elsewhere, and has handed over all of a stream."""
    if not machine.is_on or machine.db.needs_new_stream is not None:
        return False
    with machine.db.reading() as uow:
        if uow.till.current_stream().name == stream:
            return False
        kept = {one.name: one for one in uow.till.list_streams()}
    return stream not in kept or kept[stream].stored_through == kept[stream].head_seq


def till_lost(world: World) -> None:
    """A machine burns down, and its till is declared lost."""
    machine = world.chance.rng.choice(world.machines)
    alone = [one for one in world.machines if one.identity.till_id == machine.identity.till_id]
    if len(alone) > 1 or len(world.machines) < 3:
        return
    world.start_office()
    before = machine.held_hashes()
    machine.stop()
    rmtree(machine.folder)
    world.machines.remove(machine)
    world.copies[:] = [entry for entry in world.copies if entry[0] is not machine]
    world.dropped |= before
    world.lost |= before - world.office.stored_hashes()
    store = next(one for one in world.made_from.stores if one.store_id == machine.identity.store_id)
    declare_lost(world.office.central, store, Loss(label=machine.identity.label, reason="fire"))
    world.lost_tills.add(machine.identity.till_id)
    world.journal.sometimes("till declared lost", machine.name)


def grants_given(world: World) -> set[tuple[str, int, str]]:
    """Every grant that central knows, open or not: (till, number, resource)."""
    given = grant_given.c
    statement = sa.select(given.till_id, given.number, given.resource)
    with world.office.central.database.reading() as connection:
        return {(row.till_id, row.number, row.resource) for row in connection.execute(statement)}


def revoked_tills(world: World) -> set[str]:
    """The tills that central shuts out now; one put back in time may have forgotten some."""
    statement = sa.select(tables.till.c.till_id).where(tables.till.c.revoked_at.is_not(None))
    with world.office.central.database.reading() as connection:
        return set(connection.scalars(statement))
