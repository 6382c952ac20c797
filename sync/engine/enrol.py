"""Enrolment, the till's side.

Ask central for a name, trust the answer only if the code vouches for it.
"""

from dataclasses import dataclass

from domain.errors import BadInput
from sync.engine.ports import Clock, Entropy, LinkDownError, Transport
from sync.protocol.enrolment import (
    ENROL_PATH,
    AnswerDamagedError,
    CodeUnreadableError,
    EnrolmentAnswer,
    EnrolmentRequest,
    NotFromCentralError,
    parse_code,
    read_answer,
)
from sync.protocol.exchange import PROTOCOL
from sync.protocol.http_signing import SignedRequest, signature_headers
from sync.protocol.keys import SigningKey, fingerprint
from sync.protocol.operation import to_base64

NONCE_BYTES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentParts:
    """What enrolment works with; all of it comes from outside."""

    transport: Transport
    clock: Clock
    entropy: Entropy
    signer: SigningKey
    program_version: str


def enrol(parts: EnrolmentParts, code_text: str) -> EnrolmentAnswer:
    """Enrol this till's key under a code.

    Asking again with the same code and key gets the same answer.

    Raises BadInput for a code with a typing mistake or an answer that is not from the central the
    code names, LinkDownError and RefusedError as the transport does.
    """
    try:
        code = parse_code(code_text)
    except CodeUnreadableError as error:
        title = "That enrolment code is not right"
        message = f"Check it and type it again: {error}. Nothing was changed."
        raise BadInput(title, message) from error
    nonce = parts.entropy.take(NONCE_BYTES).hex()
    request = EnrolmentRequest(
        protocol=PROTOCOL,
        secret=code.secret,
        public_key=to_base64(parts.signer.public_bytes),
        program_version=parts.program_version,
        nonce=nonce,
    )
    body = request.model_dump_json().encode("utf-8")
    headers = signature_headers(
        SignedRequest(method="POST", path=ENROL_PATH, body=body),
        key=parts.signer,
        key_id=fingerprint(parts.signer.public_bytes),
        created_at=parts.clock.now(),
        nonce=nonce,
    )
    raw = parts.transport.enrol(body, headers)
    try:
        answer = read_answer(raw, code, nonce)
    except AnswerDamagedError as error:
        title, message = "The answer was damaged on its way", "Nothing was changed: try again."
        raise LinkDownError(title, message) from error
    except NotFromCentralError as error:
        raise _not_central() from error
    if answer.public_key != request.public_key:
        raise _not_central()
    return answer


def _not_central() -> BadInput:
    title = "Another computer answered in central's place"
    message = "This till was not enrolled. Check central's address and ask for a new code."
    return BadInput(title, message)
