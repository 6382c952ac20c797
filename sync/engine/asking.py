"""Asking central with a signed ``GET``; only what it signed for this till is believed."""

from collections.abc import Callable
from http import HTTPStatus
from typing import TypeVar

from sync.engine.parts import EngineParts
from sync.engine.ports import LinkDownError
from sync.protocol.http_signing import SignedRequest, signature_headers
from sync.protocol.snapshot import (
    TOLD_BYTES_MAX,
    TOLD_TYPE,
    Asked,
    DamagedSnapshotError,
    Told,
    read_told,
)

NONCE_BYTES = 12
T = TypeVar("T", bound=Told)


def ask_central(parts: EngineParts, path_of: Callable[[str], str], model: type[T]) -> T:
    """Return what central says at a path, which is made for the nonce of the question.

    Raises LinkDownError for any other answer than central's own, and as the transport does.
    """
    with parts.db.reading() as uow:
        till = uow.till.get_till()
    nonce = parts.entropy.take(NONCE_BYTES).hex()
    path = path_of(nonce)
    headers = signature_headers(
        SignedRequest(method="GET", path=path, body=b""),
        key=parts.signer,
        key_id=till.till_id,
        created_at=parts.clock.now(),
        nonce=nonce,
    )
    content = b""
    with parts.transport.fetch(path, headers) as (status, told, chunks):
        kind = told.get("content-type", "").partition(";")[0].strip()
        if status != HTTPStatus.OK or kind != TOLD_TYPE:
            raise damaged_answer()
        for chunk in chunks:
            content += chunk
            if len(content) > TOLD_BYTES_MAX:
                raise damaged_answer()
    asked = Asked(till=till.till_id, nonce=nonce, central_key=till.central_key)
    try:
        return read_told(content, model, asked)
    except DamagedSnapshotError as error:
        raise damaged_answer() from error


def damaged_answer() -> LinkDownError:
    """Return the failure of an answer that is not what it should be."""
    title, message = "The answer was damaged on its way", "Nothing is lost: it is asked again."
    return LinkDownError(title, message)
