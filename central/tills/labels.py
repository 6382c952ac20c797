"""Names a person reads on paper.

A till's label (``GY03``) and its streams (``GY03A``, ``GY03B`` …).
"""

import re

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_STREAM = re.compile(r"(?P<label>[A-Z]{2,4}[0-9]{2,6})(?P<letters>[A-Z]{1,4})")


def till_label(prefix: str, number: int) -> str:
    """Return the label of the n-th till under a prefix, counted from 1."""
    return f"{prefix}{number:02d}"


def stream_name(label: str, number: int) -> str:
    """Return the name of a till's n-th stream: A to Z, then AA, AB and so on."""
    letters = ""
    while number > 0:
        number, digit = divmod(number - 1, len(_LETTERS))
        letters = _LETTERS[digit] + letters
    return label + letters


def stream_number(label: str, name: str) -> int | None:
    """Return which stream of this till a name means, or None if it is not one of its names."""
    found = _STREAM.fullmatch(name)
    if found is None or found["label"] != label:
        return None
    number = 0
    for letter in found["letters"]:
        number = number * len(_LETTERS) + _LETTERS.index(letter) + 1
    return number
