"""Where the counter is, what lies over it, and which keys begin what."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Place(StrEnum):
    """Where the counter is. The day leads to the first two, the rail to the others."""

    SIGN_IN = "sign_in"
    OPEN_SHIFT = "open_shift"
    SALE = "sale"
    SHIP = "ship"
    RETURNS = "returns"
    FIND = "find"
    SHIFT = "shift"
    MORE = "more"
    DESK = "desk"


PLACE_KEYS: Mapping[str, Place] = MappingProxyType(
    {
        "Alt+1": Place.SALE,
        "Alt+2": Place.SHIP,
        "Alt+4": Place.RETURNS,
        "Alt+5": Place.FIND,
        "Alt+6": Place.SHIFT,
        "Alt+8": Place.MORE,
    }
)
"""The keys of the rail's places, in its order; all of them need an open shift."""


class Dialog(StrEnum):
    """What lies over a place until it is answered."""

    TENDER = "tender"
    PAY_CLAIM = "pay_claim"
    PAY_SIGN = "pay_sign"
    PAY_CODE = "pay_code"
    PAY_PHONE = "pay_phone"
    PAY_IDENTITY = "pay_identity"
    RECEIPT = "receipt"
    PRICE = "price"
    CHOICE = "choice"
    Z_REPORT = "z_report"
    KEYS = "keys"
    CASES = "cases"
    DESK_SIGN = "desk_sign"
    LINE = "line"
    LINE_SIGN = "line_sign"
    CUSTOMER = "customer"
    PRICES = "prices"
    NOTHING_LEFT = "nothing_left"
    PARK_REASON = "park_reason"
    PARKED = "parked"
    CONFLICT = "conflict"
    QUOTES = "quotes"
    DRAWER = "drawer"
    X_REPORT = "x_report"
    SHIFT_SIGN = "shift_sign"
    REFUND_SIGN = "refund_sign"
    REFUND_DONE = "refund_done"


class Command(StrEnum):
    """What a key or the rail begins over a place; ``COMMAND_KEYS`` says which key."""

    PARK = "park"
    CHANGE_LINE = "change_line"
    DRAWER = "drawer"
    X_REPORT = "x_report"
    PARKED = "parked"
    NEEDS_YOU = "needs_you"
    CUSTOMER = "customer"
    RETURN = "return"
    UNDO = "undo"
    DESK = "desk"


COMMAND_KEYS: Mapping[str, Command] = MappingProxyType(
    {
        "F3": Command.CUSTOMER,
        "F5": Command.CHANGE_LINE,
        "F6": Command.PARK,
        "F10": Command.DRAWER,
        "Ctrl+R": Command.X_REPORT,
        "F7": Command.PARKED,
        "F9": Command.RETURN,
        "Ctrl+Z": Command.UNDO,
        "Alt+3": Command.PARKED,
        "Alt+7": Command.NEEDS_YOU,
        "Alt+9": Command.DESK,
    }
)
"""Keys that begin a flow, where the place itself has no other use for them."""


@dataclass(frozen=True, slots=True)
class KeyHint:
    """Keys and what they do; several keys are alternatives or a pair, as in up and down."""

    keys: tuple[str, ...]
    does: str
