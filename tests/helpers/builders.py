"""A whole, enrolled till on a database of its own, and small examples of what people do with it.

Nothing of ours is replaced: the database is a real SQLCipher file, goods, rules and staff came
through the feed, PINs are checked. Only the clock, chance, names and the printer are the test's.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from app.use_cases.open_shift import open_shift
from app.use_cases.ports import DrawerFailure, PrinterFailure, PrintJob
from app.use_cases.ring_up import RingUp, ring_up
from app.use_cases.take_payment import CompletedSale, TakePayment, take_payment
from app.use_cases.till import Session, Till
from domain.cart import Cart
from domain.money import Money
from domain.shift import Shift
from domain.staff import Role
from domain.tender import cash_tender
from storage.database import OpenRequest, TillDatabase
from storage.stream_opening import StreamOpening, open_stream
from storage.till_record import TillRecord
from sync.protocol.changes import Change, StoreChanged
from sync.protocol.keys import SigningKey
from sync.protocol.operation import to_base64
from sync.protocol.pins import PinParameters, pepper_verifier, stretch_pin

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample"
MORNING = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)  # 08:00 in Georgetown
ORGANISATION, STORE, TILL = "org-kaieteur", "store-stabroek", "till-gy03"
ORG_STREAM, STORE_STREAM, TILL_STREAM = f"org:{ORGANISATION}", f"store:{STORE}", f"till:{TILL}"
LABEL, FIRST_STREAM = "GY03", "GY03A"
CHEAP_PIN = PinParameters(time_cost=1, memory_kib=8, parallelism=1)
STAGE_ROWS = 200


def fixed_key(name: str) -> bytes:
    """32 bytes that are the same in every run; no key of anything real."""
    return hashlib.sha256(f"test key: {name}".encode()).digest()


PEPPER = fixed_key("pepper")


def gyd(dollars: int) -> Money:
    """An amount in whole Guyana dollars."""
    return Money(dollars * 100, "GYD")


# ------------------------------------------------------------------ the test's own world


@dataclass(slots=True)
class SetClock:
    """A clock that a test sets; it stands still otherwise."""

    at: datetime = MORNING

    def now(self) -> datetime:
        return self.at

    def go_on(self, by: timedelta) -> None:
        self.at += by


@dataclass(slots=True)
class SeededEntropy:
    """Bytes that differ each time and are the same in every run with the same seed."""

    seed: str = "windward"
    taken: int = 0

    def take(self, byte_count: int) -> bytes:
        self.taken += 1
        return hashlib.shake_256(f"{self.seed}/{self.taken}".encode()).digest(byte_count)


@dataclass(slots=True)
class CountedIds:
    """Names in order: id-000001, id-000002."""

    prefix: str = "id"
    made: int = 0

    def new_id(self) -> str:
        self.made += 1
        return f"{self.prefix}-{self.made:06d}"


@dataclass(slots=True)
class PaperTray:
    """A printer that keeps its papers; ``is_jammed`` makes it fail, and not its drawer."""

    jobs: list[PrintJob] = field(default_factory=list)
    is_jammed: bool = False
    jammed_printers: set[str] = field(default_factory=set)
    is_drawer_stuck: bool = False
    kicks: int = 0
    tries: int = 0

    def print_job(self, job: PrintJob) -> None:
        self.tries += 1
        if self.is_jammed or job.printer in self.jammed_printers:
            raise PrinterFailure("The paper was not printed", "The printer has no paper.")
        self.jobs.append(job)

    def kick_drawer(self) -> None:
        if self.is_drawer_stuck:
            raise DrawerFailure("The drawer did not open", "The printer does not answer.")
        self.kicks += 1


# ------------------------------------------------------------------ what the feed told


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member of staff and the PIN they type."""

    staff_id: str
    name: str
    role: Role
    pin: str


CASHIER = Person(staff_id="staff-sr", name="Shanelle Rodrigues", role=Role.CASHIER, pin="2580")
OTHER_CASHIER = Person(staff_id="staff-dr", name="Devika Ramsaroop", role=Role.CASHIER, pin="1470")
SUPERVISOR = Person(staff_id="staff-ra", name="Roxanne Adams", role=Role.SUPERVISOR, pin="9630")
STAFF = (CASHIER, OTHER_CASHIER, SUPERVISOR)

