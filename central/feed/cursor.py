"""The cursor: opaque to the till, ``{epoch, position per stream}`` to us (sync rule 4.3).

Beside each position goes a stamp of the change that stands there. A database that was put back from
a raw copy of its disk does not know that it is one: its epoch is the old one and its positions are
given out a second time. The stamps tell: a till that read the other history asks from the start.

A cursor carries central's seal, so that only central can have made it: one that knows more of the
present epoch than central does is evidence that central has forgotten (sync rule 4.6).
"""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

_STAMP_DIGITS = 12
_SEAL_DIGITS = 32
_POSITION_MAX = 2**53  # what a number of JSON holds exactly, and far within a database's


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a till has read, within one epoch."""

    epoch: str
    positions: Mapping[str, int] = field(default_factory=dict)
    stamps: Mapping[str, str] = field(default_factory=dict)

    def position(self, stream: str) -> int:
        """Return how far a stream was read: 0 for one that was not."""
        return self.positions.get(stream, 0)

    def moved(self, stream: str, position: int, stamp: str) -> "Cursor":
        """Return the cursor after reading a stream up to a position and the change there."""
        positions = {**self.positions, stream: position}
        return Cursor(self.epoch, positions, {**self.stamps, stream: stamp})


def stamp_of(key: str, body: str, made_at: datetime) -> str:
    """Return a short mark of one change, the same for the same change only."""
    told = f"{key}\0{body}\0{made_at.isoformat()}"
    return hashlib.sha256(told.encode()).hexdigest()[:_STAMP_DIGITS]


def write_cursor(cursor: Cursor, seal_key: bytes) -> str:
    """Return the cursor as text, under the seal of central's key."""
    value = {"e": cursor.epoch, "p": dict(cursor.positions), "s": dict(cursor.stamps)}
    text = json.dumps(value, separators=(",", ":"), sort_keys=True)
    return sealed(base64.urlsafe_b64encode(text.encode()).decode("ascii"), seal_key)


def sealed(told: str, seal_key: bytes) -> str:
    """Return a text with central's seal behind it."""
    return f"{told}.{_seal(told, seal_key)}"


def read_cursor(text: str, seal_key: bytes) -> Cursor | None:
    """Return the cursor that a text holds, or None for one that central has not made.

    Whoever sends such a one reads from the start.
    """
    told, _, seal = text.rpartition(".")
    if not hmac.compare_digest(seal.encode(), _seal(told, seal_key).encode()):
        return None
    with suppress(ValueError, binascii.Error, RecursionError):
        value = json.loads(base64.urlsafe_b64decode(told.encode()))
        if isinstance(value, dict) and isinstance(value.get("e"), str):
            positions, stamps = value.get("p"), value.get("s")
            if isinstance(positions, dict) and isinstance(stamps, dict):
                whole = all(
                    type(place) is int and 0 <= place <= _POSITION_MAX
                    for place in positions.values()
                )
                return Cursor(value["e"], positions, stamps) if whole else None
    return None


def _seal(told: str, seal_key: bytes) -> str:
    return hmac.new(seal_key, told.encode(), hashlib.sha256).hexdigest()[:_SEAL_DIGITS]
