"""What the counter sells: goods, services and free samples, each or by weight."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from domain.errors import RuleBroken
from domain.fx import Rate
from domain.gtin import normalise_barcode
from domain.invariants import require_int, require_text
from domain.money import Money
from domain.sentence import told

ItemKind = Literal["goods", "service", "sample"]
SoldBy = Literal["each", "kg", "lb"]
"""What the price is for: one, one kilogram, or one pound (markets in Guyana use both)."""

BREAKS_MAX = 10
PARTS_MAX = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceBreak:
    """From `from_quantity` on, one costs `price`, VAT included."""

    from_quantity: int
    price: Money

    def __post_init__(self) -> None:
        require_int(self.from_quantity, "from_quantity", low=2)
        if self.price.amount_minor < 1:
            raise ValueError("a price for many is above zero")


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogItem:
    """One line of the catalog as the feed brought it.

    `price` includes VAT and is for what `sold_by` says; None means central knows none. `barcodes`
    are normalised (`domain.gtin.normalise_barcode`). `weight_grams` and `dimensions_mm` (length,
    width, height) are None where unknown. `containers_per_unit` counts beverage containers that
    bear Guyana's environmental levy. `position` is the feed position the row arrived at. An
    `allotted` item is sold only from what the till was granted.

    `price_breaks` are cheaper prices for many. `sold_from` and `sold_until` (both included) are its
    season. `variant_of` is the SKU of the item that this is a `variant` of ("Red, large"). `parts`
    are what the customer must be handed besides ("Frame", "Legs"). `normal_price` is what a sample
    would cost.

    Raises:
        TypeError, ValueError: for a row no catalog import may let through.
    """

    item_id: str
    sku: str
    name: str
    category: str
    kind: ItemKind
    barcodes: tuple[str, ...]
    price: Money | None
    price_id: str
    tax_class: str
    weight_grams: int | None
    dimensions_mm: tuple[int, int, int] | None
    containers_per_unit: int
    position: int
    allotted: bool = False
    sold_by: SoldBy = "each"
    price_breaks: tuple[PriceBreak, ...] = ()
    sold_from: date | None = None
    sold_until: date | None = None
    variant_of: str = ""
    variant: str = ""
    parts: tuple[str, ...] = ()
    normal_price: Money | None = None

    def __post_init__(self) -> None:
        require_text(self.item_id, "item_id")
        require_text(self.sku, "sku")
        require_text(self.name, "name", longest=500)
        require_text(self.tax_class, "tax_class")
        if self.kind not in {"goods", "service", "sample"}:
            raise ValueError(f"unknown kind of item {self.kind!r}")
        if self.sold_by not in {"each", "kg", "lb"}:
            raise ValueError(f"unknown way of selling {self.sold_by!r}")
        if any(normalise_barcode(code) != code for code in self.barcodes):
            raise ValueError("barcodes must be normalised")
        if self.price is not None and self.price.is_negative:
            raise ValueError("a price is never negative")
        if self.weight_grams is not None:
            require_int(self.weight_grams, "weight_grams", low=0)
        for side in self.dimensions_mm or ():
            require_int(side, "dimensions_mm", low=1)
        require_int(self.containers_per_unit, "containers_per_unit", low=0)
        require_int(self.position, "position", low=0)
        self._check_selling()

    def _check_selling(self) -> None:
        if self.price_breaks and (self.price is None or self.sold_by != "each"):
            raise ValueError("a price for many needs a price for one")
        if len(self.price_breaks) > BREAKS_MAX or len(self.parts) > PARTS_MAX:
            raise ValueError("too many prices for many, or too many parts")
        steps = [step.from_quantity for step in self.price_breaks]
        if steps != sorted(set(steps)):
            raise ValueError("prices for many are in the order of their quantities, each once")
        if self.sold_from and self.sold_until and self.sold_until < self.sold_from:
            raise ValueError("a season ends after it begins")

    @property
    def needs_price(self) -> bool:
        """Whether a price must be typed, with permission: none known, or zero and no sample."""
        return self.price is None or (self.price.is_zero and self.kind != "sample")


def require_in_season(item: CatalogItem, on: date) -> None:
    """Let an item be sold on the business date `on`.

    Raises:
        RuleBroken: code "out_of_season", saying when it is sold.
    """
    if item.sold_from is not None and on < item.sold_from:
        when = told("It is sold from {day}", day=f"{item.sold_from:%d/%m/%Y}")
    elif item.sold_until is not None and on > item.sold_until:
        when = told("It was sold until {day}", day=f"{item.sold_until:%d/%m/%Y}")
    else:
        return
    raise RuleBroken(
        "Out of season",
        told(
            "{name} is not in the sale. {when}. Nothing is lost. Choose another item, or ask the"
            " office to change its season.",
            name=item.name,
            when=when,
        ),
        "out_of_season",
    )


def priced_in(item: CatalogItem, rate: Rate) -> CatalogItem:
    """The item with its prices converted at a rate, each to the minor unit.

    Raises:
        CurrencyMismatch: for prices that are not in the rate's base currency.
    """
    return replace(
        item,
        price=None if item.price is None else rate.convert(item.price),
        price_breaks=tuple(
            replace(step, price=rate.convert(step.price)) for step in item.price_breaks
        ),
        normal_price=None if item.normal_price is None else rate.convert(item.normal_price),
    )
