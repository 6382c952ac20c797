"""What payments say that somebody else confirms: claims, codes, and why one can't be used now."""

from app.presenters.figures import format_money
from app.presenters.notices import Notice
from app.presenters.words import say
from domain.card_price import CardPrice


def claim_title() -> str:
    return say("MMG payment, claimed")


def claim_detail(amount: str) -> str:
    return say("{amount} still due", amount=amount)


def claim_way() -> str:
    return say("By the customer's message")


def only_in(currency: str) -> str:
    return say("Only for sales in {currency}", currency=currency)


def not_set_up() -> str:
    return say("Not set up by the office")


def no_link_mmg() -> str:
    return say("No link now: take the claim with F4")


def no_link_card() -> str:
    return say("No link now: use the terminal, F7")


def is_down(until: str) -> str:
    return say("Its service is down until {until}", until=until)


def is_down_for_now() -> str:
    return say("Its service is down")


def by_code() -> str:
    return say("For what you type, or all")


def mmg() -> str:
    return say("MMG")


def card_by_code() -> str:
    return say("Card by code")


def by_card() -> str:
    return say("card")


def verified() -> str:
    return say("verified")


def to_be_verified() -> str:
    return say("to be verified")


def reference(number: str) -> str:
    return say("Reference {number}", number=number)


def type_phone() -> str:
    return say("Type the payer's number with all its digits.")


def type_reference() -> str:
    return say("Type the reference from the message: 4 to 40 letters and digits.")


def type_whole() -> str:
    return say("Type whole dollars, as the message shows.")


def is_more(more: str) -> str:
    return say(
        "{more} more than is due. Did they send so much? Press F12 again: it becomes a store"
        " credit.",
        more=more,
    )


def paid_over(more: str) -> str:
    return say("{more} more than is due", more=more)


def paid_over_text() -> str:
    return say("It becomes a store credit, and its code is printed on the receipt.")


def paid_over_waits() -> str:
    return say(
        "It becomes a store credit, and its code is printed on the receipt. It pays once MMG is"
        " verified."
    )


def of_it_over(more: str) -> str:
    return say("{more} more: store credit", more=more)


def type_time() -> str:
    return say("Type the time that the message shows, as in 14:26.")


def held() -> str:
    return say("The goods stay here until it is verified")


def handed_over() -> str:
    return say("The goods are handed over now")


def add_photo() -> str:
    return say("Photo of the message")


def no_photo() -> str:
    return say("Without the photo")


def reading_photo() -> str:
    return say("The photo is being read")


def photo_is_there(size_bytes: int) -> str:
    return say("Photo of the message: {number} kB, kept with the claim", number=in_kb(size_bytes))


def in_kb(size_bytes: int) -> int:
    """Whole kilobytes, at least one."""
    return max(1, round(size_bytes / 1_000))


def wait_for_photo() -> Notice:
    return Notice(
        title=say("The photo is being read"),
        text=say("Nothing is taken yet. Press F12 again in a moment, or F3 to go on without it."),
    )


def sign_title(amount: str) -> str:
    return say("MMG claim of {amount}", amount=amount)


def sign_detail(number: str) -> str:
    return say("Reference {number}. Look at the customer's phone yourself.", number=number)


def code_of(name: str, amount: str) -> str:
    return say("Pay by {name}: {amount}", name=name, amount=amount)


def sign_code_detail() -> str:
    return say("Nothing was asked for yet. The customer gets the code after your yes.")


def sign_sale_title(amount: str) -> str:
    return say("Payment of {amount}", amount=amount)


def sign_sale_detail() -> str:
    return say("The sale waits for it. Esc goes back to the payment, and nothing is sold.")


def nobody_signs() -> str:
    return say("Nobody else here may accept it. Press Esc and take another payment.")


def code_title(name: str) -> str:
    return say("Pay by {name}", name=name)


def asking() -> str:
    return say("asking\N{HORIZONTAL ELLIPSIS}")


def asking_text() -> str:
    return say("The code comes in a moment. Press Esc to take another payment.")


def asking_offline() -> str:
    return say("There is no link. The code comes when there is one; Esc takes another payment.")


def by_code_or_phone() -> str:
    return say("Code or phone: type a part, or all")


def by_phone() -> str:
    return say("Asked on their phone")


def phone_title() -> str:
    return say("Ask the customer's phone")


def phone_detail(amount: str) -> str:
    return say("MMG asks them for {amount}", amount=amount)


def phone_waits() -> str:
    return say("The question comes to their phone in a moment. Press Esc to take another payment.")


def phone_waits_offline() -> str:
    return say("There is no link. They are asked when there is one; Esc takes another payment.")


def confirm_it() -> str:
    return say("Have the customer say yes on their phone")


def confirm_text() -> str:
    return say("MMG has asked their phone. What they confirm is taken here by itself.")


def type_guyana_phone() -> str:
    return say("Type the customer's number in Guyana: seven digits.")


def scan_it() -> str:
    return say("Have the customer scan this with their phone")


def quoted(amount: str) -> str:
    return say("They see {amount}", amount=amount)


def price_text(price: CardPrice, when: str) -> str:
    """What a card's payer sees, with the rate behind it, who said it, and how old or of when."""
    return say(
        "{amount} at {rate}, {source}, {when}",
        amount=format_money(price.money),
        rate=format_money(price.rate.unit),
        source=price.rate.source,
        when=when,
    )


def rate_age(age: str) -> str:
    return say("rate {age} old", age=age)


def rate_of(when: str) -> str:
    return say("rate of {when}", when=when)


def time_left(wait: str) -> str:
    return say("{wait} left", wait=wait)


def esc_gives_up() -> str:
    return say("Esc gives this code up: it pays nothing then. No money is lost.")


def came_to_nothing() -> str:
    return say("It was not paid")


def came_to_nothing_text() -> str:
    return say("Nothing was taken and nothing is lost. Press Esc to take another payment.")


def given_up() -> str:
    return say("Given up: it pays nothing any more")


def given_up_text() -> str:
    return say("If money comes all the same, it is told under Needs you and given back.")


def stays_recorded() -> str:
    return say("This payment stays recorded")


def stays_recorded_text() -> str:
    return say("It is out of this bill and not lost: press Esc, then F12 to go on with it.")


def counts_already() -> str:
    return say("This payment counts: take no cash for it")


def counts_already_text() -> str:
    return say("It is still in the bill. Only if it must go, press Del again: it stays recorded.")


def display_scan(name: str) -> str:
    return say("Scan to pay by {name}", name=name)
