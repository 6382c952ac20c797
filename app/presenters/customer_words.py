"""Every sentence about customers and consents."""

from app.presenters.words import counted, say
from domain.customer import Purpose
from domain.shipment import REGION_NAMES


def title() -> str:
    return say("Customer")


def for_whom(name: str) -> str:
    """Whom the open sale is for."""
    return say("This sale is for {name}", name=name) if name else say("This sale names nobody")


def new_customer() -> str:
    return say("New customer")


def nobody_found(text: str) -> str:
    if not text.strip():
        return say("Type a name, a phone number or an e-mail address.")
    return say("Nobody here answers to that. Press F6 to make a new customer of it.")


def found(number: int, *, is_all: bool) -> str:
    if not is_all:
        return say("The first {number}; type more of the name", number=number)
    return counted(number, "{number} customer", "{number} customers")


def purpose(name: Purpose) -> str:
    """What a consent is for, in two words."""
    return {
        "shipping": say("Shipping"),
        "receipts": say("Receipts by e-mail"),
        "marketing": say("Offers"),
        "id_copy": say("Copy of an ID"),
    }[name]


def consent_since(at: str, version: str) -> str:
    return say("Agreed {at}, text {version}", at=at, version=version)


def consent_ended(at: str) -> str:
    return say("Taken back {at}", at=at)


def consent_unasked() -> str:
    return say("Not asked yet")


def consent_changed() -> str:
    return say("Is saved with F12")


def phone_doubtful() -> str:
    return say("Looks incomplete; kept as typed")


def region(number: int) -> str:
    """A region of Guyana in a list; 0 for none."""
    if not number:
        return say("No region")
    return f"{number} {REGION_NAMES[number]}"


def saved(name: str) -> str:
    return say("{name} is saved", name=name)


def saved_what() -> str:
    return say("Other tills hear of it when the link is there.")


def attached(name: str) -> str:
    return say("This sale is for {name}", name=name)


def detached() -> str:
    return say("This sale names nobody now")
