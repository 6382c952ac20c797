"""What the presenters say about shifts and drawers beyond counting: moves, reasons, signatures."""

from app.presenters import payment_words
from app.presenters.words import counted, listed, say


# ------------------------------------------------------------------ the drawer's dialog
def drawer_title(number: int) -> str:
    return say("Drawer of shift {number}", number=number)


def move_name(move: str) -> str:
    names = {
        "no_sale": say("Only open it"),
        "drop": say("Cash drop"),
        "pay_in": say("Pay-in"),
        "pay_out": say("Pay-out"),
    }
    return names[move]


def move_help(move: str) -> str:
    words = {
        "no_sale": say("Nothing moves. It is counted, and stands on the Z report."),
        "drop": say("Cash goes to the safe or the bank. A slip goes with it."),
        "pay_in": say("Cash comes into the drawer without a sale."),
        "pay_out": say("Cash leaves the drawer and is spent."),
    }
    return words[move]


def reason_name(reason: str) -> str:
    names = {
        "safe": say("To the safe"),
        "bank": say("Bank"),
        "change": say("Small change"),
        "supplier": say("Supplier"),
        "fuel": say("Fuel and transport"),
        "post": say("Post and customs"),
        "petty": say("Petty cash"),
        "customer": say("Change for a customer"),
        "check": say("To check the drawer"),
        "other": say("Other, see the note"),
    }
    return names.get(reason, reason)


def do_it(move: str) -> str:
    words = {
        "no_sale": say("Open the drawer"),
        "drop": say("Drop it"),
        "pay_in": say("Pay it in"),
        "pay_out": say("Pay it out"),
    }
    return words[move]


def amount_missing() -> str:
    return say("Type the amount, above zero.")


def moved(move: str, amount: str) -> str:
    words = {
        "drop": say("{amount} dropped to the safe.", amount=amount),
        "pay_in": say("{amount} paid in.", amount=amount),
        "pay_out": say("{amount} paid out.", amount=amount),
    }
    return words[move]


def moved_text() -> str:
    return say("It is saved, and its slip is printing.")


def drawer_opens() -> str:
    return say("The drawer is being opened.")


def drawer_opened() -> str:
    return say("The drawer is open.")


def drawer_opened_text() -> str:
    return say("It is counted as opened without a sale.")


# ------------------------------------------------------------------ signing
def sign_move(move: str, amount: str) -> str:
    return say("Sign for: {move} of {amount}", move=move_name(move), amount=amount)


def sign_closing(amount: str) -> str:
    return say("The drawer is {amount} off", amount=amount)


def sign_detail() -> str:
    return say("Somebody else signs with a PIN.")


def no_signer() -> str:
    return say("Nobody else who may sign is known to this till.")


def audit_move(move: str, amount: str) -> str:
    return f"{move} {amount}"


def audit_closing(number: int, amount: str) -> str:
    return f"shift {number} off {amount}"


# ------------------------------------------------------------------ closing
def what_happened(sales: int, refunds: int, voids: int) -> str:
    """``61 sales, 1 refund, 2 voids``; what did not happen is not said."""
    return listed(
        counted(sales, "{number} sale", "{number} sales"),
        counted(refunds, "{number} refund", "{number} refunds") if refunds else "",
        counted(voids, "{number} void", "{number} voids") if voids else "",
    )


def payments_as_sure(kind: str, sureness: str, count: int) -> str:
    """``3 MMG to be verified``: what stands behind payments that somebody else confirms."""
    name = payment_words.mmg() if kind == "mmg" else payment_words.card_by_code()
    words = {
        "claimed": say("{number} {name} to be verified", number=count, name=name),
        "verified": say("{number} {name} verified", number=count, name=name),
        "disputed": say("{number} {name} disputed", number=count, name=name),
    }
    return words[sureness]


def move_line(kind: str, count: int) -> str:
    words = {
        "refund": say("Refunds in cash, {number}", number=count),
        "drop": say("Cash drops, {number}", number=count),
        "pay_in": say("Pay-ins, {number}", number=count),
        "pay_out": say("Pay-outs, {number}", number=count),
    }
    return words[kind]


def over_short_reason(reason: str) -> str:
    names = {
        "": say("Choose a reason"),
        "wrong_change": say("Wrong change was given"),
        "not_recorded": say("Cash moved and was not recorded"),
        "float_wrong": say("The float was wrong"),
        "unknown": say("Nobody knows"),
    }
    return names[reason]


def is_open(number: int, opening_float: str) -> str:
    return say("Shift {number} open, float {amount}", number=number, amount=opening_float)


def open_first() -> str:
    return say("Open the shift first")


def open_first_text() -> str:
    return say("Without one there is only More (Alt+8): reports, papers, devices.")


def press_to_close(key: str) -> str:
    return say("Look at the result, then press {key} to close", key=key)


def press_to_close_text() -> str:
    return say("Nothing is closed yet. F6 counts again.")


def count_then_close() -> str:
    return say("Press F12 when the count is done. Nothing is closed yet.")


def reason_missing() -> str:
    return say("Say why the drawer is off.")


def reason_missing_text() -> str:
    return say("Press F5 to choose a reason, then close. Nothing is lost.")


def will_be_signed() -> str:
    return say("A supervisor signs for this with a PIN when you close.")


# ------------------------------------------------------------------ X report
def x_title(number: int) -> str:
    return say("X report of shift {number}", number=number)


def x_detail(*, is_whole: bool) -> str:
    if is_whole:
        return say("That you saw the cash is kept.")
    return say("Cash is shown after the count.")


def x_printed() -> str:
    return say("The X report is printed.")


# ------------------------------------------------------------------ lock
def locked() -> str:
    return say("The till locked itself.")


def locked_text(minutes: int) -> str:
    return counted(
        minutes,
        "Nobody pressed a key for {number} minute. The sale is kept.",
        "Nobody pressed a key for {number} minutes. The sale is kept.",
    )
