"""What the keys of the supervisor's desk do, as F1 shows them."""

from app.presenters.key_map import KeyHint
from app.presenters.words import say


def keys_of_the_desk() -> tuple[KeyHint, ...]:
    """All keys of the place, the most used first."""
    return (
        KeyHint(("\u2191", "\u2193"), say("Choose")),
        KeyHint(("F12", "Enter"), say("Approve, in order, open: what is usual")),
        KeyHint(("F8",), say("Reject, follow up")),
        KeyHint(("F6",), say("Approve what is alike together, hand over all the same")),
        KeyHint(("F7", "F10"), say("Seen by hand, or not there")),
        KeyHint(("F9",), say("False alarm")),
        KeyHint(("F2",), say("The list")),
        KeyHint(("F3",), say("The next kind")),
        KeyHint(("F4",), say("Oldest or largest first")),
        KeyHint(("F5",), say("Refresh")),
        KeyHint(("Ctrl+Up", "Ctrl+Down"), say("Move through the evidence")),
        KeyHint(("Esc",), say("Back to the work")),
    )
