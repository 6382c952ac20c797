"""Text from outside on its way into a column: what a database cannot keep is replaced.

JSON may hold half a character (a lone surrogate), which no database takes, and NUL, which
PostgreSQL does not take. Neither may stop a till from handing over its operations.
"""

import re

from domain.card_number import without_card_numbers

TEXT_LENGTH_MAX = 1_000
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


def storable(text: str, length_max: int = TEXT_LENGTH_MAX) -> str:
    """Return the text as every database keeps it, at most ``length_max`` characters."""
    return _UNSTORABLE.sub(_REPLACEMENT, text[:length_max])


def storable_words(text: str, length_max: int = TEXT_LENGTH_MAX) -> str:
    """Return words as every database keeps them, any card's number in them taken out.

    Behind the refusal of what a person types: for words from elsewhere, which nobody can be asked
    to type again.
    """
    return storable(without_card_numbers(text), length_max)


def is_storable(text: str) -> bool:
    """Tell whether every database keeps this text as it is."""
    return _UNSTORABLE.search(text) is None
