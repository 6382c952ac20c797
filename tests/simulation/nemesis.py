"""What goes wrong, and what central decides meanwhile: one function a deed, drawn by the swarm."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from shutil import copyfile, copytree, rmtree

from pydantic import BaseModel

from app.use_cases.operations import Said
from central.people.erasing import ErasureRequest, erase_person
from domain.disk_space import Room
from domain.errors import WorldFailure
from domain.shift import business_date_of
from sync.protocol.operation import NewOperation
from tests.simulation.clockwork import DAY_MS, HOUR_MS, MINUTE_MS
from tests.simulation.counter import CUSTOMERS_ONCE
from tests.simulation.disks import KINDS, LITTLE_BYTES, Disk
from tests.simulation.goods import SINGLES, publish_removed, publish_set, publish_singles
from tests.simulation.machine import Machine
from tests.simulation.mortal import replace_folder
from tests.simulation.office_deeds import case_closed, voucher_issued
from tests.simulation.scarce_deeds import (
    booking_closed,
    grants_given,
    stock_added,
    stream_declared_lost,
    till_lost,
)
from tests.simulation.world import World

Deed = Callable[[World], None]


def plan_nemesis(world: World, length_ms: int) -> None:
    """Scatter the swarm's deeds over a phase."""
    rng = world.chance.rng
    for name, times in world.swarm.deeds.items():
        for _ in range(times):
            when = world.clockwork.now_ms + rng.randrange(length_ms)
            world.clockwork.at(when, partial(_do, world, DEEDS[name]))


def _do(world: World, deed: Deed) -> None:
    """Do a deed, unless all is healing. None of them may make either program fail."""
    if world.is_calm:
        return
    try:
        deed(world)
    except WorldFailure as failure:
        disks = (world.office.disk, *(machine.disk for machine in world.machines))
        if not any(disk is not None and disk.is_bad for disk in disks):
            world.complain("nothing_fails_unexpectedly", f"{deed.__name__}: {failure.title}")
    except Exception as error:  # noqa: BLE001  # whatever it is, it is the run's finding
        words = f"{deed.__name__}: {type(error).__name__}: {error}".splitlines()[0]
        world.complain("nothing_fails_unexpectedly", words)


def _a_machine(world: World) -> Machine:
    return world.chance.rng.choice(world.machines)


def partition(world: World) -> None:
    """The line of one till is cut for up to half a day."""
    machine = _a_machine(world)
    until = world.clockwork.now_ms + world.chance.rng.randint(MINUTE_MS, 6 * HOUR_MS)
    machine.line.cut_until_ms = max(machine.line.cut_until_ms, until)
    world.journal.sometimes("partition", machine.name)


def till_restart(world: World) -> None:
    """A till's program is ended as it should be, and started again."""
    machine = _a_machine(world)
    machine.stop()
    world.journal.sometimes("till restarted", machine.name)
    world.start(machine)


def clock_change(world: World) -> None:
    """A till's clock is set back or forward, by minutes or by a year; or its battery is dead."""
    machine, rng = _a_machine(world), world.chance.rng
    how = rng.choice(("back", "forward", "dead", "year back", "right"))
    clock = machine.clock
    clock.put_right()
    if how == "dead":
        clock.stands_at = world.clockwork.now() + timedelta(milliseconds=rng.randrange(DAY_MS))
    elif how == "year back":
        clock.off_by = timedelta(days=-365, milliseconds=rng.randrange(HOUR_MS))
    elif how != "right":
        off = timedelta(milliseconds=rng.randint(3 * MINUTE_MS, 40 * HOUR_MS))
        clock.off_by = off if how == "forward" else -off
    world.journal.sometimes(f"clock {how}", machine.name)


def new_prices(world: World) -> None:
    """Central tells new prices: of the whole set in one transaction, or of single items."""
    world.start_office()
    rng = world.chance.rng
    world.prices += 1
    store = rng.choice(world.made_from.stores)
    with world.office.central.database.writing(world.clockwork.now()) as writing:
        if rng.random() < 0.4:
            publish_set(writing, store, world.prices)
        if rng.random() < 0.7:
            names = rng.sample(SINGLES, rng.randint(1, 2))
            publish_singles(writing, store, names, world.prices, 500 * rng.randint(-9, 9))
    world.journal.sometimes("new prices", store.label_prefix, world.prices)


