"""The books of a report, read back, are those of the sales and refunds that were kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from domain.cart import Cart, add_item, new_cart
from domain.day_report import (
    SHIPPING,
    LineSum,
    MomentSum,
    ReportBooks,
    lines_of,
    moments_of,
    reckon_report,
)
from domain.refund import (
    BackTender,
    Refund,
    RefundContext,
    money_back,
    refundable_of,
    take_back,
)
from domain.report_span import Span
from domain.sale import Sale, SaleContext, complete_sale
from domain.shift import CashCount, close
from domain.tender import TenderLine, cash_tender
from storage.database import TillDatabase
from storage.records import NewSale
from storage.refunds import NewRefund
from tests.storage.kit import CASHIER, DAY, MORNING, an_item, enrolled, tell
from tests.storage.sales_kit import (
    RULES,
    a_cart,
    a_draft,
    a_shift,
    booked,
    goods,
    gyd,
    with_shipment,
)

NEXT_DAY = DAY + timedelta(days=1)
SPAN = Span(DAY, NEXT_DAY)
ZONE = "America/Guyana"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[TillDatabase]:
    made = enrolled(tmp_path)
    with made.unit_of_work() as uow:
        uow.shifts.add(a_shift())
        uow.commit()
    yield made
    made.close()


def sale_of(cart: Cart, number: int, at: datetime, *, by: str = CASHIER, day: date = DAY) -> Sale:
    cash: TenderLine = cash_tender(gyd(1_000_000))
    where = SaleContext(
        receipt_number=f"GY03A-{number:06d}",
        at=at,
        business_date=day,
        shift_number=1 if day == DAY else 2,
        cashier_id=by,
    )
    return complete_sale(cart, RULES, (cash,), where)


def keep(db: TillDatabase, sale: Sale) -> Sale:
    new = NewSale(sale=sale, cart_version=1, receipt_lines=("R",), waybills=())
    with db.unit_of_work() as uow:
        uow.sales.add(new)
        for priced in sale.lines:
            if priced.line.shipment is not None:
                uow.shipments.add(
                    booked(priced.line.shipment, f"W-{sale.cart_id}", sale.receipt_number)
                )
        uow.commit()
    return sale


def give_back(db: TillDatabase, sale: Sale, units: dict[int, int], number: int) -> Refund:
    left = refundable_of(sale)
    returned = take_back(left, units)
    back = money_back(left, returned, 500)
    done = Refund(
        context=RefundContext(
            refund_number=f"GY03A-{number:06d}",
            at=sale.at + timedelta(minutes=29),
            business_date=sale.business_date,
            shift_number=sale.shift_number,
            cashier_id="s-2",
            reason="damaged",
        ),
        of_receipt=sale.receipt_number,
        returned=returned,
        rounding=back - returned.total,
        tenders=(BackTender(kind="cash", amount=back),),
    )
    with db.unit_of_work() as uow:
        uow.refunds.add(NewRefund(refund=done, request_id=f"press-{number}", receipt_lines=("R",)))
        uow.commit()
    return done


def a_few_days(db: TillDatabase) -> tuple[list[Sale], list[Refund]]:
    """Two shifts on two dates, two people, goods and a shipment, and two refunds."""
    tell(
        db,
        an_item("tape", "Goods tape", category="Packing"),
        an_item("rice", "Goods rice", 2, category="Food"),
    )
    sales = [
        keep(db, sale_of(a_cart("cart-1"), 1, MORNING)),
        keep(db, sale_of(a_cart("cart-2"), 2, MORNING + timedelta(minutes=14), by="s-2")),
        keep(db, sale_of(a_cart("cart-3", goods("gone", 3)), 3, MORNING + timedelta(hours=15))),
    ]
    refunds = [give_back(db, sales[0], {1: 1}, 6)]
    with db.unit_of_work() as uow:
        closing = close(a_shift(), uow.shifts.sums(1), CashCount("GYD", ()), closed_at=MORNING)
        uow.shifts.close(closing, uow.shifts.totals(1), ("Z",))
        uow.shifts.add(replace(a_shift(2), business_date=NEXT_DAY))
        uow.commit()
    shipping = with_shipment(new_cart("cart-4", "GYD"), a_draft())
    sales.append(keep(db, sale_of(shipping, 4, MORNING + timedelta(days=1), day=NEXT_DAY)))
    many = add_item(new_cart("cart-5", "GYD"), goods(), quantity=3)
    sales.append(keep(db, sale_of(many, 5, MORNING + timedelta(days=1, hours=2), day=NEXT_DAY)))
    refunds.append(give_back(db, sales[4], {1: 2}, 7))
    return sales, refunds


def books(db: TillDatabase, span: Span = SPAN) -> ReportBooks:
    with db.reading() as uow:
        return ReportBooks(
            figures=uow.reporting.figures(span, "GYD"),
            moments=uow.reporting.moments(span, "GYD"),
            lines=uow.reporting.lines(span, "GYD"),
        )


def by_item(lines: tuple[LineSum, ...]) -> dict[tuple[str, str, str], list[int]]:
    out: dict[tuple[str, str, str], list[int]] = {}
    for line in lines:
        sums = out.setdefault((line.booked, line.item_id, line.category), [0, 0, 0])
        figures = (line.units, line.gross.amount_minor, line.vat.amount_minor)
        sums[:] = [have + more for have, more in zip(sums, figures, strict=True)]
    return out


def in_order(moments: tuple[MomentSum, ...]) -> list[MomentSum]:
    return sorted(moments, key=lambda one: (one.booked, one.day, one.at))


def test_the_books_read_back_are_those_of_the_facts(db: TillDatabase) -> None:
    sales, refunds = a_few_days(db)
    found = books(db)

    assert in_order(found.moments) == in_order(moments_of(sales, refunds))
    told = lines_of(sales, refunds, {"tape": "Packing", "rice": "Food"})
    assert by_item(found.lines) == by_item(told)
    assert {line.category for line in found.lines} == {"Packing", "Food", "", SHIPPING}


def test_a_report_of_kept_books_is_the_sum_of_their_shifts(db: TillDatabase) -> None:
    a_few_days(db)
    report = reckon_report(books(db), SPAN, ZONE)
    with db.reading() as uow:
        shifts = [uow.figures.of_shift(number, "GYD") for number in (1, 2)]
        vat = sum(
            part.vat.amount_minor
            for number in (1, 2)
            for part in uow.shifts.totals(number).vat_by_class
        )

    assert report.takings == shifts[0].takings + shifts[1].takings
    assert report.sales.count == 5
    assert (
        report.vat_total.amount_minor
        == vat - report.figures.total("refund_vat").amount.amount_minor
    )
    assert [part.count for part in report.days] == [3, 2]


def test_one_day_alone_leaves_out_the_other_and_another_currency_is_no_part(
    db: TillDatabase,
) -> None:
    a_few_days(db)
    first = reckon_report(books(db, Span(DAY, DAY)), Span(DAY, DAY), ZONE)
    with db.reading() as uow:
        other = uow.reporting.figures(SPAN, "USD")
        nothing = uow.reporting.moments(SPAN, "USD"), uow.reporting.lines(SPAN, "USD")

    assert (first.sales.count, first.refunds.count) == (3, 1)
    assert (other.figures, nothing) == ((), ((), ()))


def test_more_items_than_are_asked_for_at_once_keep_their_categories(
    db: TillDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.reporting._KEYS_AT_ONCE", 1)
    a_few_days(db)

    assert {line.category for line in books(db).lines} >= {"Packing", "Food"}


def test_the_hours_are_read_from_the_index_alone(db: TillDatabase) -> None:
    a_few_days(db)
    with db.reading() as uow:
        rows = uow.reporting._connection.execute(
            sa.text(
                "EXPLAIN QUERY PLAN SELECT business_date, substr(at, 1, 13), count(*),"
                " sum(total_minor + rounding_minor) FROM sale WHERE business_date BETWEEN"
                " '2026-01-01' AND '2026-12-31' AND currency = 'GYD' GROUP BY 1, 2"
            )
        ).all()

    assert any("COVERING INDEX sale_by_day" in str(row[3]) for row in rows)
