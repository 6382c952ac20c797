"""A report comes to what was sold less what was given back, whichever way it is cut."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.day_report import (
    REST,
    SHIPPING,
    DayReport,
    LineSum,
    MomentSum,
    ReportBooks,
    ReportPart,
    best_first,
    best_of,
    lines_of,
    moments_of,
    reckon_report,
    require_parts,
)
from domain.refund import BackTender, Refund, money_back, refundable_of, take_back
from domain.report_span import Span
from domain.sale import Sale, SaleContext, complete_sale
from domain.shift_figures import (
    ShiftFigures,
    add_up_figures,
    figures_of_refund,
    figures_of_sale,
)
from domain.tender import TenderLine, cash_tender
from tests.unit.domain.builders import (
    BARREL,
    DAY,
    NOON,
    assert_caught,
    cart_of,
    gyd,
    item,
    rules,
)
from tests.unit.domain.test_refund import context

ZONE = "America/Guyana"
PRICES_MINOR = (950_000, 62_050, 48_015, 1_003)
GOODS = (
    BARREL,
    item("rice", PRICES_MINOR[1], tax_class="zero"),
    item("tape", PRICES_MINOR[2]),
    item("salt", PRICES_MINOR[3]),
)
CATEGORIES = {BARREL.item_id: "Barrels and boxes", "item-rice": "Food", "item-salt": "Food"}
NAMES = {"staff-1": "Shanelle Rodrigues"}


@dataclass(frozen=True, slots=True)
class Deed:
    """One sale of the property's days, and how many units of its first line come back."""

    goods: tuple[tuple[int, int], ...]
    minutes: int
    by: str
    is_card: bool
    back: int


deeds = st.builds(
    Deed,
    goods=st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4)), min_size=1, max_size=3).map(
        tuple
    ),
    minutes=st.integers(0, 3 * 24 * 60 - 1),
    by=st.sampled_from(["staff-1", "staff-2"]),
    is_card=st.booleans(),
    back=st.integers(0, 2),
)
many_deeds = st.lists(deeds, max_size=6)


def a_sale(deed: Deed, number: int) -> Sale:
    at = NOON - timedelta(hours=12) + timedelta(minutes=deed.minutes)
    cart = replace(cart_of(*((GOODS[i], n) for i, n in deed.goods)), cart_id=f"cart-{number}")
    total = gyd(sum(PRICES_MINOR[index] * count for index, count in deed.goods))
    tender: TenderLine = (
        TenderLine(kind="bank_card", amount=total, approval_code="A1")
        if deed.is_card
        else cash_tender(gyd(50_000_000))
    )
    where = SaleContext(
        receipt_number=f"GY03B-{number:06d}",
        at=at,
        business_date=day_of(at),
        shift_number=214,
        cashier_id=deed.by,
    )
    return complete_sale(cart, rules(), (tender,), where)


def day_of(at: datetime) -> date:
    return (at - timedelta(hours=4)).date()


def a_refund(sale: Sale, units: int, number: int) -> Refund:
    left = refundable_of(sale)
    back = take_back(left, {1: min(units, left.lines[0].quantity)})
    money = money_back(left, back, 500)
    at = sale.at + timedelta(minutes=50)
    return Refund(
        context=context(
            refund_number=f"GY03B-9{number:05d}",
            at=at,
            business_date=day_of(at),
            cashier_id="staff-2",
        ),
        of_receipt=sale.receipt_number,
        returned=back,
        rounding=money - back.total,
        tenders=(BackTender(kind="cash", amount=money),),
    )


@dataclass(frozen=True, slots=True)
class Days:
    sales: tuple[Sale, ...]
    refunds: tuple[Refund, ...]

    @property
    def figures(self) -> ShiftFigures:
        every = [figure for sale in self.sales for figure in figures_of_sale(sale)]
        every += [figure for given in self.refunds for figure in figures_of_refund(given)]
        return add_up_figures(every, "GYD")

    @property
    def books(self) -> ReportBooks:
        return ReportBooks(
            figures=self.figures,
            moments=moments_of(self.sales, self.refunds),
            lines=lines_of(self.sales, self.refunds, CATEGORIES),
            names=NAMES,
        )


