"""What the counter sells: goods, services and free samples."""

from dataclasses import dataclass
from typing import Literal

from domain.gtin import normalise_barcode
from domain.invariants import require_int, require_text
from domain.money import Money

ItemKind = Literal["goods", "service", "sample"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogItem:
    """One line of the catalog as the feed brought it.

    `price` includes VAT; None means central knows none. `barcodes` are normalised
    (`domain.gtin.normalise_barcode`). `weight_grams` and `dimensions_mm` (length, width, height)
    are None where unknown. `containers_per_unit` counts beverage containers that bear Guyana's
    environmental levy. `position` is the feed position the row arrived at. An `allotted` item is
    sold only from what the till was granted.

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

    def __post_init__(self) -> None:
        require_text(self.item_id, "item_id")
        require_text(self.sku, "sku")
        require_text(self.name, "name", longest=500)
        require_text(self.tax_class, "tax_class")
        if self.kind not in {"goods", "service", "sample"}:
            raise ValueError(f"unknown kind of item {self.kind!r}")
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

    @property
    def needs_price(self) -> bool:
        """Whether a price must be typed, with permission: none known, or zero and no sample."""
        return self.price is None or (self.price.is_zero and self.kind != "sample")
