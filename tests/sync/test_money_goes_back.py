"""Goods that MMG paid come back, and a claim that was mistyped: the whole way, by real tills."""

from __future__ import annotations

from app.use_cases.decide_payment import DecidePayment, decide_payment
from app.use_cases.find_returnable import find_returnable
from app.use_cases.refund_sale import RefundRequest, refund_sale
from central.operations.refund_chores import keep_refunds
from central.operations.shift_facts import DOUBT_KIND
from central.refunds.tables import refund
from tests.sync.clerks import Clerk
from tests.sync.test_payment_day import (
    TAPE_DOLLARS,
    Day,
    at_the_till,
    claimed,
    closed,
    day,
    signed,
    sold,
)

__all__ = ["day"]


def known(clerk: Clerk, receipt: str) -> tuple[str, str]:
    """How far the payment of a receipt is, as its till says it."""
    (each,) = find_returnable(clerk.sync.till, clerk.session, receipt).paid_by
    return each.state, each.back


def test_what_mmg_paid_goes_back_that_way_asked_for_without_a_line(day: Day) -> None:
    ann = Clerk(day.world, "till-a")
    ann.add()
    reference = day.mmg.double.pay_merchant(TAPE_DOLLARS)
    receipt = sold(ann, claimed(ann, "good", reference, phone="622 0001"))
    ann.sync.settle()
    day.run_jobs()
    ann.sync.settle()
    assert known(ann, receipt) == ("verified", "")

    ann.go_offline()
    request = RefundRequest(request_id="press-1", of_receipt=receipt, units={1: 1}, back="payment")
    refund_sale(ann.sync.till, ann.session, request)
    assert known(ann, receipt) == ("verified", "asked")
    ann.go_online()
    for _ in range(2):
        ann.sync.settle()
        day.run_jobs()
    keep_refunds(day.office.central, day.lease.writing)
    ann.sync.settle()

    assert known(ann, receipt) == ("refunded", "asked")
    assert day.mmg.double.reversals == 1
    assert [row["standing"] for row in day.office.rows(refund)] == ["sound"]
    closed(ann)
    ann.sync.settle()
    for kind in ("refunded_twice", "quarantine", DOUBT_KIND):
        assert day.world.cases(kind) == []


def test_a_claim_of_the_wrong_amount_is_rejected_as_mistyped_and_the_right_one_is_verified(
    day: Day,
) -> None:
    ann = Clerk(day.world, "till-a")
    ann.go_offline()
    reference = day.mmg.double.pay_merchant(TAPE_DOLLARS * 2)
    ann.add()
    claimed(ann, "wrong", reference, phone="622 0001")
    ann.add()
    decision = DecidePayment(
        payment_id="wrong", decision="mistyped", reason="One tape more", approval=signed(ann)
    )
    decide_payment(ann.sync.till, ann.session, decision)
    sold(ann, claimed(ann, "right", reference, phone="622 0001"))
    ann.go_online()
    ann.sync.settle()
    day.run_jobs()
    ann.sync.settle()

    assert day.states() == {"wrong": "cancelled", "right": "verified"}
    assert (at_the_till(ann, "wrong"), at_the_till(ann, "right")) == ("cancelled", "verified")
    assert day.world.cases("payment_disputed") == []
