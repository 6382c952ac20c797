"""One seed's world: central, tills, the line between, and everything that is planned to happen."""

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from domain.errors import WindwardError, WorldFailure
from sync.engine.cycle import Plan
from sync.protocol.status import Link
from tests.simulation.bank import Bank
from tests.simulation.cash_law import ask_about_cash
from tests.simulation.clockwork import MINUTE_MS, Chance, Clockwork, TillClock
from tests.simulation.counter import PriceMovedError, hand_out_papers, serve_customer
from tests.simulation.disks import PLENTY_BYTES, Disk
from tests.simulation.head_office import HeadOffice
from tests.simulation.journal import Journal
from tests.simulation.line import Line
from tests.simulation.machine import Identity, Machine, Paper, Tray
from tests.simulation.mortal import RARE_PLACES, Fuse, Killed
from tests.simulation.pay_jobs import PayJobs
from tests.simulation.quick_checks import after_turn
from tests.simulation.scarcity import first_totals
from tests.simulation.swarm import Profile, Swarm, draw_swarm
from tests.simulation.template import CASHIERS, Template, scratch_folder, template
from tests.simulation.town import Town

FUSE_PLACES = 14
LATE_KINDS = ("sale_completed", "shift_opened", "shift_closed", "shipment_booked")
"""What an old central may not know yet."""
TURN_WAIT_MS_MAX = 60_000
"""The engine promises to come back at least that often (design, section 2)."""


