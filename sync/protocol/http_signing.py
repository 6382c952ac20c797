"""Signed requests: RFC 9421 HTTP message signatures with Ed25519, over method.

Path and content digest (RFC 9530).

The authority is not covered: a till may know central by several names. The time of signing is not
judged (sync rule 7.3): a replayed push changes nothing, and a till with a dead clock must be able
to hand over its sales.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from http_message_signatures import (
    HTTPMessageSigner,
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    algorithms,
)
from http_message_signatures.exceptions import HTTPMessageSignaturesException

from sync.protocol.keys import SigningKey

_COVERED = ("@method", "@path", "content-digest")
_TAG = "windward"
_ANY_TIME = timedelta(days=36_500)
_BASE = "https://central.invalid"  # the library wants an absolute URL; only its path is covered


class SignatureRefusedError(ValueError):
    """A request that was not signed, not by a known key, or changed on its way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedRequest:
    """What is signed: method, path and body.

    A request that is verified before its body was read has None there: what its signer is shown to
    have signed is then a digest, and the body is held against it later.
    """

    method: str
    path: str
    body: bytes | None


@dataclass(slots=True, kw_only=True)
class _Message:
    """A request in the shape in which the library reads one."""

    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)


class _SigningKeys(HTTPSignatureKeyResolver):
    def __init__(self, key: SigningKey) -> None:
        self._key = key

    def resolve_private_key(self, key_id: str) -> Ed25519PrivateKey:
        del key_id
        return self._key.private_key


class _KnownKeys(HTTPSignatureKeyResolver):
    def __init__(self, find_public_key: Callable[[str], bytes | None]) -> None:
        self._find = find_public_key

    def resolve_public_key(self, key_id: str) -> Ed25519PublicKey | None:
        raw = self._find(key_id)
        return None if raw is None else Ed25519PublicKey.from_public_bytes(raw)


class _Verifier(HTTPMessageVerifier):
    max_clock_skew = _ANY_TIME


def signature_headers(
    request: SignedRequest, *, key: SigningKey, key_id: str, created_at: datetime, nonce: str
) -> dict[str, str]:
    """Return the headers (Content-Digest, Signature-Input, Signature) that sign a request."""
    message = _Message(method=request.method, url=_BASE + request.path)
    signer = HTTPMessageSigner(
        signature_algorithm=algorithms.ED25519, key_resolver=_SigningKeys(key)
    )
    signer.sign(
        message,
        key_id=key_id,
        created=created_at,
        nonce=nonce,
        tag=_TAG,
        covered_component_ids=_COVERED,
        body=request.body,
    )
    return message.headers


def verified_key_id(
    request: SignedRequest,
    headers: Mapping[str, str],
    *,
    find_public_key: Callable[[str], bytes | None],
) -> str:
    """Return the id of the key that signed this request.

    ``find_public_key`` gives the 32 raw bytes for a key id, or None. Raises SignatureRefusedError
    where the signature is missing or wrong, the key unknown, or the body not the one that was
    signed.
    """
    message = _Message(
        method=request.method,
        url=_BASE + request.path,
        headers={name: value for name, value in headers.items() if name.lower() in _READ},
    )
    verifier = _Verifier(
        signature_algorithm=algorithms.ED25519, key_resolver=_KnownKeys(find_public_key)
    )
    try:
        results = verifier.verify(
            message, max_age=None, expect_tag=_TAG, require_components=_COVERED, body=request.body
        )
    except (HTTPMessageSignaturesException, ValueError) as error:
        message_text = "the request's signature does not verify"
        raise SignatureRefusedError(message_text) from error
    if len(results) != 1:
        message_text = "the request must carry exactly one signature of ours"
        raise SignatureRefusedError(message_text)
    return str(results[0].parameters["keyid"])


_READ = frozenset({"content-digest", "signature", "signature-input"})
