"""A till made of paper: it writes, chains, signs and sends operations, and keeps no database.

It speaks to central through the real codec, signatures and HTTP border, so that tests of central
need nothing of the till's own code.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import httpx
from fastapi.testclient import TestClient
from pydantic import BaseModel

from domain.money import divide_rounded
from sync.protocol.bodies import (
    QuoteLineBody,
    SaleCompleted,
    SaleLineBody,
    ShipmentBooked,
    TenderBody,
)
from sync.protocol.changes import Change
from sync.protocol.enrolment import EnrolmentAnswer
from sync.protocol.exchange import (
    CONTENT_TYPE,
    EXCHANGE_PATH,
    AnswerHeader,
    AnswerLine,
    CursorLine,
    EndLine,
    ExchangeHeader,
    ExchangeRequest,
    ReceivedOperation,
    Ruling,
)
from sync.protocol.http_signing import SignedRequest, signature_headers
from sync.protocol.keys import SigningKey
from sync.protocol.operation import (
    ChainPlace,
    NewOperation,
    PersonalPart,
    SignedOperation,
    genesis_hash,
    sign_operation,
    to_base64,
)
from sync.protocol.quote_bodies import PieceBody
from sync.protocol.stream_codec import decode_answer, encode_request

START = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
DAY = date(2026, 11, 2)
NONCE = "0123456789abcdef"


class SetClock:
    """A clock that tests set."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def forward(self, delta: timedelta) -> None:
        self.at += delta


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A whole answer, taken apart."""

    header: AnswerHeader
    rulings: tuple[Ruling, ...]
    changes: tuple[Change, ...]
    cursors: tuple[CursorLine, ...]
    end: EndLine | None

    @property
    def cursor(self) -> str:
        return self.cursors[-1].cursor


@dataclass(slots=True)
class PaperTill:
    """An enrolled till. ``operations`` are all it wrote in ``stream``; nothing is ever pruned."""

    client: TestClient
    granted: EnrolmentAnswer
    signer: SigningKey
    stream: str
    operations: list[SignedOperation] = field(default_factory=list)
    cursor: str | None = None
    first_kept_seq: int = 1
    by: str = "staff-sr"

    def copy(self) -> "PaperTill":
        """Return a clone: the same key, the same past, a future of its own."""
        return replace(self, operations=list(self.operations))

    def begin_stream(self, name: str) -> None:
        """Go on in another stream."""
        self.stream, self.operations = name, []

    @property
    def head_hash(self) -> bytes:
        return self.hash_before(len(self.operations) + 1)

    def hash_before(self, seq: int) -> bytes:
        if seq == 1:
            return genesis_hash(self.granted.till, self.stream)
        return self.operations[seq - 2].hash

    def write(
        self,
        body: BaseModel,
        *,
        kind: str,
        personal: tuple[PersonalPart, ...] = (),
        day: date = DAY,
        at: datetime = START,
    ) -> SignedOperation:
        """Write an operation at the head."""
        place = ChainPlace(
            till=self.granted.till,
            stream=self.stream,
            seq=len(self.operations) + 1,
            prev_hash=self.head_hash,
        )
        new = NewOperation(
            kind=kind, at=at, by=self.by, day=day, feed=0, body=body, personal=personal
        )
        self.operations.append(sign_operation(place, new, self.signer))
        return self.operations[-1]

    def sell(self, total_minor: int = 114_000) -> SignedOperation:
        """Sell something; the receipt is numbered by its operation, which is dense enough here."""
        return self.write(sale_body(self.next_receipt(), total_minor), kind="sale_completed")

    def next_receipt(self) -> str:
        return f"{self.stream}-{len(self.operations) + 1:06d}"

    def header(self, first_seq: int, operations: Sequence[SignedOperation]) -> ExchangeHeader:
        """Return the header under which these operations travel."""
        return ExchangeHeader(
            protocol=1,
            till=self.granted.till,
            stream=self.stream,
            first_seq=first_seq,
            prev_hash=self.hash_before(first_seq).hex(),
            count=len(operations),
            head_signature=to_base64(operations[-1].signature) if operations else None,
            first_kept_seq=self.first_kept_seq,
            cursor=self.cursor,
            till_time=START,
            nonce=NONCE,
        )

    def request(self, first_seq: int, last_seq: int) -> ExchangeRequest:
        """Return the request that sends operations ``first_seq`` to ``last_seq``."""
        chosen = self.operations[first_seq - 1 : last_seq]
        return ExchangeRequest(
            header=self.header(first_seq, chosen),
            operations=tuple(
                ReceivedOperation(facts=one.facts, parts=one.personal) for one in chosen
            ),
        )

    def push(self, first_seq: int = 1, last_seq: int | None = None) -> Answer:
        """Send operations and take the answer apart."""
        last = len(self.operations) if last_seq is None else last_seq
        return self.exchange(self.request(first_seq, last))

    def exchange(self, request: ExchangeRequest) -> Answer:
        """Send a request as it is; the answer must be a good one."""
        response = self.post(encode_request(request))
        assert response.status_code == httpx.codes.OK, response.text
        return take_apart(response.content)

    def post(self, body: bytes, *, signer: SigningKey | None = None) -> httpx.Response:
        """Send bytes, signed."""
        headers = signature_headers(
            SignedRequest(method="POST", path=EXCHANGE_PATH, body=body),
            key=signer or self.signer,
            key_id=self.granted.till,
            created_at=START,
            nonce=NONCE,
        )
        response: httpx.Response = self.client.post(
            EXCHANGE_PATH, content=body, headers={**headers, "Content-Type": CONTENT_TYPE}
        )
        return response

    def pull(self) -> Answer:
        """Ask for changes without sending anything, and remember the cursor."""
        answer = self.push(len(self.operations) + 1)
        self.cursor = answer.cursor
        return answer


def take_apart(content: bytes) -> Answer:
    """Read an answer's bytes."""
    lines: list[AnswerLine] = list(decode_answer([content]))
    header = lines[0]
    assert isinstance(header, AnswerHeader)
    return Answer(
        header=header,
        rulings=tuple(line for line in lines if isinstance(line, Ruling)),
        changes=tuple(line for line in lines if isinstance(line, Change)),
        cursors=tuple(line for line in lines if isinstance(line, CursorLine)),
        end=lines[-1] if isinstance(lines[-1], EndLine) else None,
    )


