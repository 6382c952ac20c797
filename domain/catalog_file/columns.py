"""Which column means what: the names that files out there use for the few things an item needs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.catalog_file.source_rows import BrokenFileError
from domain.money import KNOWN_CURRENCIES
from domain.sentence import told

_NAMES: Mapping[str, tuple[str, ...]] = {
    "sku": ("sku", "item_id", "product_id", "item_code", "product_code", "id"),
    "name": ("name", "title", "product_name", "item_name", "product", "item"),
    "barcodes": (
        "barcodes",
        "barcode",
        "upc",
        "ean",
        "gtin",
        "upc_code",
        "ean13",
        "gtin13",
        "isbn",
    ),
    "tax_class": ("tax_class", "vat_class", "tax"),
    "category": ("category", "categories", "department"),
    "kind": ("kind", "item_kind"),
    "currency": ("currency", "currency_code", "price_currency"),
    "containers": ("containers_per_unit", "containers"),
    "allotted": ("allotted",),
    "sold_by": ("sold_by", "priced_per"),
    "breaks": ("price_breaks", "bulk_prices"),
    "sold_from": ("sold_from", "season_from"),
    "sold_until": ("sold_until", "season_until"),
    "variant_of": ("variant_of", "parent_sku"),
    "variant": ("variant", "variant_name"),
    "parts": ("parts",),
    "normal_price": ("normal_price",),
}
_PRICES = ("price", "unit_price", "selling_price", "retail_price", "sale_price")
_MEASURES: Mapping[str, tuple[tuple[str, str | None], ...]] = {
    "weight": (
        ("weight_g", "g"),
        ("weight_grams", "g"),
        ("weight_kg", "kg"),
        ("weight_lb", "lb"),
        ("weight_lbs", "lb"),
        ("weight_oz", "oz"),
        ("weight", None),
    ),
    "length": (("length_mm", "mm"), ("length_cm", "cm"), ("length_in", "in"), ("length", None)),
    "width": (("width_mm", "mm"), ("width_cm", "cm"), ("width_in", "in"), ("width", None)),
    "height": (("height_mm", "mm"), ("height_cm", "cm"), ("height_in", "in"), ("height", None)),
}


_CODE_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Columns:
    """The column of each thing, where there is one, and the unit that its name promises."""

    names: Mapping[str, str]
    units: Mapping[str, str | None]

    def cell(self, cells: Mapping[str, object], what: str) -> object:
        """Return the cell of one thing, None where the file has no such column."""
        column = self.names.get(what)
        return None if column is None else cells.get(column)


def find_columns(present: Mapping[str, object], currency: str) -> Columns:
    """Return what the columns mean. Raises BrokenFileError if none holds a name.

    A file whose prices name another currency is refused as a whole: read in the wrong one they
    would all be wrong.
    """
    names = {
        what: next(column for column in known if column in present)
        for what, known in _NAMES.items()
        if any(column in present for column in known)
    }
    units: dict[str, str | None] = {}
    for what, measures in _MEASURES.items():
        for column, unit in measures:
            if column in present and what not in names:
                names[what], units[what] = column, unit
    if price := _price_column(present, currency):
        names["price"] = price
    if "name" not in names:
        raise BrokenFileError(
            "No column holds the name of an item: call one 'name', 'title' or 'product_name'."
        )
    return Columns(names, units)


def require_currency(columns: Columns, rows: Iterable[Mapping[str, object]], wanted: str) -> None:
    """Raise BrokenFileError if every row that names a currency names one other than ``wanted``."""
    named = {
        cell.strip().upper()
        for cell in (columns.cell(row, "currency") for row in rows)
        if isinstance(cell, str) and cell.strip()
    }
    if len(named) == 1 and wanted not in named:
        (other,) = named
        raise BrokenFileError(
            told("Its prices are in {other}: say --currency.", other=other[:_CODE_SHOWN])
        )


def _price_column(present: Mapping[str, object], currency: str) -> str | None:
    wanted = (*(f"{price}_{currency.lower()}" for price in _PRICES), *_PRICES)
    found = next((column for column in wanted if column in present), None)
    if found is not None:
        return found
    for other in sorted(KNOWN_CURRENCIES):
        if any(f"{price}_{other.lower()}" in present for price in _PRICES):
            raise BrokenFileError(
                told("Its prices are in {other}: say --currency {other}.", other=other)
            )
    return None