def days_of(done: Sequence[Deed]) -> Days:
    sales = [a_sale(deed, number) for number, deed in enumerate(done, 1)]
    refunds = [
        a_refund(sale, deed.back, number)
        for number, (sale, deed) in enumerate(zip(sales, done, strict=True), 1)
        if deed.back
    ]
    return Days(tuple(sales), tuple(refunds))


SPAN = Span(DAY - timedelta(days=1), DAY + timedelta(days=3))


def reckoned(days: Days) -> DayReport:
    return reckon_report(days.books, SPAN, ZONE)


def total(parts: Sequence[ReportPart]) -> int:
    return sum(part.amount.amount_minor for part in parts)


def check(done: Sequence[Deed], report_of: Callable[[Days], DayReport] = reckoned) -> None:
    days = days_of(done)
    report = report_of(days)
    came = sum(sale.due.amount_minor for sale in days.sales)
    went = sum(tender.amount.amount_minor for given in days.refunds for tender in given.tenders)
    worth = sum(sale.total.amount_minor for sale in days.sales) - sum(
        given.returned.total.amount_minor for given in days.refunds
    )
    vat = sum(sale.vat_total.amount_minor for sale in days.sales) - sum(
        given.returned.vat_total.amount_minor for given in days.refunds
    )

    assert report.takings == gyd(came - went)
    for parts in (report.hours, report.days, report.tenders, report.cashiers):
        assert total(parts) == came - went
    for parts in (report.categories, report.items):
        assert total(parts) == worth
    assert report.net_sales == gyd(worth)
    assert report.rounding == gyd(came - went - worth)
    assert report.vat_total == gyd(vat)
    assert report.sales.count == len(days.sales)
    assert report.refunds.count == len(days.refunds)
    assert report.is_empty == (not days.sales)


@for_all(many_deeds)
def test_every_breakdown_comes_to_the_sales_less_the_refunds(done: list[Deed]) -> None:
    check(done)


def forget_refunds(days: Days) -> DayReport:
    """The planted bug: all three books forget what came back, and so agree with each other."""
    return reckoned(Days(days.sales, ()))


def count_a_sale_twice(days: Days) -> DayReport:
    return reckoned(Days((*days.sales, *days.sales[:1]), days.refunds))


@pytest.mark.parametrize("planted", [forget_refunds, count_a_sale_twice])
def test_books_that_are_wrong_together_are_found_by_the_property(
    planted: Callable[[Days], DayReport],
) -> None:
    assert_caught(lambda done: check(done, planted), many_deeds)


def _without_last_moment(books: ReportBooks) -> ReportBooks:
    return replace(books, moments=books.moments[:-1])


def _moment_upside_down(books: ReportBooks) -> ReportBooks:
    first, *rest = books.moments
    return replace(books, moments=(replace(first, booked="refund"), *rest))


def _one_sale_more_in_an_hour(books: ReportBooks) -> ReportBooks:
    first, *rest = books.moments
    return replace(books, moments=(replace(first, count=first.count + 1), *rest))


def _without_first_line(books: ReportBooks) -> ReportBooks:
    return replace(books, lines=books.lines[1:])


def _forgotten_tender(books: ReportBooks) -> ReportBooks:
    kept = tuple(figure for figure in books.figures.figures if figure.kind != "tender")
    return replace(books, figures=replace(books.figures, figures=kept))


def _other_day(books: ReportBooks) -> ReportBooks:
    first, *rest = books.moments
    return replace(books, moments=(replace(first, day=date(2020, 1, 1)), *rest))


@pytest.mark.parametrize(
    "planted",
    [
        _without_last_moment,
        _moment_upside_down,
        _one_sale_more_in_an_hour,
        _without_first_line,
        _forgotten_tender,
        _other_day,
    ],
)
def test_books_that_do_not_agree_make_no_report(
    planted: Callable[[ReportBooks], ReportBooks],
) -> None:
    days = days_of([Deed(((0, 2),), 60, "staff-1", is_card=False, back=1)])

    with pytest.raises(ValueError, match=r"must|not in the span"):
        reckon_report(planted(days.books), SPAN, ZONE)


