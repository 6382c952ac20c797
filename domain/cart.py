"""The cart: what the customer is about to buy. Each change makes a new cart, one version up.

Who changes a cart states the version they saw (`require_version`), so that two screens, or a
second press of a key, never change it twice.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from domain.catalog import CatalogItem
from domain.errors import BadInput, Conflict, NotFound, RuleBroken
from domain.invariants import require_int, require_text, require_utc
from domain.money import CurrencyMismatch, Money, minor_digits
from domain.quote import PRICE_ID_PREFIX, Quote
from domain.shipment import ShipmentDraft

LineKind = Literal["item", "shipment"]
PriceSource = Literal["catalog", "typed"]

QUANTITY_MAX = 9_999
LINES_MAX = 500
"""Bounds the operation that a sale becomes; nobody carries more to a counter."""


class PriceNeeded(RuleBroken):
    """The catalog has no price for this item: one must be typed, with permission."""

    def __init__(self, name: str) -> None:
        super().__init__(
            "This item has no price",
            f"{name} is not in the sale yet. Nothing is lost."
            " Type a price, or ask a supervisor to.",
            "price_needed",
        )
        self.args = (name,)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedPrice:
    """A price a person set, VAT included, and whose permission it had (a staff id).

    Raises:
        BadInput: when it is not above zero; what is free is sold as a sample.
    """

    price: Money
    approved_by: str

    def __post_init__(self) -> None:
        require_text(self.approved_by, "approved_by")
        if self.price.amount_minor <= 0:
            raise BadInput(
                "Check the price",
                "A typed price must be above zero. Nothing is lost. Type the price again.",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class CartLine:
    """One line: an item with a quantity, or one quoted shipment (quantity 1).

    `unit_price` includes VAT. `price_id` and `feed_position` say which price it was, so central
    can recompute it. A shipment line has no `item_id`, its `sku` is empty, and its `name` names
    no person and no place finer than the region; `quoted_until` (UTC) is when its quote ends. An
    `allotted` line is sold only from what the till was granted.

    Raises:
        TypeError, ValueError: when the parts do not fit together.
    """

    line_no: int
    kind: LineKind
    item_id: str | None
    sku: str
    name: str
    quantity: int
    unit_price: Money
    tax_class: str
    price_id: str
    feed_position: int
    price_source: PriceSource
    approved_by: str | None = None
    shipment: ShipmentDraft | None = None
    quoted_until: datetime | None = None
    allotted: bool = False

    def __post_init__(self) -> None:
        require_int(self.line_no, "line_no", low=1)
        require_int(self.quantity, "quantity", low=1, high=QUANTITY_MAX)
        require_int(self.feed_position, "feed_position", low=0)
        require_text(self.name, "name", longest=500)
        require_text(self.tax_class, "tax_class")
        if self.unit_price.is_negative:
            raise ValueError("a unit price is never negative")
        if (self.price_source == "typed") != (self.approved_by is not None):
            raise ValueError("a typed price, and only that, has an approver")
        if self.kind == "shipment":
            self._check_shipment()
        elif self.shipment is not None or self.quoted_until is not None or not self.item_id:
            raise ValueError("an item line has an item and no shipment")

    def _check_shipment(self) -> None:
        if self.shipment is None or self.item_id is not None or self.quantity != 1:
            raise ValueError("a shipment line has one shipment and no item")
        require_utc(self.quoted_until, "quoted_until")

    @property
    def gross(self) -> Money:
        """Quantity times unit price, VAT included."""
        return self.unit_price * self.quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Cart:
    """The lines in the order they came; `version` counts changes from 0.

    Raises:
        CurrencyMismatch: a line in another currency.
        ValueError: a line number twice, or more than 500 lines.
    """

    cart_id: str
    version: int
    currency: str
    lines: tuple[CartLine, ...]

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

    def get_line(self, line_no: int) -> CartLine:
        """The line with this number. Raises NotFound."""
        for line in self.lines:
            if line.line_no == line_no:
                return line
        raise NotFound(
            "That line is gone",
            f"Line {line_no} is no longer in this sale. Nothing else changed."
            " Look at the sale and choose a line.",
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


def add_item(
    cart: Cart, item: CatalogItem, *, quantity: int = 1, typed: TypedPrice | None = None
) -> Cart:
    """Put an item in, or raise the quantity of the line with the same item and price.

    Raises:
        PriceNeeded: the item has no price and none was typed.
        BadInput: a quantity outside 1 to 9,999, also as the sum of a merged line.
        RuleBroken: code "cart_full" at 500 lines, "other_currency" for a price in other money.
    """
    _check_quantity(quantity)
    line = _item_line(cart, item, quantity, typed)
    for present in cart.lines:
        if _sells_the_same(present, line):
            return set_quantity(cart, present.line_no, present.quantity + quantity)
    return _with_line(cart, line)


def _sells_the_same(one: CartLine, other: CartLine) -> bool:
    """The same item at the same price, from the same source and with the same permission."""
    return (one.item_id, one.unit_price, one.price_id, one.tax_class, one.approved_by) == (
        other.item_id,
        other.unit_price,
        other.price_id,
        other.tax_class,
        other.approved_by,
    )


def _item_line(cart: Cart, item: CatalogItem, quantity: int, typed: TypedPrice | None) -> CartLine:
    price = item.price if typed is None else typed.price
    if price is None or (typed is None and item.needs_price):
        raise PriceNeeded(item.name)
    return CartLine(
        line_no=_next_line_no(cart),
        kind="item",
        item_id=item.item_id,
        sku=item.sku,
        name=item.name,
        quantity=quantity,
        unit_price=price,
        tax_class=item.tax_class,
        price_id=item.price_id,
        feed_position=item.position,
        price_source="catalog" if typed is None else "typed",
        approved_by=None if typed is None else typed.approved_by,
        allotted=item.allotted,
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
        price_id=f"{PRICE_ID_PREFIX}{quote.sheet_name}",
        feed_position=0,
        price_source="catalog",
        shipment=draft,
        quoted_until=quote.valid_until,
    )
    return _with_line(cart, line)


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
    return _with_line(cart, replace(line, quantity=quantity))


def remove_line(cart: Cart, line_no: int) -> Cart:
    """Take a line out; the numbers of the others stay. Raises NotFound."""
    gone = cart.get_line(line_no)
    lines = tuple(line for line in cart.lines if line is not gone)
    return replace(cart, version=cart.version + 1, lines=lines)


def _is_shipment(line: CartLine, shipment_id: str) -> bool:
    return line.shipment is not None and line.shipment.shipment_id == shipment_id


def _next_line_no(cart: Cart) -> int:
    return max((line.line_no for line in cart.lines), default=0) + 1


def _with_line(cart: Cart, line: CartLine) -> Cart:
    if line.unit_price.currency != cart.currency:
        raise RuleBroken(
            "Another currency",
            f"{line.name} is priced in {line.unit_price.currency}, this sale is in"
            f" {cart.currency}. Nothing is lost. Sell it in a sale of its own.",
            "other_currency",
        )
    if any(present.line_no == line.line_no for present in cart.lines):
        lines = tuple(line if old.line_no == line.line_no else old for old in cart.lines)
    elif len(cart.lines) == LINES_MAX:
        raise RuleBroken(
            "This sale is full",
            f"A sale has at most {LINES_MAX} lines. Nothing is lost."
            " Take payment with F12, then go on in a new sale.",
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
            f"One line takes 1 to {QUANTITY_MAX:,}. Nothing is lost. Type the quantity again.",
        )
