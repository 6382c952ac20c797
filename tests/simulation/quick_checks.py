"""Cheap invariants, checked after every turn of an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from central import tables
from central.allotments.fence import undeclared_labels
from central.allotments.names import store_of
from central.allotments.tables import grant_given
from sync.protocol.status import Link
from tests.simulation.goods import SET

if TYPE_CHECKING:
    from tests.simulation.machine import Machine
    from tests.simulation.world import World

WAIT_MS_MAX = 60_000
_SHOWN = sa.text(
    "SELECT key, body ->> 'price_id' AS price_id FROM shown_row"
    " WHERE kind = 'item' AND key IN :keys"
).bindparams(sa.bindparam("keys", expanding=True))


def after_turn(world: World, machine: Machine) -> None:
    """Check what must hold whenever an engine has turned."""
    if machine.plan.wait_ms > WAIT_MS_MAX:
        world.complain("engine_comes_back", f"{machine.name} waits {machine.plan.wait_ms} ms")
    _transactions_are_shown_whole(world, machine)
    if world.office.is_up:
        _no_grant_passes_the_fence(world)
    for failure in world.office.failures:
        world.complain("nothing_fails_unexpectedly", f"central: {failure}")
    world.office.failures.clear()
    assert machine.cycle is not None
    link = machine.cycle.status.link
    # While catching up it may be asked further back; after a raw copy, when a stream's turn comes.
    is_put_back = world.journal.seen["central restored: raw"] > 0
    if link is Link.ONLINE and world.office.is_up and (machine.has_gone_round or not is_put_back):
        _sent_is_stored(world, machine)
    if link in (Link.ONLINE, Link.CATCHING_UP) and world.office.is_up:
        _only_durable_is_pruned(world, machine)


def _no_grant_passes_the_fence(world: World) -> None:
    """Nothing is granted in an epoch before every till has declared in it (rule 9.11)."""
    with world.office.central.database.reading() as connection:
        count = int(connection.scalar(_GRANTS) or 0)
        before, world.grant_count = world.grant_count, count
        if count <= before:
            return
        row = connection.execute(_NEWEST_GRANT).first()
        assert row is not None
        store_id = store_of(row.resource)
        waited_for = undeclared_labels(connection, row.organisation_id, store_id)
    world.journal.sometimes("granted", row.quantity)
    if waited_for and row.granted_at == world.clockwork.now():  # not one before a new epoch
        words = f"{row.quantity} of {row.resource} before {waited_for} had declared"
        world.complain("nothing_is_granted_behind_the_fence", words)


_GRANTS = sa.select(sa.func.count()).select_from(grant_given)
_NEWEST_GRANT = sa.select(grant_given).order_by(grant_given.c.granted_at.desc()).limit(1)


def _transactions_are_shown_whole(world: World, machine: Machine) -> None:
    """The set is published whole: no till ever shows two versions of it (rule 4.2).

    Nor none: each till showed it before the run began, and central never takes it away.
    """
    tag = machine.identity.tag
    with machine.db.reading() as uow:
        rows = uow.feed._connection.execute(_SHOWN, {"keys": [f"{tag}-{name}" for name in SET]})
        shown = {row.key: str(row.price_id).rpartition("@")[2] for row in rows}
    versions = {shown.get(f"{tag}-{name}") for name in SET}
    if versions == {None}:
        world.complain("the_catalog_stays_shown", f"{machine.name} shows nothing of the set")
    if len(versions) > 1:
        said = sorted(str(version) for version in versions)
        world.complain("transactions_are_shown_whole", f"{machine.name} shows {said}")


def _sent_is_stored(world: World, machine: Machine) -> None:
    """What a till calls sent is at central, byte for byte, on some branch (rule 2.4)."""
    with machine.db.reading() as uow:
        streams = uow.till.list_streams()
        sent = {
            stream.name: uow.outbox.find_operation(stream.name, stream.stored_through)
            for stream in streams
            if stream.stored_through
        }
    for name, operation in sent.items():
        if operation is None:
            continue  # pruned: the next check looks at it
        if not _is_stored(world, machine, name, operation.hash):
            words = f"{machine.name} calls {name}/{operation.seq} sent, central does not have it"
            world.complain("sent_is_stored", words)


def _is_stored(world: World, machine: Machine, stream: str, digest: bytes) -> bool:
    asked = {"of_till": machine.identity.till_id, "of_stream": stream, "of_hash": digest}
    with world.office.central.database.reading() as connection:
        return connection.execute(_STORED, asked).first() is not None


def _only_durable_is_pruned(world: World, machine: Machine) -> None:
    """What a till has forgotten is durable at central (rule 2.4)."""
    with machine.db.reading() as uow:
        kept = {
            stream.name: uow.outbox.list_operations(stream.name, limit=1)
            for stream in uow.till.list_streams()
        }
    for name, first in kept.items():
        if not first or first[0].seq == 1:
            continue
        world.journal.seen["pruned"] += 1
        pruned = first[0].seq - 1
        if _durable_through(world, machine, name) < pruned:
            words = f"{machine.name} pruned {name} through {pruned}"
            world.complain("nothing_is_pruned_before_it_is_durable", words)


def _durable_through(world: World, machine: Machine, stream: str) -> int:
    asked = {"of_till": machine.identity.till_id, "of_stream": stream}
    with world.office.central.database.reading() as connection:
        return int(connection.scalar(_DURABLE, asked) or 0)


_STORED = sa.select(tables.operation.c.seq).where(
    tables.operation.c.till_id == sa.bindparam("of_till"),
    tables.operation.c.stream == sa.bindparam("of_stream"),
    tables.operation.c.hash == sa.bindparam("of_hash"),
)
_DURABLE = sa.select(sa.func.max(tables.branch.c.durable_seq)).where(
    tables.branch.c.till_id == sa.bindparam("of_till"),
    tables.branch.c.stream == sa.bindparam("of_stream"),
)
