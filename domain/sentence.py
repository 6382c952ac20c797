"""Sentences that remember how they were made, so that a screen can say them in another language.

An error is worded where it happens, in English. A literal sentence is its own pattern; one with
values in it is made by ``told``, which keeps pattern and values beside the finished English.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

Value = str | int


class Sentence(str):
    """Finished English that still knows its ``pattern`` and the ``values`` filled into it."""

    __slots__ = ("pattern", "values")

    pattern: str
    values: Mapping[str, Value]


def told(pattern: str, **values: Value) -> Sentence:
    """Fill a pattern, as ``str.format`` does, and keep what it was made from.

    A value may itself be a ``Sentence``. Raises KeyError where the pattern names another value.
    """
    sentence = Sentence(pattern.format(**values))
    sentence.pattern = pattern
    sentence.values = MappingProxyType(values)
    return sentence


def together(sentences: Iterable[str]) -> str:
    """Sentences one after the other, each still known by itself; "" of none."""
    whole = ""
    for sentence in sentences:
        whole = told("{first} {then}", first=whole, then=sentence) if whole else sentence
    return whole


def as_told(text: str) -> Sentence:
    """Words of another error, to be filled into a pattern: a literal is its own pattern."""
    if isinstance(text, Sentence):
        return text
    sentence = Sentence(text)
    sentence.pattern = text
    sentence.values = MappingProxyType({})
    return sentence