@dataclass(slots=True)
class World:
    """Everything of one run. ``complaints`` are broken invariants, each beginning with its name."""

    seed: int
    profile: Profile
    swarm: Swarm
    folder: Path
    made_from: Template
    chance: Chance
    journal: Journal
    clockwork: Clockwork
    office: HeadOffice
    town: Town = field(init=False)
    machines: list[Machine] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    dropped: set[bytes] = field(default_factory=set)
    """Operations that went down with a till's disk when an old copy took its place."""
    lost: set[bytes] = field(default_factory=set)
    """Of those, what central did not have either: no program could bring them back."""
    copied_tills: set[str] = field(default_factory=set)
    """Tills of which two whole histories may exist: their numbers may be printed twice."""
    forgotten: set[str] = field(default_factory=set)
    """Persons who asked to be erased."""
    copies: list[tuple[Machine, Path, str]] = field(default_factory=list)
    totals: dict[str, int] = field(default_factory=dict)
    """How much of each scarce thing there truly is, whatever central remembers."""
    closed: set[str] = field(default_factory=set)
    """Waybills whose bookings were closed."""
    closed_streams: set[str] = field(default_factory=set)
    lost_tills: set[str] = field(default_factory=set)
    forgotten_grants: set[str] = field(default_factory=set)
    """Resources of which a raw copy of central's disk has forgotten grants."""
    put_back_at: list[datetime] = field(default_factory=list)
    """When central was put back from a copy that does not know that it is one."""
    grant_count: int = 0
    """How many grants central knew when it was last looked at."""
    successor: Callable[[], None] | None = None
    """What takes central's place when it dies under a till that is taking in news, and soon."""
    prices: int = 1
    made: int = 0
    is_calm: bool = False
    complaints: list[str] = field(default_factory=list)
    stop_at: frozenset[str] = frozenset()
    """Invariants at whose breaking the run may end."""
    is_caught: bool = False

    def __post_init__(self) -> None:
        habits = self.swarm.habits
        bank = Bank(self.clockwork, self.chance, habits["provider_fault"])
        jobs = PayJobs(self.office, bank, self.complain, habits["jobs_die"])
        self.town = Town(bank, jobs, habits, self.complain)

    # ------------------------------------------------------------------ machines

    def add_machine(self, identity: Identity, name: str, folder: Path) -> Machine:
        """Put a machine there; its program is not running yet."""
        fuse, clock = Fuse(), TillClock(self.clockwork)
        tray = Tray(identity, name, self.papers, self.chance, fuse)
        line = Line(
            self.office,
            self.clockwork,
            self.chance,
            self.swarm.rates,
            fuse,
            name,
            lambda: self.meanwhile(machine),
            is_calm=self.is_calm,
        )
        machine = Machine(name, folder, identity, clock, self.chance, line, tray, fuse)
        machine.pressed_twice = self.swarm.rates["pressed_twice"]
        machine.scarce_wish = self.swarm.rates["scarce_wish"]
        machine.town = self.town
        if self.swarm.deeds["till_disk"] or self.swarm.deeds["low_room"]:
            machine.disk = Disk(
                lambda how: self.journal.sometimes(f"till's disk {how}", machine.name),
                free_bytes=PLENTY_BYTES if self.swarm.deeds["low_room"] else None,
            )
        self.machines.append(machine)
        return machine

    @property
    def running(self) -> list[Machine]:
        """The machines whose program is up: after healing, all of them."""
        return [machine for machine in self.machines if machine.is_on]

    def start(self, machine: Machine) -> None:
        """Start a machine's program, and let its engine and its customers come."""
        try:
            machine.start()
        except WindwardError as error:
            self.complain("nothing_fails_unexpectedly", f"{machine.name} does not open: {error}")
            return
        stale = machine.db.needs_new_stream
        self.journal.note("start", machine.name, stale)
        if stale is not None:
            self.journal.sometimes(f"stale: {stale}", machine.name)
        self.plan_turn(machine, 1_000)
        if not self.is_calm:
            self.plan_customer(machine)

    def plan_turn(self, machine: Machine, wait_ms: int) -> None:
        """Let the engine turn after a wait, instead of when it was planned before."""
        machine.planned += 1
        plan = machine.planned
        self.clockwork.after(wait_ms, lambda: self._turn_if_due(machine, plan))

    def plan_customer(self, machine: Machine) -> None:
        """Let the next customer come."""
        start = machine.starts
        wait_ms = int(self.chance.rng.expovariate(1.0 / self.profile.customer_every_ms)) + 1_000
        self.clockwork.after(wait_ms, lambda: self._serve_if_alive(machine, start))

    def _turn_if_due(self, machine: Machine, plan: int) -> None:
        if machine.is_on and machine.planned == plan:
            self.turn(machine)

    def _serve_if_alive(self, machine: Machine, start: int) -> None:
        if not machine.is_on or machine.starts != start or self.is_calm:
            return
        with self.mortally(machine):
            self.serve(machine)
        if machine.is_on:
            self.plan_customer(machine)
            if machine.plan.nudge_shortens:
                self.plan_turn(machine, self.chance.rng.randint(50, 5_000))

    def serve(self, machine: Machine) -> None:
        """One customer at a counter."""
        try:
            serve_customer(machine, self.forgotten)
        except WindwardError as refusal:
            self.journal.sometimes(f"refused: {type(refusal).__name__}", refusal.title)

    def turn(self, machine: Machine) -> None:
        """One turn of an engine, central perhaps dying under it."""
        if self.chance.happens(0 if self.is_calm else self.swarm.rates["central_dies"]):
            self.office.faults.moment = self.chance.rng.choice(("before_commit", "after_commit"))
        elif self.successor is not None and machine.is_catching_up:
            self.office.faults.moment = "before_answer"
        with self.mortally(machine):
            assert machine.cycle is not None
            machine.plan = machine.cycle.turn()
            status = machine.cycle.status
            self.journal.note("turn", machine.name, status.link.value, status.waiting_count)
            machine.count_idle()
            after_turn(self, machine)
        self.office.faults.moment = None
        self._restart_central()
        if machine.is_on:
            self.plan_turn(machine, self._wait_ms(machine.plan, machine))

    def _restart_central(self) -> None:
        for moment in self.office.faults.stopped_at:
            self.journal.sometimes(f"central died {moment}")
            begin, self.successor = self.successor or self.start_office, None
            self.clockwork.after(self.chance.rng.randint(1_000, 40 * MINUTE_MS), begin)
        self.office.faults.stopped_at.clear()

    def start_office(self) -> None:
        if not self.office.is_up:
            self.office.start()
            self.journal.note("central starts")

    def put_right(self) -> None:
        """Mend every disk; start central, with today's program."""
        for disk in (self.office.disk, *(machine.disk for machine in self.machines)):
            if disk is not None:
                disk.mend()
        if self.office.unknown:
            self.office.upgrade()
        self.start_office()

    def _wait_ms(self, plan: Plan, machine: Machine) -> int:
        """While faults last, machines sleep longer than the plan says; in calm never."""
        assert machine.cycle is not None
        if self.is_calm or plan.wait_ms == 0:
            return plan.wait_ms
        if machine.line.is_cut:
            return self.chance.rng.randint(10 * MINUTE_MS, 50 * MINUTE_MS)
        if machine.cycle.status.waiting_count or machine.cycle.status.link is not Link.ONLINE:
            return plan.wait_ms * self.chance.rng.randint(1, 40)
        return plan.wait_ms + self.chance.rng.randint(0, self.profile.idle_poll_ms)

    @contextmanager
    def mortally(self, machine: Machine) -> Iterator[None]:
        """Do something at a machine; its program may die anywhere in it, and starts again later."""
        if self.chance.happens(0 if self.is_calm else self.swarm.rates["till_dies"]):
            self._light(machine.fuse)
        machine.tray.jams = 0.0 if self.is_calm else self.swarm.rates["printer_jams"]
        try:
            yield
        except Killed as death:
            self.journal.sometimes(f"till died {death}", machine.name)
            machine.power_off()
            wait_ms = self.chance.rng.randint(1_000, 20 * MINUTE_MS)
            self.clockwork.after(wait_ms, lambda: self.start_if_off(machine))
        except PriceMovedError as moved:
            self.complain("price_is_locked_during_a_tender", f"{machine.name}: {moved}")
        except WorldFailure as failure:
            if machine.disk is None or not machine.disk.is_bad:
                self.complain("nothing_fails_unexpectedly", f"{machine.name}: {failure.title}")
        except Exception as error:  # noqa: BLE001  # whatever it is, it is the run's finding
            words = f"{machine.name}: {type(error).__name__}: {error}".splitlines()[0]
            self.complain("nothing_fails_unexpectedly", words)
        finally:
            machine.fuse.put_out()
        self._start_anew_if_failed(machine)

    def _start_anew_if_failed(self, machine: Machine) -> None:
        """A till whose disk failed says so, and somebody starts it again before long."""
        if machine.is_on and machine.db.has_failed:
            self.journal.sometimes("till started anew for its disk", machine.name)
            machine.power_off()
            wait_ms = self.chance.rng.randint(1_000, 20 * MINUTE_MS)
            self.clockwork.after(wait_ms, lambda: self.start_if_off(machine))

    def _light(self, fuse: Fuse) -> None:
        rng = self.chance.rng
        if rng.random() < 0.35:
            fuse.light(1, rng.choice(RARE_PLACES))
        else:
            fuse.light(rng.randint(1, FUSE_PLACES))

    def start_if_off(self, machine: Machine) -> None:
        """Start a machine that died, was not started by something else, and is still there."""
        if machine.is_on or machine not in self.machines:
            return
        self.start(machine)
        if machine in self.running and not self.is_calm:
            with self.mortally(machine):
                hand_out_papers(machine.running)

    def meanwhile(self, machine: Machine) -> None:
        """While an answer stalls, somebody buys at this very till."""
        if self.is_calm or not machine.is_on or self.chance.happens(0.6):
            return
        self.journal.sometimes("sale in the middle of an exchange", machine.name)
        self.serve(machine)

    def complain(self, name: str, words: str) -> None:
        """Write down a broken invariant; the first few of a name are enough."""
        said = f"{name}: {words}"
        if said not in self.complaints and len(self.complaints) < 40:
            self.complaints.append(said)
            self.is_caught |= name in self.stop_at
            self.journal.note("COMPLAINT", said)

    def stop_all(self) -> None:
        for machine in self.machines:
            machine.stop()
        self.office.stop()

    # ------------------------------------------------------------------ disks

    def new_folder(self, name: str) -> Path:
        self.made += 1
        return self.folder / f"{name}-{self.made}"

    def count_losses(self, machine: Machine, before: set[bytes]) -> None:
        """After a machine's disk was replaced: what is neither there, nor central's, is gone."""
        gone = before - machine.held_hashes()
        self.dropped |= gone
        self.lost |= gone - self.office.stored_hashes() - self._held_by_all()

    def count_central_losses(self, before: set[bytes]) -> None:
        """After central's disk was replaced: what only a lost disk of a till held is gone."""
        for machine in self.machines:  # what they found before was another central's
            machine.idle_turns = 0
        gone = before - self.office.stored_hashes()
        if gone:
            self.journal.sometimes("central lost operations", len(gone))
        self.lost |= (gone & self.dropped) - self._held_by_all()

    def _held_by_all(self) -> set[bytes]:
        return set[bytes]().union(*(machine.held_hashes() for machine in self.machines))


