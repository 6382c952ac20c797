"""What a person agrees to, word for word, with the version that a consent names."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.invariants import require_text

TEXT_MAX = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentText:
    """The words of a consent to one purpose, in force from a business date on."""

    version: str
    text: str


def read_consent_text(value: Mapping[str, object]) -> ConsentText:
    """Read a row of the kind `consent_text`. Raises KeyError, TypeError, ValueError."""
    return ConsentText(
        version=require_text(value["version"], "version", longest=128),
        text=require_text(value["text"], "text", longest=TEXT_MAX),
    )
