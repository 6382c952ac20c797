"""MMG's words and numbers, as its answers were recorded (reference: integrations 1.3 to 1.5)."""

from collections.abc import Mapping
from typing import Literal

Standing = Literal["paid", "unpaid", "pending"]

_PAID = frozenset({"successful", "completed"})
_UNPAID = frozenset({"failed", "cancelled", "declined", "expired", "rejected", "reversed"})
REVERSED = "reversed"

RESULTS: Mapping[str, str] = {
    "0": "paid, says the page",
    "1": "the agent is not registered",
    "2": "the payment failed",
    "3": "the secret key is wrong",
    "4": "the merchant's number is wrong",
    "5": "the token could not be decrypted",
    "6": "the customer pressed cancel",
    "7": "it took too long",
}
"""What a reply's ``ResultCode`` says. A hint, whatever it is: no reply is evidence."""
OUR_FAULTS = frozenset({"3", "4", "5"})
"""Result codes that mean: our own settings are wrong."""

ACCOUNT_LOCKED = "315"
BAD_CREDENTIALS = "102"
REVERSED_BEFORE = "184"
STALE_SESSION = (
    "clientauthorisationerror",
    "multiple user session found",
    "authentication failure",
)
"""What a body says, in any case of letters, where a new login and one retry are the way."""

REJECTED = frozenset({400, 401, 403, 404, 405, 406, 415, 422})
"""HTTP statuses after which nothing happened there."""
UNKNOWN_ID = frozenset({400, 404, 422})
"""HTTP statuses of a look-up that finds no such transaction."""


def standing_of(word: str) -> Standing:
    """Return what a status word says. A word that nobody recorded is *pending*: never money."""
    known = word.strip().lower()
    if known in _PAID:
        return "paid"
    return "unpaid" if known in _UNPAID else "pending"
