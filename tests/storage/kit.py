"""A till's database and what the storage tests do to it, without the use cases above it."""

from __future__ import annotations

import atexit
import hashlib
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import sqlalchemy as sa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlcipher3 import dbapi2 as sqlcipher

from domain.cart import Cart, add_item, add_shipment, new_cart
from domain.catalog import CatalogItem
from domain.money import Money
from domain.quote import quote_shipment
from domain.rules import RuleBook, RuleRow
from domain.sale import Sale, SaleContext, complete_sale
from domain.shift import Shift
from domain.shipment import Length, Party, Piece, ShipmentDraft, Weight
from storage.connections import DriverConnection
from storage.database import OpenRequest, TillDatabase
from storage.records import BookedShipment, NewSale
from storage.stream_opening import StreamOpening, open_stream
from storage.till_record import TillRecord
from storage.unit_of_work import UnitOfWork
from sync.protocol.bodies import SaleCompleted, SaleLineBody, StreamOpened, TenderBody
from sync.protocol.canonical import canonical_bytes
from sync.protocol.changes import Change, StoreChanged
from sync.protocol.keys import SigningKey
from sync.protocol.operation import NewOperation, PersonalPart, SignedOperation

MORNING = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DAY = date(2026, 11, 22)
TILL, LABEL, STREAM = "till-gy03", "GY03", "GY03A"
FEED = "store:stabroek"
CASHIER = "staff-sr"


def fixed_key(name: str) -> bytes:
    """32 bytes that are the same in every run; no key of anything real."""
    return hashlib.sha256(f"storage test key: {name}".encode()).digest()


KEY = fixed_key("database")
_PAGE, _RESERVED, _SALT, _WAL_HEADER, _FRAME_HEADER = 4_096, 80, 16, 32, 24
SIGNER = SigningKey(fixed_key("signing"))
STORE = StoreChanged(
    organisation_name="Kaieteur Shipping Ltd",
    name="Stabroek counter",
    zone="America/Guyana",
    currency="GYD",
)


@dataclass(slots=True)
class SetClock:
    """A clock that stands still until a test moves it."""

    at: datetime = MORNING

    def now(self) -> datetime:
        return self.at

    def go_on(self, by: timedelta) -> None:
        self.at += by


def request_for(folder: Path, *, clock: SetClock | None = None, key: bytes = KEY) -> OpenRequest:
    """Where a test's till keeps its data: the mark lies outside the data folder."""
    return OpenRequest(
        path=folder / "data" / "till.db",
        key=key,
        backup_folder=folder / "data" / "backups",
        mark_path=folder / "state" / "mark",
        clock=clock or SetClock(),
    )


def open_db(folder: Path, *, clock: SetClock | None = None) -> TillDatabase:
    """Open the till's database in a folder, made where there is none."""
    return TillDatabase.open(request_for(folder, clock=clock))


def enrolled(folder: Path, *, clock: SetClock | None = None) -> TillDatabase:
    """A database whose till has a name and its first stream, and nothing else yet."""
    shutil.copytree(_template(), folder, dirs_exist_ok=True)
    return open_db(folder, clock=clock)


