"""What the keys of each place and dialog do, as F1 shows them and the hint bar names the main ones.

Words may change with the language, so they are put together anew each time.
"""

from collections.abc import Mapping

from app.presenters.inbox_keys import keys_of_the_desk
from app.presenters.key_map import PLACE_KEYS, Dialog, KeyHint, Place
from app.presenters.words import say

_Table = Mapping[Place | Dialog, tuple[KeyHint, ...]]
_SIGNED_IN = frozenset(PLACE_KEYS.values()) | {Place.DESK}
_ARROWS = ("\u2191", "\u2193")


def keys_of(where: Place | Dialog) -> tuple[KeyHint, ...]:
    """All keys of a place or dialog, the most used first."""
    return _keys_at(where) + _keys_everywhere(is_signed_in=where in _SIGNED_IN)


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


def _keys_everywhere(*, is_signed_in: bool) -> tuple[KeyHint, ...]:
    places = (
        KeyHint(("Alt+1", "Alt+2", "Alt+6"), say("Go to Sale, Ship, Shift")),
        KeyHint(("Alt+3",), say("Parked sales")),
        KeyHint(("Alt+4",), say("Returns")),
        KeyHint(("Alt+5",), say("Find anything")),
        KeyHint(("Alt+7",), say("What needs you")),
        KeyHint(("Alt+8",), say("More: devices and pages")),
        KeyHint(("Alt+9",), say("Supervisor's desk")),
    )
    everywhere = (
        KeyHint(("F1",), say("These keys")),
        KeyHint(("F11",), say("Lock the till")),
        KeyHint(("Ctrl+Shift+D",), say("Light or dark")),
        KeyHint(("Ctrl++", "Ctrl+-"), say("Larger or smaller text")),
    )
    return (*places, *everywhere) if is_signed_in else everywhere


def _keys_at(where: Place | Dialog) -> tuple[KeyHint, ...]:
    """The keys of one place or dialog, the most used first."""
    tables = (
        _days_places,
        _selling_places,
        _other_places,
        _dialogs_of_payment,
        _dialogs_of_lines,
        _dialogs_of_carts,
        _dialogs_of_drawer,
        _dialogs_of_people,
    )
    return next(table[where] for table in (made() for made in tables) if where in table)


def _days_places() -> _Table:
    """The places of a cashier's day."""
    return {
        Place.SIGN_IN: (
            KeyHint(_ARROWS, say("Choose who")),
            KeyHint(("0-9",), say("Type your PIN")),
            KeyHint(("Enter",), say("Sign in")),
            KeyHint(("F9",), say("Practice on a till to learn on")),
        ),
        Place.OPEN_SHIFT: (
            KeyHint(("F2",), say("Float as one amount")),
            KeyHint(("F3",), say("Float by notes and coins")),
            KeyHint(("Enter",), say("Next field, then open")),
            KeyHint(("Ctrl+P",), say("Print the last Z report")),
            KeyHint(("Alt+8",), say("More: reports, papers, devices")),
            KeyHint(("Alt+9",), say("Supervisor's desk")),
            KeyHint(("F12",), say("Open the shift")),
        ),
        Place.SHIFT: (
            KeyHint(("F2",), say("Go to the count")),
            KeyHint(("F3",), say("Count the other money")),
            KeyHint(("Enter",), say("Next count")),
            KeyHint(("F4",), say("Note for the Z report")),
            KeyHint(("F5",), say("Why it is off")),
            KeyHint(("F6",), say("Recount")),
            KeyHint(("F10",), say("Drawer: drop, pay in, pay out")),
            KeyHint(("F12",), say("Count is done: show the result")),
            KeyHint(("F8",), say("Close and print Z")),
        ),
    }


def _selling_places() -> _Table:
    """The places where something is sold."""
    return {
        Place.SALE: (
            KeyHint(("F2",), say("Find a product")),
            KeyHint(_ARROWS, say("Choose")),
            KeyHint(("Enter",), say("Add to the sale")),
            KeyHint(("F3",), say("Customer")),
            KeyHint(("F4",), say("Quantity, or the weight by the scale")),
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
            KeyHint(("Tab",), say("Next field, then the first piece")),
            KeyHint(("Enter",), say("Next cell of a piece")),
            KeyHint(("Ins",), say("Add a piece")),
            KeyHint(("Del",), say("Take the piece out")),
            KeyHint(("F4",), say("Read the scale for the piece")),
            KeyHint(("F5",), say("Ask for a special quote")),
            KeyHint(("F6",), say("Special quotes")),
            KeyHint(("F12",), say("Add to sale")),
        ),
    }


