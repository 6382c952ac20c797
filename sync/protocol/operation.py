"""Operations: append-only, hash-chained, signed facts with personal parts beside them (rules 1).

An operation's *facts* are canonical JSON bytes; its *personal parts* (names, phones, addresses)
are bound to the facts by commitments, so that a part and its salt can be destroyed while the chain
still verifies.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sync.protocol.canonical import canonical_bytes
from sync.protocol.keys import SigningKey, verify

FACTS_BYTES_MAX = 983_040
"""How large the facts of one operation may be: 1,000 lines that say all that a line can.

With a personal part they still fit into one request body (``exchange.BODY_BYTES_MAX``), even where
nothing of them could be compressed.
"""
PERSONAL_BYTES_MAX = 65_536
PERSONAL_PARTS_MAX = 16
SALT_BYTES = 32
_CHAIN = b"windward/chain/1\0"
_SIGNED = b"windward/operation/1\0"

Seq = Annotated[int, Field(ge=1, le=2**53)]


class FactsUnreadableError(ValueError):
    """Facts that are not what this protocol writes.

    They are kept as bytes and shown to a person.
    """


class Facts(BaseModel):
    """The facts of one operation, as written into the chain.

    ``at`` is the till's claim of the time (aware, UTC); order is by ``seq``. ``day`` is the
    business date. ``feed`` is the feed position of the organisation's stream that the till showed
    when it was made. ``personal`` holds ``(person_id, commitment in base64)`` pairs.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    v: Annotated[int, Field(ge=1)] = 1
    till: Annotated[str, Field(min_length=1, max_length=64)]
    stream: Annotated[str, Field(min_length=1, max_length=64)]
    seq: Seq
    kind: Annotated[str, Field(min_length=1, max_length=64)]
    at: datetime
    by: Annotated[str, Field(max_length=64)]
    day: date
    feed: Annotated[int, Field(ge=0)]
    personal: Annotated[tuple[tuple[str, str], ...], Field(max_length=PERSONAL_PARTS_MAX)] = ()
    body: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalPart:
    """What concerns one person in one operation.

    JSON bytes and the 32-byte salt that hides them in the commitment.
    """

    person_id: str
    salt: bytes = field(repr=False)
    part: bytes = field(repr=False)

    @property
    def commitment(self) -> bytes:
        """The 32 bytes that the facts hold for this part."""
        return hashlib.sha256(self.salt + self.part).digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOperation:
    """What a use case hands to the outbox: everything but the place in the chain."""

    kind: str
    at: datetime
    by: str
    day: date
    feed: int
    body: BaseModel
    personal: tuple[PersonalPart, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainPlace:
    """Where the next operation goes: till, stream, its number and the hash before it."""

    till: str
    stream: str
    seq: int
    prev_hash: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOperation:
    """An operation as it is stored.

    The hashed bytes, its place, its hash and the till's signature.
    """

    stream: str
    seq: int
    kind: str
    facts: bytes
    prev_hash: bytes
    hash: bytes
    signature: bytes
    personal: tuple[PersonalPart, ...] = ()


def genesis_hash(till: str, stream: str) -> bytes:
    """Return the hash before the first operation of a stream (sync rule 1.3)."""
    return hashlib.sha256(b"windward/genesis/1\0" + canonical_bytes([till, stream])).digest()


def chain_hash(prev_hash: bytes, facts: bytes) -> bytes:
    """Return the hash of an operation: over the hash before it and the facts' bytes."""
    return hashlib.sha256(_CHAIN + prev_hash + facts).digest()


def sign_operation(place: ChainPlace, new: NewOperation, signer: SigningKey) -> SignedOperation:
    """Write a new operation's facts, chain it to the one before and sign it.

    Raises NotCanonicalError if the body holds a float, ValueError if facts or parts are over their
    limits.
    """
    facts = canonical_bytes(
        {
            "v": 1,
            "till": place.till,
            "stream": place.stream,
            "seq": place.seq,
            "kind": new.kind,
            "at": _utc_text(new.at),
            "by": new.by,
            "day": new.day.isoformat(),
            "feed": new.feed,
            "personal": [[part.person_id, to_base64(part.commitment)] for part in new.personal],
            "body": new.body.model_dump(mode="json", exclude_none=True),
        }
    )
    _require_limits(facts, new.personal)
    digest = chain_hash(place.prev_hash, facts)
    return SignedOperation(
        stream=place.stream,
        seq=place.seq,
        kind=new.kind,
        facts=facts,
        prev_hash=place.prev_hash,
        hash=digest,
        signature=signer.sign(_SIGNED + digest),
        personal=new.personal,
    )


def hash_is_signed(public_bytes: bytes, digest: bytes, signature: bytes) -> bool:
    """Tell whether a till's key signed this hash and so all before it (sync rule 1.5)."""
    return verify(public_bytes, signature, _SIGNED + digest)


def read_facts(facts: bytes) -> Facts:
    """Read facts. Raises FactsUnreadableError where they are not facts of this protocol."""
    try:
        return Facts.model_validate(json.loads(facts))
    except (ValidationError, ValueError, RecursionError) as error:
        message = f"these {len(facts)} bytes are not facts of this protocol"
        raise FactsUnreadableError(message) from error


def part_is_bounded(part: PersonalPart) -> bool:
    """Tell whether a part keeps the limits that every till keeps when it writes one."""
    return len(part.part) <= PERSONAL_BYTES_MAX and len(part.salt) == SALT_BYTES


def part_matches(part: PersonalPart, commitments: Sequence[tuple[str, str]]) -> bool:
    """Tell whether the facts promised exactly this part for this person.

    The salt must be as long as every salt is: a boundary between salt and part that could move
    would let one commitment promise two different parts.
    """
    if len(part.salt) != SALT_BYTES:
        return False
    ours = to_base64(part.commitment)
    return any(
        person == part.person_id and hmac.compare_digest(promised, ours)
        for person, promised in commitments
    )


def to_base64(raw: bytes) -> str:
    """Return bytes as base64 text, the form in which JSON carries them."""
    return base64.b64encode(raw).decode("ascii")


def from_base64(text: str) -> bytes:
    """Return the bytes of base64 text. Raises ValueError where it is none."""
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        message = "this text is not base64"
        raise ValueError(message) from error


def _utc_text(at: datetime) -> str:
    if at.utcoffset() is None:
        message = "a time in the chain must be aware"
        raise ValueError(message)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _require_limits(facts: bytes, personal: tuple[PersonalPart, ...]) -> None:
    if len(facts) > FACTS_BYTES_MAX:
        message = f"facts of {len(facts)} bytes are over the limit of {FACTS_BYTES_MAX}"
        raise ValueError(message)
    if len(personal) > PERSONAL_PARTS_MAX or not all(map(part_is_bounded, personal)):
        message = f"at most {PERSONAL_PARTS_MAX} parts of {PERSONAL_BYTES_MAX} bytes, salts of 32"
        raise ValueError(message)