STORE_BODY = StoreChanged(
    organisation_name="Kaieteur Shipping Ltd",
    name="Stabroek counter",
    address="12 Water Street\nGeorgetown",
    vat_number="4418207",
    zone="America/Guyana",
    currency="GYD",
)


def an_item(item_id: str, name: str, price_minor: int | None, **more: object) -> Change:
    """A change of the feed that tells of one item; ``more`` are fields of ItemChanged."""
    body: dict[str, object] = {
        "sku": item_id.upper(),
        "name": name,
        "price_minor": price_minor,
        "currency": "GYD",
        "price_id": f"price-{item_id}",
        "tax_class": "standard",
        **more,
    }
    return a_change("item", item_id, body)


def a_change(kind: str, key: str, body: Mapping[str, object]) -> Change:
    """A change without its place; ``tell`` gives it one."""
    return Change(stream="unplaced", position=1, last=1, kind=kind, key=key, body=body)


BARREL = an_item("barrel", "Shipping barrel, large, 55 gal", 950_000, barcodes=("02102026000014",))
TAPE = an_item("tape", "Packing tape, clear, 2 in", 48_000, barcodes=("02102026000212",))
RICE = an_item("rice", "Rice, parboiled, 2 kg", 62_300, tax_class="zero", barcodes=("RICE-2",))
PEN = an_item("pen", "Ball-point pen", 12_700, barcodes=("TWO-PENS",))
MARKER = an_item("marker", "Marker, black", 31_900, barcodes=("TWO-PENS",))
SEAL = an_item("seal", "Barrel seal, numbered", None, barcodes=("SEAL-1",))
MUG = an_item("mug", "Mug without a price", 0, barcodes=("MUG-1",))
SAMPLE_TEA = an_item("tea", "Tea, sample", 0, kind="sample", barcodes=("TEA-1",))
ITEMS = (BARREL, TAPE, RICE, PEN, MARKER, SEAL, MUG, SAMPLE_TEA)


def sample_rules() -> tuple[Change, ...]:
    """The rules of the sample shop, as changes of the feed."""
    rows = json.loads((SAMPLE / "rules.json").read_text(encoding="utf-8"))
    return tuple(
        a_change("rule", f"{row['kind']}/{row['key']}/{row['valid_from']}", row) for row in rows
    )


def a_member(person: Person, *, pepper: bytes = PEPPER) -> Change:
    """A change that lets somebody sign in at the till with that pepper."""
    salt = fixed_key(f"salt of {person.staff_id}")[:16]
    verifier = pepper_verifier(stretch_pin(person.pin, salt, CHEAP_PIN), pepper)
    return a_change(
        "staff",
        person.staff_id,
        {
            "name": person.name,
            "role": person.role.value,
            "pin_salt": to_base64(salt),
            "pin_verifier": to_base64(verifier),
            "pin_parameters": CHEAP_PIN.as_tuple(),
        },
    )


def tell(till: Till, stream: str, changes: Iterable[Change], *, first: int) -> int:
    """Bring changes through the feed, one central transaction each; return the next position."""
    placed = [
        change.model_copy(update={"stream": stream, "position": position, "last": position})
        for position, change in enumerate(changes, first)
    ]
    for start in range(0, len(placed), STAGE_ROWS):
        rows = placed[start : start + STAGE_ROWS]
        with till.db.unit_of_work() as uow:
            uow.feed.stage(rows, f"{stream}:{rows[-1].position}")
            uow.feed.flip({stream: rows[-1].position})
            uow.feed.caught_up(till.clock.now())
            uow.commit()
    return first + len(placed)


# ------------------------------------------------------------------ a till


@dataclass(frozen=True, slots=True, kw_only=True)
class TillPlan:
    """What differs from the usual till."""

    label: str = LABEL
    stream: str = FIRST_STREAM
    items: tuple[Change, ...] = ITEMS
    staff: tuple[Person, ...] = STAFF
    rules: tuple[Change, ...] | None = None
    clock: SetClock | None = None
    seed: str = "windward"


def open_request(folder: Path, clock: SetClock) -> OpenRequest:
    """Where the test's till keeps its data: the mark lies outside the data folder."""
    return OpenRequest(
        path=folder / "data" / "till.db",
        key=fixed_key("database"),
        backup_folder=folder / "data" / "backups",
        mark_path=folder / "mark" / "high-water",
        clock=clock,
    )


