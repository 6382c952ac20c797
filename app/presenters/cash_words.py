"""What the presenters say about cash: counting it, taking it, and closing on it."""

from collections.abc import Sequence

from app.presenters.words import counted, say
from domain.buyer import SALES_INVOICE

_VAT_NUMBER, _BUYER_NUMBER = "VAT no. ", "VAT/TIN no."


# ------------------------------------------------------------------ counting a drawer
def how_many(denomination: str, *, is_coin: bool) -> str:
    if is_coin:
        return say("How many coins of {denomination}", denomination=denomination)
    return say("How many notes of {denomination}", denomination=denomination)


def float_missing() -> str:
    return say("Type the float in the drawer. Type 0 if it is empty.")


# ------------------------------------------------------------------ tender and receipt
def vat_in_total(amount: str) -> str:
    return say("VAT {amount} included", amount=amount)


def no_rounding() -> str:
    return say("No rounding needed")


def rounding(total: str, difference: str) -> str:
    return say("{total}, rounding {difference}", total=total, difference=difference)


def rounded_to(step: str) -> str:
    return say("Rounded to {step}", step=step)


def exact(amount: str) -> str:
    return say("Exact {amount}", amount=amount)


def change_due(currency_name: str) -> str:
    return say("Change due, in {currency}", currency=currency_name)


def last_sale(receipt_number: str, change: str) -> str:
    return say("Last sale {number}, change {change}", number=receipt_number, change=change)


def still_missing() -> str:
    return say("Still missing")


def missing(amount: str) -> str:
    return say("{amount} is still missing.", amount=amount)


def type_received() -> str:
    return say("Type the cash received, or press F2 for the exact amount.")


def by_hand() -> str:
    return say("Count by hand")


def printing() -> str:
    return say("Printing\N{HORIZONTAL ELLIPSIS}")


def printed() -> str:
    return say("Printed")


def not_printed() -> str:
    return say("Not printed yet")


def only_filed() -> str:
    return say("Saved as a file: no printer is set up (More, Devices)")


def invoice_kind(lines: Sequence[str]) -> str:
    """Why a receipt is the one or the other kind of invoice; nothing of a seller without VAT."""
    titles = {line.strip() for line in lines}
    if not any(line.strip().startswith(_VAT_NUMBER) for line in lines):
        return ""
    if SALES_INVOICE in titles:
        return say("Sales invoice: a small sale, paid in cash.")
    if any(line.startswith(_BUYER_NUMBER) for line in lines):
        return say("Tax invoice: made out to a business.")
    return say("Tax invoice: large, or not paid in cash alone.")


def print_state(*, is_printing: bool, was_printed: bool, on_paper: bool = True) -> str:
    """How it stands with a paper; without ``on_paper`` no printer is set up and it is a file."""
    if is_printing:
        return printing()
    if not was_printed:
        return not_printed()
    return printed() if on_paper else only_filed()


def printed_number(receipt_number: str) -> str:
    return say("Receipt {number} is printed.", number=receipt_number)


def z_printed() -> str:
    return say("The Z report is printed.")


def print_it() -> str:
    return say("Print it")


def print_again() -> str:
    return say("Print again")


def unprinted(count: int) -> str:
    return counted(
        count, "{number} receipt was saved, not printed.", "{number} receipts were not printed."
    )


def unprinted_text(receipt_number: str) -> str:
    return say("Press Ctrl+P to print {number}. The sale is safe.", number=receipt_number)


def nothing_to_print() -> str:
    return say("No receipt to print yet.")


def nothing_to_print_text() -> str:
    return say("Ctrl+P prints the last receipt of this session.")


# ------------------------------------------------------------------ shift close
def close_shift(number: int) -> str:
    return say("Close shift {number}", number=number)


def sales(count: int) -> str:
    return counted(count, "{number} sale", "{number} sales")


def count_first() -> str:
    return say("Count the drawer first")


def count_blind() -> str:
    return say(
        "What the till expects appears here after the count. A count that is made again is told:"
        " the Z report keeps the first one."
    )


def first_counted(amount: str) -> str:
    return say("First counted {amount}. The Z report says so.", amount=amount)


def nothing_counted() -> str:
    return say("Nothing is counted yet.")


def nothing_counted_text() -> str:
    return say("Type how many of each note and coin lie in the drawer. Type 0 if it is empty.")


def show_result() -> str:
    return say("Count is done")


def close_and_print() -> str:
    return say("Close and print Z")


def over() -> str:
    return say("Over")


def short() -> str:
    return say("Short")


def over_or_short() -> str:
    return say("Over or short")


def exact_drawer() -> str:
    return say("Exact")


def within_allowed(allowed: str) -> str:
    return say("Within the {allowed} allowed", allowed=allowed)


def beyond_allowed(allowed: str) -> str:
    return say("More than the {allowed} allowed", allowed=allowed)


def waiting_close(count: int) -> str:
    return counted(
        count,
        "{number} waiting to be sent. Close as usual.",
        "{number} waiting to be sent. Close as usual.",
    )


def waiting_close_text(shift_number: int) -> str:
    return say(
        "They are saved on this till and stay in shift {number}, whenever they arrive."
        " Nothing is lost by closing.",
        number=shift_number,
    )


def shift_closed(number: int) -> str:
    return say("Shift {number} is closed", number=number)
