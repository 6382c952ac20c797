"""One line of a cart: what is sold, how much of it, at which price, and what comes off."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from domain.catalog import PriceBreak, SoldBy
from domain.discount import Discount
from domain.discounts_together import OwnOff
from domain.errors import BadInput
from domain.fx import Rate
from domain.invariants import require_int, require_text, require_utc
from domain.money import Money, divide_rounded
from domain.sentence import told
from domain.shipment import ShipmentDraft

LineKind = Literal["item", "shipment"]
PriceSource = Literal["catalog", "typed"]
WeightSource = Literal["scale", "manual"]
SampleReason = Literal["sample_item", "promotion", "tasting", "goodwill", "replacement"]
"""Why something is given free (VAT Policy 22: at its normal value, with a reason); a code."""
PriceReason = Literal["price_match", "damaged", "wrong_label", "goodwill", "agreed"]
"""Why a line has another price than the catalog's; a code."""

QUANTITY_MAX = 9_999
WEIGHT_GRAMS_MAX = 1_000_000
NOTE_MAX = 200

_GRAMS_OF: dict[SoldBy, tuple[int, int]] = {
    "kg": (1, 1_000),
    "lb": (100_000, 45_359_237),  # a pound is 453.59237 g by definition
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What a scale showed or somebody typed, in grams.

    Raises:
        BadInput: when it is nothing, or above a tonne.
    """

    weight_grams: int
    source: WeightSource

    def __post_init__(self) -> None:
        require_int(self.weight_grams, "weight_grams")
        if not 1 <= self.weight_grams <= WEIGHT_GRAMS_MAX:
            raise BadInput(
                "Check the weight",
                told(
                    "A weight is 1 to {weight_grams_max} grams. Nothing is lost. Type the weight"
                    " again.",
                    weight_grams_max=f"{WEIGHT_GRAMS_MAX:,}",
                ),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignPrice:
    """What the catalog asks in other money (for one), and the rate that was locked for this line.

    Raises:
        ValueError: when the rate is not one of that money.
    """

    price: Money
    rate: Rate

    def __post_init__(self) -> None:
        if self.rate.base != self.price.currency:
            raise ValueError("the rate must be one of the price's currency")


@dataclass(frozen=True, slots=True, kw_only=True)
class CartLine:
    """One line: an item with a quantity, or one quoted shipment (quantity 1).

    `unit_price` includes VAT and is what one costs here, before any discount. `list_price` is what
    the catalog asks for one, None where it asks nothing. `price_id` and `feed_position` say which
    price it was, so central can recompute it; `foreign` holds it in its own money. A shipment line
    has no `item_id`, its `sku` is empty, and its `name` names no person and no place finer than
    the region; `quoted_until` (UTC) is when its quote ends. An `allotted` line is sold only from
    what the till was granted.

    Goods sold by weight have the `weight_grams` of one of their `quantity`. A line given free has
    a price of zero and a `sample_reason`. The `note` is typed words: personal, never in the facts.

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
    list_price: Money | None = None
    price_breaks: tuple[PriceBreak, ...] = ()
    sold_by: SoldBy = "each"
    weight_grams: int | None = None
    weight_source: WeightSource | None = None
    discount: Discount | None = None
    sample_reason: SampleReason | None = None
    price_reason: PriceReason | None = None
    foreign: ForeignPrice | None = None
    parts: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        require_int(self.line_no, "line_no", low=1)
        require_int(self.quantity, "quantity", low=1, high=QUANTITY_MAX)
        require_int(self.feed_position, "feed_position", low=0)
        require_text(self.name, "name", longest=500)
        require_text(self.tax_class, "tax_class")
        if len(self.note) > NOTE_MAX:
            raise ValueError(f"a note has at most {NOTE_MAX} characters")
        if self.unit_price.is_negative:
            raise ValueError("a unit price is never negative")
        self._check_permission()
        self._check_weight()
        if self.kind == "shipment":
            self._check_shipment()
        elif self.shipment is not None or self.quoted_until is not None or not self.item_id:
            raise ValueError("an item line has an item and no shipment")

    def _check_permission(self) -> None:
        given_free = self.sample_reason not in {None, "sample_item"}
        if (self.price_source == "typed" or given_free) != (self.approved_by is not None):
            raise ValueError("a typed price or a gift, and only that, has an approver")
        if self.sample_reason is not None and (
            not self.unit_price.is_zero or self.discount is not None
        ):
            raise ValueError("what is given free costs nothing")
        if self.price_reason is not None and self.price_source != "typed":
            raise ValueError("a reason for the price is one for a typed price")

    def _check_weight(self) -> None:
        if self.sold_by not in {"each", "kg", "lb"}:
            raise ValueError(f"unknown way of selling {self.sold_by!r}")
        is_weighed = self.sold_by != "each"
        if is_weighed != (self.weight_grams is not None) or is_weighed != bool(self.weight_source):
            raise ValueError("goods sold by weight, and only they, have a weight and its source")
        if self.weight_grams is not None:
            require_int(self.weight_grams, "weight_grams", low=1, high=WEIGHT_GRAMS_MAX)

    def _check_shipment(self) -> None:
        if self.shipment is None or self.item_id is not None or self.quantity != 1:
            raise ValueError("a shipment line has one shipment and no item")
        require_utc(self.quoted_until, "quoted_until")

    @property
    def full(self) -> Money:
        """What the line costs before any discount, VAT included."""
        return full_price(self.unit_price, self.quantity, self.sold_by, self.weight_grams)

    @property
    def off(self) -> Money:
        """What the line's own discount takes off."""
        if self.discount is None:
            return Money.zero(self.unit_price.currency)
        return self.discount.off(self.full)

    @property
    def gross(self) -> Money:
        """What the line costs, VAT included, before its part of a discount of the whole cart."""
        return self.full - self.off

    @property
    def is_sample(self) -> bool:
        return self.sample_reason is not None

    @property
    def normal_price(self) -> Money:
        """What one costs by the catalog; where it asks nothing, what was charged for it."""
        return self.unit_price if self.list_price is None else self.list_price

    @property
    def normal_value(self) -> Money:
        """What the line would cost at its normal price: the value of what was given free."""
        return full_price(self.normal_price, self.quantity, self.sold_by, self.weight_grams)


def own_discounts(lines: Iterable[CartLine]) -> tuple[OwnOff, ...]:
    """The lines with a discount of their own, as a discount of the whole cart must see them."""
    return tuple(
        OwnOff(line.full, line.off, line.discount.cap_basis_points)
        for line in lines
        if line.discount is not None
    )


def full_price(
    unit_price: Money, quantity: int, sold_by: SoldBy, weight_grams: int | None
) -> Money:
    """Price times quantity; by weight, each of them rounded once to the minor unit, half up.

    Raises:
        KeyError: never for a `sold_by` that a line may have.
    """
    if sold_by == "each" or weight_grams is None:
        return unit_price * quantity
    over, under = _GRAMS_OF[sold_by]
    each_minor = divide_rounded(unit_price.amount_minor * weight_grams * over, under)
    return Money(each_minor, unit_price.currency) * quantity


def price_at(list_price: Money, breaks: Sequence[PriceBreak], quantity: int) -> Money:
    """What one costs when `quantity` are bought: the price of the largest step they reach."""
    reached = [step for step in breaks if step.from_quantity <= quantity]
    return max(reached, key=lambda step: step.from_quantity).price if reached else list_price


def with_quantity(line: CartLine, quantity: int) -> CartLine:
    """The line with another quantity, at the price that holds for so many."""
    if line.price_source == "typed" or line.is_sample or line.list_price is None:
        return replace(line, quantity=quantity)
    price = price_at(line.list_price, line.price_breaks, quantity)
    return replace(line, quantity=quantity, unit_price=price)


@dataclass(frozen=True, slots=True)
class Goods:
    """What makes two lines the same thing: what is sold, at which price, by whose permission.

    The price is the catalog's own where it has one: what many cost depends on how many they are.
    """

    item_id: str | None
    price_minor: int
    price_id: str
    tax_class: str
    approved_by: str | None
    weight_grams: int | None
    discount: Discount | None
    sample_reason: str | None


def goods_of(line: CartLine) -> Goods:
    """What the line sells, whatever its number and quantity."""
    is_listed = line.price_source == "catalog" and line.list_price is not None
    price = line.list_price if is_listed and line.list_price is not None else line.unit_price
    return Goods(
        item_id=line.item_id,
        price_minor=price.amount_minor,
        price_id=line.price_id,
        tax_class=line.tax_class,
        approved_by=line.approved_by,
        weight_grams=line.weight_grams,
        discount=line.discount,
        sample_reason=line.sample_reason,
    )
