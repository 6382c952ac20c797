"""X reports: how an open shift stands; without drawers, nothing from which the cash follows."""

from dataclasses import replace

from domain.shift import DrawerSums
from domain.shift_figures import ShiftFigure, add_up_figures
from domain.z_report import XReport, render_x
from tests.unit.domain.builders import HEADER, cart_of, gyd, sale
from tests.unit.domain.test_z_report import (
    EVENING,
    OTHER,
    PHONE,
    a_closing,
    figures_of,
    the_sales,
    z_of,
)


def test_an_x_says_what_the_shift_did_but_not_what_the_drawer_should_hold() -> None:
    sales = the_sales()
    report = z_of(a_closing(sales), sales)
    sums = DrawerSums.of(gyd(4_000_000), gyd(6_302_500))
    lines = render_x(XReport(period=report.period, drawers=(sums,), at=EVENING), HEADER)

    assert "X REPORT                          No. 214" in {
        line.replace("  No", " No") for line in lines
    }
    assert any(line.startswith("Now 21/11/2026") for line in lines)
    assert not any("Expected" in line or "Counted" in line for line in lines)
    assert lines[-1].strip() == "The shift stays open."


def test_an_x_without_drawers_has_no_cash_and_no_sum_that_cash_is_part_of() -> None:
    """Counts, what was not cash, and what came off stay: none of it leads to the drawer."""
    sales = [the_sales()[0], sale(cart_of((PHONE, 1)), 4_200_000, OTHER)]
    more = [
        ShiftFigure(by="staff-2", kind="tender", key="bank_card", count=2, amount=gyd(700_100)),
        ShiftFigure(by="staff-2", kind="tender", key="cash:USD", count=1, amount=gyd(404_000)),
        ShiftFigure(by="staff-2", kind="refund", count=1, amount=gyd(212_300)),
        ShiftFigure(by="staff-2", kind="refund_tender", key="cash", count=1, amount=gyd(12_300)),
        ShiftFigure(by="staff-2", kind="refund_tender", key="mmg", count=1, amount=gyd(200_000)),
        ShiftFigure(by="staff-2", kind="discount", count=2, amount=gyd(50_000)),
    ]
    period = replace(
        z_of(a_closing(sales), sales).period,
        figures=add_up_figures([*figures_of(sales).figures, *more], "GYD"),
        no_sale_count=1,
    )
    report = XReport(period=period, drawers=(), at=EVENING)

    assert not report.is_whole
    assert render_x(report, HEADER, columns=36)[10:] == (
        "------------------------------------",
        "Receipts                GY03B-000101",
        "to                      GY03B-000102",
        "Sales                              2",
        "Refunds                            1",
        "Discounts (2)                  G$500",
        "------------------------------------",
        "Bank card (2)                  7,001",
        "Refunded, MMG (1)             -2,000",
        "------------------------------------",
        "staff-1                            1",
        "R. Adams                           1",
        "------------------------------------",
        "Cash and totals are shown after the",
        "count.",
        "------------------------------------",
        "Waiting to be sent                26",
        "Drawer opened, no sale             1",
        "------------------------------------",
        "       The shift stays open.",
    )