def _other_places() -> _Table:
    """The places beside the sale."""
    return {
        Place.RETURNS: (
            KeyHint(("F2",), say("The list")),
            KeyHint(_ARROWS, say("Choose")),
            KeyHint(("Enter",), say("Open the receipt, or all of the line")),
            KeyHint(("+", "-"), say("One more, one less")),
            KeyHint(("\u2192", "\u2190"), say("One more, one less")),
            KeyHint(("F3",), say("Why it comes back")),
            KeyHint(("F4",), say("Read the scale, or the approval code")),
            KeyHint(("F5",), say("How money goes back")),
            KeyHint(("Esc",), say("Another receipt")),
            KeyHint(("F9",), say("New goods for it")),
            KeyHint(("F12",), say("Give back")),
        ),
        Place.FIND: (
            KeyHint(("F2",), say("The search field")),
            KeyHint(_ARROWS, say("Choose; more come at the end")),
            KeyHint(("F4",), say("What belongs to it")),
            KeyHint(("Enter",), say("Go on to that")),
            KeyHint(("F6",), say("Save as PDF")),
            KeyHint(("F9",), say("Take goods back")),
            KeyHint(("Ctrl+P",), say("Print again")),
            KeyHint(("Esc",), say("Clear the search")),
        ),
        Place.MORE: (
            KeyHint(_ARROWS, say("Choose")),
            KeyHint(("Enter",), say("Go into the page")),
            KeyHint(("F2",), say("First on the page")),
            KeyHint(("F3",), say("Choose a file")),
            KeyHint(("Esc",), say("Back to the list")),
            KeyHint(("F4",), say("Its settings")),
            KeyHint(("F5",), say("Refresh")),
            KeyHint(("F12",), say("Test it, or save a report as PDF")),
            KeyHint(("PgUp", "PgDn"), say("Move through a report")),
            KeyHint(("F6",), say("Save as CSV, stop a file, take what was found")),
            KeyHint(("F7",), say("Open a case for a row")),
            KeyHint(("Del",), say("Drop a paper that waits")),
        ),
        Place.DESK: keys_of_the_desk(),
    }


def _dialogs_of_payment() -> _Table:
    """From the tender to the next customer."""
    back = KeyHint(("Esc",), say("Back, nothing is lost"))
    return {
        Dialog.TENDER: (
            KeyHint(_ARROWS, say("Likely amounts")),
            KeyHint(("F2", "F3"), say("Cash, Guyana or US dollars")),
            KeyHint(("F4", "F5"), say("MMG, claimed or by code, for what is typed")),
            KeyHint(("F6", "F7"), say("Card by code, or at the bank's terminal")),
            KeyHint(("F8",), say("Store credit or voucher")),
            KeyHint(("Enter",), say("Add this and take another")),
            KeyHint(("Del",), say("Take the last one back; a payment asks first")),
            KeyHint(("F12",), say("Finish the sale")),
            KeyHint(("Esc",), say("Back, nothing is lost")),
        ),
        Dialog.PAY_CLAIM: (
            KeyHint(("Enter",), say("Next field")),
            KeyHint(("F3",), say("Photo of the message, or without it")),
            KeyHint(("F4",), say("The goods stay here, or not")),
            KeyHint(("F12",), say("Record the claim")),
            KeyHint(("Esc",), say("Back, nothing is lost")),
        ),
        Dialog.PAY_SIGN: (
            KeyHint(_ARROWS, say("Choose who")),
            KeyHint(("Enter",), say("Sign")),
            KeyHint(("F4",), say("Ask a supervisor at another till")),
            KeyHint(("Esc",), say("Back, nothing is lost")),
        ),
        Dialog.PAY_CODE: (
            KeyHint(("F4",), say("Ask their phone instead")),
            KeyHint(("Esc",), say("Give it up, take another payment")),
        ),
        Dialog.PAY_PHONE: (
            KeyHint(("Enter", "F12"), say("Ask their phone")),
            KeyHint(("Esc",), say("Back, nothing is lost")),
        ),
        Dialog.PAY_IDENTITY: (
            KeyHint(("F2", "F3", "F4"), say("Which document")),
            KeyHint(("Enter",), say("Next field")),
            KeyHint(("F12",), say("Document seen")),
            KeyHint(("Esc",), say("Back, nothing is lost")),
        ),
        Dialog.PRICES: (KeyHint(("F12", "Enter"), say("Take the new prices")), back),
        Dialog.NOTHING_LEFT: (
            KeyHint(("F2",), say("Ask central for it")),
            KeyHint(("F6",), say("Order subject to confirmation")),
            KeyHint(_ARROWS, say("Choose who")),
            KeyHint(("Enter",), say("Allow this one")),
            KeyHint(("Esc",), say("Back, nothing is lost")),
        ),
        Dialog.RECEIPT: (
            KeyHint(("Enter", "F12"), say("Next customer")),
            KeyHint(("Ctrl+P",), say("Print again")),
            KeyHint(("F3",), say("Send it by e-mail")),
            KeyHint(("F4",), say("Save it as PDF")),
            KeyHint(("F5",), say("Tax invoice for a business")),
            KeyHint(("PgUp", "PgDn"), say("Move the paper")),
            KeyHint(("Esc",), say("Next customer, or leave the fields")),
        ),
    }


