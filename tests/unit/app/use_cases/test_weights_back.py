"""Yams were sold by the kilo; some come back, weighed or typed, never more than were sold."""

from __future__ import annotations

import pytest

from app.use_cases.approve import Approval
from app.use_cases.current_cart import current_cart
from app.use_cases.find_returnable import find_returnable
from app.use_cases.refund_sale import RefundRequest, refund_sale
from app.use_cases.ring_up import RingUp, ring_up
from app.use_cases.till import Session, Till
from domain.cart_line import Weighed
from domain.errors import RuleBroken
from domain.staff import Permission
from sync.protocol.refund_bodies import SaleRefunded
from tests.helpers.builders import (
    ITEMS,
    STORE_STREAM,
    SUPERVISOR,
    an_item,
    gyd,
    pay,
    tell,
)
from tests.helpers.ledger_checks import complaints, read_ledger
from tests.helpers.report_checks import check_report

SIGNED = Approval(approved_by=SUPERVISOR.staff_id, permission=Permission.APPROVE)


@pytest.fixture
def receipt(till: Till, session: Session) -> str:
    """A kilo and a half of yams, G$990."""
    yams = an_item("yams", "Yams", 66_000, barcodes=("YAMS",), sold_by="kg")
    tell(till, STORE_STREAM, [yams], first=len(ITEMS) + 2)
    weighed = Weighed(weight_grams=1_500, source="scale")
    ring_up(till, session, RingUp(item_id="yams", weighed=weighed))
    return pay(till, session, current_cart(till, session).cart, gyd(1_000)).sale.receipt_number


def back(receipt: str, grams: int, press: str, *, on_scale: bool = False) -> RefundRequest:
    return RefundRequest(
        request_id=press,
        of_receipt=receipt,
        units={1: grams},
        on_scale=frozenset({1} if on_scale else ()),
        approval=SIGNED,
    )


def test_a_weight_comes_back_in_parts_and_is_told_in_grams(
    till: Till, session: Session, receipt: str
) -> None:
    first = refund_sale(till, session, back(receipt, 500, "press-1", on_scale=True))
    left = find_returnable(till, session, receipt).left
    assert left.units_left(left.lines[0]) == 1_000
    with pytest.raises(RuleBroken) as refused:
        refund_sale(till, session, back(receipt, 1_001, "press-2"))
    last = refund_sale(till, session, back(receipt, 1_000, "press-3"))
    lines = [
        line
        for _, facts in read_ledger(till.db).facts("sale_refunded")
        for line in SaleRefunded.model_validate(facts.body).lines
    ]

    assert refused.value.code == "more_than_sold"
    assert (first.given, last.given) == (gyd(330), gyd(660))
    told = [(line.quantity, line.weight_grams, line.weight_source) for line in lines]
    assert told == [(1, 500, "scale"), (1, 1_000, "manual")]
    assert complaints(till.db) == []


def test_what_came_back_by_weight_counts_as_one_piece_in_the_report(
    till: Till, session: Session, receipt: str
) -> None:
    check_report(till.db)
    refund_sale(till, session, back(receipt, 500, "press-1"))
    with till.db.reading() as uow:
        totals = uow.refunds.shift_totals(1, "GYD")

    assert totals.total == gyd(330)
