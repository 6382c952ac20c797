"""Canonical bytes: the one way in which facts become bytes before they are hashed.

Stored and sent.

The form is JSON with sorted keys, no blanks, UTF-8, and no floating-point numbers. It is written
once, when an operation is committed; from then on only the bytes count (sync rule 1.6).
"""

import json
from collections.abc import Mapping


class NotCanonicalError(ValueError):
    """A value that has no canonical form: a float, a date, a key that is not text."""


def canonical_bytes(value: object) -> bytes:
    """Return the canonical bytes of a JSON value.

    Raises NotCanonicalError for floats (money and measures are integers), non-text keys and
    foreign types.
    """
    _require_canonical(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        message = "text holds a lone surrogate, which UTF-8 cannot carry"
        raise NotCanonicalError(message) from error


def _require_canonical(value: object) -> None:
    if value is None or isinstance(value, str | int):
        return
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str):
                message = f"a key must be text, not {type(key).__name__}"
                raise NotCanonicalError(message)
            _require_canonical(inner)
        return
    if isinstance(value, list | tuple):
        for inner in value:
            _require_canonical(inner)
        return
    message = f"{type(value).__name__} has no canonical form"
    raise NotCanonicalError(message)
