"""The cursor: opaque to the till, ``{epoch, position per stream}`` to us (sync rule 4.3).

Beside each position goes a stamp of the change that stands there. A database that was put back from
a raw copy of its disk does not know that it is one: its epoch is the old one and its positions are
given out a second time. The stamps tell: a till that read the other history asks from the start.

A cursor carries central's seal, so that only central can have made it: one that knows more of the
present epoch than central does is evidence that central has forgotten (sync rule 4.6).
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

_STAMP_DIGITS = 12
_FORM = b"\x01"
_SEAL_BYTES = 16
_LOW_BITS = 0x7F
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_UUID_LENGTH, _UUID_BYTES = 36, 16


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
    """Return the cursor as text, under the seal of central's key.

    It travels both ways in every exchange, so it is written in few bytes: the epoch, then each
    stream's name, position and stamp.
    """
    told = [_FORM, _text(cursor.epoch)]
    for name in sorted(cursor.positions):
        stamp = bytes.fromhex(cursor.stamps.get(name, ""))
        told += [_text(name), _number(cursor.positions[name]), _number(len(stamp)), stamp]
    return sealed(b"".join(told), seal_key)


def sealed(told: bytes, seal_key: bytes) -> str:
    """Return bytes with central's seal behind them, as text."""
    return base64.urlsafe_b64encode(told + _seal(told, seal_key)).decode("ascii")


def read_cursor(text: str, seal_key: bytes) -> Cursor | None:
    """Return the cursor that a text holds, or None for one that central has not made.

    Whoever sends such a one reads from the start.
    """
    try:
        raw = base64.urlsafe_b64decode(text.encode())
    except ValueError:
        return None
    told, seal = raw[:-_SEAL_BYTES], raw[-_SEAL_BYTES:]
    if not hmac.compare_digest(seal, _seal(told, seal_key)):
        return None
    with suppress(ValueError):
        return _Reader(told).cursor()
    return None


class _Reader:
    """Takes apart what central has sealed. Raises ValueError for a form of another version."""

    def __init__(self, told: bytes) -> None:
        self._told = told
        self._at = 0

    def cursor(self) -> Cursor:
        if self._take(len(_FORM)) != _FORM:
            raise ValueError("a cursor of another form")
        positions: dict[str, int] = {}
        stamps: dict[str, str] = {}
        epoch = self._text()
        while self._at < len(self._told):
            name = self._text()
            positions[name] = self._number()
            stamps[name] = self._take(self._number()).hex()
        return Cursor(epoch, positions, stamps)

    def _take(self, count: int) -> bytes:
        self._at += count
        return self._told[self._at - count : self._at]

    def _number(self) -> int:
        value = shift = 0
        while True:
            (byte,) = self._take(1)
            value |= (byte & _LOW_BITS) << shift
            if byte <= _LOW_BITS:
                return value
            shift += _LOW_BITS.bit_length()

    def _text(self) -> str:
        prefix = self._take(self._number()).decode()
        return prefix + (str(UUID(bytes=self._take(_UUID_BYTES))) if self._number() else "")


def _number(value: int) -> bytes:
    """Return a number in as few bytes as hold it, seven bits in each, the lowest first."""
    written = bytearray()
    while value > _LOW_BITS:
        written.append(value & _LOW_BITS | _LOW_BITS + 1)
        value >>= _LOW_BITS.bit_length()
    return bytes((*written, value))


def _text(value: str) -> bytes:
    """Return a text; an id at its end, of which names mostly consist, as its 16 bytes."""
    head, ending = value[:-_UUID_LENGTH], value[-_UUID_LENGTH:]
    ids = [UUID(ending)] if _UUID.fullmatch(ending) else []
    prefix = (head if ids else value).encode()
    return b"".join((_number(len(prefix)), prefix, _number(len(ids)), *(id_.bytes for id_ in ids)))


def _seal(told: bytes, seal_key: bytes) -> bytes:
    return hmac.new(seal_key, told, hashlib.sha256).digest()[:_SEAL_BYTES]