def _dialogs_of_lines() -> _Table:
    """What is asked about a line of the sale."""
    return {
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
        Dialog.LINE: (
            KeyHint(("F2", "F3"), say("Discount, in percent or money")),
            KeyHint(("F4", "F6"), say("Another price (or the scale), give it free")),
            KeyHint(("F7", "F8"), say("Note, take it out")),
            KeyHint(("F9",), say("This line, or the whole sale")),
            KeyHint(_ARROWS, say("Choose the reason")),
            KeyHint(("F12",), say("Do it")),
            KeyHint(("Esc",), say("Back, nothing is lost")),
        ),
        Dialog.LINE_SIGN: (
            KeyHint(_ARROWS, say("Choose who")),
            KeyHint(("Enter",), say("Sign")),
            KeyHint(("F4",), say("Ask a supervisor at another till")),
            KeyHint(("Esc",), say("Back, nothing is lost")),
        ),
    }


def _dialogs_of_carts() -> _Table:
    """Parked sales, and two versions of one."""
    return {
        Dialog.PARK_REASON: (
            KeyHint(("A-Z",), say("A name for the list")),
            KeyHint(("1-4",), say("Choose and park")),
            KeyHint(_ARROWS, say("Choose")),
            KeyHint(("Enter",), say("Park it")),
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
    }


def _dialogs_of_drawer() -> _Table:
    """The drawer and the shift's papers."""
    return {
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
            KeyHint(("PgUp", "PgDn"), say("Move the paper")),
        ),
        Dialog.Z_REPORT: (
            KeyHint(("Enter",), say("Done")),
            KeyHint(("Ctrl+P",), say("Print again")),
            KeyHint(("F4",), say("Save it as PDF")),
            KeyHint(("PgUp", "PgDn"), say("Move the paper")),
        ),
        Dialog.SHIFT_SIGN: (
            KeyHint(_ARROWS, say("Choose who")),
            KeyHint(("Enter",), say("Sign")),
            KeyHint(("F4",), say("Ask a supervisor at another till")),
            KeyHint(("Esc",), say("Back, nothing is lost")),
        ),
    }


def _dialogs_of_people() -> _Table:
    """Who buys, what came back, what needs somebody."""
    return {
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
        Dialog.QUOTES: (
            KeyHint(_ARROWS, say("Choose")),
            KeyHint(("Enter",), say("Add to the sale, or open it again")),
            KeyHint(("F6", "Esc"), say("Back, nothing is lost")),
        ),
        Dialog.REFUND_SIGN: (
            KeyHint(_ARROWS, say("Choose who")),
            KeyHint(("Enter",), say("Sign")),
            KeyHint(("F4",), say("Ask a supervisor at another till")),
            KeyHint(("Esc",), say("Back, nothing is lost")),
        ),
        Dialog.REFUND_DONE: (
            KeyHint(("Enter", "F12"), say("Done")),
            KeyHint(("F9",), say("New goods for a store credit")),
            KeyHint(("Ctrl+P",), say("Print again")),
            KeyHint(("PgUp", "PgDn"), say("Move the paper")),
        ),
        Dialog.DESK_SIGN: (
            KeyHint(("F3",), say("The next reason")),
            KeyHint(("Enter",), say("Next field, then sign")),
            KeyHint(_ARROWS, say("Choose who")),
            KeyHint(("Esc",), say("Back, nothing is lost")),
        ),
        Dialog.CASES: (
            KeyHint(_ARROWS, say("Choose")),
            KeyHint(("Enter",), say("Next field")),
            KeyHint(("F4",), say("I have read it")),
            KeyHint(("F6",), say("Supervisor's desk")),
            KeyHint(("Esc",), say("Back, nothing is lost")),
        ),
        Dialog.KEYS: (KeyHint(("Esc", "Enter"), say("Back, nothing is lost")),),
    }
