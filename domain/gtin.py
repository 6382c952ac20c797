"""Barcodes: one form for every length a product code is printed in (GS1 General Specifications).

UPC-A (12), EAN-13, EAN-8 and GTIN-14 are the same number with leading zeros, so all are kept as
14 digits. A code that is no GTIN is an in-house code and kept as upper-case text.
"""

from domain.errors import BadInput

LONGEST_CODE = 64
_GTIN_LENGTHS = frozenset({8, 12, 13, 14})
_GTIN_DIGITS = 14


def has_valid_check_digit(digits: str) -> bool:
    """Whether the last digit is the GS1 check digit (weights 3, 1, 3 … from the right)."""
    if len(digits) not in _GTIN_LENGTHS or not (digits.isascii() and digits.isdigit()):
        return False
    body, check = digits[:-1], int(digits[-1])
    total = sum(int(digit) * (1 if index % 2 else 3) for index, digit in enumerate(reversed(body)))
    return (total + check) % 10 == 0


def normalise_barcode(text: str) -> str:
    """Bring a scanned or typed code to the one form it is stored and looked up in.

    Digits of length 8, 12, 13 or 14 with a right check digit become the 14-digit GTIN; anything
    else is taken as an in-house code: trimmed, upper case.

    Raises:
        BadInput: when nothing is left, or it is longer than 64 characters.
    """
    code = text.strip().upper()
    if not code:
        raise BadInput(
            "Nothing was scanned", "The code is empty. Nothing is lost. Scan it again, or type it."
        )
    if len(code) > LONGEST_CODE:
        raise BadInput(
            "Check the code",
            f"A code has at most {LONGEST_CODE} characters. Nothing is lost."
            " Scan it again, or search by name.",
        )
    return code.zfill(_GTIN_DIGITS) if has_valid_check_digit(code) else code
