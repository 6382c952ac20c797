"""A run of one seed: safety under every fault, then heal and liveness, then all invariants."""

import shutil
from collections import Counter
from dataclasses import dataclass

from domain.errors import WindwardError
from tests.simulation.clockwork import MINUTE_MS, RestlessError
from tests.simulation.healing import heal_machines, leave_in_time
from tests.simulation.invariants import INVARIANTS
from tests.simulation.machine import Machine
from tests.simulation.nemesis import plan_nemesis
from tests.simulation.office_deeds import plan_jobs
from tests.simulation.shared_statements import shared_statements
from tests.simulation.small_sizes import small_sizes
from tests.simulation.swarm import Profile
from tests.simulation.till_checks import has_heard_all
from tests.simulation.world import World, open_world, populate

HEAL_MS_MAX = 30 * MINUTE_MS
"""Within half an hour of simulated time after everything heals, every queue is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run found. ``fingerprint`` is the same in every run of the seed."""

    seed: int
    profile: str
    complaints: tuple[str, ...]
    fingerprint: str
    seen: Counter[str]
    lines: tuple[str, ...]

    @property
    def replay(self) -> str:
        """The command that runs this seed again."""
        return f"python -m tests.simulation --profile {self.profile} --seed {self.seed}"

    @property
    def names(self) -> tuple[str, ...]:
        """The broken invariants' names, each once, in the order they were found."""
        return tuple(dict.fromkeys(said.partition(":")[0] for said in self.complaints))


def run_seed(seed: int, profile: Profile, *, stop_at: frozenset[str] = frozenset()) -> Outcome:
    """Run a seed from its empty morning to the last check.

    It ends early where an invariant of a name in ``stop_at`` breaks: a hunter has what it wants.
    """
    world = open_world(seed, profile)
    world.stop_at = stop_at
    try:
        with shared_statements(), small_sizes(world.swarm.sizes):
            populate(world)
            for number in range(profile.rounds):
                try:
                    if _safety(world, is_first=number == 0):
                        break
                    _liveness(world)
                except RestlessError as error:
                    world.complain("engine_comes_to_rest", str(error))
                _check(world)
                if world.complaints:
                    break
            world.stop_all()
    finally:
        shutil.rmtree(world.folder, ignore_errors=True)
    return Outcome(
        seed=seed,
        profile=profile.name,
        complaints=tuple(world.complaints),
        fingerprint=world.journal.fingerprint,
        seen=world.journal.seen,
        lines=tuple(world.journal.lines),
    )


def _safety(world: World, *, is_first: bool) -> bool:
    """Everything may fail: nothing may be lost, doubled or shown half. Tell whether to stop."""
    world.is_calm = world.town.bank.is_calm = False
    for machine in world.machines:
        machine.line.is_calm = False
        if machine.is_on and not is_first:
            world.plan_customer(machine)
    plan_nemesis(world, world.profile.phase_ms)
    plan_jobs(world, world.profile.phase_ms)
    return world.clockwork.run(
        world.clockwork.now_ms + world.profile.phase_ms, lambda: world.is_caught
    )


def _liveness(world: World) -> None:
    """Everything heals: every queue empties and every till is online, soon."""
    world.is_calm = world.town.bank.is_calm = True
    world.journal.note("heal")
    if world.swarm.deeds["low_room"]:
        leave_in_time(world)
    world.put_right()
    _come_to_rest(world)
    if world.swarm.has_payments and world.town.jobs.settle():
        world.clockwork.clear()
        _come_to_rest(world)


def _come_to_rest(world: World) -> None:
    heal_machines(world)
    began_ms = world.clockwork.now_ms
    if world.clockwork.run(began_ms + HEAL_MS_MAX, lambda: _all_quiet(world)):
        world.journal.note("quiet after", world.clockwork.now_ms - began_ms)
        return
    for machine in world.machines:
        if not _is_quiet(machine):
            status = None if machine.cycle is None else machine.cycle.status
            words = (
                status and f"{status.link.value}, {status.waiting_count} waiting, {status.problem}"
            )
            world.complain("queue_empties", f"{machine.name} after half an hour: {words}")


def _all_quiet(world: World) -> bool:
    return all(_is_quiet(machine) for machine in world.machines) and all(
        has_heard_all(world, machine) for machine in world.machines
    )


def _is_quiet(machine: Machine) -> bool:
    """Whether a till has everything, and has named each of its streams since (rule 2.8)."""
    if not machine.is_on or machine.idle_turns == 0:
        return False
    return machine.has_gone_round


def _check(world: World) -> None:
    for name, invariant in INVARIANTS.items():
        try:
            for words in invariant(world):
                world.complain(name, words)
        except (WindwardError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            world.complain(name, f"cannot be checked: {type(error).__name__}: {error}")
