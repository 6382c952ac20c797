"""The cursor: opaque to the till, ``{epoch, position per stream}`` to us (sync rule 4.3).

Beside each position goes a stamp of the change that stands there. A database that was put back from
a raw copy of its disk does not know that it is one: its epoch is the old one and its positions are
given out a second time. The stamps tell: a till that read the other history asks from the start.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

_STAMP_DIGITS = 12
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


def write_cursor(cursor: Cursor) -> str:
    """Return the cursor as text."""
    value = {"e": cursor.epoch, "p": dict(cursor.positions), "s": dict(cursor.stamps)}
    text = json.dumps(value, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode("ascii")


def read_cursor(text: str) -> Cursor | None:
    """Return the cursor that a text holds, or None.

    Whoever sends such a one reads from the start.
    """
    with suppress(ValueError, binascii.Error, RecursionError):
        value = json.loads(base64.urlsafe_b64decode(text.encode()))
        if isinstance(value, dict) and isinstance(value.get("e"), str):
            positions, stamps = value.get("p"), value.get("s")
            if isinstance(positions, dict) and isinstance(stamps, dict):
                whole = all(
                    type(place) is int and 0 <= place <= _POSITION_MAX
                    for place in positions.values()
                )
                return Cursor(value["e"], positions, stamps) if whole else None
    return None
