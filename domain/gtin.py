"""Barcodes: one form for every length a product code is printed in (GS1 General Specifications).

UPC-A (12), EAN-13, EAN-8 and GTIN-14 are the same number with leading zeros, so all are kept as
14 digits. A code that is no GTIN is an in-house code and kept as upper-case text.
"""

import re

from domain.errors import BadInput
from domain.sentence import told

LONGEST_CODE = 64
_GTIN_LENGTHS = frozenset({8, 12, 13, 14})
_GTIN_DIGITS = 14
_SYMBOLOGY = re.compile(r"\][A-Za-z][0-9A-Za-z]")
"""What some scanners are set to send first: which kind of code it was (ISO/IEC 15424)."""
_GS1_KINDS = frozenset({"]C1", "]E0", "]D2", "]Q3"})
"""Kinds whose text is made of GS1 elements; `01` and 14 digits is the GTIN among them."""
_GTIN_ELEMENT = re.compile(r"(?:\(01\)|01)(?P<gtin>[0-9]{14}).*")


def has_valid_check_digit(digits: str) -> bool:
    """Whether the last digit is the GS1 check digit (weights 3, 1, 3 … from the right)."""
    if len(digits) not in _GTIN_LENGTHS or not (digits.isascii() and digits.isdigit()):
        return False
    body, check = digits[:-1], int(digits[-1])
    total = sum(int(digit) * (1 if index % 2 else 3) for index, digit in enumerate(reversed(body)))
    return (total + check) % 10 == 0


def normalise_barcode(text: str) -> str:
    """Bring a scanned or typed code to the one form it is stored and looked up in.

    Digits of length 8, 12, 13 or 14 with a right check digit become the 14-digit GTIN; so does the
    GTIN in a GS1 code (`(01)` and 14 digits). Anything else is taken as an in-house code: trimmed,
    upper case. What kind of code it was, where a scanner says so first, is no part of it.

    Raises:
        BadInput: when nothing is left, or it is longer than 64 characters.
    """
    code = _without_kind(text.strip().upper())
    if not code:
        raise BadInput(
            "Nothing was scanned", "The code is empty. Nothing is lost. Scan it again, or type it."
        )
    if len(code) > LONGEST_CODE:
        raise BadInput(
            "Check the code",
            told(
                "A code has at most {longest_code} characters. Nothing is lost. Scan it again, or"
                " search by name.",
                longest_code=LONGEST_CODE,
            ),
        )
    return code.zfill(_GTIN_DIGITS) if has_valid_check_digit(code) else code


def _without_kind(code: str) -> str:
    """Take off the kind that a scanner sent first, and take the GTIN out of a GS1 code."""
    kind = code[:3] if _SYMBOLOGY.match(code) else ""
    rest = code.removeprefix(kind)
    if kind in _GS1_KINDS or rest.startswith("(01)"):
        found = _GTIN_ELEMENT.fullmatch(rest)
        if found is not None and has_valid_check_digit(found["gtin"]):
            return found["gtin"]
    return rest
