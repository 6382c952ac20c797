"""The cursor: opaque to the till, ``{epoch, position per stream}`` to us (sync rule 4.3)."""

import base64
import binascii
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a till has read, within one epoch."""

    epoch: str
    positions: Mapping[str, int] = field(default_factory=dict)

    def position(self, stream: str) -> int:
        """Return how far a stream was read: 0 for one that was not."""
        return self.positions.get(stream, 0)

    def moved(self, stream: str, position: int) -> "Cursor":
        """Return the cursor after reading a stream up to a position."""
        return Cursor(self.epoch, {**self.positions, stream: position})


def write_cursor(cursor: Cursor) -> str:
    """Return the cursor as text."""
    text = json.dumps({"e": cursor.epoch, "p": dict(cursor.positions)}, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode("ascii")


def read_cursor(text: str) -> Cursor | None:
    """Return the cursor that a text holds, or None.

    Whoever sends such a one reads from the start.
    """
    with suppress(ValueError, binascii.Error, RecursionError):
        value = json.loads(base64.urlsafe_b64decode(text.encode()))
        if isinstance(value, dict) and isinstance(value.get("e"), str):
            positions = value.get("p")
            if isinstance(positions, dict) and all(_is_position(p) for p in positions.values()):
                return Cursor(value["e"], positions)
    return None


def _is_position(value: object) -> bool:
    return type(value) is int and value >= 0
