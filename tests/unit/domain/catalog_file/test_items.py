"""From rows to items: what is read, what is skipped and what is kept and flagged."""

from decimal import Decimal

import pytest

from domain.catalog_file.cells import CellError, clean_text, read_grams, read_price, read_whole
from domain.catalog_file.columns import find_columns
from domain.catalog_file.items import Item, ItemReader
from domain.catalog_file.report import Finding, ImportReport
from domain.catalog_file.source_rows import BrokenFileError, SourceRow
from domain.money import Money

GTIN = "4006381333931"
GTIN14 = "04006381333931"


def read(*rows: dict[str, object], currency: str = "GYD") -> tuple[list[Item], ImportReport]:
    """Read rows as one file; each line is its number."""
    report = ImportReport("goods.csv", currency)
    present: dict[str, object] = {}
    for row in rows:
        present.update(row)
    reader = ItemReader(
        columns=find_columns(present, currency),
        currency=currency,
        tax_classes=frozenset({"standard", "zero"}),
        report=report,
    )
    items = [reader.read(SourceRow(line, row)) for line, row in enumerate(rows, start=1)]
    return [item for item in items if item is not None], report


def kinds(report: ImportReport) -> set[Finding]:
    return set(report.findings)


WHOLE: dict[str, object] = {
    "sku": "A",
    "name": "Barrel",
    "category": "Barrels",
    "barcodes": f"{GTIN}|IN-HOUSE",
    "price": "1,500.50",
    "tax_class": "zero",
    "kind": "goods",
    "weight_kg": "1.2",
    "length_cm": "10",
    "width_cm": "20",
    "height_cm": "30.04",
    "containers_per_unit": "6",
}


def test_a_whole_row_is_read_whole() -> None:
    (item,), report = read(WHOLE)

    assert item == Item(
        sku="A",
        name="Barrel",
        category="Barrels",
        kind="goods",
        barcodes=(GTIN14, "IN-HOUSE"),
        price=Money(150_050, "GYD"),
        tax_class="zero",
        weight_grams=1_200,
        dimensions_mm=(100, 200, 300),
        containers_per_unit=6,
    )
    assert report.findings == {}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"name": " \t"}, "it has no name"),
        ({"name": None}, "it has no name"),
        ({"name": "x" * 501}, "its name has 501 characters, at most 500"),
        ({"name": "half \ud83d"}, "a text holds half a character"),
        ({"name": ["a"]}, "a text is neither text nor a number"),
        ({"price": "a lot"}, "the price 'a lot' is no GYD"),
        ({"price": "-1"}, "the price '-1' is no GYD"),
        ({"price": "1.999"}, "the price '1.999' is no GYD"),
        ({"price": "US$5"}, "the price 'US$5' is no GYD"),
        ({"price": Decimal("1.999")}, "the price '1.999' is no GYD"),
        ({"price": Decimal(-1)}, "the price '-1' is no GYD"),
        ({"price": Decimal("1E+30")}, "the price '1" + "0" * 30 + "' is no GYD"),
        ({"price": True}, "a text is neither text nor a number"),
        ({"kind": "animal"}, "'animal' is no kind: goods, service or sample"),
        ({"containers_per_unit": "many"}, "'many' is no whole number from 0 to 1000"),
        ({"containers_per_unit": "1001"}, "'1001' is no whole number from 0 to 1000"),
        ({"sku": "x" * 101}, "its SKU has 101 characters, at most 100"),
        ({"tax_class": "x" * 101}, "its tax class has 101 characters, at most 100"),
    ],
)
def test_a_bad_row_is_skipped_and_named_with_its_reason(
    change: dict[str, object], reason: str
) -> None:
    items, report = read({**WHOLE, **change}, {**WHOLE, "sku": "B", "barcodes": ""})

    assert [item.sku for item in items] == ["B"]
    assert [(row.line, row.reason) for row in report.findings["bad_row"]] == [(1, reason)]


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"price": ""}, "no_price"),
        ({"price": None}, "no_price"),
        ({"price": "0.00"}, "zero_price"),
        ({"price": 0}, "zero_price"),
        ({"weight_kg": ""}, "missing_weight"),
        ({"weight_kg": "0"}, "missing_weight"),
        ({"weight_kg": "heavy"}, "unreadable_weight"),
        ({"weight_kg": "-1"}, "unreadable_weight"),
        ({"weight_kg": "1e400"}, "unreadable_weight"),
        ({"length_cm": "wide"}, "unreadable_size"),
        ({"barcodes": "x" * 65}, "unreadable_barcode"),
        ({"barcodes": [["nested"]]}, "unreadable_barcode"),
        ({"barcodes": "|".join(f"c{n}" for n in range(40))}, "unreadable_barcode"),
        ({"tax_class": "luxury"}, "unknown_tax_class"),
    ],
)
def test_what_is_missing_or_odd_is_kept_and_flagged(
    change: dict[str, object], finding: Finding
) -> None:
    items, report = read({**WHOLE, **change})

    assert len(items) == 1
    assert kinds(report) == {finding}


def test_a_row_that_is_none_is_named_with_its_reason() -> None:
    report = ImportReport("goods.csv", "GYD")
    reader = ItemReader(find_columns({"name": None}, "GYD"), "GYD", frozenset(), report)

    assert reader.read(SourceRow(7, complaint="it has 3 columns, the header has 2")) is None
    assert [row.line for row in report.findings["bad_row"]] == [7]
    assert report.row_count == 1


