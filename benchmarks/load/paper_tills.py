"""Tills for a load on central: enrolled in its database, with every request written beforehand.

Signing while central is measured would measure the signing: each till's requests are made, chained
and signed first, and kept in one file that the generator only sends. Only what a busy central lets
travel together (sync rule 2.9) cannot be known before: the till's pen writes those on the way.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from central.enrolment.codes import issue_code
from central.enrolment.enrol import enrol
from central.opening import Central
from central.operations.endpoint import answer_exchange
from central.tills.organisations import NewStore, Store, add_store
from domain.money import divide_rounded
from sync.protocol.bodies import SaleCompleted, SaleLineBody, TenderBody
from sync.protocol.enrolment import EnrolmentAnswer, EnrolmentRequest, parse_code
from sync.protocol.exchange import (
    CONTENT_TYPE,
    EXCHANGE_PATH,
    PROTOCOL,
    CursorLine,
    ExchangeHeader,
    ExchangeRequest,
    ReceivedOperation,
)
from sync.protocol.http_signing import SignedRequest, signature_headers
from sync.protocol.keys import SigningKey
from sync.protocol.operation import (
    ChainPlace,
    NewOperation,
    genesis_hash,
    sign_operation,
    to_base64,
)
from sync.protocol.stream_codec import encode_request
from sync.protocol.version import PROGRAM_VERSION

NONCE = "benchmark-nonce"
LINES = 4
CURRENCY = "GYD"
_UNIT_MINOR = 114_000
_VAT_PER_CENT, _WITH_VAT_PER_CENT = 14, 114
_LENGTH_BYTES = 4
_CUT = "the file of tills is cut"
_PULLS_MAX = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSale:
    """A sale as an operation: its facts, what they attach to, and the till's signature."""

    facts: bytes
    prev_hash: bytes
    signature: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """With which a till writes requests: who it is, its key, its cursor."""

    till_id: str
    stream: str
    seed: bytes
    cursor: str | None
    at: datetime

    def request(
        self, operations: Sequence[WrittenSale], *, first_seq: int, head: bytes = b""
    ) -> tuple[bytes, dict[str, str]]:
        """Return an exchange's body and headers; without operations it names the ``head``."""
        header = ExchangeHeader(
            protocol=PROTOCOL,
            till=self.till_id,
            stream=self.stream,
            first_seq=first_seq,
            prev_hash=(operations[0].prev_hash if operations else head).hex(),
            count=len(operations),
            head_signature=to_base64(operations[-1].signature) if operations else None,
            first_kept_seq=1,
            cursor=self.cursor,
            till_time=self.at,
            nonce=NONCE,
        )
        received = tuple(ReceivedOperation(facts=one.facts) for one in operations)
        body = encode_request(ExchangeRequest(header=header, operations=received))
        signed = SignedRequest(method="POST", path=EXCHANGE_PATH, body=body)
        key = SigningKey(self.seed)
        headers = signature_headers(
            signed, key=key, key_id=self.till_id, created_at=self.at, nonce=NONCE
        )
        return body, headers


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadTill:
    """A till that will be played: an idle request, one request a sale, and what writes others."""

    idle: bytes
    requests: tuple[bytes, ...]
    sales: tuple[WrittenSale, ...]
    pen: Pen

    def together(self, first: int, count: int) -> bytes:
        """Return one request for ``count`` sales, from the sale number ``first`` (from 0) on."""
        if count == 1:
            return self.requests[first]
        batch = self.sales[first : first + count]
        return http_bytes(*self.pen.request(batch, first_seq=first + 1))


@dataclass(slots=True)
class _Writer:
    """What a till needs to write: who it is, its key, where its chain stands, its cursor."""

    granted: EnrolmentAnswer
    seed: bytes
    signer: SigningKey
    at: datetime
    seq: int
    head: bytes
    cursor: str | None = None

    def sell(self) -> WrittenSale:
        receipt = f"{self.granted.stream}-{self.seq + 1:06d}"
        place = ChainPlace(
            till=self.granted.till,
            stream=self.granted.stream,
            seq=self.seq + 1,
            prev_hash=self.head,
        )
        new = NewOperation(
            kind="sale_completed",
            at=self.at,
            by="staff-load",
            day=self.at.date(),
            feed=0,
            body=sale_body(receipt),
        )
        written = sign_operation(place, new, self.signer)
        self.seq, self.head = written.seq, written.hash
        return WrittenSale(
            facts=written.facts, prev_hash=written.prev_hash, signature=written.signature
        )

    def pen(self) -> Pen:
        """Return what writes requests as this till stands now."""
        return Pen(
            till_id=self.granted.till,
            stream=self.granted.stream,
            seed=self.seed,
            cursor=self.cursor,
            at=self.at,
        )


def add_stores(central: Central, organisation_id: str, count: int) -> list[Store]:
    """Open ``count`` more stores."""
    with central.database.writing(central.surroundings.now()) as writing:
        return [
            add_store(
                writing,
                central.surroundings,
                organisation_id,
                NewStore(
                    name=f"Counter {number}",
                    zone="America/Guyana",
                    currency=CURRENCY,
                    label_prefix=_prefix(number),
                ),
            )
            for number in range(count)
        ]