@cache
def _template() -> Path:
    """An enrolled till's folder, made once a run: migrating takes a quarter of a second."""
    folder = Path(tempfile.mkdtemp(prefix="windward-storage-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    db = open_db(folder)
    with db.unit_of_work() as uow:
        uow.till.save_till(a_record())
        begin_stream(uow, STREAM)
        uow.commit()
    db.close()
    return folder


def a_record() -> TillRecord:
    return TillRecord(
        till_id=TILL,
        label=LABEL,
        organisation_id="org-kaieteur",
        store_id="stabroek",
        store=STORE,
        central_key=fixed_key("central"),
        recovery_key=fixed_key("recovery"),
        enrolled_at=MORNING,
    )


def begin_stream(uow: UnitOfWork, name: str, signer: SigningKey = SIGNER) -> None:
    """Begin a stream with its first operation."""
    opening = StreamOpening(
        name=name, reason="enrolled", at=MORNING, signer=signer, program_version="0.1.0-test"
    )
    open_stream(uow, opening)


# ------------------------------------------------------------------ operations


def say(
    uow: UnitOfWork,
    note: str = "1",
    *,
    at: datetime = MORNING,
    personal: tuple[PersonalPart, ...] = (),
) -> SignedOperation:
    """Append a small operation; its kind does not matter to storage."""
    body = StreamOpened(reason="assigned", program_version=note)
    new = NewOperation(
        kind="stream_opened", at=at, by=CASHIER, day=DAY, feed=0, body=body, personal=personal
    )
    return uow.outbox.append(SIGNER, new)


def say_many(db: TillDatabase, count: int, *, at: datetime = MORNING) -> None:
    """Append operations, each in a transaction of its own."""
    for number in range(count):
        with db.unit_of_work() as uow:
            say(uow, str(number), at=at)
            uow.commit()


def a_part(person_id: str, content: Mapping[str, object]) -> PersonalPart:
    return PersonalPart(
        person_id=person_id, salt=fixed_key(person_id), part=canonical_bytes(content)
    )


# ------------------------------------------------------------------ the feed


def an_item(key: str, name: str, position: int = 1, **more: object) -> Change:
    """A change that tells of one item; ``more`` are fields of ItemChanged, or ``last``."""
    last = more.pop("last", position)
    body: dict[str, object] = {
        "sku": key.upper(),
        "name": name,
        "price_minor": 50_000,
        "currency": "GYD",
        "price_id": f"price-{key}",
        "tax_class": "standard",
        **more,
    }
    return a_change("item", key, position, body, last=int(str(last)))


def a_change(
    kind: str,
    key: str,
    position: int,
    body: Mapping[str, object] | None = None,
    *,
    last: int | None = None,
) -> Change:
    return Change(
        stream=FEED,
        position=position,
        last=position if last is None else last,
        kind=kind,
        key=key,
        body=body or {},
    )


def tell(db: TillDatabase, *changes: Change) -> None:
    """Stage changes and show all of them."""
    stage(db, *changes)
    show(db, max(change.position for change in changes))


def stage(db: TillDatabase, *changes: Change, cursor: str = "c") -> None:
    with db.unit_of_work() as uow:
        uow.feed.stage(changes, cursor)
        uow.commit()


def show(db: TillDatabase, position: int, stream: str = FEED) -> None:
    with db.unit_of_work() as uow:
        uow.feed.flip({stream: position})
        uow.commit()


def caught_up(db: TillDatabase, at: datetime = MORNING) -> None:
    with db.unit_of_work() as uow:
        uow.feed.caught_up(at)
        uow.commit()


def sweep_all(db: TillDatabase, limit: int = 200) -> list[int]:
    """Sweep until nothing is left; return how many rows each round took."""
    rounds: list[int] = []
    for _ in range(100):
        with db.unit_of_work() as uow:
            rounds.append(uow.feed.sweep(limit))
            uow.commit()
        if not rounds[-1]:
            return rounds
    raise AssertionError("a sweep never ended")


def found(db: TillDatabase, text: str, limit: int = 50) -> list[str]:
    """Ids of the items that a search finds, best first."""
    with db.reading() as uow:
        return [item.item_id for item in uow.catalog.search(text, limit)]


# ------------------------------------------------------------------ selling


def gyd(dollars: int) -> Money:
    return Money(dollars * 100, "GYD")


def _rule(kind: str, key: str, value: Mapping[str, object]) -> RuleRow:
    return RuleRow(kind=kind, key=key, valid_from=date(2020, 1, 1), value=value)


RULES = RuleBook.from_rows(
    [
        _rule("vat_rate", "standard", {"basis_points": 1_400}),
        _rule("vat_rate", "zero", {"basis_points": 0}),
        _rule("cash_rounding", "GYD", {"step_minor": 500}),
        _rule(
            "shipment_limits",
            "default",
            {
                "piece_weight_milli_lb": 200_000,
                "shipment_weight_milli_lb": 500_000,
                "side_milli_in": 120_000,
                "piece_count_max": 10,
            },
        ),
        _rule(
            "rate_sheet",
            "default",
            {
                "name": "12",
                "freight_minor_per_lb": 8_000,
                "fuel_basis_points": 500,
                "remote_regions": [9],
                "remote_minor": 350_000,
                "dim_divisor": 166,
                "charge_step_milli_lb": 1_000,
                "cover_basis_points": 100,
                "tax_class": "standard",
            },
        ),
    ]
)


def goods(item_id: str = "tape", dollars: int = 480, tax_class: str = "standard") -> CatalogItem:
    return CatalogItem(
        item_id=item_id,
        sku=item_id.upper(),
        name=f"Goods {item_id}",
        category="",
        kind="goods",
        barcodes=(),
        price=gyd(dollars),
        price_id=f"price-{item_id}",
        tax_class=tax_class,
        weight_grams=None,
        dimensions_mm=None,
        containers_per_unit=0,
        position=7,
    )


def a_cart(cart_id: str = "cart-1", *items: CatalogItem) -> Cart:
    cart = new_cart(cart_id, "GYD")
    for item in items or (goods(), goods("rice", 620, "zero")):
        cart = add_item(cart, item)
    return cart


def a_party(person_id: str, name: str, **more: object) -> Party:
    told = {
        "phone": "609 1234",
        "lot_street": "Lot 12, Sheriff Street",
        "village": "Campbellville",
        "landmark": "opposite the mosque",
        "region": 4,
        **more,
    }
    return Party(
        person_id=person_id,
        name=name,
        phone=str(told["phone"]),
        lot_street=str(told["lot_street"]),
        village=str(told["village"]),
        region=int(str(told["region"])),
        landmark=str(told["landmark"]),
    )


def a_draft(shipment_id: str = "shipment-1", *, pieces: int = 1) -> ShipmentDraft:
    return ShipmentDraft(
        shipment_id=shipment_id,
        consignor=a_party("person-aubrey", "Aubrey Fraser"),
        consignee=a_party("person-lila", "Lilawattie Singh", region=9, phone="772 4321"),
        pieces=tuple(
            Piece(
                description="Clothes and tinned food",
                packing="Barrel",
                weight=Weight(85_500, "lb"),
                length=Length(61_000, "cm"),
                width=Length(24_000, "in"),
                height=Length(36_000, "in"),
            )
            for _ in range(pieces)
        ),
        declared_value=gyd(60_000),
    )


def a_shift(number: int = 1) -> Shift:
    return Shift(
        number=number,
        business_date=DAY,
        opened_at=MORNING,
        opened_by=CASHIER,
        opening_float=gyd(20_000),
    )


def with_shipment(cart: Cart, draft: ShipmentDraft) -> Cart:
    """The cart with a shipment, quoted by the test's rate sheet."""
    return add_shipment(
        cart, draft, quote_shipment(draft, RULES.rate_sheet(DAY), at=MORNING, valid_h=24)
    )


def sold(cart: Cart, receipt: str, *, at: datetime = MORNING, shift: int = 1) -> Sale:
    """The sale that a cart becomes for plenty of cash."""
    context = SaleContext(
        receipt_number=receipt,
        at=at,
        business_date=DAY,
        shift_number=shift,
        cashier_id=CASHIER,
    )
    return complete_sale(cart, RULES, gyd(1_000_000), context)


def open_shift(db: TillDatabase) -> None:
    with db.unit_of_work() as uow:
        uow.shifts.add(a_shift())
        uow.commit()


def write_sale(uow: UnitOfWork, cart: Cart, waybills: Sequence[str] = ()) -> Sale:
    """Write everything that a sale writes, in the caller's transaction."""
    sale = sold(cart, uow.till.next_receipt_number())
    uow.outbox.append(
        SIGNER,
        NewOperation(
            kind="sale_completed",
            at=sale.at,
            by=CASHIER,
            day=DAY,
            feed=uow.feed.shown_position(),
            body=sale_body(sale, cart.version),
        ),
    )
    uow.sales.add(
        NewSale(
            sale=sale,
            cart_version=cart.version,
            receipt_lines=("TAX INVOICE", sale.receipt_number),
            waybills=tuple(waybills),
        )
    )
    for line in cart.lines:
        if line.shipment is not None:
            uow.shipments.add(booked(line.shipment, waybills[0], sale.receipt_number))
    uow.carts.close(cart.cart_id)
    return sale


def booked(draft: ShipmentDraft, waybill: str, receipt: str) -> BookedShipment:
    return BookedShipment(
        draft=draft,
        quote=quote_shipment(draft, RULES.rate_sheet(DAY), at=MORNING, valid_h=24),
        waybill=waybill,
        receipt_number=receipt,
        booked_at=MORNING,
    )


def sell(db: TillDatabase, cart_id: str) -> str:
    """Sell two goods in one transaction; return the receipt number."""
    with db.unit_of_work() as uow:
        sale = write_sale(uow, a_cart(cart_id))
        uow.commit()
    return sale.receipt_number


def sale_body(sale: Sale, cart_version: int) -> SaleCompleted:
    return SaleCompleted(
        receipt=sale.receipt_number,
        shift=sale.shift_number,
        cart_id=sale.cart_id,
        cart_version=cart_version,
        currency="GYD",
        lines=tuple(
            SaleLineBody(
                line_no=priced.line.line_no,
                kind=priced.line.kind,
                item_id=priced.line.item_id or "shipment",
                name=priced.line.name,
                quantity=priced.line.quantity,
                unit_minor=priced.line.unit_price.amount_minor,
                gross_minor=priced.gross.amount_minor,
                tax_class=priced.line.tax_class,
                vat_basis_points=priced.vat_basis_points,
                vat_minor=priced.vat.amount_minor,
                price_id=priced.line.price_id,
                feed_position=priced.line.feed_position,
                price_source="catalog",
            )
            for priced in sale.lines
        ),
        total_minor=sale.total.amount_minor,
        vat_minor=sale.vat_total.amount_minor,
        rounding_minor=sale.rounding.amount_minor,
        tenders=(
            TenderBody(
                kind="cash",
                currency="GYD",
                amount_minor=sale.due.amount_minor,
                received_minor=sale.received.amount_minor,
                change_minor=sale.change.amount_minor,
            ),
        ),
    )


# ------------------------------------------------------------------ looking behind the door


def raw(path: Path, key: bytes = KEY) -> DriverConnection:
    """A connection straight to a file, past every check of ours."""
    connection: DriverConnection = sqlcipher.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def tamper(path: Path, *statements: str) -> None:
    """Change a closed database behind its program's back."""
    connection = raw(path)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def rows_of(db: TillDatabase, query: str) -> list[tuple[object, ...]]:
    """Read with plain SQL on one of the reading connections."""
    with db._readers.connect() as connection:
        return [tuple(row) for row in connection.execute(sa.text(query))]


def decrypted(path: Path, key: bytes = KEY) -> bytes:
    """Every page of a file in the clear as it lies there: free pages and free corners included.

    SQLCipher 4: pages of 4,096 bytes, each AES-256-CBC under the raw key, its IV and an HMAC in the
    last 80; the first 16 of page 1 are the salt. In a write-ahead log a page follows each 24-byte
    frame header.
    """
    whole = path.read_bytes()
    if path.name.endswith("-wal"):
        starts = range(_WAL_HEADER + _FRAME_HEADER, len(whole), _FRAME_HEADER + _PAGE)
        pages = [(whole[start : start + _PAGE], whole[start - 24 : start - 20]) for start in starts]
        return b"".join(_page(page, key, is_first=number == b"\0\0\0\1") for page, number in pages)
    starts = range(0, len(whole), _PAGE)
    return b"".join(_page(whole[at : at + _PAGE], key, is_first=at == 0) for at in starts)


def _page(page: bytes, key: bytes, *, is_first: bool) -> bytes:
    start = _SALT if is_first else 0
    body, iv = page[start : _PAGE - _RESERVED], page[_PAGE - _RESERVED : _PAGE - _RESERVED + 16]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return bytes(start) + decryptor.update(body) + decryptor.finalize()


def with_key(request: OpenRequest, key: bytes) -> OpenRequest:
    return replace(request, key=key)
