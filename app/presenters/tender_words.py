"""What the payment says: the ways to pay, what is still due, and why something cannot be."""

from app.presenters.words import say


def cash(symbol: str) -> str:
    return say("Cash, {symbol}", symbol=symbol)


def terminal() -> str:
    return say("Bank terminal")


def terminal_detail() -> str:
    return say("With its approval code")


def credit() -> str:
    return say("Credit or voucher")


def credit_detail() -> str:
    return say("With its code")


def mmg() -> str:
    return say("MMG, claimed")


def mmg_by_qr() -> str:
    return say("MMG by QR")


def card_by_qr() -> str:
    return say("Card by QR")


def no_rate(symbol: str) -> str:
    return say("No rate for {symbol} has come yet", symbol=symbol)


def at_rate(rate: str, day: str) -> str:
    return say("At {rate} of {day}", rate=rate, day=day)


def old_rate(rate: str, day: str) -> str:
    return say("Old rate: {rate} of {day}", rate=rate, day=day)


def taken_at(rate: str, when: str) -> str:
    return say("at {rate}, rate of {when}", rate=rate, when=when)


def foreign_cash(amount: str) -> str:
    return say("Cash, {amount}", amount=amount)


def approval(code: str) -> str:
    return say("Approval code {code}", code=code)


def exchanged() -> str:
    return say("Goods brought back")


def cash_back() -> str:
    return say("Goes back in cash")


def credit_back() -> str:
    return say("Goes back as store credit")


def store_credit() -> str:
    return say("Store credit")


def voucher() -> str:
    return say("Voucher")


def being_entered() -> str:
    return say("being entered")


def remove(name: str) -> str:
    return say("Remove {name}", name=name)


def still_due() -> str:
    return say("Still due")


def still_due_in_cash() -> str:
    return say("Still due in cash")


def in_foreign(amount: str) -> str:
    return say("{amount} covers it", amount=amount)


def paid_in_full() -> str:
    return say("All is paid: press F12")


def received(symbol: str) -> str:
    return say("Cash received, {symbol}", symbol=symbol)


def from_terminal(symbol: str) -> str:
    return say("Taken by the terminal, {symbol}", symbol=symbol)


def from_credit(symbol: str) -> str:
    return say("Wanted of it, {symbol}", symbol=symbol)


def approval_caption() -> str:
    return say("Approval code")


def credit_caption() -> str:
    return say("Code of the credit or voucher")


def type_amount() -> str:
    return say("Type the amount first.")


def type_approval() -> str:
    return say("Type the approval code from the terminal's slip.")


def type_code() -> str:
    return say("Type or scan the code of the credit or voucher.")


def press_enter_first() -> str:
    return say("Press Enter first: the code is looked up before it pays.")


def part_of_credit(amount: str) -> str:
    return say("{amount} of it is here. Press Enter to take that much.", amount=amount)


def none_of_credit() -> str:
    return say(
        "None of it is at this till. Central is asked: press Enter again in a moment. Without a"
        " link, take another payment."
    )


# ------------------------------------------------------------------ what was given before
def does_not_fit(sums: str) -> str:
    return say("{sums} was given already, and is more than is due", sums=sums)


def sale_is_empty(sums: str) -> str:
    return say("{sums} was given for a sale that is empty now", sums=sums)


def payment_too_large(amount: str) -> str:
    return say(
        "The payment of {amount} is recorded and not lost: take no cash for it. Press Esc and put"
        " goods back for as much, or ask the office to give it back.",
        amount=amount,
    )


def too_much_at_terminal(amount: str, code: str) -> str:
    return say(
        "The bank's terminal took {amount} with code {code}: press Esc and put goods back for as"
        " much, or void it there.",
        amount=amount,
        code=code,
    )


def void_at_terminal(amount: str, code: str) -> str:
    return say(
        "The bank's terminal took {amount} with code {code}: void it there, or type it in again if"
        " the sale goes on.",
        amount=amount,
        code=code,
    )


def hand_back(amount: str) -> str:
    return say("Hand {amount} in cash back.", amount=amount)
