"""Text as the search sees it: folded words, and how well a name answers what was typed.

Pure. Folding takes accents and case away and parts the words at everything that is no letter or
digit, in the same way for what is stored and what is typed, so that nobody's keyboard decides.
"""

import re
import unicodedata
from dataclasses import dataclass

WORDS_MAX = 8
WORD_LETTERS_MAX = 32
_WORDS = re.compile(r"[^\W_]+")


def folded_words(text: str) -> tuple[str, ...]:
    """Return the words of a text: lower case, no accents, letters and digits only."""
    if text.isascii():
        plain = text.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", text.casefold())
        plain = "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
    return tuple(word[:WORD_LETTERS_MAX] for word in _WORDS.findall(plain))


def folded(text: str) -> str:
    """Return a text as its folded words with single blanks between."""
    return " ".join(folded_words(text))


def sku_words(sku_key: str) -> tuple[str, str]:
    """Return a folded SKU as written and in one word: `ab-12` is found as `ab 12` and as `ab12`."""
    return (sku_key, sku_key.replace(" ", ""))


def typed_words(text: str) -> tuple[str, ...]:
    """Return the words to look for: the first eight of what was typed."""
    return folded_words(text)[:WORDS_MAX]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An item that may answer a search; the keys are folded text."""

    row_id: int
    name_key: str
    sku_key: str
    category_key: str
    exact_code: bool


def answers(candidate: Candidate, words: tuple[str, ...]) -> bool:
    """Tell whether every word typed begins a word of the item."""
    sku, compact_sku = sku_words(candidate.sku_key)
    text = f" {candidate.name_key} {sku} {compact_sku} {candidate.category_key}"
    return all(f" {word}" in text for word in words)


def rank(candidate: Candidate, words: tuple[str, ...]) -> tuple[int, int, int, int, str, int]:
    """Return a sort key, best first.

    An exact SKU or barcode; a name that begins with all that was typed; whole words of the name
    before beginnings; early words before late ones; short names before long ones.
    """
    name = f" {candidate.name_key} "
    typed = " ".join(words)
    if candidate.exact_code or typed in sku_words(candidate.sku_key):
        tier = 0
    elif candidate.name_key.startswith(typed):
        tier = 1
    else:
        tier = 2
    missing = sum(3 - (f" {word}" in name) - 2 * (f" {word} " in name) for word in words)
    places = (name.find(f" {word}") for word in words)
    late = sum(place if place >= 0 else len(name) for place in places)
    return (tier, missing, late, len(name), candidate.name_key, candidate.row_id)
