"""A small world in one process: the real central, tills with the real engine, a faulty line."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import sqlalchemy as sa

from app.use_cases.till import Till
from central import tables
from central.enrolment.codes import issue_code
from central.publication import new_change, store_feed
from central.staff.members import NewMember, add_staff
from central.tills.organisations import Store
from storage.database import TillDatabase
from sync.engine.enrol import EnrolmentParts, enrol
from sync.protocol.changes import ItemChanged
from sync.protocol.keys import SigningKey
from sync.protocol.operation import from_base64
from tests.central import office as offices
from tests.central.office import Office
from tests.helpers.builders import (
    CHEAP_PIN,
    CountedIds,
    PaperTray,
    SeededEntropy,
    SetClock,
    fixed_key,
)
from tests.sync.faulty_transport import FaultyTransport
from tests.sync.prepared import KeptTill, Stage, files_of
from tests.sync.till import (
    CASHIER_PIN,
    PROGRAM,
    SUPERVISOR_PIN,
    SyncTill,
    request_for,
    save_grant,
    with_engine,
)

__all__ = [
    "CASHIER_PIN",
    "PROGRAM",
    "SUPERVISOR_PIN",
    "SyncTill",
    "World",
    "new_world",
    "prepare",
    "save_grant",
    "stopped",
    "with_engine",
]
READY = ("till-a", "till-b")
"""The tills that are ready in this order, settled; every other one is enrolled when it is made."""


@dataclass(slots=True)
class World:
    """An office with one shop, and its tills."""

    folder: Path
    office: Office
    store: Store
    tills: list[SyncTill] = field(default_factory=list)
    names: tuple[str, ...] | None = None
    """The stage that the office was laid down in; None where it was never ready."""

    def a_till(self, name: str = "till-a", *, settled: bool = True) -> SyncTill:
        """A till that was enrolled and has heard everything once, unless not to be ``settled``.

        While nothing has happened at the office, it is one that is ready (sync/prepared.py).
        """
        made = self._ready(name) if settled else None
        if made is None:
            made = self.enrol(name)
            if settled:
                made.settle()
        return made

    def _ready(self, name: str) -> SyncTill | None:
        if self.names is None or (*self.names, name) != READY[: len(self.names) + 1]:
            return None
        if not _stage(self.names).is_still_in(self.office):
            return None
        self.names = (*self.names, name)
        stage = _stage(self.names)
        stage.replace_files(self.office)
        made = stage.tills[name].at_work(self.folder / name, self.office)
        self.tills.append(made)
        return made

    def both_tills(self) -> None:
        """Make the two tills that are ready, before anything happens at the office."""
        for name in READY:
            self.a_till(name)

    def has(self, name: str) -> SyncTill | None:
        """The till of that name, if it was made."""
        return next((till for till in self.tills if till.folder.name == name), None)

    def enrol(self, name: str) -> SyncTill:
        """Enrol a till that has heard nothing yet."""
        folder = self.folder / name
        (folder / "data").mkdir(parents=True)
        (folder / "mark").mkdir()
        signer = SigningKey(fixed_key(f"signing {name}"))
        clock, entropy = SetClock(self.office.clock.now()), SeededEntropy(name)
        transport = FaultyTransport(self.office)
        granted = enrol(
            EnrolmentParts(
                transport=transport,
                clock=clock,
                entropy=entropy,
                signer=signer,
                program_version=PROGRAM,
            ),
            issue_code(self.office.central, self.store).code,
        )
        db = TillDatabase.open(request_for(folder, clock))
        save_grant(db, granted, signer, clock)
        till = Till(
            db=db,
            clock=clock,
            ids=CountedIds(prefix=name),
            entropy=entropy,
            signer=signer,
            printer=PaperTray(),
            pin_pepper=from_base64(granted.pin_pepper),
            program_version=PROGRAM,
        )
        made = with_engine(folder, till, transport)
        self.tills.append(made)
        return made

    def open_again(self, old: SyncTill, *, folder: Path | None = None) -> SyncTill:
        """The same till after its program was started anew, perhaps from a copy of its folder."""
        clock = SetClock(old.clock.now())
        where = folder or old.folder
        db = TillDatabase.open(request_for(where, clock))
        transport = FaultyTransport(self.office)
        made = with_engine(where, replace(old.till, db=db, clock=clock), transport)
        self.tills.append(made)
        return made

    def copy_of(self, original: SyncTill, name: str) -> SyncTill:
        """Another machine with a copy of a till's whole folder; the original keeps running."""
        folder = self.folder / name
        with stopped(original):
            shutil.copytree(original.folder, folder)
        copy = self.open_again(original, folder=folder)
        # No two machines sell in the same millisecond for ever: one that did, from one cart, would
        # have written the very same fact.
        copy.clock.go_on(timedelta(milliseconds=7))
        return copy

    def price_tape(self, price_minor: int, *, version: int) -> None:
        """Tell all tills what a roll of tape costs now."""
        body = ItemChanged(
            sku="TAPE",
            name="Packing tape, clear, 2 in",
            barcodes=("02102026000212",),
            price_minor=price_minor,
            currency="GYD",
            price_id=f"tape@{version}",
            tax_class="standard",
        )
        central = self.office.central
        with central.database.writing(self.office.clock.now()) as writing:
            feed = store_feed(self.store.organisation_id, self.store.store_id)
            writing.publish(feed, new_change("tape", body))

    def copy_central(self, name: str) -> Path:
        """A copy of central's folder, taken while it is stopped."""
        self.office.close()
        return Path(shutil.copytree(self.office.settings.data, self.folder / name))

    def restore_central(self, copy: Path) -> None:
        """Put a copy back, as after a lost disk; a restored central begins a new epoch."""
        self.office.close()
        shutil.rmtree(self.office.settings.data)
        shutil.copytree(copy, self.office.settings.data)

    def receipts(self) -> list[str]:
        """Every sale that central has applied, by receipt number."""
        return [str(row["receipt"]) for row in self.office.rows(tables.sale, "receipt")]

    def cases(self, kind: str) -> list[dict[str, object]]:
        rows = self.office.rows(tables.case_file, "case_id")
        return [row for row in rows if row["kind"] == kind]

    def takings_minor(self) -> int:
        with self.office.central.database.reading() as connection:
            money = tables.takings.c.total_minor + tables.takings.c.rounding_minor
            total = connection.scalar(sa.select(sa.func.sum(money)))
        return int(total or 0)

    def close(self) -> None:
        for till in self.tills:
            till.close()
        self.office.close()


