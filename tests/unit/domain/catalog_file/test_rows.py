"""An item written as a row of a catalog file is read back as the same item."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.catalog import CatalogItem, PriceBreak
from domain.catalog_file.columns import find_columns
from domain.catalog_file.items import Item, ItemReader
from domain.catalog_file.report import ImportReport
from domain.catalog_file.rows import catalog_columns, catalog_row
from domain.catalog_file.source_rows import SourceRow
from tests.unit.domain.builders import BARREL, gyd

FULL = replace(
    BARREL,
    name="Rope, blue",
    barcodes=("02102026000014", "IN-HOUSE"),
    price_breaks=(PriceBreak(from_quantity=5, price=gyd(90_050)),),
    sold_from=date(2026, 11, 1),
    sold_until=date(2026, 12, 31),
    variant_of="ROPE",
    variant="Blue",
    parts=("Frame", "Legs"),
    allotted=True,
    normal_price=gyd(1_000),
)
BARE = replace(
    BARREL,
    price=None,
    weight_grams=None,
    dimensions_mm=None,
    barcodes=(),
    category="",
    kind="service",
    sold_by="kg",
)


def read_back(item: CatalogItem) -> Item:
    columns = catalog_columns("GYD")
    cells = dict(zip(columns, catalog_row(item, "GYD"), strict=True))
    reader = ItemReader(
        columns=find_columns(dict.fromkeys(columns), "GYD"),
        currency="GYD",
        tax_classes=frozenset({"standard"}),
        report=ImportReport("out.csv", "GYD"),
    )
    read = reader.read(SourceRow(2, cells))
    assert read is not None
    return read


@pytest.mark.parametrize("item", [FULL, BARE, replace(FULL, name="=1+1", sku="-5", variant="@x")])
def test_what_is_written_is_read_back_as_it_was(item: CatalogItem) -> None:
    read = read_back(item)

    assert (read.sku, read.name, read.category, read.kind) == (
        item.sku,
        item.name,
        item.category,
        item.kind,
    )
    assert (read.price, read.tax_class, read.barcodes) == (
        item.price,
        item.tax_class,
        item.barcodes,
    )
    assert (read.weight_grams, read.dimensions_mm) == (item.weight_grams, item.dimensions_mm)
    assert (read.containers_per_unit, read.allotted) == (item.containers_per_unit, item.allotted)
    sold = read.selling
    assert (sold.sold_by or "each") == item.sold_by
    assert sold.breaks == tuple(
        (step.from_quantity, step.price.amount_minor) for step in item.price_breaks
    )
    assert (sold.sold_from, sold.sold_until) == (item.sold_from, item.sold_until)
    assert (sold.variant_of, sold.variant, sold.parts) == (
        item.variant_of,
        item.variant,
        item.parts,
    )
    assert sold.normal_minor == (item.normal_price and item.normal_price.amount_minor)


def test_no_cell_is_a_formula() -> None:
    cells = catalog_row(replace(FULL, name="=1+1"), "GYD")

    assert not [cell for cell in cells if cell[:1] in "=+-@" and cell]