def test_a_free_sample_and_a_service_without_weight_are_in_order() -> None:
    _, report = read(
        {"name": "Taster", "kind": "sample", "price": "0", "weight_g": "5"},
        {"name": "Wrapping", "kind": "service", "price": "500", "weight_g": ""},
    )

    assert report.findings == {}


def test_a_barcode_that_comes_twice_is_kept_twice_and_flagged() -> None:
    items, report = read(WHOLE, {**WHOLE, "sku": "B", "barcodes": [GTIN, GTIN]})

    assert [item.barcodes for item in items] == [(GTIN14, "IN-HOUSE"), (GTIN14,)]
    assert [(row.line, row.reason) for row in report.findings["duplicate_barcode"]] == [
        (2, f"{GTIN14} is on line 1")
    ]


def test_a_sku_that_comes_twice_is_kept_as_it_came_first() -> None:
    items, report = read(WHOLE, {**WHOLE, "name": "Another"})

    assert [item.name for item in items] == ["Barrel"]
    assert [(row.line, row.sku) for row in report.findings["repeated_sku"]] == [(2, "A")]


def test_items_without_a_sku_get_a_stable_one_and_none_is_lost() -> None:
    rows: list[dict[str, object]] = [
        {"name": "Film", "upc": GTIN},
        {"name": "Other film", "upc": GTIN},
        {"name": "Other film", "upc": GTIN},
        {"name": "No code", "upc": ""},
        {"name": "no CODE", "upc": ""},
        {"name": "no code", "upc": ""},
    ]

    items, report = read(*rows)
    again, _ = read(*rows)

    skus = [item.sku for item in items]
    assert len(set(skus)) == 6
    assert skus == [item.sku for item in again]
    assert skus[0] == GTIN14
    assert skus[1].startswith(f"{GTIN14}-")
    assert skus[2] == f"{skus[1]}-2"
    assert skus[4:] == [f"{skus[3]}-2", f"{skus[3]}-3"]
    assert len(report.findings["duplicate_barcode"]) == 2


@pytest.mark.parametrize(
    "row",
    [
        {"title": "Barrel", "id": 7, "price_gyd": 5, "ean": GTIN, "categories": ["A", "B"]},
        {
            "product_name": "Barrel",
            "sku": "7",
            "price": Decimal("5.00"),
            "gtin": GTIN,
            "category": "A",
            "price_usd": "3",
        },
    ],
)
def test_files_call_their_columns_by_many_names(row: dict[str, object]) -> None:
    (item,), _ = read(row)

    assert (item.sku, item.name, item.category) == ("7", "Barrel", "A")
    assert item.price == Money(500, "GYD")
    assert item.barcodes == (GTIN14,)


def test_prices_in_another_currency_are_refused_as_a_whole() -> None:
    with pytest.raises(BrokenFileError, match="say --currency USD"):
        read({"name": "Barrel", "price_usd": "5"})


def test_a_file_without_names_is_refused() -> None:
    with pytest.raises(BrokenFileError, match="No column holds the name"):
        read({"sku": "A", "price": "5"})


@pytest.mark.parametrize(
    ("cell", "unit", "grams"),
    [
        ("1.2 kg", None, 1_200),
        ("2 LB.", None, 907),
        ("8oz", "g", 227),
        ("1,200", "g", 1_200),
        (Decimal("0.5"), "kg", 500),
        (3, "lb", 1_361),
        ("0.4", "g", None),
    ],
)
def test_weights_are_read_in_their_own_unit(
    cell: object, unit: str | None, grams: int | None
) -> None:
    assert read_grams(cell, unit) == grams


@pytest.mark.parametrize("cell", ["5", "5 stone", "kg"])
def test_a_weight_without_a_unit_is_not_guessed(cell: str) -> None:
    with pytest.raises(CellError):
        read_grams(cell, None)


def test_text_is_one_line_without_control_characters() -> None:
    assert clean_text(" a\tb\r\n c\x00\x9fd ") == "a b c d"
    assert clean_text(Decimal("1E+2")) == "100"


def test_prices_keep_their_last_cent() -> None:
    assert read_price(Decimal("49.99"), "USD") == Money(4_999, "USD")
    assert read_price("$49.99", "USD") == Money(4_999, "USD")
    assert read_price(Decimal("0.290"), "USD") == Money(29, "USD")
    assert read_whole(None, 5) == 0


def test_the_report_counts_each_kind_and_names_the_first_twenty() -> None:
    rows: list[dict[str, object]] = [{"name": f"Item {n}", "price": "5"} for n in range(25)]
    _, report = read(*rows, {"name": ""})
    report.new_count = 25

    text = report.as_text()

    assert text.startswith("goods.csv: 26 rows read, 25 kept (25 new, 0 changed, 0 unchanged), 1")
    assert "25 kept: no weight" in text
    assert "… and 5 more" in text
    assert "1 skipped: a row that cannot be used" in text
    assert "line 26: it has no name" in text
    counts = report.as_json()["counts"]
    assert isinstance(counts, dict)
    assert {kind: count for kind, count in counts.items() if count} == {
        "bad_row": 1,
        "missing_weight": 25,
    }
