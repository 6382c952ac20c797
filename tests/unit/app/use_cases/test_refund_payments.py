"""Goods that a claim or a code paid come back: nobody gives out money that nobody has seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from app.use_cases.claim_payment import claim_payment
from app.use_cases.find_returnable import find_returnable
from app.use_cases.refund_sale import RefundRequest, plan_refund, refund_sale
from app.use_cases.settle_payments import tender_of_payment
from app.use_cases.take_payment import TakePayment, take_payment
from app.use_cases.till import Session, Till
from domain.errors import Conflict, NotAllowed, RuleBroken
from domain.payment import PaymentState
from domain.tender import cash_tender
from tests.helpers.builders import FIRST_STREAM, TILL_STREAM, a_cart, a_change, gyd, tell
from tests.unit.app.use_cases.payment_kit import YES, a_claim, central_says, told_bodies


def sold_by_claim(till: Till, session: Session, claimed: int = 480) -> str:
    """A roll of tape and rice for G$1,103, rounded to G$1,105: a part by claim, the rest cash."""
    cart = a_cart(till, session, "tape", "rice")
    made = claim_payment(till, session, a_claim(till, cart, amount=gyd(claimed)))
    tenders = (tender_of_payment(made), cash_tender(gyd(1_105 - claimed)))
    request = TakePayment(cart_id=cart.cart_id, cart_version=cart.version, tenders=tenders)
    return take_payment(till, session, request).sale.receipt_number


def asked(receipt: str, *line_nos: int, **more: object) -> RefundRequest:
    plain = RefundRequest(
        request_id="press-1", of_receipt=receipt, units=dict.fromkeys(line_nos, 1)
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # named differences of a test


def says(till: Till, state: PaymentState, first: int = 600) -> None:
    central_says(till, "pay-1", state, first, amount_minor=48_000, way="claim")


def test_cash_for_money_that_is_only_claimed_takes_a_supervisor_who_saw_that(
    till: Till, session: Session
) -> None:
    receipt = sold_by_claim(till, session)
    request = asked(receipt, 1, 2)
    plan = plan_refund(till, session, request)

    assert plan.must_sign
    assert [(each.state, each.amount) for each in plan.paid_by] == [("claimed", gyd(480))]
    with pytest.raises(NotAllowed, match="A supervisor must sign"):
        refund_sale(till, session, request)
    with pytest.raises(Conflict, match="payment is another"):
        refund_sale(till, session, replace(request, approval=YES))
    done = refund_sale(till, session, replace(request, approval=YES, shown=plan.paid_by))
    assert done.given == gyd(1_105)


def test_what_was_paid_in_cash_goes_back_without_anybody(till: Till, session: Session) -> None:
    receipt = sold_by_claim(till, session)

    assert not plan_refund(till, session, asked(receipt, 1)).must_sign  # G$480 of G$625 in notes
    assert refund_sale(till, session, asked(receipt, 1)).given == gyd(480)
    rest = asked(receipt, 2, request_id="press-2")
    with pytest.raises(NotAllowed, match="A supervisor must sign"):
        refund_sale(till, session, rest)


@pytest.mark.parametrize("back", ["cash", "store_credit"])
def test_a_disputed_payment_gives_out_neither_cash_nor_credit_by_one_person(
    till: Till, session: Session, back: str
) -> None:
    receipt = sold_by_claim(till, session)
    says(till, "disputed")

    with pytest.raises(NotAllowed, match="A supervisor must sign"):
        refund_sale(till, session, asked(receipt, 1, 2, back=back))


def test_once_it_is_verified_nobody_needs_to_look(till: Till, session: Session) -> None:
    receipt = sold_by_claim(till, session)
    says(till, "verified")

    assert not plan_refund(till, session, asked(receipt, 1, 2)).must_sign


def test_what_its_provider_gave_back_is_given_back_by_no_till(till: Till, session: Session) -> None:
    receipt = sold_by_claim(till, session)
    says(till, "verified")
    says(till, "refunded", first=700)
    found = find_returnable(till, session, receipt)

    assert found.left_to_give == gyd(625)
    assert refund_sale(till, session, asked(receipt, 1)).given == gyd(480)
    for approval in (None, YES):
        rest = asked(receipt, 2, request_id="press-2", approval=approval)
        with pytest.raises(RuleBroken, match="G\\$480 went back") as refused:
            refund_sale(till, session, rest)
        assert refused.value.code == "given_back"


def test_a_state_that_changed_while_somebody_signed_is_shown_again(
    till: Till, session: Session
) -> None:
    receipt = sold_by_claim(till, session)
    request = asked(receipt, 1, 2)
    shown = plan_refund(till, session, request).paid_by
    says(till, "disputed")

    with pytest.raises(Conflict, match="payment is another"):
        refund_sale(till, session, replace(request, approval=YES, shown=shown))


def asks(till: Till) -> list[Mapping[str, object]]:
    return told_bodies(till, "payment_reversal_asked")


def test_a_verified_payment_goes_back_the_way_it_was_paid_and_the_rest_as_credit(
    till: Till, session: Session
) -> None:
    receipt = sold_by_claim(till, session)
    says(till, "verified")
    assert find_returnable(till, session, receipt).kinds == ("cash", "store_credit", "payment")
    done = refund_sale(till, session, asked(receipt, 1, 2, back="payment"))

    with till.db.reading() as uow:
        totals = uow.refunds.shift_totals(1, "GYD")
        drawer = uow.drawer.sums(1)["GYD"]
        steps = [each.what for each in uow.payments.list_history("pay-1")]
    assert totals.given_by_kind == {"payment": gyd(480), "store_credit": gyd(625)}
    assert done.credit_code
    assert drawer == gyd(20_000 + 625).amount_minor
    assert "As it was paid" in "\n".join(done.receipt_lines)
    assert asks(till) == [
        {"payment_id": "pay-1", "refund": done.refund_number, "of_receipt": receipt}
    ]
    assert steps[-1] == "reversal_asked"


def test_pressed_twice_it_is_asked_for_once(till: Till, session: Session) -> None:
    receipt = sold_by_claim(till, session)
    says(till, "verified")
    for _ in range(2):
        refund_sale(till, session, asked(receipt, 1, 2, back="payment"))

    assert len(asks(till)) == 1


def test_less_than_the_whole_payment_goes_back_in_another_way(till: Till, session: Session) -> None:
    receipt = sold_by_claim(till, session, claimed=600)
    central_says(till, "pay-1", "verified", 600, amount_minor=60_000, way="claim")

    with pytest.raises(RuleBroken, match="gives back G\\$600 or nothing") as refused:
        plan_refund(till, session, asked(receipt, 1, back="payment"))
    assert refused.value.code == "whole_only"


@pytest.mark.parametrize("state", ["claimed", "disputed", "refunded"])
def test_what_is_not_verified_is_not_offered_the_way_it_was_paid(
    till: Till, session: Session, state: PaymentState
) -> None:
    receipt = sold_by_claim(till, session)
    if state != "claimed":
        says(till, "verified")
        says(till, state, first=700)

    assert "payment" not in find_returnable(till, session, receipt).kinds
    with pytest.raises(RuleBroken) as refused:
        plan_refund(till, session, asked(receipt, 1, back="payment"))
    assert refused.value.code == "not_sendable"


def test_how_far_a_reversal_is_is_known_at_the_till(till: Till, session: Session) -> None:
    receipt = sold_by_claim(till, session)
    says(till, "verified")
    refund_sale(till, session, asked(receipt, 1, back="payment"))

    def known() -> tuple[str, str, str]:
        (each,) = find_returnable(till, session, receipt).paid_by
        return each.state, each.back, each.words

    assert known() == ("verified", "asked", "")
    assert "payment" not in find_returnable(till, session, receipt).kinds
    body = {
        "state": "refused",
        "refund": f"{FIRST_STREAM}-000002",
        "message": "MMG said no.",
        "changed_at": till.clock.now().isoformat(),
    }
    tell(till, TILL_STREAM, [a_change("payment_reversal", "pay-1", body)], first=700)
    assert known() == ("verified", "refused", "MMG said no.")
    tell(
        till,
        TILL_STREAM,
        [a_change("payment_reversal", "pay-1", {**body, "state": "asked", "message": ""})],
        first=720,
    )
    says(till, "refunded", first=740)
    assert known() == ("refunded", "asked", "")
    assert find_returnable(till, session, receipt).left_to_give == gyd(625)
