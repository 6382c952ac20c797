"""The rows of a report's file: every figure once, amounts as minor units and as decimal text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.day_report import ReportPart
from domain.money import Money
from domain.report_rows import REPORT_COLUMNS, decimal_text, report_rows
from tests.unit.domain.test_day_report import Deed, days_of, reckoned

REPORT = reckoned(
    days_of(
        [
            Deed(((0, 1),), 600, "staff-1", is_card=True, back=0),
            Deed(((1, 2),), 620, "staff-2", is_card=False, back=1),
        ]
    )
)


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(1_240_050, "GYD"), "12400.50"),
        (Money(-5, "USD"), "-0.05"),
        (Money(0, "GYD"), "0.00"),
        (Money(-123_456_789_012_345_678, "GYD"), "-1234567890123456.78"),
    ],
)
def test_an_amount_is_decimal_text_that_any_program_reads(money: Money, text: str) -> None:
    assert decimal_text(money) == text


def test_every_section_is_there_and_each_row_says_its_amount_twice() -> None:
    rows = [dict(zip(REPORT_COLUMNS, row, strict=True)) for row in report_rows(REPORT)]

    sections = {row["section"] for row in rows}
    assert sections == {
        *("total", "hour", "day", "tender", "cashier", "category", "item", "vat_gross", "vat"),
    }
    for row in rows:
        assert (row["from"], row["to"], row["currency"]) == ("2026-11-20", "2026-11-24", "GYD")
        assert decimal_text(Money(int(row["amount_minor"]), "GYD")) == row["amount"]
    totals = {row["key"]: row for row in rows if row["section"] == "total"}
    assert int(totals["takings"]["amount_minor"]) == REPORT.takings.amount_minor
    assert totals["refunds"]["count"] == "1"


def test_the_rows_of_each_section_add_up_as_the_report_does() -> None:
    sums: dict[str, int] = {}
    for row in report_rows(REPORT):
        cells = dict(zip(REPORT_COLUMNS, row, strict=True))
        sums[cells["section"]] = sums.get(cells["section"], 0) + int(cells["amount_minor"])

    takings, net = REPORT.takings.amount_minor, REPORT.net_sales.amount_minor
    assert [sums[name] for name in ("hour", "day", "tender", "cashier")] == [takings] * 4
    assert [sums[name] for name in ("category", "item", "vat_gross")] == [net] * 3


def test_a_name_that_looks_like_a_formula_is_text() -> None:
    whole = REPORT.takings
    planted = replace(
        REPORT,
        cashiers=(ReportPart(key="=cmd|' /C calc'!A0", name="@SUM(A1)", amount=whole, count=2),),
    )
    cells = next(row for row in report_rows(planted) if row[2] == "cashier")

    assert cells[3:5] == ("'=cmd|' /C calc'!A0", "'@SUM(A1)")


def test_a_currency_without_cents_has_no_point(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domain.report_rows.minor_digits", lambda _currency: 0)

    assert decimal_text(Money(-12, "GYD")) == "-12"
