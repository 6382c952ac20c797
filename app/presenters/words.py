"""Every sentence the presenters say, so that a translation has one place to look.

Those about cash are in ``cash_words``, those about shipments in ``ship_words``; all pass through
``say`` here. Plain functions: values go in, a sentence comes out. ``use_translation`` swaps the
language; until then the English here is what people read.
"""

from collections.abc import Callable

from app.presenters.locale_in_force import whole
from domain.sentence import Sentence


class _Language:
    """The translation in force."""

    translate: Callable[[str], str] | None = None


def use_translation(translate: Callable[[str], str] | None) -> None:
    """Have every sentence pattern looked up first; None goes back to English."""
    _Language.translate = translate


def say(pattern: str, **values: object) -> str:
    """A sentence, translated as a pattern and then filled with its values."""
    translate = _Language.translate
    text = pattern if translate is None else translate(pattern)
    return text.format(**values) if values else text


def retold(text: str) -> str:
    """A sentence of the domain or of an error, in the language in force.

    What was made by ``told`` is translated as a pattern, its values too; a plain sentence as it is.
    """
    if not isinstance(text, Sentence):
        return say(text) if text else ""
    values = {
        name: retold(value) if isinstance(value, Sentence) else value
        for name, value in text.values.items()
    }
    return say(text.pattern, **values)


def named(text: str) -> str:
    """A name: one that the domain gave is said, one that somebody typed stays as it is."""
    return retold(text) if isinstance(text, Sentence) else text


def parted(text: str) -> tuple[str, str]:
    """What is said first, and the rest: the title and the text of a notice."""
    if isinstance(text, Sentence):
        title, then = text.values.get("first"), text.values.get("then")
        if isinstance(title, Sentence) and isinstance(then, Sentence):
            return retold(title), retold(then)
    first, _, rest = text.partition(". ")
    return (f"{first}.", rest) if rest else (first, "")


def counted(number: int, one: str, many: str) -> str:
    """``1 item``, ``1,204 items``."""
    return say(one if number == 1 else many, number=whole(number))


def listed(*parts: str) -> str:
    """Parts as a screen reader should read them, with a pause between."""
    return ", ".join(part for part in parts if part)


def beside(*parts: str) -> str:
    """Parts of one quiet line, divided by a middle dot."""
    return " \N{MIDDLE DOT} ".join(part for part in parts if part)


# ------------------------------------------------------------------ people and PINs
def cashier() -> str:
    return say("Cashier")


def supervisor() -> str:
    return say("Supervisor")


def pin_of(name: str) -> str:
    return say("PIN of {name}", name=name)


def pin_alone() -> str:
    return say("Your own PIN: nobody else is here. A supervisor looks at it later.")


def pin_wrong(tries_left: int) -> str:
    if tries_left <= 0:
        return say("That PIN is not right. Type it again.")
    tries = counted(tries_left, "{number} try left", "{number} tries left")
    return say("That PIN is not right, {tries}.", tries=tries)


def pin_wait(wait: str) -> str:
    return say("Wait {wait}, or ask someone else to sign. Nothing is lost.", wait=wait)


def no_staff() -> str:
    return say("No one may sign in yet. Connect this till once, so that it learns who works here.")


def no_approver() -> str:
    return say("Nobody who may set a price is known to this till. Sell something else meanwhile.")


# ------------------------------------------------------------------ errors
def ours_title() -> str:
    return say("Windward made a mistake")


def ours_text() -> str:
    return say(
        "Nothing you sold is lost, and a report of it is kept on this computer. Try again;"
        " if it comes back, press F11, sign in and go on selling."
    )


# ------------------------------------------------------------------ frame
def store_and_till(store: str, till: str) -> str:
    return say("{store}, Till {till}", store=store, till=till)


def shift_since(number: int, time: str) -> str:
    return say("Shift {number}, open since {time}", number=number, time=time)


def no_shift() -> str:
    return say("No shift open")


def online() -> str:
    return say("Online")


def offline() -> str:
    return say("Offline, selling normally")


def catching_up() -> str:
    return say("Catching up")


def needs_you() -> str:
    return say("Needs you")


def link_unknown() -> str:
    return say("Starting")