def open_world(seed: int, profile: Profile) -> World:
    """Draw the seed's weather and copy central out of the template; nothing runs yet."""
    rng = random.Random(seed)
    swarm = draw_swarm(rng, random.Random(f"money {seed}"), profile)
    prepared, folder = template(), scratch_folder()
    chance, journal = Chance(rng), Journal()
    clockwork = Clockwork(journal, profile.events_max)
    shutil.copytree(prepared.folder / "central", folder / "central")
    journal.note("seed", seed, profile.name, swarm)
    totals: dict[str, int] = {}
    for store in prepared.stores:
        totals |= first_totals(store, CASHIERS)
    world = World(
        seed=seed,
        profile=profile,
        swarm=swarm,
        folder=folder,
        made_from=prepared,
        chance=chance,
        journal=journal,
        clockwork=clockwork,
        office=HeadOffice(folder / "central", clockwork, chance, swarm.sizes.answer_bytes),
    )
    world.totals = totals
    if swarm.deeds["central_disk"]:
        world.office.disk = Disk(lambda how: journal.sometimes(f"central's disk {how}"))
    if swarm.deeds["central_upgrade"]:
        world.office.unknown = frozenset(rng.sample(LATE_KINDS, rng.randint(1, 2)))
    return world


def populate(world: World) -> None:
    """Start central and the seed's tills; the other organisation's is among them from two on."""
    world.office.start()
    if world.swarm.habits["known_customer"]:
        ask_about_cash(world.office.central, world.made_from.stores)
    prepared, count = world.made_from, world.swarm.till_count
    theirs = prepared.identities[-1:] if count > 1 else ()
    for identity in (*prepared.identities[: count - len(theirs)], *theirs):
        name = f"till-{prepared.identities.index(identity)}"
        shutil.copytree(prepared.folder / name, world.folder / name)
        world.start(world.add_machine(identity, name, world.folder / name))