def _prefix(number: int) -> str:
    """Return four letters for a store, LAAA and so on."""
    letters = (number // 676 % 26, number // 26 % 26, number % 26)
    return "L" + "".join(chr(ord("A") + letter) for letter in letters)


def make_tills(central: Central, stores: Sequence[Store], sales: int) -> Iterator[LoadTill]:
    """Enrol one till a store, bring it up to date, and write its requests."""
    for number, store in enumerate(stores):
        writer = _enrolled(central, store, number)
        _catch_up(central, writer)
        pen = writer.pen()
        idle = http_bytes(*pen.request((), first_seq=writer.seq + 1, head=writer.head))
        written = tuple(writer.sell() for _ in range(sales))
        requests = tuple(
            http_bytes(*pen.request((one,), first_seq=seq)) for seq, one in enumerate(written, 1)
        )
        yield LoadTill(idle=idle, requests=requests, sales=written, pen=pen)


def _enrolled(central: Central, store: Store, number: int) -> _Writer:
    seed = sha256(f"load/{number}".encode()).digest()
    signer = SigningKey(seed)
    code = issue_code(central, store).code
    request = EnrolmentRequest(
        protocol=PROTOCOL,
        secret=parse_code(code).secret,
        public_key=to_base64(signer.public_bytes),
        program_version=PROGRAM_VERSION,
        nonce=NONCE,
    )
    granted = enrol(central, request)
    head = genesis_hash(granted.till, granted.stream)
    return _Writer(granted, seed, signer, datetime.now(UTC), 0, head)


def _catch_up(central: Central, writer: _Writer) -> None:
    """Exchange until nothing is new, so that the load's answers hold no changes."""
    for _ in range(_PULLS_MAX):
        pen = writer.pen()
        body, headers = pen.request((), first_seq=writer.seq + 1, head=writer.head)
        cursors = [
            line.cursor
            for line in answer_exchange(central, body, headers)
            if isinstance(line, CursorLine)
        ]
        if cursors[-1] == writer.cursor:
            return
        writer.cursor = cursors[-1]


def sale_body(receipt: str) -> SaleCompleted:
    """Return a sale of four lines that adds up."""
    vat = divide_rounded(_UNIT_MINOR * _VAT_PER_CENT, _WITH_VAT_PER_CENT)
    lines = tuple(
        SaleLineBody(
            line_no=number,
            kind="item",
            item_id=f"item-{number}",
            name="Packing tape, clear, 2 in",
            quantity=1,
            unit_minor=_UNIT_MINOR,
            gross_minor=_UNIT_MINOR,
            tax_class="standard",
            vat_basis_points=_VAT_PER_CENT * 100,
            vat_minor=vat,
            price_id=f"item-{number}@1",
            feed_position=1,
            price_source="catalog",
        )
        for number in range(1, LINES + 1)
    )
    total = _UNIT_MINOR * LINES
    tender = TenderBody(
        kind="cash", currency=CURRENCY, amount_minor=total, received_minor=total, change_minor=0
    )
    return SaleCompleted(
        receipt=receipt,
        shift=1,
        cart_id=f"cart-{receipt}",
        cart_version=LINES,
        currency=CURRENCY,
        lines=lines,
        total_minor=total,
        vat_minor=vat * LINES,
        rounding_minor=0,
        tenders=(tender,),
    )


def http_bytes(body: bytes, headers: dict[str, str]) -> bytes:
    """Return a whole HTTP/1.1 request, as it goes over the socket."""
    told = {
        "Host": "central",
        "Content-Type": CONTENT_TYPE,
        "Content-Length": str(len(body)),
        **headers,
    }
    lines = [f"POST {EXCHANGE_PATH} HTTP/1.1", *(f"{name}: {text}" for name, text in told.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def write_tills(path: Path, tills: Iterator[LoadTill]) -> int:
    """Write tills into a file; return how many."""
    count = 0
    with path.open("wb") as file:
        for till in tills:
            for part in _parts_of(till):
                file.write(len(part).to_bytes(_LENGTH_BYTES, "big") + part)
            count += 1
    return count


def read_tills(path: Path) -> list[LoadTill]:
    """Read the tills of a file."""
    tills: list[LoadTill] = []
    with path.open("rb") as file:
        while (head := _read_part(file)) is not None:
            told = json.loads(head)
            idle = _must_read(file)
            requests = tuple(_must_read(file) for _ in range(told["sales"]))
            sales = tuple(
                WrittenSale(
                    facts=_must_read(file), prev_hash=_must_read(file), signature=_must_read(file)
                )
                for _ in range(told["sales"])
            )
            pen = Pen(
                till_id=told["till"],
                stream=told["stream"],
                seed=bytes.fromhex(told["seed"]),
                cursor=told["cursor"],
                at=datetime.fromisoformat(told["at"]),
            )
            tills.append(LoadTill(idle=idle, requests=requests, sales=sales, pen=pen))
    return tills


def _parts_of(till: LoadTill) -> Iterator[bytes]:
    pen = till.pen
    told = {
        "sales": len(till.sales),
        "till": pen.till_id,
        "stream": pen.stream,
        "seed": pen.seed.hex(),
        "cursor": pen.cursor,
        "at": pen.at.isoformat(),
    }
    yield json.dumps(told).encode()
    yield till.idle
    yield from till.requests
    for sale in till.sales:
        yield from (sale.facts, sale.prev_hash, sale.signature)


def _read_part(file: BinaryIO) -> bytes | None:
    head = file.read(_LENGTH_BYTES)
    return file.read(int.from_bytes(head, "big")) if head else None


def _must_read(file: BinaryIO) -> bytes:
    part = _read_part(file)
    if part is None:
        raise EOFError(_CUT)
    return part