def test_a_report_whose_vat_or_parts_do_not_add_up_cannot_be() -> None:
    report = reckoned(days_of([Deed(((0, 2),), 60, "staff-1", is_card=False, back=0)]))

    with pytest.raises(ValueError, match="VAT classes"):
        replace(report, vat=())
    with pytest.raises(ValueError, match="the items must"):
        require_parts("items", report.items, gyd(1))


def test_hours_are_the_stores_own_and_dense_and_days_are_those_of_the_shift() -> None:
    just_before_noon = Deed(((0, 1),), 11 * 60 + 59, "staff-1", is_card=False, back=0)
    at_three = Deed(((0, 1),), 15 * 60, "staff-1", is_card=False, back=0)
    report = reckoned(days_of([just_before_noon, at_three]))

    assert [(part.key, part.count) for part in report.hours] == [
        ("11", 1),
        ("12", 0),
        ("13", 0),
        ("14", 0),
        ("15", 1),
    ]
    assert report.days[0].key == "2026-11-20"
    assert len(report.days) == SPAN.day_count


def test_a_zone_off_by_three_quarters_of_an_hour_has_its_own_hours() -> None:
    days = days_of([Deed(((0, 1),), 20, "staff-1", is_card=False, back=0)])  # 04:20 UTC

    report = reckon_report(days.books, SPAN, "Asia/Kathmandu")

    assert [part.key for part in report.hours] == ["10"]


def test_cards_people_and_categories_are_told_apart_and_the_most_stands_first() -> None:
    report = reckoned(
        days_of(
            [
                Deed(((0, 1),), 600, "staff-1", is_card=True, back=0),
                Deed(((1, 2), (3, 1)), 620, "staff-2", is_card=False, back=0),
            ]
        )
    )

    assert [part.key for part in report.tenders] == ["bank_card", "cash"]
    assert [(part.key, part.name) for part in report.cashiers] == [
        ("staff-1", "Shanelle Rodrigues"),
        ("staff-2", "staff-2"),
    ]
    assert [(part.key, part.count) for part in report.categories] == [
        ("Barrels and boxes", 1),
        ("Food", 3),
    ]
    assert report.items[0].name == BARREL.name
    assert report.average == gyd((950_000 + 2 * 62_050 + 1_003 + 1) // 2)


def test_nothing_sold_is_a_report_of_nothing() -> None:
    report = reckon_report(ReportBooks(figures=ShiftFigures("GYD")), SPAN, ZONE)

    assert report.is_empty
    assert report.hours == report.tenders == report.cashiers == report.items == ()
    assert report.average == report.takings == report.discounts.amount == gyd(0)
    assert len(report.days) == 5


def test_the_best_are_named_and_the_rest_is_one_part() -> None:
    parts = best_first(
        ReportPart(key=key, amount=gyd(minor), count=1)
        for key, minor in (("a", 5), ("b", 9), ("c", 5), ("d", -2))
    )

    assert [part.key for part in parts] == ["b", "a", "c", "d"]
    assert best_of(parts, 4, "GYD") == parts
    assert [(part.key, part.amount, part.count) for part in best_of(parts, 3, "GYD")] == [
        ("b", gyd(9), 1),
        ("a", gyd(5), 1),
        (REST, gyd(3), 2),
    ]


def test_a_quarter_of_an_hour_begins_at_its_beginning() -> None:
    with pytest.raises(ValueError, match="begins at its beginning"):
        MomentSum(day=DAY, at=NOON + timedelta(minutes=1), booked="sale", count=1, amount=gyd(1))


def test_shipments_are_a_category_of_their_own() -> None:
    line = LineSum(
        booked="sale",
        item_id="",
        name="Shipment to Region 9",
        category=SHIPPING,
        tax_class="standard",
        basis_points=1_400,
        units=1,
        gross=gyd(0),
        vat=gyd(0),
    )
    report = reckon_report(ReportBooks(figures=ShiftFigures("GYD"), lines=(line,)), SPAN, ZONE)

    assert [part.key for part in report.categories] == [SHIPPING]
    assert [(part.key, part.name) for part in report.items] == [(SHIPPING, "")]
