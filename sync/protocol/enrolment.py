"""Enrolment: how a till gets its name, its first stream and the keys it must trust.

A person at central makes a short-lived code and reads it out. The code carries the fingerprint of
central's signing key, so that the till knows whom it speaks to before it trusts an answer.
Enrolment is idempotent for one code and key.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from sync.protocol.canonical import canonical_bytes
from sync.protocol.changes import StoreChanged
from sync.protocol.keys import SigningKey, fingerprint, verify
from sync.protocol.operation import from_base64, to_base64

ENROL_PATH = "/v1/enrol"
SECRET_LETTERS = 10
_FINGERPRINT_LETTERS = 13
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
_GROUP = 6
_SIGNED = b"windward/enrolment/1\0"


class AnswerDamagedError(ValueError):
    """Bytes that are no enrolment answer."""


class NotFromCentralError(ValueError):
    """An enrolment answer that the central which the code names did not give."""


class CodeUnreadableError(ValueError):
    """An enrolment code with a wrong letter, or one too few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentCode:
    """A code taken apart: the one-use secret and the fingerprint of central's signing key."""

    secret: str
    central_fingerprint: str


class EnrolmentRequest(BaseModel):
    """What a till asks. Signing it with the key it enrols proves that it holds that key."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    protocol: int
    secret: Annotated[str, Field(min_length=SECRET_LETTERS, max_length=SECRET_LETTERS)]
    public_key: Annotated[str, Field(max_length=64)]
    program_version: Annotated[str, Field(max_length=64)]
    nonce: Annotated[str, Field(min_length=8, max_length=64)]


class EnrolmentAnswer(BaseModel):
    """What central grants: names, keys to trust, and the pepper of this till's PIN verifiers.

    Keys are base64.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    till: str
    public_key: str
    label: str
    stream: str
    organisation_id: str
    store_id: str
    store: StoreChanged
    epoch: str
    central_key: str
    recovery_key: str
    pin_pepper: str
    nonce: str
    server_time: datetime
    signature: str = ""


def secret_from(entropy: bytes) -> str:
    """Return the secret of a new code from 10 random bytes."""
    return "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in entropy[:SECRET_LETTERS])


def format_code(secret: str, central_public: bytes) -> str:
    """Return the code that a person reads out.

    Secret, fingerprint, check letter, in groups of six.
    """
    number = int(fingerprint(central_public), 16)
    letters = ""
    for _ in range(_FINGERPRINT_LETTERS):
        number, digit = divmod(number, len(_ALPHABET))
        letters = _ALPHABET[digit] + letters
    whole = secret + letters
    whole += _check_letter(whole)
    return "-".join(whole[start : start + _GROUP] for start in range(0, len(whole), _GROUP))


def parse_code(text: str) -> EnrolmentCode:
    """Take a typed code apart. Letters that look alike are read as one.

    Raises CodeUnreadableError.
    """
    whole = text.strip().upper().translate(_LOOKALIKES)
    if len(whole) != SECRET_LETTERS + _FINGERPRINT_LETTERS + 1:
        message = f"a code has 24 letters and digits, this one has {len(whole)}"
        raise CodeUnreadableError(message)
    if any(letter not in _ALPHABET for letter in whole) or _check_letter(whole[:-1]) != whole[-1]:
        message = "a letter of the code is not right"
        raise CodeUnreadableError(message)
    number = 0
    for letter in whole[SECRET_LETTERS:-1]:
        number = number * len(_ALPHABET) + _ALPHABET.index(letter)
    return EnrolmentCode(secret=whole[:SECRET_LETTERS], central_fingerprint=f"{number:016x}")


def sign_answer(answer: EnrolmentAnswer, signer: SigningKey) -> EnrolmentAnswer:
    """Return the answer with central's signature over everything else in it."""
    signed = _signed_bytes(answer.model_dump(mode="json"))
    return answer.model_copy(update={"signature": to_base64(signer.sign(signed))})


def read_answer(raw: bytes, code: EnrolmentCode, nonce: str) -> EnrolmentAnswer:
    """Read an answer that the central which the code names signed for this request.

    The signature is over all that came, also over fields of a newer central that this program does
    not know. Raises AnswerDamagedError for bytes that are no answer, NotFromCentralError for one
    that another signed, or for another request or key.
    """
    try:
        told = json.loads(raw)
        answer = EnrolmentAnswer.model_validate(told)
        central_public, signature = from_base64(answer.central_key), from_base64(answer.signature)
        signed = _signed_bytes(told)
    except (ValueError, RecursionError) as error:
        message = "the answer cannot be read"
        raise AnswerDamagedError(message) from error
    if not (
        answer.nonce == nonce
        and fingerprint(central_public) == code.central_fingerprint
        and verify(central_public, signature, signed)
    ):
        message = "the answer was not signed by the central that the code names"
        raise NotFromCentralError(message)
    return answer


def _signed_bytes(told: Mapping[str, object]) -> bytes:
    return _SIGNED + canonical_bytes(
        {name: value for name, value in told.items() if name != "signature"}
    )


def _check_letter(letters: str) -> str:
    """A sum with odd weights, modulo 32, finds every single wrong letter and nearly every swap."""
    total = sum(
        (2 * place - 1) * _ALPHABET.index(letter) for place, letter in enumerate(letters, start=1)
    )
    return _ALPHABET[total % len(_ALPHABET)]
