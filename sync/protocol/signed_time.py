"""Central's time under its signature, for a till whose clock is so wrong that TLS fails (rule 7.6).

It is the one answer that is asked for over a line nobody verified: it says nothing but the time,
and is believed only under central's pinned key and over the nonce of this very question.
"""

import json
from datetime import UTC, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sync.protocol.canonical import canonical_bytes
from sync.protocol.keys import SigningKey, verify
from sync.protocol.operation import from_base64, to_base64

TIME_PATH = "/v1/time"
NONCE_LENGTH_MIN, NONCE_LENGTH_MAX = 16, 64
_SIGNED = b"windward/time/1\0"


class TimeNotSignedError(ValueError):
    """An answer that central did not sign for this question: it says nothing about the time."""


class SignedTime(BaseModel):
    """Central's time (aware), the question's nonce, and the signature over both (base64)."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    nonce: Annotated[
        str,
        Field(min_length=NONCE_LENGTH_MIN, max_length=NONCE_LENGTH_MAX, pattern=r"^[0-9A-Za-z]*$"),
    ]
    time: datetime
    signature: str


def sign_time(at: datetime, nonce: str, signer: SigningKey) -> SignedTime:
    """Return central's time, signed. Raises ValidationError for a nonce that is none."""
    signature = to_base64(signer.sign(_message(at, nonce)))
    return SignedTime(nonce=nonce, time=at, signature=signature)


def read_time(raw: bytes, central_public: bytes, nonce: str) -> datetime:
    """Return the time that central signed for this nonce. Raises TimeNotSignedError."""
    try:
        told = SignedTime.model_validate(json.loads(raw))
        signature = from_base64(told.signature)
    except (ValidationError, ValueError, RecursionError) as error:
        message = "this is no signed time"
        raise TimeNotSignedError(message) from error
    is_aware = told.time.utcoffset() is not None
    if (
        told.nonce != nonce
        or not is_aware
        or not verify(central_public, signature, _message(told.time, nonce))
    ):
        message = "central did not sign this time for this question"
        raise TimeNotSignedError(message)
    return told.time


def _message(at: datetime, nonce: str) -> bytes:
    return _SIGNED + canonical_bytes([nonce, at.astimezone(UTC).isoformat()])
