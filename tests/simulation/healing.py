"""How the line heals, and what must have left a till by when: a full disk holds nothing up."""

from sync.engine import push
from sync.engine.cycle import Plan
from sync.protocol.status import Link
from tests.simulation.clockwork import MINUTE_MS
from tests.simulation.machine import Machine
from tests.simulation.planting import true_of
from tests.simulation.world import World

SPARE_EXCHANGES = 3
EXCHANGE_MS_MAX = 2_000
"""What one exchange takes in calm, at most."""


def heal_machines(world: World) -> None:
    """Put clocks and lines right and let every engine turn soon; start what is off."""
    for machine in world.machines:
        machine.clock.put_right()
        machine.line.is_calm, machine.line.cut_until_ms = True, 0
        machine.plan, machine.idle_turns = Plan(wait_ms=0, nudge_shortens=False), 0
        if machine.is_on:
            world.plan_turn(machine, 1_000)
        else:
            world.start(machine)


def leave_in_time(world: World) -> None:
    """Heal all but the disks: what waits leaves after one wait and its exchanges (rule 8.4)."""
    world.start_office()
    heal_machines(world)
    for machine in world.running:
        if machine.disk is not None and machine.disk.has_little_room:
            world.journal.sometimes("drained with little room", machine.name, _waiting(machine))
    most_ms = max(map(_bound_ms, world.running), default=0)
    world.clockwork.run(world.clockwork.now_ms + most_ms)
    for machine in world.running:
        if _waiting(machine):
            words = f"{machine.name} after {most_ms} ms: {_waiting(machine)} waiting"
            world.complain("what_waits_leaves_after_one_wait", words)
        assert machine.cycle is not None
        status = machine.cycle.status
        if status.link not in (Link.ONLINE, Link.CATCHING_UP):
            words = f"{machine.name} says {status.link.value}: {status.problem}"
            world.complain("a_good_line_is_called_good", words)


def _bound_ms(machine: Machine) -> int:
    """One wait of a minute, an exchange for each batch of each stream, and a few more."""
    batch_bytes = int(true_of(push, "BATCH_BYTES_MAX"))  # small ones, in a run
    with machine.db.reading() as uow:
        size = sum(
            len(one.facts) + sum(len(part.part) for part in one.personal)
            for stream in uow.till.list_streams()
            for one in uow.outbox.list_operations(
                stream.name, first_seq=stream.stored_through + 1, limit=2_000
            )
        )
    return MINUTE_MS + 1_000 + EXCHANGE_MS_MAX * (size // batch_bytes + 1 + SPARE_EXCHANGES)


def _waiting(machine: Machine) -> int:
    with machine.db.reading() as uow:
        return uow.outbox.waiting_count()