def removed_item(world: World) -> None:
    """Central takes an item out of the catalog."""
    world.start_office()
    store, name = world.made_from.stores[0], world.chance.rng.choice(SINGLES)
    with world.office.central.database.writing(world.clockwork.now()) as writing:
        publish_removed(writing, store, name)
    world.journal.sometimes("item removed", name)


def erasure(world: World) -> None:
    """A customer asks central to be forgotten."""
    world.start_office()
    store = world.made_from.stores[0]
    number = world.chance.rng.choice(CUSTOMERS_ONCE)
    person_id = f"person-{store.label_prefix}-{number}"
    erase_person(
        world.office.central,
        ErasureRequest(
            organisation_id=store.organisation_id,
            person_id=person_id,
            requested_by="office",
            reason="asked at the counter",
        ),
    )
    world.forgotten.add(person_id)
    world.journal.sometimes("person erased", person_id)


class _FromTheFuture(BaseModel):
    """A body that today's central cannot read, or whose kind it does not know."""

    new_field: int = 1
    reason: str = "by magic"


def poison(world: World) -> None:
    """A newer till program says what this central cannot read: the queue must not stop for it."""
    machine, rng = _a_machine(world), world.chance.rng
    if not machine.is_on or machine.db.needs_new_stream is not None:
        return
    kind = rng.choice(("stream_opened", "tea_brewed"))
    till, now = machine.running, machine.clock.now()
    said = Said(by="system", at=now, day=business_date_of(now, "America/Guyana"))
    new = NewOperation(
        kind=kind, at=said.at, by=said.by, day=said.day, feed=0, body=_FromTheFuture()
    )
    with till.db.unit_of_work() as uow:
        uow.outbox.append(till.signer, new)
        uow.commit()
    world.journal.sometimes(f"poison: {kind}", machine.name)


def till_backup(world: World) -> None:
    """A till backs itself up into its folder."""
    machine = _a_machine(world)
    if machine.is_on:
        machine.db.backup_to(machine.backups)
        world.journal.sometimes("till backed up", machine.name)


def till_copy(world: World) -> None:
    """Somebody copies a till's folder while it is shut, with its mark or without."""
    machine = _a_machine(world)
    was_on = machine.is_on
    machine.stop()
    what = world.chance.rng.choice(("data", "whole"))
    copy = world.new_folder("copy")
    copytree(machine.folder, copy)
    world.copies.append((machine, copy, what))
    world.journal.sometimes(f"till copied: {what}", machine.name)
    if was_on:
        world.start(machine)


def till_restore(world: World) -> None:
    """An old copy, or the till's own backup, takes the place of its data."""
    machine, rng = _a_machine(world), world.chance.rng
    copies = [entry for entry in world.copies if entry[0] is machine]
    backups = sorted(machine.backups.glob("windward-*.db"))
    if not copies and not backups:
        till_copy(world)
        world.clockwork.after(
            rng.randint(MINUTE_MS, 4 * HOUR_MS), partial(_do, world, till_restore)
        )
        return
    before = machine.held_hashes()
    machine.stop()
    if backups and (not copies or rng.random() < 0.4):
        backup = rng.choice(backups)
        for left in machine.data.glob("till.db*"):
            left.unlink()
        copyfile(backup, machine.data / "till.db")
        what = "backup"
    else:
        _, copy, what = rng.choice(copies)
        replace_folder(machine.data, copy / "data")
        if what == "whole":
            replace_folder(machine.folder / "mark", copy / "mark")
            world.copied_tills.add(machine.identity.till_id)
    world.count_losses(machine, before)
    world.journal.sometimes(f"till restored: {what}", machine.name)
    world.start(machine)


def clone(world: World) -> None:
    """A till's folder is copied to another machine, and both go on."""
    machine = _a_machine(world)
    if len(world.machines) > world.profile.tills_max:
        return
    was_on = machine.is_on
    machine.stop()
    copy = world.new_folder("clone")
    copytree(machine.folder, copy)
    has_mark = world.chance.rng.random() < 0.6
    if not has_mark:
        rmtree(copy / "mark")
    else:
        world.copied_tills.add(machine.identity.till_id)
    twin = world.add_machine(machine.identity, copy.name, copy)
    world.journal.sometimes(f"clone {'with' if has_mark else 'without'} mark", machine.name)
    if was_on:
        world.start(machine)
    world.start(twin)


def central_backup(world: World) -> None:
    """Central is backed up: what it holds is durable."""
    world.start_office()
    world.office.back_up()
    world.journal.sometimes("central backed up")


