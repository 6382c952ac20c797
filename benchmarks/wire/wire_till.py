"""A till with its engine over a line: enrolled, turned until it has settled, its requests counted.

The engine is the product's own, and so are its waits: where it backs off, the time counts.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from app.devices.printers import FolderPrinter
from app.devices.secrets import MachineFileStore
from app.devices.system_clock import SystemClock, SystemEntropy, Uuid7Ids
from app.devices.till_keys import KEY_BYTES, keep_pepper, load_or_make_keys
from app.till_folder import TillFolder, TillNote
from app.use_cases.open_shift import open_shift
from app.use_cases.take_payment import take_payment
from app.use_cases.till import Session, Till
from benchmarks.commit import fill_cart
from benchmarks.goods import CURRENCY
from benchmarks.shop import Shop
from domain.money import Money
from domain.staff import Role
from storage.database import OpenRequest, TillDatabase
from storage.stream_opening import StreamOpening, open_stream
from storage.till_record import TillRecord
from sync.engine.cycle import EngineCycle
from sync.engine.enrol import EnrolmentParts, enrol
from sync.engine.parts import EngineParts
from sync.engine.transport import HttpTransport, client_of
from sync.protocol.enrolment import EnrolmentAnswer
from sync.protocol.keys import SigningKey
from sync.protocol.operation import from_base64
from sync.protocol.status import Link
from sync.protocol.version import PROGRAM_VERSION

_MS = 1_000
_TURNS_MAX = 5_000
_FLOAT = Money(2_000_000, CURRENCY)
CASHIER = ("staff-sr", "Shanelle Rodrigues")


class CountedTransport(HttpTransport):
    """The product's transport to a port of this computer; it counts its requests."""

    def __init__(self, port: int) -> None:
        self.request_count = 0
        super().__init__(self._client_to(port))

    def go_through(self, port: int) -> None:
        """Go on over another line, on a new connection."""
        self._client.close()
        self._client = self._client_to(port)

    def _client_to(self, port: int) -> httpx.Client:
        client = client_of(httpx.URL(f"http://127.0.0.1:{port}"), trust_env=False)
        client.event_hooks = {"request": [self._count]}
        return client

    def _count(self, request: httpx.Request) -> None:
        del request
        self.request_count += 1


class WireTill:
    """An enrolled till whose engine is turned by hand."""

    def __init__(self, folder: TillFolder, till: Till, transport: CountedTransport) -> None:
        self.folder = folder
        self.till = till
        self.transport = transport
        self.cycle = EngineCycle(
            EngineParts(
                db=till.db,
                transport=transport,
                clock=till.clock,
                entropy=till.entropy,
                signer=till.signer,
                program_version=PROGRAM_VERSION,
            ),
            on_status=lambda _: None,
        )
        self._sold = 0
        self._nothing = threading.Event()
        """Never set: what the engine's own wait is measured on."""

    def settle(self) -> None:
        """Turn until nothing waits and nothing is new. Raises TimeoutError if that never comes."""
        for _ in range(_TURNS_MAX):
            plan = self.cycle.turn()
            status = self.cycle.status
            if status.link is Link.ONLINE and not status.waiting_count:
                return
            self._nothing.wait(plan.wait_ms / _MS)
        raise TimeoutError(f"not settled after {_TURNS_MAX} turns: {self.cycle.status}")

    def open_shift(self) -> None:
        """Begin a shift."""
        open_shift(self.till, self._session(), _FLOAT)

    def sell(self, count: int, rows: int) -> None:
        """Make sales of four lines each from a catalog of ``rows`` made-up products."""
        shop = Shop(folder=self.folder, till=self.till, session=self._session(), rows=rows)
        for number in range(self._sold, self._sold + count):
            take_payment(self.till, shop.session, fill_cart(shop, number))
        self._sold += count

    def waiting_count(self) -> int:
        """Return how many operations central does not have."""
        with self.till.db.reading() as uow:
            return uow.outbox.waiting_count()

    def product_count(self) -> int:
        """Return how many products can be sold."""
        with self.till.db.reading() as uow:
            return uow.catalog.count_items()

    def can_sell(self) -> bool:
        """Tell whether somebody can sign in, and sell something."""
        with self.till.db.reading() as uow:
            return uow.catalog.has_items() and bool(uow.staff.list_staff())

    def waiting_facts(self) -> Iterator[bytes]:
        """Yield the facts of the operations that wait, in the current stream."""
        with self.till.db.reading() as uow:
            stream = uow.till.current_stream()
            after = stream.stored_through
            while batch := uow.outbox.list_operations(stream.name, first_seq=after + 1):
                yield from (operation.facts for operation in batch)
                after = batch[-1].seq

    def _session(self) -> Session:
        staff_id, name = CASHIER
        at = self.till.clock.now()
        return Session(staff_id=staff_id, name=name, role=Role.CASHIER, signed_in_at=at)


@contextmanager
def enrolled_till(folder: Path, port: int, code: str) -> Iterator[WireTill]:
    """Enrol a new till at central and open it; nothing has come down yet."""
    made = TillFolder.below(folder)
    made.data.mkdir(parents=True)
    store, clock, entropy = MachineFileStore(made.data), SystemClock(), SystemEntropy()
    keys = load_or_make_keys(store, entropy, has_database=False)
    transport = CountedTransport(port)
    parts = EnrolmentParts(
        transport=transport,
        clock=clock,
        entropy=entropy,
        signer=SigningKey(keys.signing_seed),
        program_version=PROGRAM_VERSION,
    )
    try:
        answer = enrol(parts, code)
    finally:
        transport.close()
    keep_pepper(store, from_base64(answer.pin_pepper))
    made.write_note(TillNote(till_id=answer.till, central=f"http://127.0.0.1:{port}"))
    with open_wire_till(made, port) as till:
        _keep(till.till, answer)
        yield till


@contextmanager
def open_wire_till(folder: TillFolder, port: int) -> Iterator[WireTill]:
    """Open an enrolled till, with its way to central over a port of this computer."""
    clock, entropy = SystemClock(), SystemEntropy()
    keys = load_or_make_keys(
        MachineFileStore(folder.data), entropy, has_database=folder.database.exists()
    )
    request = OpenRequest(
        path=folder.database,
        key=keys.database_key,
        backup_folder=folder.backups,
        mark_path=folder.mark_of(folder.read_note().till_id),
        clock=clock,
    )
    transport = CountedTransport(port)
    till = Till(
        db=TillDatabase.open(request),
        clock=clock,
        ids=Uuid7Ids(clock, entropy),
        entropy=entropy,
        signer=SigningKey(keys.signing_seed),
        printer=FolderPrinter(folder.receipts),
        pin_pepper=keys.pin_pepper or bytes(KEY_BYTES),
        program_version=PROGRAM_VERSION,
    )
    try:
        yield WireTill(folder, till, transport)
    finally:
        transport.close()
        till.db.close()


def _keep(till: Till, answer: EnrolmentAnswer) -> None:
    at = till.clock.now()
    record = TillRecord(
        till_id=answer.till,
        label=answer.label,
        organisation_id=answer.organisation_id,
        store_id=answer.store_id,
        store=answer.store,
        central_key=from_base64(answer.central_key),
        recovery_key=from_base64(answer.recovery_key),
        enrolled_at=at,
    )
    opening = StreamOpening(
        name=answer.stream,
        reason="enrolled",
        at=at,
        signer=till.signer,
        program_version=PROGRAM_VERSION,
    )
    with till.db.unit_of_work() as uow:
        uow.till.save_till(record)
        open_stream(uow, opening)
        uow.commit()
