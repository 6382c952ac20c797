"""What the supervisor's desk says; all of it passes through ``words.say``."""

from datetime import datetime

from app.presenters.inbox_rows import InboxKind
from app.presenters.words import counted, say

_MINUTE_S, _HOUR_S, _DAY_S = 60, 3_600, 86_400


def title() -> str:
    return say("Supervisor's desk")


def count(number: int) -> str:
    return counted(number, "{number} waits for you", "{number} wait for you")


def kind_name(kind: InboxKind | None) -> str:
    """The word of a filter; None is all of them."""
    if kind is None:
        return say("All")
    return {
        InboxKind.ASKED: say("Asked"),
        InboxKind.QUOTE: say("Special quotes"),
        InboxKind.PROVIDER: say("Providers"),
        InboxKind.PAYMENT: say("Payments"),
        InboxKind.REVIEW: say("Reviews"),
        InboxKind.CASE: say("Cases"),
    }[kind]


def by_age() -> str:
    return say("Oldest first")


def by_amount() -> str:
    return say("Largest first")


def age(since: datetime, now: datetime) -> str:
    """``12 min``, ``3 h``, ``2 days``."""
    seconds = max(0, int((now - since).total_seconds()))
    if seconds < _HOUR_S:
        return say("{number} min", number=seconds // _MINUTE_S)
    if seconds < _DAY_S:
        return say("{number} h", number=seconds // _HOUR_S)
    return counted(seconds // _DAY_S, "{number} day", "{number} days")


def nobody_waits() -> str:
    return say(
        "Nobody is waiting for you. Claims, disputes, prices that were typed and cases appear here."
    )


def none_of_kind() -> str:
    return say("Nothing of this kind waits. Press F3 for the next kind.")


def locked() -> str:
    return say("The desk shows what is known of people. A supervisor opens it with a PIN: F12.")


def looking() -> str:
    return say("Looking at what waits\N{HORIZONTAL ELLIPSIS}")


def failing() -> str:
    return say("The list could not be read. Nothing is lost. Press F5 to look again.")


# ------------------------------------------------------------------ opening and signing
def open_title() -> str:
    return say("Open the supervisor's desk")


def open_follows() -> str:
    return say("It stays open until you leave it or the till is locked.")


def open_audit() -> str:
    return say("Opened the supervisor's desk")


def open_deed() -> str:
    return say("Open the desk")


def nobody_decides() -> str:
    return say("Nobody who may decide this is on this till's list: it stays here until one is.")


def reason_missing() -> str:
    return say("Choose a reason, or write one.")


def evidence_missing() -> str:
    return say("Write where you saw it.")


def price_wrong() -> str:
    return say("Type an amount above zero.")


def hours_wrong(hours_max: int) -> str:
    return say("Type 1 to {hours} hours.", hours=hours_max)


def done() -> str:
    return say("Done and signed")


def audit(words: str, title_text: str) -> str:
    """What the audit record says that the PIN was for."""
    return say("{words}: {title}", words=words, title=title_text)


# ------------------------------------------------------------------ cases
def case_new() -> str:
    return say("New")


def case_read() -> str:
    return say("Read")


def case_settled() -> str:
    return say("Settled")


def case_resent() -> str:
    return say("Sent again")


def open_case() -> str:
    return say("Open it")


def open_case_follows() -> str:
    return say("It opens under Needs you, where it is read, put right, or sent again.")


def about() -> str:
    return say("About")


def held_up() -> str:
    return say("Held up")


def what_to_do() -> str:
    return say("What to do")