def central_copy(world: World) -> None:
    """Somebody copies central's disk."""
    world.start_office()
    world.office.copy_raw()
    world.journal.sometimes("central's disk copied")


def failover(world: World) -> None:
    """Central's machine dies; its standby, which lags behind, takes over with a new epoch."""
    office, rng = world.office, world.chance.rng
    if not office.raw_copies:
        central_copy(world)
        wait_ms = rng.randint(MINUTE_MS, 4 * HOUR_MS)
        world.clockwork.after(wait_ms, partial(_do, world, failover))
        return
    before = office.stored_hashes()
    office.promote_standby(office.raw_copies[-1])
    world.journal.sometimes("standby promoted", len(before - office.stored_hashes()))
    world.count_central_losses(before)


def takeover(world: World) -> None:
    """Central's machine dies under the next till that is taking in news; its standby takes over.

    The standby lags: it has not heard of the set's new prices.
    """
    central_copy(world)
    world.prices += 1
    with world.office.central.database.writing(world.clockwork.now()) as writing:
        publish_set(writing, world.made_from.stores[0], world.prices)
    world.successor = partial(failover, world)


def central_upgrade(world: World) -> None:
    """Central gets the program that knows what its tills have been saying."""
    if world.office.unknown:
        world.office.upgrade()
        world.journal.sometimes("central upgraded")


def till_disk(world: World) -> None:
    """A till's disk is full or fails, at one write or for some hours."""
    machine = _a_machine(world)
    _spoil(world, machine.disk, machine.name)


def low_room(world: World) -> None:
    """A till's disk fills up until somebody deletes something, perhaps not before the end."""
    machine, rng = _a_machine(world), world.chance.rng
    disk, room = machine.disk, rng.choice((Room.SCARCE, Room.SCARCE, Room.NONE))
    assert disk is not None
    disk.free_bytes = LITTLE_BYTES[room]
    world.journal.sometimes(f"low room: {room.value}", machine.name)
    if rng.random() < 0.4:
        world.clockwork.after(rng.randint(10 * MINUTE_MS, HOUR_MS), disk.mend)


def central_disk(world: World) -> None:
    """Central's disk is full or fails, at one write or for some hours."""
    _spoil(world, world.office.disk, "central")


def _spoil(world: World, disk: Disk | None, whose: str) -> None:
    rng = world.chance.rng
    assert disk is not None
    kind, lasts = rng.choice(KINDS), rng.random() < 0.5
    disk.spoil(rng.randint(1, 40), kind, lasts=lasts)
    world.journal.note("disk spoilt", whose, kind, lasts)
    world.clockwork.after(rng.randint(10 * MINUTE_MS, 3 * HOUR_MS), disk.mend)


def central_restart(world: World) -> None:
    """Central loses power between two exchanges."""
    if world.office.is_up:
        world.office.power_off()
        world.clockwork.after(world.chance.rng.randint(1_000, HOUR_MS), world.start_office)
        world.journal.sometimes("central lost power")


def central_restore(world: World) -> None:
    """Central loses its disk: its newest backup, or a newer raw copy, is put in its place."""
    office, rng = world.office, world.chance.rng
    if not office.backups and not office.raw_copies:
        rng.choice((central_copy, central_backup))(world)
        wait_ms = rng.randint(MINUTE_MS, 4 * HOUR_MS)
        world.clockwork.after(wait_ms, partial(_do, world, central_restore))
        return
    before = office.stored_hashes()
    if office.raw_copies and (not office.backups or rng.random() < 0.5):
        world.start_office()
        given = grants_given(world)
        office.put_back_raw(rng.choice(office.raw_copies))
        world.forgotten_grants |= {resource for *_, resource in given - grants_given(world)}
        world.put_back_at.append(world.clockwork.now())
        how = "raw"
    else:
        office.lose_disk_and_restore_backup()
        how = "backup"
    world.journal.sometimes(f"central restored: {how}")
    world.count_central_losses(before)


DEEDS: Mapping[str, Deed] = {
    deed.__name__: deed
    for deed in (
        partition,
        till_restart,
        clock_change,
        new_prices,
        removed_item,
        erasure,
        poison,
        till_backup,
        till_copy,
        till_restore,
        clone,
        central_backup,
        central_copy,
        central_restore,
        central_restart,
        failover,
        takeover,
        central_upgrade,
        till_disk,
        central_disk,
        low_room,
        stock_added,
        booking_closed,
        stream_declared_lost,
        till_lost,
        case_closed,
        voucher_issued,
    )
}
