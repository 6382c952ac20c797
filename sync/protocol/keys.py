"""Keys of both ends: Ed25519 signatures, fingerprints, and boxes sealed to a public key.

Nothing here makes randomness or touches a disk: seeds and ephemeral keys are passed in, so that
the same code runs in the simulator. Private keys never appear in a repr.
"""

import hashlib
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_BOX_INFO = b"windward/sealed-box/1"
_BOX_NONCE = bytes(12)  # the box key is used once: it is derived from a fresh ephemeral key


class SealBrokenError(ValueError):
    """A sealed box that this key cannot open: another recipient, or damaged bytes."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An Ed25519 private key, made from a 32-byte seed."""

    seed: bytes = field(repr=False)
    _private: Ed25519PrivateKey = field(init=False, repr=False, compare=False)
    _public_bytes: bytes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        private = Ed25519PrivateKey.from_private_bytes(self.seed)
        object.__setattr__(self, "_private", private)
        # Once: every operation compares it, and working it out takes as long as signing.
        object.__setattr__(self, "_public_bytes", private.public_key().public_bytes_raw())

    @property
    def public_bytes(self) -> bytes:
        """The 32 raw bytes of the public key."""
        return self._public_bytes

    @property
    def private_key(self) -> Ed25519PrivateKey:
        """The key object, for libraries that sign by themselves (RFC 9421)."""
        return self._private

    def sign(self, message: bytes) -> bytes:
        """Return the 64-byte signature of the message."""
        return self._private.sign(message)


def verify(public_bytes: bytes, signature: bytes, message: bytes) -> bool:
    """Tell whether the signature of the message was made with the key.

    Malformed keys and signatures are False.
    """
    try:
        Ed25519PublicKey.from_public_bytes(public_bytes).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public_bytes: bytes) -> str:
    """Return 16 hexadecimal digits that name a public key to a person and to an enrolment code."""
    return hashlib.sha256(b"windward/fingerprint/1\0" + public_bytes).hexdigest()[:16]


def recovery_public_bytes(private_seed: bytes) -> bytes:
    """Return the X25519 public key (32 raw bytes) of a recovery key's 32-byte seed."""
    return X25519PrivateKey.from_private_bytes(private_seed).public_key().public_bytes_raw()


def seal(recipient_public: bytes, plain: bytes, *, ephemeral_seed: bytes) -> bytes:
    """Seal bytes so that only the holder of the X25519 private key can read them.

    ``ephemeral_seed`` is 32 fresh random bytes, used once. Returns ephemeral public key (32
    bytes), then the box.
    """
    ephemeral = X25519PrivateKey.from_private_bytes(ephemeral_seed)
    ephemeral_public = ephemeral.public_key().public_bytes_raw()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(recipient_public))
    key = _box_key(shared, ephemeral_public, recipient_public)
    return ephemeral_public + ChaCha20Poly1305(key).encrypt(_BOX_NONCE, plain, None)


def unseal(private_seed: bytes, sealed: bytes) -> bytes:
    """Open a sealed box. Raises SealBrokenError if it was not sealed to this key or was changed."""
    private = X25519PrivateKey.from_private_bytes(private_seed)
    ephemeral_public = sealed[:KEY_BYTES]
    try:
        shared = private.exchange(X25519PublicKey.from_public_bytes(ephemeral_public))
        key = _box_key(shared, ephemeral_public, private.public_key().public_bytes_raw())
        return ChaCha20Poly1305(key).decrypt(_BOX_NONCE, sealed[KEY_BYTES:], None)
    except (InvalidTag, ValueError) as error:
        message = "this box was sealed to another key, or its bytes were changed"
        raise SealBrokenError(message) from error


def _box_key(shared: bytes, ephemeral_public: bytes, recipient_public: bytes) -> bytes:
    derivation = HKDF(
        algorithm=SHA256(),
        length=KEY_BYTES,
        salt=ephemeral_public + recipient_public,
        info=_BOX_INFO,
    )
    return derivation.derive(shared)
