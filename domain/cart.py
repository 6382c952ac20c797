"""The cart: what the customer is about to buy. Each change makes a new cart, one version up.

Who changes a cart states the version they saw (`require_version`), so that two screens, or a
second press of a key, never change it twice.
"""

from dataclasses import dataclass, replace

from domain.cart_line import (
    QUANTITY_MAX,
    CartLine,
    ForeignPrice,
    PriceReason,
    Weighed,
    goods_of,
    own_discounts,
    price_at,
    with_quantity,
)
from domain.catalog import CatalogItem, priced_in
from domain.discount import Discount
from domain.discounts_together import off_the_whole
from domain.errors import BadInput, Conflict, NotFound, RuleBroken
from domain.fx import Rate
from domain.invariants import require_int, require_text
from domain.money import CurrencyMismatch, Money, minor_digits
from domain.quote import Quote
from domain.sentence import told
from domain.shipment import ShipmentDraft

LINES_MAX = 1_000
"""Bounds the operation that a sale becomes; nobody carries more to a counter."""


class PriceNeeded(RuleBroken):
    """The catalog has no price for this item: one must be typed, with permission."""

    def __init__(self, name: str) -> None:
        super().__init__(
            "This item has no price",
            told(
                "{name} is not in the sale yet. Nothing is lost. Type a price, or ask a supervisor"
                " to.",
                name=name,
            ),
            "price_needed",
        )
        self.args = (name,)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedPrice:
    """A price a person set, VAT included, whose permission it had (a staff id), and why.

    Raises:
        BadInput: when it is not above zero; what is free is sold as a sample.
    """

    price: Money
    approved_by: str
    reason: PriceReason | None = None

    def __post_init__(self) -> None:
        require_text(self.approved_by, "approved_by")
        if self.price.amount_minor <= 0:
            raise BadInput(
                "Check the price",
                "A typed price must be above zero. Nothing is lost. Type the price again.",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cart:
    """The lines in the order they came; `version` counts changes from 0.

    `discount` is one on the whole cart, beside those of its lines. `customer_id` is the person it
    is for, where somebody said so.

    Raises:
        CurrencyMismatch: a line in another currency.
        ValueError: a line number twice, or more than 1,000 lines.
    """

    cart_id: str
    version: int
    currency: str
    lines: tuple[CartLine, ...]
    discount: Discount | None = None
    customer_id: str | None = None

    def __post_init__(self) -> None:
        require_text(self.cart_id, "cart_id")
        require_int(self.version, "version", low=0)
        minor_digits(self.currency)
        if any(line.unit_price.currency != self.currency for line in self.lines):
            raise CurrencyMismatch(f"a line of this cart is not in {self.currency}")
        if len({line.line_no for line in self.lines}) != len(self.lines):
            raise ValueError("a line number stands twice")
        if len(self.lines) > LINES_MAX:
            raise ValueError(f"a cart has at most {LINES_MAX} lines")

    @property
    def is_empty(self) -> bool:
        return not self.lines

    @property
    def gross(self) -> Money:
        """What the lines cost with their own discounts, before one of the whole cart."""
        return Money.total_of((line.gross for line in self.lines), self.currency)

    @property
    def off(self) -> Money:
        """What the discount of the whole cart takes off, within the caps of its lines' own."""
        if self.discount is None:
            return Money.zero(self.currency)
        return off_the_whole(self.discount, self.gross, own_discounts(self.lines))

    def get_line(self, line_no: int) -> CartLine:
        """The line with this number. Raises NotFound."""
        for line in self.lines:
            if line.line_no == line_no:
                return line
        raise NotFound(
            "That line is gone",
            told(
                "Line {line_no} is no longer in this sale. Nothing else changed. Look at the sale"
                " and choose a line.",
                line_no=line_no,
            ),
        )


def new_cart(cart_id: str, currency: str) -> Cart:
    """An empty cart, version 0."""
    return Cart(cart_id=cart_id, version=0, currency=currency, lines=())


def require_version(cart: Cart, version: int) -> None:
    """Let a change pass that was decided on this very version.

    Raises:
        Conflict: the cart moved on since.
    """
    if cart.version != version:
        raise Conflict(
            "The sale has changed",
            "It was changed after you last saw it. Nothing is lost."
            " Look at the lines and the total, then press the key again.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How an item goes in: how many, a typed price, a weight, and the rate of its other money."""

    quantity: int = 1
    typed: TypedPrice | None = None
    weighed: Weighed | None = None
    rate: Rate | None = None


def add_item(
    cart: Cart, item: CatalogItem, *, quantity: int = 1, typed: TypedPrice | None = None
) -> Cart:
    """Put an item in as `add_on_terms` does, each and in the cart's own money."""
    return add_on_terms(cart, item, Terms(quantity=quantity, typed=typed))


def add_on_terms(cart: Cart, item: CatalogItem, terms: Terms) -> Cart:
    """Put an item in, or raise the quantity of the line with the same item and price.

    A line with a weight, a discount or a note stays as it is: the item goes in below it.

    Raises:
        PriceNeeded: the item has no price and none was typed.
        BadInput: a quantity outside 1 to 9,999, also as the sum of a merged line.
        RuleBroken: code "weight_needed" for goods sold by weight without one, "cart_full" at
            1,000 lines, "other_currency" for a price in other money without a rate.
    """
    _check_quantity(terms.quantity)
    line = _item_line(cart, item, terms)
    for present in cart.lines:
        if _takes_more(present, line):
            return set_quantity(cart, present.line_no, present.quantity + line.quantity)
    return with_line(cart, line)


def _takes_more(present: CartLine, line: CartLine) -> bool:
    """Whether more of the same can go into a line that is there."""
    is_plain = present.weight_grams is None and present.discount is None and not present.note
    same = (goods_of(present), present.foreign) == (goods_of(line), line.foreign)
    return is_plain and line.weight_grams is None and same


def _item_line(cart: Cart, item: CatalogItem, terms: Terms) -> CartLine:
    local = item
    if terms.rate is not None and item.price is not None and terms.typed is None:
        local = priced_in(item, terms.rate)
    typed = terms.typed
    price = local.price if typed is None else typed.price
    if price is None or (typed is None and item.needs_price):
        raise PriceNeeded(item.name)
    _require_weight(item, terms.weighed)
    listed = local.price
    if listed is not None and listed.currency != cart.currency:
        listed = None  # a typed price stands for itself
    breaks = local.price_breaks if listed is not None else ()
    if typed is None and breaks:
        price = price_at(price, breaks, terms.quantity)
    is_free = typed is None and item.kind == "sample" and price.is_zero
    return CartLine(
        line_no=_next_line_no(cart),
        kind="item",
        item_id=item.item_id,
        sku=item.sku,
        name=item.name,
        quantity=terms.quantity,
        unit_price=price,
        tax_class=item.tax_class,
        price_id=item.price_id,
        feed_position=item.position,
        price_source="catalog" if typed is None else "typed",
        approved_by=None if typed is None else typed.approved_by,
        allotted=item.allotted,
        list_price=(local.normal_price or listed) if is_free else listed,
        price_breaks=breaks,
        sold_by=item.sold_by,
        weight_grams=None if terms.weighed is None else terms.weighed.weight_grams,
        weight_source=None if terms.weighed is None else terms.weighed.source,
        sample_reason="sample_item" if is_free else None,
        price_reason=None if typed is None else typed.reason,
        foreign=_foreign(item, terms),
        parts=item.parts,
    )


def _foreign(item: CatalogItem, terms: Terms) -> ForeignPrice | None:
    if terms.rate is None or terms.typed is not None or item.price is None:
        return None
    return ForeignPrice(price=item.price, rate=terms.rate)


def _require_weight(item: CatalogItem, weighed: Weighed | None) -> None:
    if (item.sold_by == "each") != (weighed is None):
        raise RuleBroken(
            told("Weigh it first") if weighed is None else told("It is not sold by weight"),
            told(
                "{name} is not in the sale yet. Nothing is lost. Put it on the scale, or type its"
                " weight.",
                name=item.name,
            )
            if weighed is None
            else told(
                "{name} is sold each. Nothing is lost. Type how many instead.", name=item.name
            ),
            "weight_needed",
        )


def add_shipment(cart: Cart, draft: ShipmentDraft, quote: Quote) -> Cart:
    """Put a quoted shipment in as a line of its own; the same shipment again replaces its line.

    Raises:
        RuleBroken: code "cart_full" or "other_currency".
    """
    same = [line for line in cart.lines if _is_shipment(line, draft.shipment_id)]
    pieces = "1 piece" if len(draft.pieces) == 1 else f"{len(draft.pieces)} pieces"
    line = CartLine(
        line_no=same[0].line_no if same else _next_line_no(cart),
        kind="shipment",
        item_id=None,
        sku="",
        name=f"Shipment to Region {draft.consignee.region}, {pieces}",
        quantity=1,
        unit_price=quote.total,
        tax_class=quote.tax_class,
        price_id=quote.price_id,
        feed_position=0,
        price_source="catalog",
        shipment=draft,
        quoted_until=quote.valid_until,
    )
    return with_line(cart, line)


def set_quantity(cart: Cart, line_no: int, quantity: int) -> Cart:
    """Change a line's quantity; 0 removes the line.

    Raises:
        NotFound: no such line.
        BadInput: a quantity above 9,999 or below 0.
        RuleBroken: code "shipment_quantity", a shipment is always one.
    """
    line = cart.get_line(line_no)
    if type(quantity) is int and quantity == 0:
        return remove_line(cart, line_no)
    _check_quantity(quantity)
    if line.kind == "shipment" and quantity != 1:
        raise RuleBroken(
            "A shipment is one line",
            "Its quantity stays 1. Nothing is lost. Press F8 for another shipment.",
            "shipment_quantity",
        )
    return with_line(cart, with_quantity(line, quantity))


def remove_line(cart: Cart, line_no: int) -> Cart:
    """Take a line out; the numbers of the others stay. Raises NotFound."""
    gone = cart.get_line(line_no)
    lines = tuple(line for line in cart.lines if line is not gone)
    discount = cart.discount if lines else None  # a discount of nothing is no part of what follows
    return replace(cart, version=cart.version + 1, lines=lines, discount=discount)


def _is_shipment(line: CartLine, shipment_id: str) -> bool:
    return line.shipment is not None and line.shipment.shipment_id == shipment_id


def _next_line_no(cart: Cart) -> int:
    return max((line.line_no for line in cart.lines), default=0) + 1


def with_line(cart: Cart, line: CartLine) -> Cart:
    """The cart with a line put in, or put in the place of the one with its number.

    Raises:
        RuleBroken: code "cart_full" or "other_currency".
    """
    if line.unit_price.currency != cart.currency:
        raise RuleBroken(
            "Another currency",
            told(
                "{name} is priced in {currency}, this sale is in {cart_currency}. Nothing is lost."
                " Sell it in a sale of its own.",
                name=line.name,
                currency=line.unit_price.currency,
                cart_currency=cart.currency,
            ),
            "other_currency",
        )
    if any(present.line_no == line.line_no for present in cart.lines):
        lines = tuple(line if old.line_no == line.line_no else old for old in cart.lines)
    elif len(cart.lines) == LINES_MAX:
        raise RuleBroken(
            "This sale is full",
            told(
                "A sale has at most {lines_max} lines. Nothing is lost. Take payment with F12,"
                " then go on in a new sale.",
                lines_max=LINES_MAX,
            ),
            "cart_full",
        )
    else:
        lines = (*cart.lines, line)
    return replace(cart, version=cart.version + 1, lines=lines)


def _check_quantity(quantity: int) -> None:
    require_int(quantity, "quantity")
    if not 1 <= quantity <= QUANTITY_MAX:
        raise BadInput(
            "Check the quantity",
            told(
                "One line takes 1 to {quantity_max}. Nothing is lost. Type the quantity again.",
                quantity_max=f"{QUANTITY_MAX:,}",
            ),
        )
