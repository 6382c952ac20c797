"""The sample data reads like a real shop's list and carries its deliberate oddities."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.gtin import has_valid_check_digit
from domain.rules import RULE_KINDS, RuleBook, RuleRow, check_row
from domain.staff import Permission, Role

SAMPLE = Path(__file__).parents[2] / "resources" / "sample"
HEADER = (
    "sku,name,category,barcodes,price_gyd,tax_class,weight_g,length_mm,width_mm,height_mm,"
    "containers_per_unit,kind,sold_by,price_breaks,sold_from,sold_until,variant_of,variant,parts"
)
RULE_FIELDS = {
    "vat_rate": {"basis_points"},
    "cash_rounding": {"step_minor"},
    "denominations": {"notes_minor", "coins_minor"},
    "shipment_limits": {
        "piece_weight_milli_lb",
        "shipment_weight_milli_lb",
        "side_milli_in",
        "piece_count_max",
    },
    "quote_validity": {"hours", "special_hours"},
    "rate_sheet": {
        "name",
        "freight_minor_per_lb",
        "fuel_basis_points",
        "remote_regions",
        "remote_minor",
        "dim_divisor",
        "charge_step_milli_lb",
        "cover_basis_points",
        "tax_class",
    },
    "pin_policy": {"free_tries", "first_wait_s", "wait_factor", "wait_max_s"},
    "over_short": {"allowed_minor", "reason_above_minor", "signed_above_minor"},
    "cash_moves": {"pay_in_signed_above_minor", "pay_out_signed_above_minor"},
    "idle_lock": {"minutes"},
    "sales_invoice": {"max_minor"},
    "role": {"permissions"},
    "staff_age": {"days"},
    "discount_cap": {"basis_points"},
    "price_age": {"days"},
    "till_silence": {"days"},
    "second_person": {"policy", "discount_basis_points"},
    "cash_compliance": {
        "is_on",
        "threshold_minor",
        "told_basis_points",
        "split_tills",
        "report_day",
    },
    "consent_text": {"version", "text"},
    "void_limit": {"line_minor", "sale_minor"},
    "tender_reservation": {"minutes"},
    "allotment_cover": {"recent_days", "cover_days"},
    "parked_carts": {"till_max", "store_max", "hours", "order_hours", "order_max"},
    "disk_space": {"warn_mb", "stop_mb", "read_only_mb", "reserve_mb"},
    "refund_approval": {"free_minor", "elsewhere_max_minor", "restocked"},
    "risk_rule": {
        "measure",
        "tender",
        "window_minutes",
        "threshold",
        "action",
        "cashier",
        "supervisor",
    },
    "fx_rate": {"base", "quote", "micro", "source", "at", "fresh_h"},
    "fx_policy": {
        "low_micro",
        "high_micro",
        "change_basis_points",
        "source_age_h",
        "fresh_h",
        "margin_basis_points",
    },
    "breaker": {
        "failures",
        "rest_s",
        "rest_max_s",
        "window_s",
        "alert_payments",
        "case_trips",
        "alert_basis_points",
    },
}

Row = dict[str, str]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    with (SAMPLE / "catalog.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def rules() -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = json.loads((SAMPLE / "rules.json").read_text("utf-8"))
    return loaded


def barcodes_of(rows: list[Row]) -> Iterator[str]:
    for row in rows:
        yield from (code for code in row["barcodes"].split("|") if code)


def check_digit(body: str) -> str:
    """The GTIN-13 check digit of twelve digits (GS1 General Specifications, 7.9)."""
    weighted = sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(body))
    return str(-weighted % 10)


def test_catalog_has_about_three_hundred_goods_under_the_agreed_header(rows: list[Row]) -> None:
    first_line = (SAMPLE / "catalog.csv").read_text("utf-8").splitlines()[0]

    assert first_line == HEADER
    assert 290 <= len(rows) <= 320
    assert len({row["sku"] for row in rows}) == len(rows)
    assert len({row["name"] for row in rows}) == len(rows)
    assert len({row["category"] for row in rows}) >= 10


def test_every_barcode_is_in_the_in_store_range_with_a_right_check_digit(rows: list[Row]) -> None:
    codes = list(barcodes_of(rows))

    assert len(codes) > 250
    for code in codes:
        assert len(code) == 13, code
        assert 200 <= int(code[:3]) <= 299, code
        assert code[12] == check_digit(code[:12]), code
        assert has_valid_check_digit(code), code


def test_exactly_two_goods_share_one_barcode_so_that_the_till_has_to_ask(rows: list[Row]) -> None:
    shared = [code for code, count in Counter(barcodes_of(rows)).items() if count > 1]

    assert len(shared) == 1
    assert [row["sku"] for row in rows if shared[0] in row["barcodes"]] == ["EXB-80-R", "EXB-80-B"]


def test_figures_are_whole_numbers_and_classes_are_known(rows: list[Row]) -> None:
    for row in rows:
        assert row["tax_class"] in {"standard", "zero", "exempt"}, row
        assert row["kind"] in {"goods", "service", "sample"}, row
        assert row["name"].strip() == row["name"] != "", row
        for column in ("price_gyd", "weight_g", "length_mm", "width_mm", "height_mm"):
            assert row[column] == "" or row[column].isdigit(), (column, row)
        assert row["containers_per_unit"].isdigit(), row


def test_deliberate_oddities_are_present(rows: list[Row]) -> None:
    unpriced = [row for row in rows if not row["price_gyd"]]
    free = [row for row in rows if row["price_gyd"] == "0"]
    goods_without_weight = [row for row in rows if row["kind"] == "goods" and not row["weight_g"]]
    levied = [row for row in rows if row["containers_per_unit"] != "0"]

    assert len(unpriced) == 1
    assert 3 <= len(free) <= 6
    assert all(row["kind"] == "sample" for row in free)
    assert 3 <= len(goods_without_weight) <= 8
    assert {row["category"] for row in levied} == {"Beverages"}
    assert any(row["category"] == "Seasonal" for row in rows)
    assert any(row["name"].startswith("Form C73") and row["kind"] == "service" for row in rows)
    assert {row["tax_class"] for row in rows} == {"standard", "zero", "exempt"}
    assert any("|" in row["barcodes"] for row in rows)


def test_barrels_that_are_sold_can_be_shipped_within_the_side_limit(rows: list[Row]) -> None:
    barrels = [row for row in rows if row["name"].startswith("Shipping barrel")]

    assert len(barrels) >= 4
    assert all(int(row["height_mm"]) < 3_048 for row in barrels)


def test_every_rule_has_a_known_kind_the_agreed_fields_and_a_date(
    rules: list[dict[str, Any]],
) -> None:
    assert {rule["kind"] for rule in rules} == set(RULE_FIELDS)
    for rule in rules:
        assert set(rule) == {"kind", "key", "valid_from", "value"}, rule
        assert set(rule["value"]) == RULE_FIELDS[rule["kind"]], rule
        assert date.fromisoformat(rule["valid_from"]) <= date(2026, 1, 1), rule


def test_rules_hold_the_figures_of_the_brief(rules: list[dict[str, Any]]) -> None:
    value = {(rule["kind"], rule["key"]): rule["value"] for rule in rules}

    assert value["vat_rate", "standard"] == {"basis_points": 1400}
    assert value["cash_rounding", "GYD"] == {"step_minor": 500}
    assert value["shipment_limits", "default"]["piece_weight_milli_lb"] == 200_000
    assert value["shipment_limits", "default"]["shipment_weight_milli_lb"] == 500_000
    assert value["shipment_limits", "default"]["piece_count_max"] == 10
    assert value["rate_sheet", "default"]["remote_regions"] == [1, 7, 8, 9]
    assert value["denominations", "GYD"]["notes_minor"][0] == 500_000
    assert set(value["role", "cashier"]["permissions"]) < set(
        value["role", "supervisor"]["permissions"]
    )


def test_domain_reads_every_rule_of_the_sample(rules: list[dict[str, Any]]) -> None:
    read = [
        RuleRow(
            kind=rule["kind"],
            key=rule["key"],
            valid_from=date.fromisoformat(rule["valid_from"]),
            value=rule["value"],
        )
        for rule in rules
    ]
    for row in read:
        check_row(row)
    book, today = RuleBook.from_rows(read), date(2026, 11, 21)

    assert {rule["kind"] for rule in rules} == RULE_KINDS
    assert book.vat_basis_points("standard", today) == 1400
    assert book.cash_step_minor("GYD", today) == 500
    assert book.pin_policy(today).free_tries == 4
    assert Permission.SELL in book.role_permissions(Role.CASHIER, today)
    assert Permission.APPROVE in book.role_permissions(Role.SUPERVISOR, today)
    assert Permission.APPROVE not in book.role_permissions(Role.CASHIER, today)


def test_no_figure_of_a_rule_is_a_float(rules: list[dict[str, Any]]) -> None:
    def walk(value: object) -> Iterator[object]:
        if isinstance(value, dict):
            for part in value.values():
                yield from walk(part)
        elif isinstance(value, list):
            for part in value:
                yield from walk(part)
        else:
            yield value

    assert not [part for rule in rules for part in walk(rule) if isinstance(part, float)]


def test_sample_staff_has_two_cashiers_and_a_supervisor_marked_as_a_demo() -> None:
    loaded = json.loads((SAMPLE / "staff.json").read_text("utf-8"))

    assert "demo" in loaded["note"].lower()
    assert [member["role"] for member in loaded["staff"]] == ["cashier", "cashier", "supervisor"]
    for member in loaded["staff"]:
        assert set(member) == {"staff_id", "name", "role", "demo_pin"}
        assert member["demo_pin"].isdigit()
