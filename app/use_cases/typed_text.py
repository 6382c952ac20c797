"""Text from a keyboard or a scanner, before it may go into a database or an operation."""

from domain.card_number import require_no_card_number
from domain.errors import BadInput


def require_writable(text: str) -> str:
    """Return the text. Raises BadInput for half a character, which no encoding can carry."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise BadInput(
            "Check what was typed",
            "A character in it is broken. Nothing is lost. Type or scan it again.",
        ) from error
    return text


def require_words(text: str) -> str:
    """Return words for a note, a name or an address: writable, and no card's number in them.

    Raises BadInput.
    """
    return require_no_card_number(require_writable(text))
