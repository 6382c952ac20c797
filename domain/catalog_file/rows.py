"""Items as rows of a catalog file: the columns that an import reads back as the same items."""

from domain.catalog import CatalogItem
from domain.csv_cell import guarded_cell
from domain.money import Money
from domain.report_rows import decimal_text

_BEFORE_PRICE = ("sku", "name", "category", "kind", "barcodes")
_AFTER_PRICE = (
    *("currency", "tax_class", "weight_g", "length_mm", "width_mm", "height_mm"),
    *("containers_per_unit", "allotted", "sold_by", "price_breaks", "sold_from", "sold_until"),
    *("variant_of", "variant", "parts", "normal_price"),
)


def catalog_columns(currency: str) -> tuple[str, ...]:
    """The head of a catalog file whose prices are in a currency, as in `price_gyd`."""
    return (*_BEFORE_PRICE, f"price_{currency.lower()}", *_AFTER_PRICE)


def catalog_row(item: CatalogItem, currency: str) -> tuple[str, ...]:
    """The cells of one item, in the order of the columns, each guarded against formulas."""
    length, width, height = item.dimensions_mm or ("", "", "")
    cells = (
        *(item.sku, item.name, item.category, item.kind, "|".join(item.barcodes)),
        _price(item.price),
        *(currency, item.tax_class, "" if item.weight_grams is None else str(item.weight_grams)),
        *(str(length), str(width), str(height), str(item.containers_per_unit)),
        *("yes" if item.allotted else "no", item.sold_by),
        ";".join(f"{step.from_quantity}:{decimal_text(step.price)}" for step in item.price_breaks),
        "" if item.sold_from is None else item.sold_from.isoformat(),
        "" if item.sold_until is None else item.sold_until.isoformat(),
        *(item.variant_of, item.variant, ";".join(item.parts), _price(item.normal_price)),
    )
    return tuple(guarded_cell(cell) for cell in cells)


def _price(price: Money | None) -> str:
    return "" if price is None else decimal_text(price)
