"""Card numbers have no place in notes and names: found by check digit, issuer and length together.

Each test alone takes too much for a card: one number in ten passes the check digit (Luhn, ISO/IEC
7812-1), telephone numbers begin like cards do. All three together leave a provider's references
and IMEIs (15 digits with a check digit, none of which begins as an American Express card does)
alone. The ranges are the issuers' own, as published.
"""

import re
import unicodedata

from domain.errors import BadInput

TAKEN_OUT = "[card number]"
"""What stands in a log where somebody typed one."""

_SHORTEST, _LONGEST = 12, 19
_RUN = re.compile(r"\d(?:[ .\-/\u00a0\u2009\u2010-\u2014]?\d)+")
_GROUP = re.compile(r"\d+")
_EVEN_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)

_ISSUERS: tuple[tuple[int, int, frozenset[int]], ...] = (
    (4, 4, frozenset({13, 16, 19})),  # Visa
    (51, 55, frozenset({16})),  # Mastercard
    (2221, 2720, frozenset({16})),  # Mastercard, the second range
    (34, 34, frozenset({15})),  # American Express
    (37, 37, frozenset({15})),
    (300, 305, frozenset({14})),  # Diners Club
    (36, 36, frozenset({14, 16, 19})),
    (38, 39, frozenset({14, 16, 19})),
    (6011, 6011, frozenset({16, 19})),  # Discover
    (644, 659, frozenset({16, 19})),
    (3528, 3589, frozenset({16, 17, 18, 19})),  # JCB
    (62, 62, frozenset({16, 17, 18, 19})),  # UnionPay
    (5018, 5018, frozenset(range(12, 20))),  # Maestro
    (5020, 5020, frozenset(range(12, 20))),
    (5038, 5038, frozenset(range(12, 20))),
    (5893, 5893, frozenset(range(12, 20))),
    (6304, 6304, frozenset(range(12, 20))),
    (6759, 6759, frozenset(range(12, 20))),
    (6761, 6763, frozenset(range(12, 20))),
)


def is_card_number(digits: str) -> bool:
    """Tell whether digits are a card's number: issuer, length and check digit agree."""
    return _is_issued(digits) and _has_check_digit(digits)


def holds_card_number(text: str) -> bool:
    """Tell whether a card's number stands in a text, also in groups of digits.

    Digits of any script count. A number may begin and end where a group of digits does, so that
    one with its date of expiry behind it is found as well.
    """
    plain = "".join(_plain_digit(char) for char in text)
    return any(_holds(_GROUP.findall(found.group())) for found in _RUN.finditer(plain))


def require_no_card_number(text: str) -> str:
    """Return the text.

    Raises:
        BadInput: for one with a card's number in it; the sentence does not repeat it.
    """
    if holds_card_number(text):
        raise BadInput(
            "No card numbers here",
            "What was typed has a card's number in it, and Windward keeps none. Nothing was"
            " saved. Take the number out: a card pays at the bank's terminal or by code.",
        )
    return text


def without_card_numbers(text: str) -> str:
    """Return the text with every run of digits that holds a card's number taken out."""
    plain = "".join(_plain_digit(char) for char in text)
    out, end = "", 0
    for found in _RUN.finditer(plain):
        if _holds(_GROUP.findall(found.group())):
            out += text[end : found.start()] + TAKEN_OUT
            end = found.end()
    return out + text[end:]


def _holds(groups: list[str]) -> bool:
    for first in range(len(groups)):
        digits = ""
        for group in groups[first:]:
            digits += group
            if len(digits) > _LONGEST:
                break
            if len(digits) >= _SHORTEST and is_card_number(digits):
                return True
    return False


def _plain_digit(char: str) -> str:
    value = unicodedata.decimal(char, None)
    return char if value is None else str(value)


def _is_issued(digits: str) -> bool:
    for low, high, lengths in _ISSUERS:
        beginning = digits[: len(str(low))]
        if len(digits) in lengths and low <= int(beginning) <= high:
            return True
    return False


def _has_check_digit(digits: str) -> bool:
    total = 0
    for place, char in enumerate(reversed(digits)):
        digit = int(char)
        total += _EVEN_DOUBLED[digit] if place % 2 else digit
    return total % 10 == 0
