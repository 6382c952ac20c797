"""What people type while they look for goods, letter by letter: every beginning is a query."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import ascii_lowercase, digits
from typing import Literal

from benchmarks.goods import product
from benchmarks.vocabulary import NOUNS, QUALITIES

Kind = Literal["one_letter", "name", "word", "several_words", "no_hit", "sku", "barcode"]
_NAME_LETTERS_MAX = 24
_STEP = 6_151  # prime: the products typed are spread over the catalog
_NOWHERE = "zqxv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A text in the search field at one moment, and what it is a part of."""

    kind: Kind
    text: str


def queries(rows: int, products_typed: int) -> tuple[Query, ...]:
    """Return what is typed to find ``products_typed`` products of ``rows``, each text once."""
    made = [product(number * _STEP % rows) for number in range(products_typed)]
    typed: list[tuple[Kind, Iterable[str]]] = [
        ("one_letter", ascii_lowercase + digits),
        ("name", _beginnings(each.name[:_NAME_LETTERS_MAX] for each in made)),
        ("word", _beginnings(_ends_of(NOUNS, products_typed))),
        ("several_words", _beginnings(_backwards(each.name) for each in made)),
        ("several_words", _pairs_of_letters()),
        ("several_words", _pairs_of_common_words()),
        ("no_hit", _missing()),
        ("sku", _beginnings(each.sku for each in made)),
        ("barcode", _beginnings(each.barcode for each in made)),
    ]
    found: dict[str, Query] = {}
    for kind, texts in typed:
        for text in texts:
            found.setdefault(text, Query(kind=kind, text=text))
    return tuple(found.values())


def _beginnings(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for length in range(1, len(text) + 1):
            if text[length - 1] != " ":
                yield text[:length]


def _ends_of(words: tuple[str, ...], count: int) -> tuple[str, ...]:
    """Return the most common and the rarest words."""
    return (*words[: count // 2], *words[-count // 2 :])


def _backwards(name: str) -> str:
    return " ".join(reversed(name.lower().split()[:3]))


def _pairs_of_letters() -> Iterator[str]:
    """Two letters that begin many words each: the most to compare for the least typed."""
    for first, second in zip("cbspmtkr", "pcbsmrtk", strict=True):
        yield f"{first} {second}"


def _pairs_of_common_words() -> Iterator[str]:
    """Words in many names each and in few together."""
    for noun, quality in zip(NOUNS[:8], QUALITIES[:8], strict=True):
        yield f"{noun} {quality}"


def _missing() -> Iterator[str]:
    """Words that no product has: alone, and behind words that many have."""
    yield from (_NOWHERE, f"{_NOWHERE} {NOUNS[0]}")
    for before in ("c", "s", NOUNS[0], QUALITIES[0], f"{NOUNS[0]} {QUALITIES[0]}"):
        yield f"{before} {_NOWHERE}"
