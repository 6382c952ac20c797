"""The sample shop as plain values, for the gallery and for tests of screens."""

import csv
import json
from datetime import date
from pathlib import Path

from app.theme.resource_files import RESOURCES
from domain.catalog import CatalogItem, ItemKind
from domain.gtin import normalise_barcode
from domain.money import Money
from domain.rules import RuleBook, RuleRow
from domain.staff import Role, StaffMember

SAMPLE = RESOURCES / "sample"
CURRENCY = "GYD"
_MINOR_PER_DOLLAR = 100


def sample_rules() -> RuleBook:
    """The rules of ``resources/sample/rules.json``."""
    rows = json.loads((SAMPLE / "rules.json").read_text("utf-8"))
    return RuleBook.from_rows(
        RuleRow(
            kind=row["kind"],
            key=row["key"],
            valid_from=date.fromisoformat(row["valid_from"]),
            value=row["value"],
        )
        for row in rows
    )


def sample_staff() -> tuple[tuple[StaffMember, str], ...]:
    """People and demo PINs of ``resources/sample/staff.json``."""
    raw = json.loads((SAMPLE / "staff.json").read_text("utf-8"))
    return tuple(
        (
            StaffMember(staff_id=row["staff_id"], name=row["name"], role=Role(row["role"])),
            row["demo_pin"],
        )
        for row in raw["staff"]
    )


def sample_items(path: Path = SAMPLE / "catalog.csv") -> tuple[CatalogItem, ...]:
    """The goods of ``resources/sample/catalog.csv``."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(_item(number, row) for number, row in enumerate(csv.DictReader(file), start=1))


def _item(position: int, row: dict[str, str]) -> CatalogItem:
    price = row["price_gyd"].strip()
    return CatalogItem(
        item_id=row["sku"],
        sku=row["sku"],
        name=row["name"],
        category=row["category"],
        kind=_kind(row["kind"]),
        barcodes=tuple(normalise_barcode(code) for code in row["barcodes"].split("|") if code),
        price=Money(int(price) * _MINOR_PER_DOLLAR, CURRENCY) if price else None,
        price_id=f"price-{position}",
        tax_class=row["tax_class"],
        weight_grams=int(row["weight_g"]) if row["weight_g"] else None,
        dimensions_mm=None,
        containers_per_unit=int(row["containers_per_unit"] or 0),
        position=position,
    )


def _kind(text: str) -> ItemKind:
    if text == "service":
        return "service"
    return "sample" if text == "sample" else "goods"
