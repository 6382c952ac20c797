"""A claim that was mistyped is rejected as that: its reference pays the right claim."""

from __future__ import annotations

import pytest

from app.use_cases.claim_payment import claim_payment
from app.use_cases.decide_payment import DecidePayment, Decision, decide_payment
from app.use_cases.judged import PaymentJudged
from app.use_cases.list_payments import show_payment
from app.use_cases.till import Session, Till
from domain.cart import Cart
from domain.errors import RuleBroken
from domain.payment import PaymentState
from tests.helpers.builders import a_cart, gyd
from tests.helpers.ledger_checks import complaints
from tests.unit.app.use_cases.payment_kit import (
    REFERENCE,
    YES,
    a_claim,
    central_says,
    told_bodies,
)


@pytest.fixture
def cart(till: Till, session: Session) -> Cart:
    return a_cart(till, session, "barrel")


def reject(till: Till, session: Session, decision: Decision = "mistyped") -> PaymentState:
    request = DecidePayment(
        payment_id="pay-1", decision=decision, reason="Two digits changed places", approval=YES
    )
    return decide_payment(till, session, request).state


def claim_anew(till: Till, session: Session, cart: Cart) -> str:
    return claim_payment(till, session, a_claim(till, cart, "pay-2", amount=gyd(9_000))).state


def test_signed_as_mistyped_its_reference_is_free_for_the_right_claim(
    till: Till, session: Session, cart: Cart
) -> None:
    claim_payment(till, session, a_claim(till, cart))
    with pytest.raises(PaymentJudged, match="reference"):
        claim_anew(till, session, cart)

    assert reject(till, session) == "cancelled"
    assert claim_anew(till, session, cart) == "claimed"
    (body,) = told_bodies(till, "payment_decided")
    assert body["decision"] == "mistyped"
    step = show_payment(till, "pay-1").history[-1]
    assert (step.what, step.detail) == (
        "mistyped",
        f"Two digits changed places (reference {REFERENCE})",
    )
    assert complaints(till.db) == []


def test_rejected_for_another_reason_its_reference_stays_used(
    till: Till, session: Session, cart: Cart
) -> None:
    claim_payment(till, session, a_claim(till, cart))
    reject(till, session, "reject")

    with pytest.raises(PaymentJudged, match="reference"):
        claim_anew(till, session, cart)


def test_pressed_twice_it_is_one_decision(till: Till, session: Session, cart: Cart) -> None:
    claim_payment(till, session, a_claim(till, cart))

    assert [reject(till, session) for _ in range(2)] == ["cancelled", "cancelled"]
    assert len(told_bodies(till, "payment_decided")) == 1


@pytest.mark.parametrize("before", ["approved", "disputed"])
def test_what_was_approved_or_disputed_may_have_been_mistyped_as_well(
    till: Till, session: Session, cart: Cart, before: str
) -> None:
    claim_payment(till, session, a_claim(till, cart))
    if before == "approved":
        reject(till, session, "approve")
    else:
        central_says(till, "pay-1", "disputed", 600, way="claim", reference=REFERENCE)

    assert reject(till, session) == ("disputed" if before == "approved" else "cancelled")
    assert claim_anew(till, session, cart) == "claimed"
    reject(till, session)
    assert len(told_bodies(till, "payment_decided")) == (2 if before == "approved" else 1)


def test_news_that_crossed_the_decision_does_not_take_the_reference_again(
    till: Till, session: Session, cart: Cart
) -> None:
    claim_payment(till, session, a_claim(till, cart))
    reject(till, session, "approve")
    reject(till, session)
    central_says(
        till, "pay-1", "disputed", 600, way="claim", reference=REFERENCE, message="Not found."
    )

    assert claim_anew(till, session, cart) == "claimed"


def test_money_that_came_for_it_all_the_same_keeps_its_reference(
    till: Till, session: Session, cart: Cart
) -> None:
    claim_payment(till, session, a_claim(till, cart))
    reject(till, session)
    central_says(till, "pay-1", "verified", 600, way="claim", reference=REFERENCE)

    with pytest.raises(PaymentJudged, match="reference"):
        claim_anew(till, session, cart)


def test_what_is_verified_was_not_mistyped(till: Till, session: Session, cart: Cart) -> None:
    claim_payment(till, session, a_claim(till, cart))
    central_says(till, "pay-1", "verified", 600, way="claim", reference=REFERENCE)

    with pytest.raises(RuleBroken, match="verified by now"):
        reject(till, session)
    with pytest.raises(PaymentJudged, match="reference"):
        claim_anew(till, session, cart)


def test_what_was_rejected_before_may_be_told_as_mistyped_afterwards(
    till: Till, session: Session, cart: Cart
) -> None:
    claim_payment(till, session, a_claim(till, cart))
    reject(till, session, "reject")

    assert reject(till, session) == "cancelled"
    assert claim_anew(till, session, cart) == "claimed"


def test_a_dispute_that_came_to_nothing_is_closed_at_the_till_too(
    till: Till, session: Session, cart: Cart
) -> None:
    """*No money came* at the desk wrote nothing: the till took the dispute for a rejection."""
    claim_payment(till, session, a_claim(till, cart))
    central_says(till, "pay-1", "disputed", 600, way="claim", reference=REFERENCE)

    assert [reject(till, session, "reject") for _ in range(2)] == ["cancelled", "cancelled"]
    assert len(told_bodies(till, "payment_decided")) == 1
