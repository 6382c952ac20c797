"""The signed code on a receipt: what was sold, said so that another till believes it offline.

``W1.<facts>.<signature>``: the facts are canonical JSON, both parts base64url without padding, the
signature is by the key of the stream that made the sale. It names no person. Whoever reads one
checks it with that stream's public key, which central tells of (ledger rule 7).
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date
from typing import Annotated

from pydantic import Field, ValidationError

from sync.protocol.body_parts import Body, Code, Currency, Positive
from sync.protocol.canonical import canonical_bytes
from sync.protocol.keys import SigningKey, verify

PREFIX = "W1"
LONGEST = 1_000
_SIGNED_BEFORE = b"windward/receipt-code/1\0"
"""Nothing else that a till signs begins like this: a code can stand for nothing but a receipt."""


class ReceiptFacts(Body):
    """What a receipt's code says. ``hash`` is the sale's operation, in hexadecimal."""

    receipt: Annotated[str, Field(min_length=1, max_length=40)]
    till: Code
    stream: Code
    seq: Annotated[int, Field(ge=1)]
    hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    total_minor: Positive
    currency: Currency
    date: date


class UnreadableCode(ValueError):
    """Text that is no code of a receipt: another code, a part of one, or damaged."""


def write_receipt_code(facts: ReceiptFacts, signer: SigningKey) -> str:
    """Return the code of a receipt, signed. The same facts and key give the same text."""
    said = canonical_bytes(facts.model_dump(mode="json"))
    signature = signer.sign(_SIGNED_BEFORE + said)
    return f"{PREFIX}.{_encode(said)}.{_encode(signature)}"


def read_receipt_code(text: str) -> ReceiptFacts:
    """Return what a code says, *not yet believed*. Raises UnreadableCode."""
    said, _ = _parts(text)
    try:
        return ReceiptFacts.model_validate_json(said)
    except ValidationError as error:
        message = "what the code says is no receipt of this version"
        raise UnreadableCode(message) from error


def is_signed_by(text: str, public_key: bytes) -> bool:
    """Tell whether a stream's key (32 bytes) signed a code. Raises UnreadableCode."""
    said, signature = _parts(text)
    return verify(public_key, signature, _SIGNED_BEFORE + said)


def looks_like_receipt_code(text: str) -> bool:
    """Tell a receipt's code from another scan by its beginning."""
    return text.startswith(f"{PREFIX}.")


def _parts(text: str) -> tuple[bytes, bytes]:
    prefix, *parts = text.strip().split(".")
    if prefix != PREFIX or len(parts) != 2 or len(text) > LONGEST:  # noqa: PLR2004 facts, signature
        message = "this is not the code of a receipt"
        raise UnreadableCode(message)
    said, signature = (_decode(part) for part in parts)
    try:
        is_canonical = canonical_bytes(json.loads(said)) == said
    except (ValueError, RecursionError) as error:  # not JSON, not UTF-8, a float, brackets only
        message = "the code is damaged"
        raise UnreadableCode(message) from error
    if not is_canonical:
        message = "the code was not written by a till"
        raise UnreadableCode(message)
    return said, signature


def _encode(plain: bytes) -> str:
    return urlsafe_b64encode(plain).rstrip(b"=").decode("ascii")


def _decode(text: str) -> bytes:
    try:
        plain = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        message = "the code is damaged"
        raise UnreadableCode(message) from error
    if _encode(plain) != text:  # the library skips what is not of its alphabet
        message = "the code is damaged"
        raise UnreadableCode(message)
    return plain