def sale_body(receipt: str, total_minor: int = 114_000) -> SaleCompleted:
    """Return a sale of one line at 14 % that adds up; the total must need no rounding."""
    line = SaleLineBody(
        line_no=1,
        kind="item",
        item_id="item-1",
        name="Barrel",
        quantity=1,
        unit_minor=total_minor,
        gross_minor=total_minor,
        tax_class="standard",
        vat_basis_points=1_400,
        vat_minor=divide_rounded(total_minor * 14, 114),
        price_id="price-1",
        feed_position=0,
        price_source="catalog",
    )
    tender = TenderBody(
        kind="cash",
        currency="GYD",
        amount_minor=total_minor,
        received_minor=total_minor + 1_000,
        change_minor=1_000,
    )
    return SaleCompleted(
        receipt=receipt,
        shift=1,
        cart_id="cart-1",
        cart_version=1,
        currency="GYD",
        lines=(line,),
        total_minor=total_minor,
        vat_minor=line.vat_minor,
        rounding_minor=0,
        tenders=(tender,),
    )


def shipment_body(stream: str, *, weight_milli: int = 50_000) -> ShipmentBooked:
    """Return a booking of one piece, in pounds, that adds up."""
    piece = PieceBody(
        piece_no=1,
        packing="barrel",
        weight_milli=weight_milli,
        weight_unit="lb",
        length_milli=24_000,
        width_milli=24_000,
        height_milli=36_000,
        size_unit="in",
    )
    return ShipmentBooked(
        shipment_id="shipment-1",
        waybill=f"{stream}-W000001",
        receipt=f"{stream}-000001",
        consignor_id="person-a",
        consignee_id="person-b",
        destination_region=4,
        pieces=(piece,),
        currency="GYD",
        gross_milli_lb=weight_milli,
        chargeable_milli_lb=125_000,
        sheet_name="12",
        quote_lines=(QuoteLineBody(label="Freight", amount_minor=1_000_000),),
        quote_total_minor=1_000_000,
        quote_valid_until=START + timedelta(hours=24),
    )


def personal_part(person_id: str, text: str, *, salt: bytes = bytes(32)) -> PersonalPart:
    """Return what concerns one person."""
    return PersonalPart(
        person_id=person_id, salt=salt, part=json.dumps({"name": text}).encode("utf-8")
    )


def book(till: PaperTill, *names: str, weight_milli: int = 50_000) -> SignedOperation:
    """Book a shipment between two persons: the names of consignor and consignee."""
    parts = tuple(
        personal_part(person_id, name)
        for person_id, name in zip(("person-a", "person-b"), names, strict=True)
    )
    body = shipment_body(till.stream, weight_milli=weight_milli)
    return till.write(body, kind="shipment_booked", personal=parts)
