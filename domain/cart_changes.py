"""What may be changed in a cart besides its lines and quantities: each makes a new cart.

Who may do what is asked before (`domain.selling_rules`); here is what follows from it.
"""

from dataclasses import replace

from domain.cart import Cart, TypedPrice, with_line
from domain.cart_line import NOTE_MAX, CartLine, SampleReason, Weighed, own_discounts
from domain.discount import AboveCap, Discount
from domain.discounts_together import share_together
from domain.errors import BadInput, RuleBroken
from domain.money import Money
from domain.sentence import told


def set_line_discount(cart: Cart, line_no: int, discount: Discount | None) -> Cart:
    """Give a line a discount, in the place of the one it had; None takes it away.

    Raises:
        NotFound: no such line.
        RuleBroken: code "is_free" for what is given free.
    """
    line = cart.get_line(line_no)
    if line.is_sample and discount is not None:
        raise _is_free(line)
    return with_line(cart, replace(line, discount=discount))


def set_cart_discount(cart: Cart, discount: Discount | None) -> Cart:
    """Give the whole cart a discount, in the place of the one it had; None takes it away.

    Raises:
        RuleBroken: code "empty_cart" for a discount of nothing.
    """
    if cart.is_empty and discount is not None:
        raise RuleBroken(
            "Nothing to take a discount off",
            "The sale is empty. Nothing is lost. Scan an item first.",
            "empty_cart",
        )
    return replace(cart, version=cart.version + 1, discount=discount)


def require_caps(cart: Cart, line_no: int | None) -> Cart:
    """The cart, when what comes off a line (all with None) stays within the higher of its caps.

    Its own discount and the cart's count together.

    Raises:
        AboveCap: two discounts, each within its cap, that are more than that together.
    """
    whole = cart.discount
    if whole is None:
        return cart
    lines = cart.lines if line_no is None else (cart.get_line(line_no),)
    whole_off = whole.off(cart.gross)
    for own in own_discounts(lines):
        share = share_together(own, whole_off, cart.gross)
        cap = max(own.cap_basis_points, whole.cap_basis_points)
        if share > cap:
            raise AboveCap(share, cap)
    return cart


def set_price(cart: Cart, line_no: int, typed: TypedPrice) -> Cart:
    """Give a line another price for one than the catalog's. Its own discount goes.

    Raises:
        NotFound: no such line.
        RuleBroken: code "shipment_price" for a shipment, whose quote is its price.
    """
    line = cart.get_line(line_no)
    _require_item(line)
    return with_line(
        cart,
        replace(
            line,
            unit_price=typed.price,
            price_source="typed",
            approved_by=typed.approved_by,
            price_reason=typed.reason,
            sample_reason=None,
            discount=None,
            foreign=None,
        ),
    )


def give_free(cart: Cart, line_no: int, reason: SampleReason, approved_by: str) -> Cart:
    """Give a line free. What it would have cost stays on record (VAT Policy 22).

    Raises:
        NotFound: no such line.
        RuleBroken: code "shipment_price" for a shipment, "is_free" for what is free already.
    """
    line = cart.get_line(line_no)
    _require_item(line)
    if line.is_sample:
        raise _is_free(line)
    return with_line(
        cart,
        replace(
            line,
            unit_price=line.unit_price * 0,
            list_price=line.normal_price,
            price_source="catalog",
            price_reason=None,
            approved_by=approved_by,
            sample_reason=reason,
            discount=None,
        ),
    )


def set_weight(cart: Cart, line_no: int, weighed: Weighed) -> Cart:
    """Weigh a line anew.

    Raises:
        NotFound: no such line.
        RuleBroken: code "weight_needed" for what is not sold by weight.
    """
    line = cart.get_line(line_no)
    if line.sold_by == "each":
        raise RuleBroken(
            "It is not sold by weight",
            told("{name} is sold each. Nothing is lost. Type how many instead.", name=line.name),
            "weight_needed",
        )
    return with_line(
        cart, replace(line, weight_grams=weighed.weight_grams, weight_source=weighed.source)
    )


def set_note(cart: Cart, line_no: int, note: str) -> Cart:
    """Keep typed words with a line; nothing takes them away.

    Raises:
        NotFound: no such line.
        BadInput: more than 200 characters.
    """
    line = cart.get_line(line_no)
    tidy = " ".join(note.split())
    if len(tidy) > NOTE_MAX:
        raise BadInput(
            "Check the note",
            told(
                "A note has at most {note_max} characters. Nothing is lost. Make it shorter.",
                note_max=NOTE_MAX,
            ),
        )
    return with_line(cart, replace(line, note=tidy))


def set_customer(cart: Cart, customer_id: str | None) -> Cart:
    """Say whom the cart is for; None for nobody in particular."""
    return replace(cart, version=cart.version + 1, customer_id=customer_id)


def emptied(cart: Cart) -> Cart:
    """The cart with nothing in it: everything was taken out."""
    return replace(cart, version=cart.version + 1, lines=(), discount=None)


def taken_out(before: Cart, after: Cart) -> tuple[Money, ...]:
    """What left a cart, line by line; a line that is worth as much or more has lost nothing."""
    kept = {line.line_no: line.gross for line in after.lines}
    nothing = Money.zero(before.currency)
    lost = (line.gross - kept.get(line.line_no, nothing) for line in before.lines)
    return tuple(each for each in lost if not (each.is_negative or each.is_zero))


def _require_item(line: CartLine) -> None:
    if line.kind == "shipment":
        raise RuleBroken(
            "A shipment has its quote",
            "Its price is what was quoted. Nothing is lost. Give a discount instead, or open the"
            " shipment and quote it again.",
            "shipment_price",
        )


def _is_free(line: CartLine) -> RuleBroken:
    return RuleBroken(
        "It is given free",
        told(
            "{name} costs nothing already. Nothing is lost. Take it out and scan it again to sell"
            " it.",
            name=line.name,
        ),
        "is_free",
    )