@contextmanager
def stopped(till: SyncTill) -> Iterator[None]:
    """Close a till's database meanwhile, so that its files can be copied whole."""
    till.till.db.close()
    yield
    clock = till.clock
    till.till = replace(till.till, db=TillDatabase.open(request_for(till.folder, clock)))
    renewed = with_engine(till.folder, till.till, till.transport)
    till.cycle, till.statuses = renewed.cycle, renewed.statuses


def new_world(folder: Path, office: Office | None = None) -> World:
    """An office with a shop that sells tape, a cashier and a supervisor.

    Without an ``office`` to do it in, they are there already and their PINs are cheap to check.
    """
    if office is not None:
        return _made(folder, office)
    stage = _stage(())
    return World(folder, stage.office(folder / "central"), stage.store, names=())


def prepare() -> None:
    """Make what is copied from then on: before a test replaces anything of the product."""
    _stage(READY)


def _made(folder: Path, office: Office) -> World:
    store = office.open_shop()
    for name, role, pin in (
        ("Shanelle Rodrigues", "cashier", CASHIER_PIN),
        ("Roxanne Adams", "supervisor", SUPERVISOR_PIN),
    ):
        add_staff(office.central, store.organisation_id, NewMember(name=name, role=role, pin=pin))
    world = World(folder, office, store)
    world.price_tape(48_000, version=1)
    return world


@cache
def _stage(names: tuple[str, ...]) -> Stage:
    """The office with these tills: made on top of the one that has one till less."""
    with TemporaryDirectory() as scratch:
        world, tills = _stage_before(names, Path(scratch))
        at = world.office.clock.now()
        world.close()
        return Stage(files_of(world.office.settings.data), world.store, at, tills)


def _stage_before(names: tuple[str, ...], folder: Path) -> tuple[World, dict[str, KeptTill]]:
    if not names:
        empty = offices.on_sqlite(offices.Stage.EMPTY).office(folder / "central")
        with patch("central.staff.members.DEFAULT_PARAMETERS", CHEAP_PIN):
            return _made(folder, empty), {}
    before = _stage(names[:-1])
    world = World(folder, before.office(folder / "central"), before.store)
    kept = KeptTill.of(world.a_till(names[-1]))
    return world, {**before.tills, names[-1]: kept}
