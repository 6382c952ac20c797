"""What is said of scans that go elsewhere than into the sale, and of weights."""

from app.presenters.words import say


def sign_in_first() -> str:
    return say("Sign in, then scan it again. Nothing was added.")


def scanned_not_added(code: str) -> str:
    return say("{code} was not added to the sale.", code=code)


def finish_first() -> str:
    return say("Finish or leave what is open (Esc), then scan it again.")


def no_such_code() -> str:
    return say("No product has this code. Scan it again, or type its name at the sale (Alt+1).")


def go_to_sale() -> str:
    return say("Go to Sale (Alt+1) and scan it again.")


def scanned_into_sale(code: str) -> str:
    return say("{code} is in the sale.", code=code)


def scanned_into_sale_text() -> str:
    return say("What you were doing stays as it is.")


def scanned_needs_you(code: str) -> str:
    return say("{code} needs a word from you.", code=code)


def scale_read(number: int, weight: str) -> str:
    return say("Piece {number} weighs {weight}, read from the scale.", number=number, weight=weight)


def scale_old() -> str:
    return say("That weight is too old to be used")


def scale_old_text() -> str:
    return say("The answer came late. Nothing was changed. Press F4 to read the scale again.")


def scale_empty() -> str:
    return say("Nothing lies on the scale")


def scale_empty_text() -> str:
    return say("No weight was taken. Put the goods on and press F4, or type their weight.")


def no_scale() -> str:
    return say("This till has no scale")


def no_scale_text() -> str:
    return say("Type the weight in grams. A scale is set up under More, Devices (Alt+8).")
