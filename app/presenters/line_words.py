"""What the presenters say about changing a line: discounts, prices, gifts, weights, notes."""

from app.presenters.words import beside, say
from domain.discount import percent_text


def title(name: str) -> str:
    return say("Change: {name}", name=name)


def title_whole() -> str:
    return say("Change the whole sale")


def weigh_title(name: str) -> str:
    return say("Weigh: {name}", name=name)


def choice_name(choice: str) -> str:
    names = {
        "share": say("Discount %"),
        "sum": say("Discount"),
        "price": say("Price"),
        "free": say("Give free"),
        "note": say("Note"),
        "void": say("Take out"),
    }
    return names[choice]


def choice_help(choice: str, cap_basis_points: int) -> str:
    cap = say(
        "Up to {share} is yours to give. Above it a supervisor signs.",
        share=percent_text(cap_basis_points),
    )
    helps = {
        "share": cap,
        "sum": cap,
        "price": say("Another price for one, VAT included. A supervisor signs."),
        "free": say("It goes on record at its normal value. A supervisor signs."),
        "note": say("Stays with the line. It is never printed."),
        "void": say("It leaves the sale. What left stays on record."),
        "weight": say("Press F4 to read the scale. A typed weight is marked as typed by hand."),
    }
    return helps[choice]


def caption(choice: str, symbol: str) -> str:
    captions = {
        "share": say("Percent off"),
        "sum": say("Off the line, {symbol}", symbol=symbol),
        "price": say("Price of one, VAT included, {symbol}", symbol=symbol),
        "weight": say("Weight in grams"),
    }
    return captions.get(choice, "")


def reason_name(reason: str) -> str:
    names = {
        "goodwill": say("Goodwill"),
        "damaged": say("Damaged"),
        "promotion": say("Promotion"),
        "price_match": say("Price match"),
        "staff": say("Staff"),
        "wrong_label": say("Wrong label"),
        "agreed": say("Agreed"),
        "tasting": say("To taste"),
        "replacement": say("Replacement"),
        "sample_item": say("Sample"),
    }
    return names[reason]


def do_it(choice: str) -> str:
    words = {
        "share": say("Take it off"),
        "sum": say("Take it off"),
        "price": say("Set the price"),
        "free": say("Give it free"),
        "note": say("Keep the note"),
        "void": say("Take it out"),
        "weight": say("Add to the sale"),
        "weigh": say("Keep the weight"),
    }
    return words[choice]


def scope(*, is_whole: bool) -> str:
    return say("This line") if is_whole else say("Whole sale")


def number_missing(choice: str) -> str:
    if choice == "share":
        return say("Type a percentage, as in 5 or 12.5.")
    if choice == "weight":
        return say("Type whole grams, as in 1500.")
    return say("Type the amount, above zero.")


def nothing_chosen() -> str:
    return say("No line is chosen")


def choose_first() -> str:
    return say("Scan an item, or choose a line of the sale first.")


def sign_title(choice: str, what: str) -> str:
    titles = {
        "share": say("Sign for a discount of {what}", what=what),
        "sum": say("Sign for a discount of {what}", what=what),
        "price": say("Sign for a price of {what}", what=what),
        "free": say("Sign for {what}, given free", what=what),
        "void": say("Sign for taking out {what}", what=what),
        "weight": say("Sign for less of what cost {what}", what=what),
    }
    return titles[choice]


def audit(choice: str, sku: str, what: str) -> str:
    """For the audit record: codes and figures, never translated."""
    return " ".join(part for part in (choice, sku, what) if part)


def discount_note(text: str) -> str:
    return say("{amount} off", amount=text)


def discount_label() -> str:
    return say("Discount")


def given_free(reason: str) -> str:
    return beside(say("Given free"), reason_name(reason))


def grams(weight_grams: int, price: str, sold_by: str) -> str:
    return say(
        "{weight} g at {price} a {unit}",
        weight=f"{weight_grams:,}",
        price=price,
        unit={"kg": say("kilogram"), "lb": say("pound")}[sold_by],
    )


def typed_weight() -> str:
    return say("weight typed by hand")


def read_scale() -> str:
    return say("Read the scale")


def from_scale(weight: str) -> str:
    return say("The scale shows {weight}. Type over it, and it is marked as typed.", weight=weight)


def converted(price: str, rate: str) -> str:
    return say("{price} at {rate}", price=price, rate=rate)


def in_dollars(unit: str, day: str) -> str:
    return say("In US dollars, at {unit} of {day}", unit=unit, day=day)


def parts(names: str) -> str:
    return say("Hand over: {names}", names=names)
