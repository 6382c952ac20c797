"""Columns that only central's people key opens.

ChaCha20-Poly1305, bound to what they are and whose.
"""

import hashlib
import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from central.surroundings import Entropy
from domain.errors import DataDamaged

_NONCE_BYTES = 12


def derived_key(key: bytes, purpose: str) -> bytes:
    """Return a key of its own for one purpose."""
    return hmac.new(key, b"windward/central/1\0" + purpose.encode(), hashlib.sha256).digest()


def wrap(key: bytes, plain: bytes, about: str, entropy: Entropy) -> bytes:
    """Encrypt bytes under a key; ``about`` must be the same when they are opened."""
    nonce = entropy.take(_NONCE_BYTES)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, plain, about.encode())


def unwrap(key: bytes, wrapped: bytes, about: str) -> bytes:
    """Open what ``wrap`` made. Raises DataDamaged for another key or changed bytes."""
    nonce, box = wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:]
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, box, about.encode())
    except (InvalidTag, ValueError) as error:
        raise DataDamaged(
            "A sealed value cannot be opened",
            "The people key does not fit, or the value was changed. Nothing was written.",
        ) from error
