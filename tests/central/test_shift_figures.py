"""Central reads what a shift gave away from its operations, and compares it with the closing."""

import pytest

from central.operations.shift_facts import DOUBT_KIND
from sync.protocol.bodies import SaleCompleted, SaleLineBody
from sync.protocol.line_bodies import DiscountBody
from sync.protocol.shift_bodies import FigureBody
from tests.central.office import Office
from tests.central.paper_till import PaperTill, sale_body
from tests.central.shift_writing import SOLD, cases, closed, moved, opened

pytestmark = pytest.mark.both_databases

TENTH = DiscountBody(share=1_000, cap=1_000, reason="goodwill", by="staff-sr")
GIVEN = (
    FigureBody(by="staff-sr", kind="discount", count=1, amount_minor=10_000),
    FigureBody(by="staff-sr", kind="override", key="down", count=1, amount_minor=20_000),
    FigureBody(by="staff-sr", kind="override", key="up", count=1, amount_minor=500),
    FigureBody(by="staff-sr", kind="sample", key="goodwill", count=1, amount_minor=30_000),
    FigureBody(by="staff-sr", kind="no_sale", key="check", count=1, amount_minor=0),
    FigureBody(by="staff-ra", kind="no_sale", key="check", count=1, amount_minor=0),
    FigureBody(by="staff-ra", kind="void", key="line", count=4, amount_minor=9),
)
"""What the shift of ``gives_away`` gave away; nothing that is sent tells of its voids."""


def gives_away(till: PaperTill) -> SaleCompleted:
    """A sale with a discount, a price put down, one put up, a gift, and a price that had none."""
    plain = sale_body(till.next_receipt(), SOLD).lines[0]
    typed = {"price_source": "typed", "approved_by": "staff-ra", "vat_minor": 0}
    terms: tuple[dict[str, object], ...] = (
        {"discount": TENTH, "discount_minor": 10_000, "unit_minor": 100_000, "gross_minor": 90_000},
        {"unit_minor": 10_000, "list_minor": 30_000, "gross_minor": 10_000, **typed},
        {"unit_minor": 10_000, "list_minor": 9_500, "gross_minor": 10_000, **typed},
        {"unit_minor": 0, "list_minor": 30_000, "gross_minor": 0, "sample": "goodwill"}
        | {"approved_by": "staff-ra", "vat_minor": 0},
        {"unit_minor": 4_000, "gross_minor": 4_000, **typed},
    )
    lines = tuple(
        SaleLineBody.model_validate({**plain.model_dump(), "line_no": number, **each})
        for number, each in enumerate(terms, 1)
    )
    return sale_body(till.next_receipt(), SOLD).model_copy(update={"lines": lines})


def a_generous_shift(till: PaperTill, figures: tuple[FigureBody, ...]) -> None:
    """A shift whose closing says these figures, with all of ``GIVEN`` in it."""
    till.write(opened(), kind="shift_opened")
    till.write(gives_away(till), kind="sale_completed")
    check = moved("no_sale", 0).model_copy(update={"reason": "check"})
    for body in (moved("drop", -100_000), check, check):
        till.write(body, kind="drawer_moved")
    till.write(closed(figures=figures), kind="shift_closed")
    till.push()


def test_figures_that_the_operations_give_need_nobody(office: Office, till: PaperTill) -> None:
    a_generous_shift(till, GIVEN)

    assert DOUBT_KIND not in {kind for kind, _ in cases(office)}


@pytest.mark.parametrize("forgotten", [figure for figure in GIVEN if figure.kind != "void"])
def test_a_figure_that_a_closing_forgets_becomes_a_case(
    office: Office, till: PaperTill, forgotten: FigureBody
) -> None:
    a_generous_shift(till, tuple(figure for figure in GIVEN if figure is not forgotten))

    [message] = [said for kind, said in cases(office) if kind == DOUBT_KIND]
    assert "its operations tell of" in message


def test_a_figure_that_no_operation_gives_becomes_a_case(office: Office, till: PaperTill) -> None:
    invented = FigureBody(by="staff-sr", kind="sample", key="tasting", count=1, amount_minor=1)
    a_generous_shift(till, (*GIVEN, invented))

    [message] = [said for kind, said in cases(office) if kind == DOUBT_KIND]
    assert "It says 1 lines given free of 1, and its operations tell of 0 of 0." in message