def waiting(count: int) -> str:
    return say("{number} waiting", number=whole(count))


def progress(done: int, total: int) -> str:
    return say("{done} of {total}", done=whole(done), total=whole(total))


# ------------------------------------------------------------------ finding
def ready_to_sell() -> str:
    return say("Ready to sell")


def scan_or_type() -> str:
    return say("Scan, or type a name, code or barcode.")


def nothing_called(text: str) -> str:
    return say("Nothing called '{text}'.", text=text)


def check_spelling() -> str:
    return say("Check the spelling, or type fewer letters.")


def not_here_yet() -> str:
    return say(
        "Products are still arriving, and it may be among them. They come while the line is up:"
        " ring up what is here, and look again in a minute."
    )


def no_products() -> str:
    return say("No products yet")


def no_products_yet() -> str:
    return say("They arrive by themselves when the line is up. Until then, Ship works.")


def products(count: int) -> str:
    return counted(count, "{number} product", "{number} products")


def products_so_far(count: int) -> str:
    return counted(count, "{number} product so far", "{number} products so far")


def some_of_products(found: int, all_of_them: str) -> str:
    return say("{found} of {products}", found=whole(found), products=all_of_them)


def best_of_products(found: int, all_of_them: str) -> str:
    return say("Best {found} of {products}", found=whole(found), products=all_of_them)


def no_price() -> str:
    return say("No price yet")


def no_price_note() -> str:
    return say("Asks for one")


def free() -> str:
    return say("Free")


def free_note(amount: str) -> str:
    return say("Recorded at {amount}", amount=amount)


def tax_note(tax_class: str) -> str:
    """What differs from the column's heading, "VAT included"; empty for the standard rate."""
    notes = {"zero": say("Zero-rated"), "exempt": say("No VAT")}
    return notes.get(tax_class, "")


def unknown_code(code: str) -> str:
    return say("No product has the code {code}.", code=code)


def unknown_what(*, is_arriving: bool) -> str:
    """What to do about a code that nothing bears; a new till does not have all products yet."""
    if is_arriving:
        return say(
            "Nothing was added. Products are still arriving, and it may be among them: scan it"
            " again in a minute."
        )
    return say("Nothing was added. Scan again, or type its name.")


def not_added(what: str) -> str:
    return say("{what} was not added to the sale.", what=what)


def not_added_what() -> str:
    return say("Something else was opened first. Go back to the sale and scan it again.")


def several_have(code: str) -> str:
    return say("Several products answer to {code}", code=code)


def choose_one() -> str:
    return say("Choose the one in your hand.")


# ------------------------------------------------------------------ cart
def this_sale() -> str:
    return say("This sale")


def lines(count: int) -> str:
    return counted(count, "{number} line", "{number} lines")


def items(count: int) -> str:
    return counted(count, "{number} item", "{number} items")


def lines_and_items(line_count: int, item_count: int) -> str:
    return listed(lines(line_count), items(item_count))


def subtotal(item_count: int) -> str:
    return say("Subtotal, {items}", items=items(item_count))


def vat_included(basis_points: int) -> str:
    whole, part = divmod(basis_points, 100)
    percent = f"{whole}.{part:02d}".rstrip("0") if part else str(whole)
    return say("VAT {percent} %, included", percent=percent)


def vat_included_mixed() -> str:
    return say("VAT, included")


def times(count: int, amount: str) -> str:
    return f"{whole(count)} \N{MULTIPLICATION SIGN} {amount}"


def typed_price(each: str) -> str:
    return say("{each}, price approved", each=each)


def quote_good_to(time: str) -> str:
    return say("quote good to {time}", time=time)


def quantity_spoken(quantity: int) -> str:
    return say("quantity {quantity}", quantity=whole(quantity))


def cart_empty() -> str:
    return say("Nothing in the sale yet. What you scan or add appears here.")


def nothing_to_pay() -> str:
    return say("Nothing to pay for yet.")


# ------------------------------------------------------------------ price
def price_missing() -> str:
    return say("Type the price of one, above zero, VAT included.")


def price_reason(sku: str, price: str) -> str:
    return say("Price of {sku} set to {price}", sku=sku, price=price)
