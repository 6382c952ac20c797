"""Sales whose goods were held all along come back: the goods are here, and nobody gets them."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from app.use_cases import refund_sale as refunds
from app.use_cases.claim_payment import claim_payment
from app.use_cases.find_records import show_record
from app.use_cases.find_returnable import find_returnable
from app.use_cases.list_payments import show_payment
from app.use_cases.print_receipt import print_receipt
from app.use_cases.refund_sale import RefundRequest, plan_refund, refund_sale
from app.use_cases.settle_payments import tender_of_payment
from app.use_cases.till import Session, Till
from domain.errors import RuleBroken
from domain.held_goods import Goods
from storage.held_goods import GOODS_HELD
from tests.helpers.builders import a_cart, gyd
from tests.helpers.ledger_checks import complaints
from tests.unit.app.use_cases.payment_kit import YES, a_claim, central_says, told_bodies
from tests.unit.app.use_cases.test_held_goods import by_claim, decide, waits
from tests.unit.app.use_cases.test_tender_policy import sell


def goods_of(till: Till, session: Session, receipt: str) -> list[Goods]:
    """Where *Returns* says that the goods of a receipt's payments are."""
    return [each.goods for each in find_returnable(till, session, receipt).paid_by]


def take_back(till: Till, session: Session, receipt: str, units: int = 1) -> None:
    press = len(told_bodies(till, "sale_refunded"))
    asked = RefundRequest(
        request_id=f"press-{press}", of_receipt=receipt, units={1: units}, approval=YES
    )
    shown = plan_refund(till, session, asked).paid_by
    refund_sale(
        till,
        session,
        RefundRequest(
            request_id=asked.request_id,
            of_receipt=receipt,
            units={1: units},
            approval=YES,
            shown=shown,
        ),
    )


def test_returns_says_where_held_goods_are_before_anything_is_given_back(
    till: Till, session: Session
) -> None:
    receipt = by_claim(till, session).sale.receipt_number
    assert goods_of(till, session, receipt) == ["held"]
    central_says(till, "pay-1", "verified", 700)
    assert goods_of(till, session, receipt) == ["ready"]
    decide(till, session, "keep")
    assert goods_of(till, session, receipt) == ["kept"]


def test_goods_that_went_out_come_back_like_any(till: Till, session: Session) -> None:
    receipt = by_claim(till, session).sale.receipt_number
    central_says(till, "pay-1", "verified", 700)
    decide(till, session, "hand_over")
    assert goods_of(till, session, receipt) == ["handed_over"]
    take_back(till, session, receipt)

    assert goods_of(till, session, receipt) == ["handed_over"]
    assert show_payment(till, "pay-1").goods == "handed_over"


@pytest.mark.parametrize("before", ["claimed", "disputed", "verified"])
def test_once_all_of_a_sale_came_back_nobody_hands_its_held_goods_over(
    till: Till, session: Session, before: str
) -> None:
    receipt = by_claim(till, session).sale.receipt_number
    if before != "claimed":
        central_says(till, "pay-1", before, 700)
    take_back(till, session, receipt)

    assert goods_of(till, session, receipt) == ["taken_back"]
    assert show_payment(till, "pay-1").goods == "taken_back"
    for decision in ("hand_over", "keep"):
        with pytest.raises(RuleBroken, match="No goods are held"):
            decide(till, session, decision)
    assert told_bodies(till, "payment_decided") == []
    central_says(till, "pay-1", "verified", 701)
    assert not waits(till), "money that comes after all asks for no goods"
    [stands] = show_record(till, "receipt", receipt).paid
    assert (stands.goods, stands.goods_at) == ("taken_back", till.clock.now())
    copy = print_receipt(till, receipt, copy=True).lines
    assert any(line.startswith("Goods not handed over ") for line in copy)
    assert complaints(till.db) == []


def test_while_a_part_of_a_sale_is_left_its_goods_are_asked_about(
    till: Till, session: Session
) -> None:
    cart = a_cart(till, session, "barrel", "barrel")
    made = claim_payment(
        till, session, a_claim(till, cart, amount=gyd(19_000), is_held=True, approval=YES)
    )
    receipt = sell(till, session, cart, tender_of_payment(made)).sale.receipt_number
    central_says(till, "pay-1", "verified", 700, amount_minor=1_900_000)
    take_back(till, session, receipt)
    assert waits(till)
    assert goods_of(till, session, receipt) == ["ready"]
    take_back(till, session, receipt)

    assert not waits(till)
    assert goods_of(till, session, receipt) == ["taken_back"]


def test_planted_bug_goods_of_a_sale_that_came_back_would_be_handed_over(
    till: Till, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refunds, "keep_goods", lambda *_given: None)
    receipt = by_claim(till, session).sale.receipt_number
    central_says(till, "pay-1", "verified", 700)
    take_back(till, session, receipt)

    assert waits(till)
    assert not decide(till, session, "hand_over").is_held


def test_the_desk_reads_the_payments_that_hold_goods_and_no_others(till: Till) -> None:
    asked = GOODS_HELD.limit(50).compile(
        dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}
    )
    with till.db.reading() as uow:
        steps = uow.payments._connection.execute(sa.text(f"EXPLAIN QUERY PLAN {asked}"))
        plan = [str(row[3]) for row in steps]

    assert plan[0] == "SCAN payment USING INDEX payment_with_goods"
    assert not any("TEMP B-TREE" in step for step in plan)
