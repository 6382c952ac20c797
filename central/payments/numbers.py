"""Our number of an attempt where a provider takes digits only."""

import hashlib

_DIGITS = 17


def attempt_digits(payment_id: str) -> str:
    """Return 18 digits, always the same for a payment's id, and another's for another.

    MMG's page refuses a number that it saw before; 18 digits are safe there (integrations 1.2).
    """
    number = int.from_bytes(hashlib.sha256(payment_id.encode("utf-8")).digest()[:16], "big")
    return f"7{number % 10**_DIGITS:0{_DIGITS}d}"
