"""Every sentence of the *Needs you* panel; all pass through ``words.say``."""

from app.presenters.words import counted, say


def title() -> str:
    return say("Needs you")


def needs(count: int) -> str:
    return counted(count, "{number} needs you", "{number} need you")


def nothing() -> str:
    return say("Nothing needs you. What central cannot book by itself appears here.")


def blocked(text: str) -> str:
    return say("Held up: {text}", text=text)


def next_step(text: str) -> str:
    return say("What to do: {text}", text=text)


def closed(text: str) -> str:
    return say("Settled. {text}", text=text)


def resent() -> str:
    return say("Sent again, waiting for central's word")


def read() -> str:
    return say("Read")


def new() -> str:
    return say("New")


def not_here() -> str:
    return say("Nothing to type here. Selling goes on, and nothing is lost.")


def no_approver() -> str:
    return say("A supervisor must sign, and none is known to this till besides you.")


def sent_again(subject: str) -> str:
    return say("{subject} is saved and goes out with the next exchange.", subject=subject)


def reason(subject: str) -> str:
    return say("Corrected {subject}", subject=subject)
