"""What *Provider statements* says."""

from app.presenters.locale_in_force import whole
from app.presenters.words import beside, counted, say
from app.use_cases.send_statement import OfficeMapping

LOOK = ("disputed", "open", "unmatched", "conflict", "missing")
"""Outcomes that somebody must look at, the worst first. Any that is unknown here is one too."""
_FINE = ("verified", "confirmed", "refunded", "known", "left_out")


def page_title() -> str:
    return say("Provider statements")


def page_detail() -> str:
    return say("What providers say was paid")


def about() -> str:
    return say(
        "Reads a provider's file, holds it against what their page states, and sends it to central,"
        " which holds each row against what was sold. Sending it again changes nothing."
    )


def asking() -> str:
    return say("Asking central how statements are read \N{HORIZONTAL ELLIPSIS}")


def reading() -> str:
    return say("Reading the file \N{HORIZONTAL ELLIPSIS}")


def stopping() -> str:
    return say("Stopping after the rows at hand \N{HORIZONTAL ELLIPSIS}")


def goes_on() -> str:
    return say("Central works the rows off while you sell. F6 stops waiting.")


def compare() -> str:
    return say(
        "Type what the provider's page states, not what the file does: the days you asked for, and"
        " their sum or how many rows they have. Nothing is sent where it differs."
    )


def mapping_name(one: OfficeMapping) -> str:
    return beside(one.provider.upper(), one.name)


def file_label(folder: str) -> str:
    return say("File as it was downloaded, in {folder} or with its whole path (F4)", folder=folder)


# ------------------------------------------------------------------ control totals
def days_between(first: str, last: str) -> str:
    return first if first == last else say("{first} to {last}", first=first, last=last)


def columns_sent() -> str:
    return say("Columns that are sent")


# ------------------------------------------------------------------ keys
def read_words() -> str:
    return say("Read the file")


def send_words() -> str:
    return say("Send to central")


def next_words() -> str:
    return say("Another file")


# ------------------------------------------------------------------ the PIN
def sign_follows() -> str:
    return say(
        "What a row proves is verified, what it contradicts is disputed, and what nobody explains"
        " becomes a case. What you took yourself stays open for somebody else."
    )


def sign_detail(count: int, total: str) -> str:
    return beside(counted(count, "{number} row", "{number} rows"), total)


def audit(name: str, count: int) -> str:
    return f"send statement {name}, {count} rows"


# ------------------------------------------------------------------ what came of it
def outcome(word: str) -> str:
    names = {
        "verified": say("Verified"),
        "confirmed": say("Matched"),
        "refunded": say("Given back"),
        "disputed": say("Does not match"),
        "open": say("Decide"),
        "unmatched": say("Not ours"),
        "conflict": say("Other figures"),
        "missing": say("Missing"),
        "known": say("Already known"),
        "left_out": say("No payment"),
    }
    return names.get(word, word)


def counts(numbers: dict[str, int]) -> str:
    """How many of each outcome, what needs a look first."""
    order = (*LOOK, *_FINE)
    known = [word for word in order if numbers.get(word)]
    others = [word for word in numbers if word not in order]
    return beside(
        *(
            say("{number} {outcome}", number=whole(numbers[word]), outcome=outcome(word).lower())
            for word in (*known, *others)
        )
    )


def done() -> str:
    return say("Central has held the statement against what was sold")


def done_again() -> str:
    return say("This file was sent before: nothing was changed")


def empty() -> str:
    return say("It has no rows, and nothing is missing.")


def stopped() -> str:
    return say("Stopped waiting")


def stopped_text() -> str:
    return say("What was told counts. Send the same file again for the rest: a row counts once.")


def line(number: int) -> str:
    return say("Line {number}", number=whole(number))


def not_in_the_file() -> str:
    return say("Not in the file")


def receipt(number: str) -> str:
    return say("receipt {number}", number=number)


def no_mapping() -> str:
    return say("The office has not said how statements are read")


def no_mapping_text() -> str:
    return say("Nothing can be read before it has. Ask the office for a mapping, then press F5.")


# ------------------------------------------------------------------ cases
def case_key() -> str:
    return say("Open a case")


def case_open() -> str:
    return say("A case is open for this row")


def case_open_text() -> str:
    return say("It comes to this desk with the next exchange: Alt+9.")


def case_was_open() -> str:
    return say("This row has a case already")


def case_was_open_text() -> str:
    return say("It stands at the desk: Alt+9. Nothing was changed.")


def case_of_missing_text() -> str:
    return say("It stands at the desk of the till that took the payment. Nothing was changed.")


def no_case() -> str:
    return say("This row is no payment")


def no_case_text() -> str:
    return say("The office leaves rows of its kind out. Nothing was changed.")
