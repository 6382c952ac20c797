"""A till's machine: its folder, its clock, its line, and the program that runs on it, or not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from app.use_cases.ports import PrinterFailure, PrintJob
from app.use_cases.till import Till
from storage.connections import EncryptedFile
from storage.database import OpenRequest
from sync.engine.cycle import EngineCycle, Plan
from sync.engine.parts import EngineParts
from sync.protocol.keys import SigningKey
from sync.protocol.status import Link
from tests.helpers.builders import fixed_key
from tests.simulation.clockwork import Chance, TillClock
from tests.simulation.disks import Disk
from tests.simulation.line import Line
from tests.simulation.mortal import Fuse, MortalDatabase

if TYPE_CHECKING:
    from tests.simulation.town import Town

PROGRAM = "0.1.0-test"
DATABASE_KEY = fixed_key("database")
_OPERATION = re.compile(r"Operation ([0-9a-f]{12})")


@dataclass(frozen=True, slots=True)
class Identity:
    """What enrolment granted and the key ring holds: the same on every copy of a till."""

    till_id: str
    label: str
    organisation_id: str
    store_id: str
    tag: str
    signer: SigningKey
    pin_pepper: bytes


@dataclass(frozen=True, slots=True)
class Paper:
    """A receipt that came out of a printer: the only thing the oracle believes."""

    till_id: str
    machine: str
    receipt: str
    operation: str
    lines: tuple[str, ...]


@dataclass(slots=True)
class Tray:
    """A printer whose papers outlive the till; ``jams`` is how likely the next one sticks."""

    identity: Identity
    machine: str
    papers: list[Paper]
    chance: Chance
    fuse: Fuse
    jams: float = 0.0

    def kick_drawer(self) -> None:
        """This printer has no drawer."""

    def print_job(self, job: PrintJob) -> None:
        self.fuse.burn("between commit and print")
        if self.chance.happens(self.jams):
            raise PrinterFailure("The paper was not printed", "The printer has no paper.")
        found = next(filter(None, map(_OPERATION.search, job.lines)), None)
        if found is not None and "-copy-" not in job.job_id:
            paper = Paper(
                self.identity.till_id, self.machine, job.job_id, found.group(1), job.lines
            )
            self.papers.append(paper)
        self.fuse.burn("between print and its note")


@dataclass(slots=True)
class Machine:
    """One machine. ``till`` and ``cycle`` are there while its program runs."""

    name: str
    folder: Path
    identity: Identity
    clock: TillClock
    chance: Chance
    line: Line
    tray: Tray
    fuse: Fuse
    disk: Disk | None = None
    pressed_twice: float = 0.0
    scarce_wish: float = 0.0
    """How likely the next customer wants something of which there is little."""
    town: Town | None = None
    """What lies around it: who pays how, and what they have in their pockets."""
    till: Till | None = None
    cycle: EngineCycle | None = None
    plan: Plan = field(default_factory=lambda: Plan(wait_ms=0, nudge_shortens=True))
    starts: int = 0
    """How often its program was started: what a dead one planned does not happen."""
    planned: int = 0
    """The newest plan to turn: an older one does not happen."""
    idle_turns: int = 0
    """Turns in a row that found both ends with everything."""
    heads: dict[str, int] = field(default_factory=dict)
    """The newest number of each stream as of the last turn: one that sent something is not idle."""
    waiting: int = 0
    """How many operations the last turn left behind: the next sends them, and is not idle."""

    def count_idle(self) -> None:
        """Count the turn that was just made, if there was nothing to do in it."""
        assert self.cycle is not None
        status = self.cycle.status
        with self.db.reading() as uow:
            before, self.heads = self.heads, {s.name: s.head_seq for s in uow.till.list_streams()}
        waited, self.waiting = self.waiting, status.waiting_count
        is_idle = self.plan.wait_ms > 0 and self.plan.nudge_shortens and before == self.heads
        is_idle = is_idle and waited == 0
        has_all = status.link is Link.ONLINE and status.waiting_count == 0
        self.idle_turns = self.idle_turns + 1 if is_idle and has_all else 0

    @property
    def has_gone_round(self) -> bool:
        """Whether it has named each of its streams since there was anything to do (rule 2.8)."""
        with self.db.reading() as uow:
            return self.idle_turns >= len(uow.till.list_streams())

    @property
    def is_catching_up(self) -> bool:
        """Whether the next turn goes on where the last one was not through."""
        return self.cycle is not None and self.cycle.status.link is Link.CATCHING_UP

    @property
    def is_on(self) -> bool:
        return self.till is not None

    @property
    def db(self) -> MortalDatabase:
        """The open database. Raises AssertionError while the program is down."""
        assert self.till is not None
        assert isinstance(self.till.db, MortalDatabase)
        return self.till.db

    @property
    def running(self) -> Till:
        assert self.till is not None
        return self.till

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def backups(self) -> Path:
        return self.data / "backups"

    def start(self) -> None:
        """Start the program on what lies in the folder. Raises what opening raises."""
        db = MortalDatabase.open(
            OpenRequest(
                path=self.data / "till.db",
                key=DATABASE_KEY,
                backup_folder=self.backups,
                mark_path=self.folder / "mark" / "high-water",
                clock=self.clock,
                guard=None if self.disk is None else self.disk.guard(self.data),
            )
        )
        assert isinstance(db, MortalDatabase)
        db.fuse = self.fuse
        if self.disk is not None:
            db.lie_on(self.disk)
        self.till = Till(
            db=db,
            clock=self.clock,
            ids=self.chance,
            entropy=self.chance,
            signer=self.identity.signer,
            printer=self.tray,
            pin_pepper=self.identity.pin_pepper,
            program_version=PROGRAM,
        )
        parts = EngineParts(
            db=db,
            transport=self.line,
            clock=self.clock,
            entropy=self.chance,
            signer=self.identity.signer,
            program_version=PROGRAM,
        )
        self.cycle = EngineCycle(parts, on_status=lambda _: None)
        self.starts += 1
        self.planned += 1

    def stop(self) -> None:
        """End the program as it should be."""
        self.fuse.put_out()
        if self.till is not None:
            self.db.close()
        self.till, self.cycle = None, None

    def power_off(self) -> None:
        """End the program as a crash does."""
        self.fuse.put_out()
        self.db.power_off()
        self.till, self.cycle = None, None

    def held_hashes(self) -> set[bytes]:
        """Every operation that lies on this machine's disk."""
        connection = EncryptedFile(self.data / "till.db", DATABASE_KEY).connect()
        try:
            found: set[bytes] = set()
            cursor = connection.execute("SELECT hash FROM operation")
            while row := cursor.fetchone():
                digest = row[0]
                assert isinstance(digest, bytes)
                found.add(digest)
            return found
        finally:
            connection.close()
