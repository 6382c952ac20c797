"""A small world in one process: the real central, tills with the real engine, a faulty line."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from app.use_cases.open_shift import current_shift, open_shift
from app.use_cases.sign_in import sign_in
from app.use_cases.start_stream import ensure_stream
from app.use_cases.take_payment import CompletedSale
from app.use_cases.till import Session, Till
from central import tables
from central.enrolment.codes import issue_code
from central.publication import new_change, store_feed
from central.staff.members import NewMember, add_staff
from central.tills.organisations import Store
from storage.database import OpenRequest, TillDatabase
from storage.stream_opening import StreamOpening, open_stream
from storage.till_record import TillRecord
from sync.engine.cycle import EngineCycle, Plan
from sync.engine.enrol import EnrolmentParts, enrol
from sync.engine.parts import EngineParts
from sync.protocol.changes import ItemChanged
from sync.protocol.enrolment import EnrolmentAnswer
from sync.protocol.keys import SigningKey
from sync.protocol.operation import from_base64
from sync.protocol.status import SyncStatus
from tests.central.office import Office, Stage, on_sqlite
from tests.helpers.builders import (
    CountedIds,
    PaperTray,
    SeededEntropy,
    SetClock,
    a_sale,
    fixed_key,
    gyd,
)
from tests.sync.faulty_transport import FaultyTransport

PROGRAM = "0.1.0-test"
TURNS_MAX = 60
CASHIER_PIN, SUPERVISOR_PIN = "2580", "9630"


@dataclass(slots=True)
class SyncTill:
    """A till with its engine, stepped by hand."""

    folder: Path
    till: Till
    transport: FaultyTransport
    cycle: EngineCycle
    statuses: list[SyncStatus] = field(default_factory=list)

    @property
    def clock(self) -> SetClock:
        assert isinstance(self.till.clock, SetClock)
        return self.till.clock

    def turn(self) -> Plan:
        """One turn of the engine; a second passes."""
        self.clock.go_on(timedelta(seconds=1))
        return self.cycle.turn()

    def settle(self) -> int:
        """Turn until the engine has nothing more to do; return how many turns that took."""
        for count in range(1, TURNS_MAX + 1):
            plan = self.turn()
            if plan.wait_ms > 0 and plan.nudge_shortens and self.waiting() == 0:
                return count
        raise AssertionError(f"not settled after {TURNS_MAX} turns: {self.cycle.status}")

    def go_round(self) -> None:
        """Settle, name each stream in its turn, and settle again what that brought up."""
        self.settle()
        with self.till.db.reading() as uow:
            streams = len(uow.till.list_streams())
        for _ in range(streams):
            self.turn()
        self.settle()

    def waiting(self) -> int:
        with self.till.db.reading() as uow:
            return uow.outbox.waiting_count()

    def cashier(self) -> Session:
        with self.till.db.reading() as uow:
            staff = {member.role.value: member.staff_id for member in uow.staff.list_staff()}
        return sign_in(self.till, staff["cashier"], CASHIER_PIN)

    def sell(self, count: int = 1, session: Session | None = None) -> list[CompletedSale]:
        """Sell a roll of tape some times, in the open shift or a new one."""
        session = session or self.cashier()
        if current_shift(self.till) is None:
            open_shift(self.till, session, gyd(20_000))
        return [self._one(session) for _ in range(count)]

    def _one(self, session: Session) -> CompletedSale:
        ensure_stream(self.till)
        self.clock.go_on(timedelta(seconds=20))
        return a_sale(self.till, session, self.an_item())

    def an_item(self) -> str:
        with self.till.db.reading() as uow:
            return uow.catalog.search("tape", 1)[0].item_id

    def close(self) -> None:
        self.till.db.close()


@dataclass(slots=True)
class World:
    """An office with one shop, and its tills."""

    folder: Path
    office: Office
    store: Store
    tills: list[SyncTill] = field(default_factory=list)

    def a_till(self, name: str = "till-a", *, settled: bool = True) -> SyncTill:
        """Enrol a till and let it hear everything once, unless it is not to be ``settled``."""
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
        if settled:
            made.settle()
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


def request_for(folder: Path, clock: SetClock) -> OpenRequest:
    return OpenRequest(
        path=folder / "data" / "till.db",
        key=fixed_key("database"),
        backup_folder=folder / "data" / "backups",
        mark_path=folder / "mark" / "high-water",
        clock=clock,
    )


def with_engine(folder: Path, till: Till, transport: FaultyTransport) -> SyncTill:
    statuses: list[SyncStatus] = []
    parts = EngineParts(
        db=till.db,
        transport=transport,
        clock=till.clock,
        entropy=till.entropy,
        signer=till.signer,
        program_version=PROGRAM,
    )
    cycle = EngineCycle(parts, on_status=statuses.append)
    return SyncTill(folder, till, transport, cycle, statuses)


def save_grant(
    db: TillDatabase, granted: EnrolmentAnswer, signer: SigningKey, clock: SetClock
) -> None:
    with db.unit_of_work() as uow:
        uow.till.save_till(
            TillRecord(
                till_id=granted.till,
                label=granted.label,
                organisation_id=granted.organisation_id,
                store_id=granted.store_id,
                store=granted.store,
                central_key=from_base64(granted.central_key),
                recovery_key=from_base64(granted.recovery_key),
                enrolled_at=clock.now(),
            )
        )
        opening = StreamOpening(
            name=granted.stream,
            reason="enrolled",
            at=clock.now(),
            signer=signer,
            program_version=PROGRAM,
        )
        open_stream(uow, opening)
        uow.commit()


def new_world(folder: Path, office: Office | None = None) -> World:
    """An office with a shop that sells tape, a cashier and a supervisor."""
    office = office or on_sqlite(Stage.EMPTY).office(folder / "central")
    store = office.open_shop()
    for name, role, pin in (
        ("Shanelle Rodrigues", "cashier", CASHIER_PIN),
        ("Roxanne Adams", "supervisor", SUPERVISOR_PIN),
    ):
        add_staff(office.central, store.organisation_id, NewMember(name=name, role=role, pin=pin))
    world = World(folder, office, store)
    world.price_tape(48_000, version=1)
    return world
