"""How a piece is packed, as one of a few codes: what a person types may name somebody.

Only the code goes into an operation's facts, which nobody can erase; the words themselves are
personal and go where what is inside the piece goes.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Packing(StrEnum):
    """The kinds of packing that operations tell apart."""

    BARREL = "barrel"
    BOX = "box"
    CRATE = "crate"
    BAG = "bag"
    PALLET = "pallet"
    ENVELOPE = "envelope"
    SUITCASE = "suitcase"
    OTHER = "other"


_WORDS: Mapping[str, Packing] = MappingProxyType(
    {
        "barrel": Packing.BARREL,
        "barrels": Packing.BARREL,
        "drum": Packing.BARREL,
        "box": Packing.BOX,
        "boxes": Packing.BOX,
        "carton": Packing.BOX,
        "parcel": Packing.BOX,
        "crate": Packing.CRATE,
        "crates": Packing.CRATE,
        "bag": Packing.BAG,
        "bags": Packing.BAG,
        "sack": Packing.BAG,
        "pallet": Packing.PALLET,
        "pallets": Packing.PALLET,
        "skid": Packing.PALLET,
        "envelope": Packing.ENVELOPE,
        "envelopes": Packing.ENVELOPE,
        "suitcase": Packing.SUITCASE,
        "suitcases": Packing.SUITCASE,
        "luggage": Packing.SUITCASE,
    }
)


def packing_of(text: str) -> Packing:
    """The kind that the first known word of a typed packing names; OTHER without one."""
    for word in re.findall(r"[^\W\d_]+", text.lower()):
        if word in _WORDS:
            return _WORDS[word]
    return Packing.OTHER


def is_packing_word(text: str) -> bool:
    """Whether the text is nothing but one of the known words, and so tells of nobody."""
    return text.strip().lower() in _WORDS
