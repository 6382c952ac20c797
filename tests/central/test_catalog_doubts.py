"""Files that mean something else than they seem to: refused, skipped or flagged, never guessed."""

from decimal import Decimal
from pathlib import Path

import pytest

from central.catalog.importing import import_catalog
from central.tables import catalog_item
from central.tills.organisations import Store
from domain.catalog_file.cells import CellError, clean_text, read_grams
from domain.catalog_file.report import ImportReport
from domain.catalog_file.source_rows import BrokenFileError
from tests.central.office import Office

GTIN = "4006381333931"
GTIN14 = "04006381333931"


def load(office: Office, shop: Store, folder: Path, name: str, text: str) -> ImportReport:
    path = folder / name
    path.write_text(text, "utf-8")
    return import_catalog(office.central, shop, path, "GYD")


def reasons(report: ImportReport) -> dict[str, list[str]]:
    return {kind: [row.reason for row in rows] for kind, rows in report.findings.items()}


def test_a_column_that_names_another_currency_refuses_the_file(
    office: Office, shop: Store, tmp_path: Path
) -> None:
    with pytest.raises(BrokenFileError, match="Its prices are in USD"):
        load(office, shop, tmp_path, "goods.csv", "name,price,currency\nBox,5,usd\nBag,6,USD\n")

    assert office.rows(catalog_item) == []


def test_rows_in_another_currency_among_others_are_bad_rows(
    office: Office, shop: Store, tmp_path: Path
) -> None:
    text = "name,price,currency,weight_g\nBox,5,GYD,1\nBag,6,USD,1\nSack,7,,1\n"

    report = load(office, shop, tmp_path, "goods.csv", text)

    assert reasons(report) == {"bad_row": ["its price is in 'USD', not in GYD"]}
    assert report.new_count == 2


def test_a_decimal_comma_is_not_read_as_thousands(
    office: Office, shop: Store, tmp_path: Path
) -> None:
    text = 'name,price,weight_kg,length_cm,width_cm,height_cm\nBox,5,"1,25","1,5",2,3\n'

    report = load(office, shop, tmp_path, "goods.csv", text)

    assert sorted(reasons(report)) == ["unreadable_size", "unreadable_weight"]


@pytest.mark.parametrize("cell", ["1,25", "1,2345", ",5", "1,,000", "1234,567", "1,000,"])
def test_a_comma_groups_thousands_or_nothing(cell: str) -> None:
    with pytest.raises(CellError):
        read_grams(cell, "g")


def test_grouped_thousands_are_read() -> None:
    assert read_grams("1,234,567.4", "g") == 1_234_567


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (f"{GTIN}.0", (GTIN14,)),
        (GTIN, (GTIN14,)),
        (f"[{GTIN}.0]", (GTIN14,)),
        ("4006381333931.5", ()),
        ("1e1000000", ()),
        ("true", ()),
        ('{"a":1}', ()),
        ("null", None),
    ],
)
def test_a_barcode_that_is_a_number_is_the_code_it_was_or_a_finding(
    office: Office, shop: Store, tmp_path: Path, cell: str, found: tuple[str, ...] | None
) -> None:
    text = f'[{{"name":"Box","price":5,"weight_g":1,"ean":{cell}}}]'

    report = load(office, shop, tmp_path, "goods.json", text)

    assert sorted(reasons(report)) == ([] if found or found is None else ["unreadable_barcode"])
    (row,) = office.rows(catalog_item)
    assert (GTIN14 in str(row["body"])) == bool(found)


@pytest.mark.parametrize(
    "number", ["1e1000000", "1e-1000000", "1e99999999999999999999", "-1e999999999999999999999"]
)
@pytest.mark.parametrize("name", ["goods.json", "goods.jsonl"])
def test_a_number_out_of_all_bounds_is_a_bad_row(
    office: Office, shop: Store, tmp_path: Path, number: str, name: str
) -> None:
    rows = [f'{{"name":"Box","price":{number}}}', '{"name":"Bag","price":5,"weight_g":1}']
    text = "\n".join(rows) + "\n" if name.endswith("l") else f"[{','.join(rows)}]"

    report = load(office, shop, tmp_path, name, text)

    assert reasons(report) == {"bad_row": ["a number is out of all bounds"]}
    assert report.new_count == 1


def test_text_of_an_unbounded_number_is_never_written_out() -> None:
    for number in (Decimal("1e41"), Decimal("1e-41"), Decimal("NaN"), Decimal("-Infinity")):
        with pytest.raises(CellError):
            clean_text(number)


def test_a_barcode_of_an_item_that_the_file_leaves_alone_is_flagged(
    office: Office, shop: Store, tmp_path: Path
) -> None:
    header = "sku,name,price,weight_g,ean\n"
    load(office, shop, tmp_path, "goods.csv", f"{header}A,Box,5,1,{GTIN}\nC,Can,5,1,X-1\n")

    again = load(office, shop, tmp_path, "goods.csv", f"{header}A,Box,5,1,{GTIN}\n")
    moved = load(office, shop, tmp_path, "goods.csv", f"{header}B,Bag,5,1,X-1\nC,Can,5,1,\n")
    other = load(office, shop, tmp_path, "goods.csv", f"{header}D,Sack,5,1,{GTIN}\n")

    assert again.findings == {}
    assert moved.findings == {}
    assert reasons(other) == {"duplicate_barcode": [f"{GTIN14} is on A in the catalog"]}
