"""Goods that MMG paid come back, and a claim that was mistyped: the whole way, by real tills."""

from __future__ import annotations

import pytest

from app.use_cases.credit_instead import CreditGiven, GiveAsCredit, give_as_credit
from app.use_cases.decide_payment import DecidePayment, decide_payment
from app.use_cases.find_returnable import find_returnable
from app.use_cases.list_payments import list_payments
from app.use_cases.refund_sale import RefundRequest, refund_sale
from central.operations.refund_chores import keep_refunds
from central.operations.shift_facts import DOUBT_KIND
from central.payments.office import ByPerson
from central.payments.office_credits import issue_instead
from central.refunds.tables import refund
from domain.errors import Conflict
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


def refused(day: Day, clerk: Clerk) -> str:
    """A sale by a claim comes back whole, and MMG refuses to give it back; return its receipt."""
    clerk.add()
    reference = day.mmg.double.pay_merchant(TAPE_DOLLARS)
    receipt = sold(clerk, claimed(clerk, "good", reference, phone="622 0001"))
    clerk.sync.settle()
    day.run_jobs()
    clerk.sync.settle()
    request = RefundRequest(request_id="press-1", of_receipt=receipt, units={1: 1}, back="payment")
    refund_sale(clerk.sync.till, clerk.session, request)
    clerk.sync.settle()
    day.mmg.line.only, day.mmg.line.next = "reversal", [(422, b'{"statusCode":"9"}')]
    day.run_jobs()
    clerk.sync.settle()
    assert known(clerk, receipt) == ("verified", "refused")
    assert [each.payment_id for each in list_payments(clerk.sync.till)] == ["good"]
    return receipt


def give_it(clerk: Clerk) -> CreditGiven:
    asked = GiveAsCredit(payment_id="good", reason="They agree", approval=signed(clerk))
    return give_as_credit(clerk.sync.till, clerk.session, asked)


def by_office(day: Day, code: str) -> None:
    day.office.hire(day.shop)
    deed = ByPerson(
        organisation_id=day.shop.organisation_id, payment_id="good", by="S7", reason="They agree"
    )
    issue_instead(day.office.central, deed, code)


def test_what_mmg_refuses_a_till_gives_once_and_the_office_never_after_it(day: Day) -> None:
    ann = Clerk(day.world, "till-a")
    receipt = refused(day, ann)
    given = give_it(ann)
    ann.sync.settle()
    with pytest.raises(Conflict, match=rf"as \.\.{given.code[-4:]}, for refund"):
        by_office(day, "CR-OFFICE-1")

    with ann.sync.till.db.reading() as uow:
        assert uow.refunds.credited_reversals() == {"good": f"..{given.code[-4:]}"}
    assert known(ann, receipt) == ("verified", "credited")
    assert day.world.cases("payment_sale") == []


def test_what_mmg_refuses_the_office_gives_once_and_the_till_never_after_it(day: Day) -> None:
    ann = Clerk(day.world, "till-a")
    receipt = refused(day, ann)
    by_office(day, "CR-OFFICE-1")
    ann.sync.settle()

    assert list_payments(ann.sync.till) == ()
    with pytest.raises(Conflict, match="Nothing is to be given"):
        give_it(ann)
    assert known(ann, receipt) == ("verified", "credited")


def test_a_till_without_a_line_that_gives_what_the_office_gave_is_a_case(day: Day) -> None:
    ann = Clerk(day.world, "till-a")
    refused(day, ann)
    ann.go_offline()
    by_office(day, "CR-OFFICE-1")
    given = give_it(ann)
    ann.go_online()
    ann.sync.settle()

    (case,) = day.world.cases("payment_sale")
    assert f"as ..CE-1, and this is ..{given.code[-4:]}" in str(case["message"])


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
