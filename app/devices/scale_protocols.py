"""How scales speak: one row of a table for each, so that another scale is one row more.

Sources: Mettler-Toledo 8217 (weight `STX weight [N] CR`, else `STX ? status CR`; asked with `W`),
as point-of-sale drivers read it; CAS PD-II type 5 and the `ST,GS` rows of CAS, A&D and others, as
label and weighing programs read them. What a scale says beyond a weight is a `Trouble`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from domain.shipment import MILLI, Weight, WeightUnit

_MILLI_DIGITS = 3
_UNITS: Mapping[bytes, WeightUnit] = MappingProxyType(
    {b"LB": "lb", b"LBS": "lb", b"L": "lb", b"KG": "kg", b"K": "kg"}
)
_SEVEN_BITS = 0x7F


class Trouble(StrEnum):
    """Why an answer of a scale is no weight."""

    MOVING = "moving"
    OVER = "over"
    UNDER_ZERO = "under_zero"
    NOT_ZEROED = "not_zeroed"
    REFUSED = "refused"
    OTHER_UNIT = "other_unit"
    GARBLED = "garbled"


@dataclass(frozen=True, slots=True, kw_only=True)
class SerialLine:
    """How the bytes go over the wire."""

    baud: int
    bits: Literal[7, 8]
    parity: Literal["N", "E", "O"]
    stop_bits: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleProtocol:
    """One row: the line, what to send, and how to read what comes back.

    ``weight`` matches one whole answer (without ``end``) with the group ``value``; it may have
    ``unit``, ``sign``, ``flag`` (which ``stable`` must equal) and ``bits`` (a status byte).
    ``status`` matches an answer without a weight. ``troubles`` are tried in order. ``request`` is
    empty for a scale that sends by itself.
    """

    key: str
    title: str
    line: SerialLine
    request: bytes
    end: bytes
    weight: re.Pattern[bytes]
    stable: bytes = b""
    status: re.Pattern[bytes] | None = None
    troubles: tuple[tuple[int, Trouble], ...] = ()
    flags: Mapping[bytes, Trouble] = field(default_factory=dict)
    decimals: Mapping[WeightUnit, int] = field(default_factory=dict)
    """How many digits stand behind a point that is not sent."""


def read_answer(row: ScaleProtocol, answer: bytes, unit: WeightUnit) -> Weight | Trouble:
    """What one answer means. ``unit`` is what the scale shows where the answer does not say."""
    plain = bytes(byte & _SEVEN_BITS for byte in answer)
    found = row.weight.fullmatch(plain)
    if found is None:
        return _trouble_in(row, plain)
    parts = found.groupdict()
    trouble = _bits_trouble(row, parts.get("bits"))
    if trouble is not None:
        return trouble
    flag = parts.get("flag")
    if flag is not None and flag != row.stable:
        return row.flags.get(flag, Trouble.MOVING)
    if parts.get("sign") == b"-":
        return Trouble.UNDER_ZERO
    said = (parts.get("unit") or b"").strip().upper()
    own = _UNITS.get(said) if said else unit
    if own is None:
        return Trouble.OTHER_UNIT
    milli = _milli(parts["value"].strip(), row.decimals.get(own, 0))
    return Trouble.GARBLED if milli is None else Weight(milli, own)


def _trouble_in(row: ScaleProtocol, plain: bytes) -> Trouble:
    found = row.status.fullmatch(plain) if row.status is not None else None
    if found is None:
        return Trouble.GARBLED
    return _bits_trouble(row, found["bits"]) or Trouble.MOVING


def _bits_trouble(row: ScaleProtocol, bits: bytes | None) -> Trouble | None:
    if not bits:
        return None
    return next((trouble for mask, trouble in row.troubles if bits[0] & mask), None)


def _milli(value: bytes, decimals: int) -> int | None:
    """Thousandths of ``12.345``; without a point, ``decimals`` of the digits stand behind it."""
    whole, point, part = value.partition(b".")
    if not point and decimals:
        whole, part = value[:-decimals], value[-decimals:]
    if not (whole + part).isdigit() or len(part) > _MILLI_DIGITS:
        return None
    return int(whole or b"0") * MILLI + int(part.ljust(_MILLI_DIGITS, b"0"))


_STX = b"\x02"
_EVEN_7 = SerialLine(baud=9600, bits=7, parity="E")
_PLAIN_8 = SerialLine(baud=9600, bits=8, parity="N")

_ROWS = (
    ScaleProtocol(
        key="toledo_8217",
        title="Mettler-Toledo 8217",
        line=_EVEN_7,
        request=b"W",
        end=b"\r",
        weight=re.compile(rb"\x02\s*(?P<value>[0-9]*\.?[0-9]+)N?"),
        status=re.compile(rb"\x02\?(?P<bits>.)", re.DOTALL),
        troubles=(
            (0x40, Trouble.REFUSED),
            (0x02, Trouble.OVER),
            (0x04, Trouble.UNDER_ZERO),
            (0x01, Trouble.MOVING),
            (0x08, Trouble.NOT_ZEROED),
        ),
    ),
    ScaleProtocol(
        key="cas_pd2",
        title="CAS PD-II, type 5",
        line=_EVEN_7,
        request=b"W",
        end=b"\r",
        weight=re.compile(
            rb"\x02(?P<bits>.)(?P<value>[0-9 ]{4}[0-9]|[0-9 ]+\.[0-9]+)\s?(?P<unit>[A-Za-z]{1,2})?",
            re.DOTALL,
        ),
        troubles=((0x04, Trouble.OVER), (0x03, Trouble.MOVING)),
        decimals={"lb": 2, "kg": 3},
    ),
    ScaleProtocol(
        key="st_gs",
        title="CAS, A&D and others: rows of ST,GS",
        line=_PLAIN_8,
        request=b"",
        end=b"\n",
        weight=re.compile(
            rb"(?P<flag>ST|US|OL),(?:GS|NT|TR)?,?\s*(?P<sign>[+-]?)\s*"
            rb"(?P<value>[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>[A-Za-z]{1,3})\r?"
        ),
        stable=b"ST",
        flags={b"US": Trouble.MOVING, b"OL": Trouble.OVER},
        status=re.compile(rb"(?:OL|US)(?P<bits>),.*\r?"),
    ),
    ScaleProtocol(
        key="stx_weight",
        title="Others that answer STX, weight, unit",
        line=_PLAIN_8,
        request=b"W",
        end=b"\r",
        weight=re.compile(
            rb"\x02(?P<sign>[+-]?)\s*(?P<value>[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>[A-Za-z]{2,3})?\x03?"
        ),
        status=re.compile(rb"\x02\?(?P<bits>.)\x03?", re.DOTALL),
        troubles=((0x02, Trouble.OVER), (0x04, Trouble.UNDER_ZERO), (0x01, Trouble.MOVING)),
    ),
)
PROTOCOLS: Mapping[str, ScaleProtocol] = MappingProxyType({row.key: row for row in _ROWS})
"""Every scale this program can talk to, by its key."""
