"""The exchange, both directions: what the lines say, as frozen models.

``stream_codec`` turns them into bytes.

``POST /v1/exchange`` carries a zstd stream of NDJSON: a header line, then operations byte for byte
as they were hashed, each followed by its personal parts. The answer is another: a header, rulings,
changes with cursors between, an end.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from sync.protocol.allotment_bodies import WANTS_MAX, Want
from sync.protocol.canonical import canonical_bytes
from sync.protocol.changes import Change
from sync.protocol.keys import SigningKey, verify
from sync.protocol.operation import PersonalPart, Seq, from_base64, to_base64
from sync.protocol.sums import StreamSum

PROTOCOL = 1
PROTOCOL_OLDEST = 1
"""The oldest protocol that central still speaks: the one before its own (sync rule 14.21)."""
CONTENT_TYPE = "application/vnd.windward.exchange+zstd"
EXCHANGE_PATH = "/v1/exchange"
BATCH_BYTES_MAX = 524_288
"""Bytes of operations, before compression, that a till puts into one request (rule 2.2)."""
BODY_BYTES_MAX = 1_048_576
"""How large a request body may be on the wire: larger ones are refused (sync rule 3.1)."""
CHUNK_ROWS_MAX = 200
"""Changes before the next cursor line: what a till stages in one transaction (rule 4.2)."""

_Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
_Name = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[^\x00]*$")]
_HEADER_SIGNED = b"windward/answer/1\0"


class Line(BaseModel):
    """Common to all lines: frozen; unknown fields are ignored, so that protocol 1 can grow."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class ExchangeHeader(Line):
    """First line of a request: who asks, from which cursor, and which operations follow.

    ``first_seq`` and ``prev_hash`` (hexadecimal) say where the batch attaches; with ``count`` 0
    they name the head. ``head_signature`` (base64) signs the last operation's hash; None without
    operations. ``first_kept_seq`` is the lowest number of the stream that the till still holds.
    ``till_time`` is a claim. ``wants`` asks for allotments; ``grant_through`` is the highest grant
    number that this till has seen. ``takes_snapshot`` says that the till can take one now;
    ``own_stream_only`` that one is under way, and that it wants to hear of its own stream alone.
    """

    protocol: int
    till: _Name
    stream: _Name
    first_seq: Seq
    prev_hash: _Hash
    count: Annotated[int, Field(ge=0, le=10_000)]
    head_signature: str | None = None
    first_kept_seq: Seq
    cursor: Annotated[str, Field(max_length=1_024)] | None = None
    till_time: datetime
    nonce: Annotated[str, Field(min_length=8, max_length=64)]
    wants: Annotated[tuple[Want, ...], Field(max_length=WANTS_MAX)] = ()
    grant_through: Annotated[int, Field(ge=0)] = 0
    takes_snapshot: bool = False
    own_stream_only: bool = False


class PersonalLine(Line):
    """A personal part of the operation before it, or the word that the till has erased it."""

    person: Annotated[str, Field(min_length=1, max_length=128)]
    salt: str | None = None
    part: str | None = None
    erased: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedOperation:
    """One operation as it came: the facts' bytes untouched, its parts, the persons erased."""

    facts: bytes
    parts: tuple[PersonalPart, ...] = ()
    erased: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeRequest:
    """A whole request."""

    header: ExchangeHeader
    operations: tuple[ReceivedOperation, ...] = ()


class AnswerHeader(Line):
    """The first line of an answer: what central now holds of the branch that was sent.

    ``stored_through`` and ``durable_through`` speak of that branch. ``resend_from`` asks for lower
    operations and means that nothing of the batch was stored. ``rebase`` tells the till to forget
    its cursor. ``assigned_stream`` is the stream to continue in after a fork. ``take_snapshot``
    says that the till's own stream is all that follows: the rest is for a snapshot (rule 10.1).
    ``sums`` are the streams' sums at their heads (rule 10.10). ``gather_s`` says how many seconds
    new operations wait for each other before the next exchange: central is busy (rule 2.9).
    """

    model_config = ConfigDict(frozen=True, extra="allow")  # the signature covers what is not known

    protocol: int = PROTOCOL
    stream: str
    stored_through: Annotated[int, Field(ge=0)]
    durable_through: Annotated[int, Field(ge=0)]
    resend_from: Annotated[int, Field(ge=1)] | None = None
    epoch: Annotated[str, Field(min_length=1, max_length=64)]
    rebase: bool = False
    assigned_stream: str | None = None
    server_time: datetime
    take_snapshot: bool = False
    sums: Mapping[str, StreamSum] | None = None
    gather_s: Annotated[int, Field(ge=0, le=60)] = 0
    signature: str = ""


class Ruling(Line):
    """What central decided about one operation that it could not simply apply."""

    seq: Annotated[int, Field(ge=1)]
    state: Literal["quarantined", "awaiting_upgrade"]
    title: str
    message: str


class CursorLine(Line):
    """The cursor after the changes so far. ``visible`` says how far whole transactions reach."""

    cursor: Annotated[str, Field(min_length=1, max_length=1_024)]
    visible: Mapping[str, Annotated[int, Field(ge=0)]]


class EndLine(Line):
    """The last line: an answer without it was cut. ``more`` asks the till to come again at once."""

    end: Literal[True] = True
    more: bool = False


AnswerLine: TypeAlias = AnswerHeader | Ruling | Change | CursorLine | EndLine


def personal_line(part: PersonalPart) -> PersonalLine:
    """Return the line that carries a part."""
    return PersonalLine(
        person=part.person_id, salt=to_base64(part.salt), part=part.part.decode("utf-8")
    )


def part_of(line: PersonalLine) -> PersonalPart:
    """Return the part that a line carries. Raises ValueError where it carries none."""
    if line.salt is None or line.part is None:
        message = "a personal line needs a salt and a part"
        raise ValueError(message)
    return PersonalPart(
        person_id=line.person, salt=from_base64(line.salt), part=line.part.encode("utf-8")
    )


def sign_header(header: AnswerHeader, signer: SigningKey, *, till: str, nonce: str) -> AnswerHeader:
    """Return the header with central's signature over all else in it, for this till and request."""
    signature = to_base64(signer.sign(_header_message(header, till, nonce)))
    return header.model_copy(update={"signature": signature})


def header_is_signed(central_public: bytes, header: AnswerHeader, *, till: str, nonce: str) -> bool:
    """Tell whether central signed this header for this till and this request (sync rule 3.10)."""
    try:
        signature = from_base64(header.signature)
    except ValueError:
        return False
    return verify(central_public, signature, _header_message(header, till, nonce))


def _header_message(header: AnswerHeader, till: str, nonce: str) -> bytes:
    told = header.model_dump(mode="json", exclude_none=True, exclude={"signature"})
    return _HEADER_SIGNED + canonical_bytes([till, nonce, told])
