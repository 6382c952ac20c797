"""X and Z reports: every figure of a shift on paper, and nothing that does not add up."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.money import Money
from domain.pricing import VatSum
from domain.sale import Sale
from domain.shift import (
    CashCount,
    DrawerCount,
    DrawerPart,
    DrawerSums,
    ShiftClosing,
    add_up_sales,
    close,
)
from domain.shift_figures import (
    Perpetual,
    ShiftFigure,
    ShiftFigures,
    add_up_figures,
    figures_of_sale,
)
from domain.tender import TENDER_KINDS
from domain.ticket import width_of
from domain.z_report import PeriodReport, XReport, ZReport, render_x, render_z, tender_words
from tests.unit.domain.builders import (
    BARREL,
    CONTEXT,
    HEADER,
    NOON,
    cart_of,
    gyd,
    item,
    open_shift,
    sale,
)

PHONE = item("Samsung Galaxy A16, 128 GB, blue, with charger and case", 4_190_000)
RICE = item("Rice 10 kg", 212_300, tax_class="zero")
OTHER = replace(CONTEXT, receipt_number="GY03B-000102", cashier_id="staff-2")
EVENING = NOON + timedelta(hours=5, minutes=4)
NAMES = {"staff-2": "R. Adams"}


def the_sales() -> list[Sale]:
    return [
        sale(cart_of((BARREL, 2), (RICE, 1)), 2_200_000),
        sale(cart_of((PHONE, 1)), 4_200_000, replace(CONTEXT, receipt_number="GY03B-000102")),
    ]


def figures_of(sales: Iterable[Sale]) -> ShiftFigures:
    return add_up_figures([f for each in sales for f in figures_of_sale(each)], "GYD")


def a_closing(
    sales: Iterable[Sale],
    counts: tuple[tuple[int, int], ...] = ((500_000, 22),),
    moves: tuple[DrawerPart, ...] = (),
) -> ShiftClosing:
    sums = DrawerSums.of(gyd(4_000_000), add_up_sales(sales, "GYD").takings, moves)
    return close(open_shift(), sums, CashCount("GYD", counts), closed_at=EVENING)


def z_of(closing: ShiftClosing, sales: list[Sale], **more: object) -> ZReport:
    figures = figures_of(sales)
    period = PeriodReport(
        shift=closing.shift,
        totals=add_up_sales(sales, "GYD"),
        figures=figures,
        names=NAMES,
        waiting_count=26,
    )
    return ZReport(
        closing=closing,
        period=replace(period, **more),  # type: ignore[arg-type]  # fields by name
        perpetual=Perpetual(z_count=214, figures=figures, vat_by_class=period.totals.vat_by_class),
    )


def test_a_z_report_says_what_was_sold_what_paid_and_how_the_drawer_was_counted() -> None:
    sales = the_sales()
    closing = replace(a_closing(sales), note="Coins given at the rush.")
    lines = render_z(z_of(closing, sales), HEADER, columns=36)

    assert lines == (
        "         Windward Agencies",
        "    Stabroek Counter, Georgetown",
        "          VAT no. 4418207",
        "",
        "Z REPORT                     No. 214",
        "Till 02                    Shift 214",
        "Business day              21/11/2026",
        "Open 21/11/2026                08:02",
        "Close 21/11/2026               17:04",
        "Cashier                 S. Rodrigues",
        "------------------------------------",
        "Receipts                GY03B-000101",
        "to                      GY03B-000102",
        "Sales (2)                   G$63,023",
        "VAT 14% included          G$7,478.94",
        "(Z) without VAT, zero-rated  G$2,123",
        "------------------------------------",
        "Cash (2)                      63,025",
        "Cash rounding in it                2",
        "All tenders                 G$63,025",
        "------------------------------------",
        "Opening float G$              40,000",
        "Cash G$, net of change        63,025",
        "Expected G$                  103,025",
        "Counted G$                   110,000",
        "OVER G$                        6,975",
        "------------------------------------",
        "Note: Coins given at the rush.",
        "------------------------------------",
        "Since this till began          Z 214",
        "Grand total                 G$63,023",
        "VAT in it                 G$7,478.94",
        "Refunds (0)                      G$0",
        "------------------------------------",
        "Waiting to be sent                26",
        "------------------------------------",
        "",
        "     Sign: ____________________",
    )


def test_everything_that_can_happen_stands_on_the_z() -> None:
    """Two cashiers, refunds, discounts, voids, moves, two currencies, a reason and a signature."""
    sales = [the_sales()[0], sale(cart_of((PHONE, 1)), 4_200_000, OTHER)]
    more = [
        ShiftFigure(by="staff-2", kind="refund", count=1, amount=gyd(212_300)),
        ShiftFigure(by="staff-2", kind="refund_tender", key="cash", count=1, amount=gyd(212_300)),
        ShiftFigure(by="staff-2", kind="discount", count=2, amount=gyd(50_000)),
        ShiftFigure(by="staff-2", kind="override", count=1, amount=gyd(100)),
        ShiftFigure(by="staff-2", kind="sample", key="tasting", count=1, amount=gyd(300)),
        ShiftFigure(by="staff-2", kind="void", count=3, amount=gyd(70_000)),
    ]
    figures = ShiftFigures("GYD", (*figures_of(sales).figures, *more))
    moves = (
        DrawerPart(kind="refund", count=1, amount=gyd(-212_300)),
        DrawerPart(kind="drop", count=2, amount=gyd(-4_000_000)),
        DrawerPart(kind="pay_in", count=1, amount=gyd(5_000)),
        DrawerPart(kind="pay_out", count=1, amount=gyd(-650_000)),
    )
    dollars = DrawerCount(
        sums=DrawerSums.of(Money(96_200, "USD"), Money(0, "USD")),
        count=CashCount("USD", ((100, 962),)),
    )
    closing = replace(
        a_closing(sales, ((500_000, 10),), moves),
        others=(dollars,),
        reason="wrong_change",
        approved_by="staff-2",
    )
    report = replace(
        z_of(closing, sales, figures=figures, no_sale_count=4),
        perpetual=Perpetual(z_count=9, figures=figures),
    )
    lines = render_z(report, HEADER, columns=42)

    for words in (
        "Refunds (1)                      -G$2,123",
        "Net sales                        G$60,900",
        "Discounts (2)                       G$500",
        "Price changes (1)                     G$1",
        "Given free (1)                        G$3",
        "Voids (3)                           G$700",
        "Refunded, Cash (1)                 -2,123",
        "staff-1 (1)                      G$21,125",
        "R. Adams (1)                     G$39,777",
        "Cash drops G$ (2)                 -40,000",
        "Pay-ins G$ (1)                         50",
        "Pay-outs G$ (1)                    -6,500",
        "Refunds in cash G$ (1)             -2,123",
        "EXACT US$                            0.00",
        "Reason: Wrong change was given",
        "Signed for                       R. Adams",
        "Drawer opened, no sale                  4",
    ):
        got = [line.replace("\u2212", "-").split() for line in lines]
        assert words.split() in got, words
    assert all(width_of(line) <= 42 for line in lines)


@pytest.mark.parametrize("columns", [32, 36, 42, 48])
def test_no_line_is_wider_than_the_paper(columns: int) -> None:
    sales = the_sales()
    lines = render_z(z_of(a_closing(sales), sales), HEADER, columns=columns)

    assert max(map(width_of, lines)) <= columns


def test_a_name_wider_than_the_paper_keeps_no_shift_from_closing() -> None:
    """Somebody whom this till no longer knows is printed as an id of 36 characters."""
    sales = the_sales()
    closing = replace(a_closing(sales), approved_by="01943c5a-7d1e-7c3b-9a40-5be2d9f1c0aa")
    header = replace(HEADER, cashier_name="Lilawattie Ramnarine-Persaud Fitzgerald-Singh")
    lines = render_z(z_of(closing, sales), header, columns=32)

    assert max(map(width_of, lines)) <= 32
    assert "Lilawattie Ramnarine-Persaud" in [line.strip() for line in lines]


@pytest.mark.parametrize("columns", [31, 97])
def test_other_paper_is_refused(columns: int) -> None:
    sales = the_sales()
    report = z_of(a_closing(sales), sales)
    with pytest.raises(ValueError, match="32 to 96"):
        render_z(report, HEADER, columns=columns)
    with pytest.raises(ValueError, match="32 to 96"):
        render_x(XReport(period=report.period, drawers=(), at=NOON), HEADER, columns=columns)


@pytest.mark.parametrize(
    ("counts", "line"),
    [
        (((500_000, 20),), "SHORT G$                           3,025"),
        (((500_000, 20), (100_000, 3), (500, 5)), "EXACT G$                               0"),
    ],
)
def test_the_difference_is_said_in_a_word(counts: tuple[tuple[int, int], ...], line: str) -> None:
    sales = the_sales()
    assert line in render_z(z_of(a_closing(sales, counts), sales), HEADER, columns=40)


def test_sales_that_no_coin_rounded_have_no_line_of_rounding() -> None:
    sales = [sale(cart_of((RICE, 5)), 1_061_500)]
    lines = render_z(z_of(a_closing(sales), sales), HEADER)

    assert ["All", "tenders", "G$10,615"] in [line.split() for line in lines]
    assert not any("rounding" in line for line in lines)


def test_takings_are_what_came_in_for_good() -> None:
    """Sales and their rounding, less refunds and theirs."""
    figures = figures_of(the_sales())
    back = (
        ShiftFigure(by="staff-2", kind="refund", count=1, amount=gyd(212_300)),
        ShiftFigure(by="staff-2", kind="refund_rounding", count=1, amount=gyd(200)),
    )

    assert figures.takings == figures.total("tender").amount == gyd(6_302_500)
    less = replace(figures, figures=(*figures.figures, *back))
    assert less.takings == gyd(6_302_500 - 212_500)


def test_a_shift_without_sales_still_has_a_z_report() -> None:
    lines = render_z(z_of(a_closing([], ((500_000, 8),)), []), HEADER)

    assert not any(line.startswith(("Receipts", "Cash rounding", "Note", "All")) for line in lines)
    assert "Sales (0)                              G$0" in lines
    assert "EXACT G$                                 0" in lines


def test_a_z_says_how_often_the_whole_x_was_read_before_the_count() -> None:
    sales = the_sales()
    report = z_of(a_closing(sales), sales, whole_x_count=3)

    assert "Whole X read before              3 x" in render_z(report, HEADER, columns=36)


def test_a_tender_is_named_by_what_it_is_and_its_currency() -> None:
    assert tender_words("cash") == "Cash"
    assert tender_words("cash:USD") == "Cash US$"
    assert tender_words("beads") == "beads"


# ---------------------------------------------------------------- planted bugs


def test_a_z_whose_figures_are_not_its_totals_is_refused() -> None:
    sales = the_sales()
    closing = a_closing(sales)
    with pytest.raises(ValueError, match="must be its totals"):
        z_of(closing, sales, figures=figures_of(sales[:1]))


def test_a_z_whose_tenders_are_not_its_sales_is_refused() -> None:
    sales = the_sales()
    lost = tuple(f for f in figures_of(sales).figures if f.kind != "rounding")
    with pytest.raises(ValueError, match="what was tendered"):
        z_of(a_closing(sales), sales, figures=ShiftFigures("GYD", lost))


def test_a_z_whose_perpetual_totals_began_again_is_refused() -> None:
    sales = the_sales()
    report = z_of(a_closing(sales), sales)
    fresh = Perpetual(z_count=1, figures=figures_of(sales[:1]))
    with pytest.raises(ValueError, match="include the shift"):
        replace(report, perpetual=fresh)


@pytest.mark.parametrize("wrong", [{"no_sale_count": -1}, {"waiting_count": -1}])
def test_counts_below_zero_are_bugs(wrong: dict[str, int]) -> None:
    sales = the_sales()
    with pytest.raises(ValueError, match="must be"):
        z_of(a_closing(sales), sales, **wrong)


def test_a_figure_that_cannot_be_is_a_bug() -> None:
    figure = ShiftFigure(by="s", kind="rounding", count=1, amount=gyd(-2))
    with pytest.raises(ValueError, match="counted upwards"):
        replace(figure, kind="refund")
    with pytest.raises(ValueError, match="unknown kind"):
        replace(figure, kind="gift")  # type: ignore[arg-type]  # what a bug would do
    with pytest.raises(ValueError, match="at most 64"):
        replace(figure, key="k" * 65)
    with pytest.raises(ValueError, match="z_count"):
        Perpetual(z_count=-1, figures=ShiftFigures("GYD"))


def test_vat_since_the_till_began_is_told() -> None:
    vat = VatSum(tax_class="standard", basis_points=1_400, gross=gyd(114), vat=gyd(14))
    perpetual = Perpetual(z_count=1, figures=ShiftFigures("GYD"), vat_by_class=(vat, vat))
    report = replace(z_of(a_closing([], ((500_000, 8),)), []), perpetual=perpetual)

    assert any(line.split() == ["VAT", "in", "it", "G$0.28"] for line in render_z(report, HEADER))


def test_what_came_off_a_sale_is_a_figure_of_its_lines() -> None:
    """Two of three lines cost less than their price."""
    sold = the_sales()[0]
    off = [gyd(5), gyd(0)]
    for line, amount in zip(sold.lines, off, strict=True):
        object.__setattr__(line, "cart_off", amount)
    (figure,) = [each for each in figures_of_sale(sold) if each.kind == "discount"]

    assert (figure.count, figure.amount) == (1, gyd(5))


def test_a_currency_is_counted_once() -> None:
    closing = a_closing([])
    again = DrawerCount(sums=closing.sums, count=closing.count)
    with pytest.raises(ValueError, match="counted once"):
        replace(closing, others=(again,))


def test_each_kind_of_tender_has_words_on_the_paper() -> None:
    assert [kind for kind in sorted(TENDER_KINDS) if tender_words(kind) == kind] == []
