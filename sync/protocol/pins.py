"""PINs: how one becomes the verifier that a till may hold. Pure, and the same code at both ends.

Central stretches a PIN once (argon2id) and keeps the result. Each till gets its own verifier, an
HMAC of the stretched PIN under that till's pepper: a pepper lives in the till's keyring, apart from
its database, so that neither a copied file nor another till's verifiers help to guess a PIN (ledger
rule 8).
"""

import hashlib
import hmac
from dataclasses import dataclass, field

from argon2.low_level import ARGON2_VERSION, Type, hash_secret_raw

from domain.errors import BadInput
from domain.sentence import told

PIN_DIGITS_MIN = 4
PIN_DIGITS_MAX = 8
SALT_BYTES = 16
PEPPER_BYTES = 32
_HASH_BYTES = 32
_LABEL = b"windward/pin/1\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class PinParameters:
    """The cost of stretching: rounds, memory in KiB and lanes of argon2id."""

    time_cost: int
    memory_kib: int
    parallelism: int

    def as_tuple(self) -> tuple[int, int, int]:
        """The form in which a change carries them."""
        return (self.time_cost, self.memory_kib, self.parallelism)


DEFAULT_PARAMETERS = PinParameters(time_cost=2, memory_kib=19_456, parallelism=1)
"""19 MiB, two rounds, one lane: OWASP's floor for argon2id, some 50 ms on an old counter PC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PinVerifier:
    """What one till holds of one PIN."""

    salt: bytes
    parameters: PinParameters
    verifier: bytes = field(repr=False)


def require_pin(text: str) -> str:
    """Return the PIN. Raises BadInput unless it is 4 to 8 of the digits 0 to 9."""
    if PIN_DIGITS_MIN <= len(text) <= PIN_DIGITS_MAX and text.isascii() and text.isdigit():
        return text
    raise BadInput(
        "That is not a PIN",
        told(
            "A PIN is {pin_digits_min} to {pin_digits_max} digits, nothing else.",
            pin_digits_min=PIN_DIGITS_MIN,
            pin_digits_max=PIN_DIGITS_MAX,
        ),
    )


def stretch_pin(pin: str, salt: bytes, parameters: PinParameters) -> bytes:
    """Return the 32 bytes of argon2id over a PIN. Slow on purpose; never stored at a till."""
    return hash_secret_raw(
        secret=pin.encode("utf-8"),
        salt=salt,
        time_cost=parameters.time_cost,
        memory_cost=parameters.memory_kib,
        parallelism=parameters.parallelism,
        hash_len=_HASH_BYTES,
        type=Type.ID,
        version=ARGON2_VERSION,
    )


def pepper_verifier(stretched: bytes, pepper: bytes) -> bytes:
    """Return a till's verifier of a stretched PIN, under that till's pepper."""
    return hmac.new(pepper, _LABEL + stretched, hashlib.sha256).digest()


def pin_matches(pin: str, held: PinVerifier, pepper: bytes) -> bool:
    """Tell whether a typed PIN is the one the verifier was made from. Compares in constant time."""
    stretched = stretch_pin(pin, held.salt, held.parameters)
    return hmac.compare_digest(pepper_verifier(stretched, pepper), held.verifier)
