"""What the customer's screen says, and what is said about it."""

from app.presenters.words import say


def display_total() -> str:
    return say("Total")


def display_vat() -> str:
    return say("VAT included")


def display_change() -> str:
    return say("Your change")


def display_thanks() -> str:
    return say("Thank you")


def display_paid(amount: str) -> str:
    return say("Paid {amount}. Thank you.", amount=amount)


def display_welcome() -> str:
    return say("Welcome")


def no_second_screen() -> str:
    return say("There is no second screen")


def no_second_screen_text() -> str:
    return say(
        "Connect one to this computer and extend the desktop to it, then switch it off and on again"
        " under More, Devices. Selling goes on."
    )
