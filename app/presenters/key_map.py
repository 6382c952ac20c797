"""The keys of each place, as F1 shows them and as the hint bar names the main ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from app.presenters.words import say


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
    RECEIPT = "receipt"
    PRICE = "price"
    CHOICE = "choice"
    Z_REPORT = "z_report"
    KEYS = "keys"
    CASES = "cases"
    LINE = "line"
    LINE_SIGN = "line_sign"
    CUSTOMER = "customer"
    PRICES = "prices"
    NOTHING_LEFT = "nothing_left"
    PARKED = "parked"
    CONFLICT = "conflict"
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
    }
)
"""Keys that begin a flow, where the place itself has no other use for them."""


@dataclass(frozen=True, slots=True)
class KeyHint:
    """Keys and what they do; several keys are alternatives or a pair, as in up and down."""

    keys: tuple[str, ...]
    does: str


def keys_of(where: Place | Dialog) -> tuple[KeyHint, ...]:
    """All keys of a place or dialog, the most used first."""
    own = _dialog_keys(where) if isinstance(where, Dialog) else _place_keys(where)
    return own + _keys_everywhere(is_signed_in=where in _SIGNED_IN)


def sale_hints() -> tuple[KeyHint, ...]:
    """The few keys that stand at the bottom of the sale."""
    return (
        KeyHint(_ARROWS, say("Choose")),
        KeyHint(("F4",), say("Quantity")),
        KeyHint(("F5",), say("Discount")),
        KeyHint(("F6",), say("Park")),
        KeyHint(("F7",), say("Parked")),
        KeyHint(("F8",), say("Shipment")),
        KeyHint(("Ctrl+P",), say("Print again")),
        KeyHint(("F1",), say("All keys")),
    )


_SIGNED_IN = frozenset(PLACE_KEYS.values())
_ARROWS = ("\u2191", "\u2193")


def _keys_everywhere(*, is_signed_in: bool) -> tuple[KeyHint, ...]:
    places = (
        KeyHint(("Alt+1", "Alt+2", "Alt+6"), say("Go to Sale, Ship, Shift")),
        KeyHint(("Alt+3",), say("Parked sales")),
        KeyHint(("Alt+4",), say("Returns")),
        KeyHint(("Alt+5",), say("Find anything")),
        KeyHint(("Alt+7",), say("What needs you")),
        KeyHint(("Alt+8",), say("More: devices and pages")),
    )
    everywhere = (
        KeyHint(("F1",), say("These keys")),
        KeyHint(("F11",), say("Lock the till")),
        KeyHint(("Ctrl+Shift+D",), say("Light or dark")),
        KeyHint(("Ctrl++", "Ctrl+-"), say("Larger or smaller text")),
    )
    return (*places, *everywhere) if is_signed_in else everywhere


def _place_keys(place: Place) -> tuple[KeyHint, ...]:
    return {
        Place.SIGN_IN: (
            KeyHint(_ARROWS, say("Choose who")),
            KeyHint(("0", "9"), say("Type your PIN")),
            KeyHint(("Enter",), say("Sign in")),
        ),
        Place.OPEN_SHIFT: (
            KeyHint(("F2",), say("Float as one amount")),
            KeyHint(("F3",), say("Float by notes and coins")),
            KeyHint(("Enter",), say("Next count")),
            KeyHint(("Ctrl+P",), say("Print the last Z report")),
            KeyHint(("F12",), say("Open the shift")),
        ),
        Place.SALE: (
            KeyHint(("F2",), say("Find a product")),
            KeyHint(_ARROWS, say("Choose")),
            KeyHint(("Enter",), say("Add to the sale")),
            KeyHint(("F3",), say("Customer")),
            KeyHint(("F4",), say("Quantity")),
            KeyHint(("F5",), say("Discount, price, note, take out")),
            KeyHint(("+", "-"), say("One more, one less")),
            KeyHint(("Del",), say("Remove the line")),
            KeyHint(("Ctrl+Z",), say("Take the last change back")),
            KeyHint(("F6",), say("Park the sale")),
            KeyHint(("F7",), say("Parked sales")),
            KeyHint(("F8",), say("New shipment")),
            KeyHint(("F10",), say("Drawer")),
            KeyHint(("Ctrl+R",), say("X report")),
            KeyHint(("F9",), say("Take goods back")),
            KeyHint(("Ctrl+P",), say("Print again")),
            KeyHint(("Esc",), say("Clear the search")),
            KeyHint(("F12",), say("Take payment")),
        ),
        Place.SHIP: (
            KeyHint(("F2",), say("First field")),
            KeyHint(("Tab",), say("Next field")),
            KeyHint(("Ins",), say("Add a piece")),
            KeyHint(("Del",), say("Take the piece out")),
            KeyHint(("F4",), say("Read the scale for the piece")),
            KeyHint(("F12",), say("Add to sale")),
        ),
        Place.RETURNS: (
            KeyHint(("F2",), say("The list")),
            KeyHint(_ARROWS, say("Choose")),
            KeyHint(("Enter",), say("Open the receipt, or all of the line")),
            KeyHint(("+", "-"), say("One more, one less")),
            KeyHint(("F3",), say("Why it comes back")),
            KeyHint(("F4",), say("Approval code")),
            KeyHint(("F5",), say("How money goes back")),
            KeyHint(("Esc",), say("Another receipt")),
            KeyHint(("F12",), say("Give back")),
        ),
        Place.FIND: (
            KeyHint(("F2",), say("The search field")),
            KeyHint(_ARROWS, say("Choose; more come at the end")),
            KeyHint(("F4",), say("What belongs to it")),
            KeyHint(("Enter",), say("Go on to that")),
            KeyHint(("F9",), say("Take goods back")),
            KeyHint(("Ctrl+P",), say("Print again")),
            KeyHint(("Esc",), say("Clear the search")),
        ),
        Place.SHIFT: (
            KeyHint(("F2",), say("Go to the count")),
            KeyHint(("F3",), say("Count the other money")),
            KeyHint(("Enter",), say("Next count")),
            KeyHint(("F4",), say("Note for the Z report")),
            KeyHint(("F5",), say("Why it is off")),
            KeyHint(("F6",), say("Recount")),
            KeyHint(("F10",), say("Drawer: drop, pay in, pay out")),
            KeyHint(("Ctrl+R",), say("X report")),
            KeyHint(("F12",), say("Show the result, then close")),
        ),
        Place.MORE: (
            KeyHint(_ARROWS, say("Choose")),
            KeyHint(("Enter",), say("Go into the page")),
            KeyHint(("Esc",), say("Back to the list")),
            KeyHint(("F4",), say("Its settings")),
            KeyHint(("F5",), say("Look again")),
            KeyHint(("F12",), say("Test it")),
        ),
    }[place]


def _dialog_keys(dialog: Dialog) -> tuple[KeyHint, ...]:
    return {
        Dialog.TENDER: (
            KeyHint(("F2",), say("Exact amount")),
            KeyHint(_ARROWS, say("Likely amounts")),
            KeyHint(("F12",), say("Finish the sale")),
            KeyHint(("Esc",), say("Back, nothing is lost")),
        ),
        Dialog.RECEIPT: (
            KeyHint(("Enter",), say("Next customer")),
            KeyHint(("Ctrl+P",), say("Print again")),
            KeyHint(("F3",), say("Send it by e-mail")),
            KeyHint(("F4",), say("Save it as PDF")),
        ),
        Dialog.PRICE: (
            KeyHint(("Enter",), say("Next field")),
            KeyHint(_ARROWS, say("Choose who")),
            KeyHint(("Esc",), say("Back, nothing is lost")),
        ),
        Dialog.CHOICE: (
            KeyHint(_ARROWS, say("Choose")),
            KeyHint(("Enter",), say("Add to the sale")),
            KeyHint(("Esc",), say("Back, nothing is lost")),
        ),
        Dialog.Z_REPORT: (
            KeyHint(("Enter",), say("Done")),
            KeyHint(("Ctrl+P",), say("Print again")),
        ),
        Dialog.KEYS: (KeyHint(("Esc",), say("Back, nothing is lost")),),
        Dialog.DRAWER: (
            KeyHint(("F2",), say("Only open it")),
            KeyHint(("F3", "F4", "F5"), say("Cash drop, pay-in, pay-out")),
            KeyHint(("F6",), say("The other money")),
            KeyHint(_ARROWS, say("Choose the reason")),
            KeyHint(("F12",), say("Do it")),
            KeyHint(("Esc",), say("Back, nothing is lost")),
        ),
        Dialog.X_REPORT: (
            KeyHint(("Enter",), say("Done")),
            KeyHint(("Ctrl+P",), say("Print it")),
        ),
        Dialog.SHIFT_SIGN: (
            KeyHint(_ARROWS, say("Choose who")),
            KeyHint(("Enter",), say("Sign")),
            KeyHint(("Esc",), say("Back, nothing is lost")),
        ),
        Dialog.LINE: (
            KeyHint(("F2", "F3"), say("Discount, in percent or money")),
            KeyHint(("F4", "F6"), say("Another price, give it free")),
            KeyHint(("F7", "F8"), say("Note, take it out")),
            KeyHint(("F9",), say("This line, or the whole sale")),
            KeyHint(_ARROWS, say("Choose the reason")),
            KeyHint(("F12",), say("Do it")),
            KeyHint(("Esc",), say("Back, nothing is lost")),
        ),
        Dialog.LINE_SIGN: (
            KeyHint(_ARROWS, say("Choose who")),
            KeyHint(("Enter",), say("Sign")),
            KeyHint(("Esc",), say("Back, nothing is lost")),
        ),
        Dialog.CASES: (
            KeyHint(_ARROWS, say("Choose")),
            KeyHint(("Enter",), say("Next field")),
            KeyHint(("F4",), say("I have read it")),
            KeyHint(("Esc",), say("Back, nothing is lost")),
        ),
        Dialog.CUSTOMER: (
            KeyHint(("F2",), say("The search field")),
            KeyHint(_ARROWS, say("Choose")),
            KeyHint(("Enter",), say("Take for this sale")),
            KeyHint(("F4",), say("Change the fields")),
            KeyHint(("F6",), say("New customer")),
            KeyHint(("F8",), say("Name nobody")),
            KeyHint(("F12",), say("Save and take")),
            KeyHint(("Esc",), say("Back, nothing is lost")),
        ),
        Dialog.PRICES: (
            KeyHint(("F12", "Enter"), say("Take the new prices")),
            KeyHint(("Esc",), say("Back, nothing is lost")),
        ),
        Dialog.PARKED: (
            KeyHint(_ARROWS, say("Choose")),
            KeyHint(("Enter",), say("Bring it back")),
            KeyHint(("Del",), say("Drop it, asked once more")),
            KeyHint(("Esc",), say("Back, nothing is lost")),
        ),
        Dialog.CONFLICT: (
            KeyHint(("F2",), say("Take both together, or what is not paid")),
            KeyHint(("F3",), say("Keep this one")),
            KeyHint(("F4",), say("Put this one away")),
            KeyHint(("Esc",), say("Back, nothing is lost")),
        ),
        Dialog.REFUND_SIGN: (
            KeyHint(_ARROWS, say("Choose who")),
            KeyHint(("Enter",), say("Sign")),
            KeyHint(("Esc",), say("Back, nothing is lost")),
        ),
        Dialog.REFUND_DONE: (
            KeyHint(("Enter",), say("Done")),
            KeyHint(("F9",), say("New goods for a store credit")),
            KeyHint(("Ctrl+P",), say("Print again")),
        ),
        Dialog.NOTHING_LEFT: (
            KeyHint(("F2",), say("Ask central for it")),
            KeyHint(_ARROWS, say("Choose who")),
            KeyHint(("Enter",), say("Allow this one")),
            KeyHint(("Esc",), say("Back, nothing is lost")),
        ),
    }[dialog]
