"""Sums over a stream's rows: whether both ends hold the same, told in sixteen bytes (rule 10.9).

Adding is all that is done to a sum, so that it is kept up to date by what changes, in any order. A
hash of 128 bits: a sum of short ones would hide what differs.
"""

import hashlib
from collections.abc import Iterable
from struct import Struct

from pydantic import BaseModel, ConfigDict, Field

from sync.protocol.changes import CHANGES

BUCKETS = 256
SUM_BYTES = 16
SUMS_BYTES = BUCKETS * SUM_BYTES
_HALVES = Struct(f">{2 * BUCKETS}Q")
_HALF_BITS = 64
_MODULUS = 1 << (8 * SUM_BYTES)
_ROW = b"windward/row/1\0"
_REMOVED = "_removed"
SUMMED_KINDS = frozenset({"item", "rule", "staff", "store"})
"""The kinds that count. A later protocol may add some; both ends must mean the same ones."""
EVENT_KINDS = frozenset({"person_erased", "grant", "recall", "customer"})
"""Kinds that say what happened, not what is: no row of theirs is ever the present one."""


class StreamSum(BaseModel):
    """The sum of a stream at a position, in hexadecimal."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    position: int = Field(ge=0)
    total: str = Field(pattern=r"^[0-9a-f]{32}$")


def base_kind(kind: str) -> str:
    """Return the kind whose rows a change of this kind writes or takes away."""
    return kind.removesuffix(_REMOVED) if kind in CHANGES else kind


def is_removal(kind: str) -> bool:
    """Tell whether a change of this kind takes a row away."""
    return kind in CHANGES and kind.endswith(_REMOVED)


def row_hash(kind: str, key: str, body: str) -> int:
    """Return the hash of a present row; ``body`` is its canonical text."""
    digest = hashlib.sha256(_ROW + _told(kind, key) + b"\0" + body.encode("utf-8", "surrogatepass"))
    return int.from_bytes(digest.digest()[:SUM_BYTES], "big")


def bucket_of(kind: str, key: str) -> int:
    """Return the bucket of a row."""
    return hashlib.sha256(_told(kind, key)).digest()[0]


class SetSums:
    """The sums of a stream's buckets."""

    def __init__(self, raw: bytes = bytes(SUMS_BYTES)) -> None:
        """Read what ``to_bytes`` wrote. Raises ValueError for another length."""
        if len(raw) != SUMS_BYTES:
            raise ValueError(f"sums are {SUMS_BYTES} bytes, not {len(raw)}")
        self._sums = [
            int.from_bytes(raw[at : at + SUM_BYTES], "big") for at in range(0, len(raw), SUM_BYTES)
        ]

    def add(self, bucket: int, delta: int) -> None:
        """Add to a bucket; a row that is gone is added as minus its hash."""
        self._sums[bucket] = (self._sums[bucket] + delta) % _MODULUS

    def add_row(self, kind: str, key: str, body: str) -> None:
        """Add a present row."""
        self.add(bucket_of(kind, key), row_hash(kind, key, body))

    def put(self, bucket: int, rows: Iterable[tuple[str, str, str]]) -> None:
        """Set a bucket to the sum of its rows (kind, key, body)."""
        self._sums[bucket] = sum(row_hash(*row) for row in rows) % _MODULUS

    def total(self) -> str:
        """Return the sum over all buckets in hexadecimal."""
        return f"{sum(self._sums) % _MODULUS:032x}"

    @staticmethod
    def total_of(raw: bytes) -> str:
        """Return what ``total`` of these bytes is, without taking each bucket out of them.

        Raises struct.error for another length.
        """
        halves = _HALVES.unpack(raw)
        return f"{((sum(halves[::2]) << _HALF_BITS) + sum(halves[1::2])) % _MODULUS:032x}"

    def differing(self, other: "SetSums") -> list[int]:
        """Return the buckets in which two ends differ."""
        mine, theirs = self.to_bytes(), other.to_bytes()
        places = ((number, number * SUM_BYTES) for number in range(BUCKETS))
        return [
            number
            for number, at in places
            if mine[at : at + SUM_BYTES] != theirs[at : at + SUM_BYTES]
        ]

    def to_bytes(self) -> bytes:
        """Return the sums as they are kept."""
        return b"".join(value.to_bytes(SUM_BYTES, "big") for value in self._sums)


def delta_bytes(delta: int) -> bytes:
    """Return a delta as it is kept."""
    return (delta % _MODULUS).to_bytes(SUM_BYTES, "big")


def delta_of(raw: bytes) -> int:
    """Return a delta that was kept."""
    return int.from_bytes(raw, "big")


def _told(kind: str, key: str) -> bytes:
    return kind.encode() + b"\0" + key.encode("utf-8", "surrogatepass")
