"""What is said of special quotes: at the shipment, in their list, and at the supervisor's desk."""

from app.presenters.words import beside, counted, say
from domain.special_quote import WhyNoPrice


def ask() -> str:
    return say("Ask for a special quote")


def asked() -> str:
    return say("A special quote is asked for.")


def asked_text() -> str:
    return say(
        "What you filled in is kept. A supervisor answers at the desk (Alt+9), at any till. F6"
        " shows what came."
    )


def has_price() -> str:
    return say("It needs no special quote.")


def has_price_text() -> str:
    return say("It is within the limits and has a price. Press F12 to add it to the sale.")


def waiting(asked_count: int, answered_count: int) -> str:
    """What the button at the shipment says: how many are answered, else how many wait."""
    if answered_count:
        return counted(
            answered_count, "{number} special quote answered", "{number} special quotes answered"
        )
    if asked_count:
        return counted(asked_count, "{number} special quote asked", "{number} special quotes asked")
    return say("Special quotes")


def answered_title() -> str:
    return say("A special quote was answered.")


def answered_text() -> str:
    return say("Press F8, then F6, to see it.")


# ------------------------------------------------------------------ the list at the shipment
def title() -> str:
    return say("Special quotes")


def note() -> str:
    return say("Enter books one that has a price, and opens one that needs changing.")


def empty() -> str:
    return say("Nothing waits. Press F5 at a shipment that no rate sheet can price.")


def row_title(sender: str, place: str) -> str:
    return say("{sender} to {place}", sender=sender, place=place)


def row_detail(pieces: str, weight: str, when: str) -> str:
    return beside(pieces, weight, say("asked {when}", when=when))


def state_asked() -> str:
    return say("Waits for a supervisor")


def state_declined(reason: str) -> str:
    return say("Declined: {reason}", reason=reason)


def state_ended() -> str:
    return say("Its price has ended")


def state_good(until: str) -> str:
    return say("Good to {time}", time=until)


def book_it() -> str:
    return say("Add to sale")


def change_it() -> str:
    return say("Open it again")


def still_waits() -> str:
    return say("Nobody has answered yet.")


def still_waits_text() -> str:
    return say(
        "Nothing is lost. A supervisor answers at the desk (Alt+9), at this till or another."
    )


# ------------------------------------------------------------------ at the desk
def desk_title(weight: str, place: str) -> str:
    return say("{weight} to {place}", weight=weight, place=place)


def desk_sender(sender: str) -> str:
    return sender or say("Sender known at the other till")


def desk_state() -> str:
    return say("Asks for a price")


def why_text(code: str) -> str:
    """Why no rate sheet prices it; a code of a newer program as it is."""
    known: dict[WhyNoPrice, str] = {
        "piece_weight": say("A piece is heavier than the limit."),
        "side": say("A side is longer than the limit."),
        "shipment_weight": say("The whole shipment is heavier than the limit."),
        "piece_count": say("It has more pieces than the limit."),
        "no_rate": say("No rate sheet is in force for it."),
    }
    return next((text for name, text in known.items() if name == code), code)


def fact_goods() -> str:
    return say("Goods")


def goods_elsewhere() -> str:
    return say("Described at the till that asks")


def fact_weight() -> str:
    return say("Gross weight")


def fact_piece(number: int) -> str:
    return say("Piece {number}", number=number)


def fact_place() -> str:
    return say("Goes to")


def fact_declared() -> str:
    return say("Declared value")


def fact_sender() -> str:
    return say("Sender")


def who_asks(name: str, till: str) -> str:
    return say("{name}, till {till}", name=name, till=till)


def fact_asked_by() -> str:
    return say("Asked by")


def give_price() -> str:
    return say("Give a price")


def give_follows(prefix: str) -> str:
    return say(
        "The price is in {currency}. The till that asked books this shipment at it, once, while it"
        " holds.",
        currency=prefix,
    )


def give_reasons() -> tuple[str, ...]:
    return (say("Agreed with the carrier"), say("As we charged before"), say("Reckoned by hand"))


def decline() -> str:
    return say("Decline")


def decline_follows() -> str:
    return say("It is not booked. The cashier sees why, and can change the pieces.")


def decline_reasons() -> tuple[str, ...]:
    return (
        say("The carrier does not take it"),
        say("Split it into smaller pieces"),
        say("Send it as freight of its own"),
    )


def said_priced(amount: str) -> str:
    return say("It can be booked at {amount} now.", amount=amount)


def said_declined() -> str:
    return say("The cashier is told why.")
