"""A till of the small world: real database, use cases and engine, stepped by hand."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from app.use_cases.open_shift import current_shift, open_shift
from app.use_cases.sign_in import sign_in
from app.use_cases.start_stream import ensure_stream
from app.use_cases.take_payment import CompletedSale
from app.use_cases.till import Session, Till
from storage.database import OpenRequest, TillDatabase
from storage.stream_opening import StreamOpening, open_stream
from storage.till_record import TillRecord
from sync.engine.cycle import EngineCycle, Plan
from sync.engine.parts import EngineParts
from sync.protocol.enrolment import EnrolmentAnswer
from sync.protocol.keys import SigningKey
from sync.protocol.operation import from_base64
from sync.protocol.status import SyncStatus
from tests.helpers.builders import SetClock, a_sale, fixed_key, gyd
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