def open_again(folder: Path, till: Till) -> Till:
    """The same till after its program was started anew."""
    clock = SetClock(till.clock.now())
    return replace(till, db=TillDatabase.open(open_request(folder, clock)), clock=clock)


def a_till(folder: Path, plan: TillPlan | None = None) -> Till:
    """An enrolled till that knows its goods, rules and staff; its shift is not open yet.

    The usual one is made once a run and copied from then on.
    """
    if plan is not None:
        return _made(folder, plan)
    for name in ("data", "mark"):
        shutil.copytree(_usual_folder() / name, folder / name)
    return _opened(folder, TillPlan())


@cache
def _usual_folder() -> Path:
    """A folder with the usual till, closed; removed when the run ends."""
    folder = Path(tempfile.mkdtemp(prefix="windward-till-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _made(folder, TillPlan()).db.close()
    return folder


def _opened(folder: Path, plan: TillPlan) -> Till:
    clock = plan.clock or SetClock()
    return Till(
        db=TillDatabase.open(open_request(folder, clock)),
        clock=clock,
        ids=CountedIds(prefix=f"id-{plan.seed}"),
        entropy=SeededEntropy(plan.seed),
        signer=SigningKey(fixed_key("signing")),
        printer=PaperTray(),
        pin_pepper=PEPPER,
        program_version="0.1.0-test",
    )


def _made(folder: Path, plan: TillPlan) -> Till:
    for name in ("data", "mark"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    till = _opened(folder, plan)
    _enrol(till, plan)
    tell(till, ORG_STREAM, (*(sample_rules() if plan.rules is None else plan.rules),), first=1)
    tell(
        till,
        STORE_STREAM,
        (a_change("store", STORE, STORE_BODY.model_dump()), *plan.items),
        first=1,
    )
    tell(till, TILL_STREAM, (a_member(person) for person in plan.staff), first=1)
    return till


def _enrol(till: Till, plan: TillPlan) -> None:
    with till.db.unit_of_work() as uow:
        uow.till.save_till(
            TillRecord(
                till_id=TILL,
                label=plan.label,
                organisation_id=ORGANISATION,
                store_id=STORE,
                store=STORE_BODY,
                central_key=SigningKey(fixed_key("central")).public_bytes,
                recovery_key=fixed_key("recovery"),
                enrolled_at=till.clock.now(),
            )
        )
        open_stream(
            uow,
            StreamOpening(
                name=plan.stream,
                reason="enrolled",
                at=till.clock.now(),
                signer=till.signer,
                program_version=till.program_version,
            ),
        )
        uow.commit()


def clock_of(till: Till) -> SetClock:
    """The test's clock behind a till."""
    assert isinstance(till.clock, SetClock)
    return till.clock


def tray_of(till: Till) -> PaperTray:
    """The test's printer behind a till."""
    assert isinstance(till.printer, PaperTray)
    return till.printer


# ------------------------------------------------------------------ what people do


def a_session(till: Till, person: Person = CASHIER) -> Session:
    """Somebody signed in, without typing a PIN."""
    return Session(
        staff_id=person.staff_id,
        name=person.name,
        role=person.role,
        signed_in_at=till.clock.now(),
    )


def an_open_shift(till: Till, *, opening_float: Money | None = None) -> tuple[Session, Shift]:
    """The usual cashier has opened a shift with a float of G$20,000."""
    session = a_session(till)
    float_ = gyd(20_000) if opening_float is None else opening_float
    return session, open_shift(till, session, float_)


def a_cart(till: Till, session: Session, *item_ids: str) -> Cart:
    """A cart with one of each item."""
    carts = [ring_up(till, session, RingUp(item_id=item_id)) for item_id in item_ids]
    return carts[-1]


def a_sale(
    till: Till, session: Session, *item_ids: str, received: Money | None = None
) -> CompletedSale:
    """Items rung up and paid, with a large note where nothing is said."""
    cart = a_cart(till, session, *(item_ids or ("tape",)))
    return pay(till, session, cart, received)


def pay(till: Till, session: Session, cart: Cart, received: Money | None = None) -> CompletedSale:
    """The cart is paid."""
    cash = gyd(100_000) if received is None else received
    request = TakePayment(
        cart_id=cart.cart_id, cart_version=cart.version, tenders=(cash_tender(cash),)
    )
    return take_payment(till, session, request)
