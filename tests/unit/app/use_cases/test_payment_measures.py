"""Every measure of the risk policy, taken at a real till, judged on both sides of a threshold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from app.use_cases.claim_payment import claim_payment
from app.use_cases.current_cart import current_cart
from app.use_cases.decide_payment import DecidePayment, Decision, decide_payment
from app.use_cases.payment_measures import Attempt, measure
from app.use_cases.ring_up import RingUp, ring_up
from app.use_cases.settle_payments import tender_of_payment
from app.use_cases.take_payment import TakePayment, take_payment
from app.use_cases.till import Session, Till
from domain.cart import Cart, TypedPrice
from domain.risk import MEASURES, WINDOWED, Asked, RiskMeasure, RiskRule, judge
from storage.payments import PaymentEvent, with_state
from storage.refund_tables import refund
from tests.helpers.builders import SUPERVISOR, a_cart, a_sale, gyd, pay
from tests.unit.app.use_cases.payment_kit import REFERENCE, YES, a_claim

PHONE_KEY = "key-of-somebody"


def nothing(till: Till, session: Session) -> None:
    """The till has seen no payment."""


def one_claim(till: Till, session: Session) -> None:
    """G$500 were claimed in this window, by this payer, with the reference."""
    cart = a_cart(till, session, "barrel")
    claimed(till, session, cart, "pay-0", REFERENCE)


def claimed(till: Till, session: Session, cart: Cart, payment_id: str, reference: str) -> None:
    request = a_claim(till, cart, payment_id, reference=reference, amount=gyd(500))
    made = claim_payment(till, session, request)
    with till.db.unit_of_work() as uow:
        event = PaymentEvent(at=made.made_at, by="test", what="known", state=made.state)
        uow.payments.save(replace(made, payer_key=PHONE_KEY), event)
        uow.commit()


def a_verified_claim(till: Till, session: Session) -> None:
    """The payer's first claim was verified since."""
    one_claim(till, session)
    with till.db.unit_of_work() as uow:
        found = uow.payments.get("pay-0")
        event = PaymentEvent(at=found.made_at, by="central", what="verified", state="verified")
        uow.payments.save(with_state(found, "verified", found.made_at), event)
        uow.commit()


def five_rejected_claims(till: Till, session: Session) -> None:
    """Five claims of this payer were typed in this window, and a supervisor rejected each."""
    cart = a_cart(till, session, "barrel")
    for number in range(5):
        claimed(till, session, cart, f"fake-{number}", f"2040204853628{number}")
        decided(till, session, f"fake-{number}", "reject")


def decided(till: Till, session: Session, payment_id: str, decision: Decision) -> None:
    request = DecidePayment(
        payment_id=payment_id, decision=decision, reason="No such message.", approval=YES
    )
    decide_payment(till, session, request)


def a_refunded_claim(till: Till, session: Session) -> None:
    """A sale that a claim paid came back."""
    cart = a_cart(till, session, "barrel")
    made = claim_payment(till, session, a_claim(till, cart, "pay-0"))
    request = TakePayment(
        cart_id=cart.cart_id, cart_version=cart.version, tenders=(tender_of_payment(made),)
    )
    receipt = take_payment(till, session, request).sale.receipt_number
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        row = {
            "refund_number": "R-1",
            "of_receipt": receipt,
            "at": now,
            "business_date": now.date(),
            "shift_number": 1,
            "cashier_id": session.staff_id,
            "reason": "unwanted",
            "provisional": False,
            "currency": "GYD",
            "total_minor": 950_000,
            "vat_minor": 0,
            "rounding_minor": 0,
            "request_id": "press-1",
            "receipt_lines": "[]",
        }
        uow.payments._connection.execute(refund.insert().values(row))
        uow.commit()


def two_sales(till: Till, session: Session) -> None:
    """Nobody typed a price in two sales."""
    a_sale(till, session)
    a_sale(till, session)


def one_typed_price_in_two_sales(till: Till, session: Session) -> None:
    """A supervisor set the price of one of two sales."""
    a_sale(till, session)
    typed = TypedPrice(price=gyd(90), approved_by=SUPERVISOR.staff_id)
    ring_up(till, session, RingUp(item_id="mug", typed=typed))
    pay(till, session, current_cart(till, session).cart)


TABLE: tuple[tuple[RiskMeasure, Callable[[Till, Session], None], int], ...] = (
    ("amount", nothing, 70_000),
    ("till_sum", one_claim, 120_000),
    ("customer_sum", one_claim, 120_000),
    ("outstanding", one_claim, 120_000),
    ("rate_age", nothing, 90),
    ("claims_of_payer", one_claim, 2),
    ("claims_of_cashier", one_claim, 2),
    ("reused_reference", one_claim, 1),
    ("first_time_payer", one_claim, 70_000),
    ("refund_after_claim", a_refunded_claim, 1),
    ("override_share", one_typed_price_in_two_sales, 5_000),
)
"""A measure, what happened before, and what a claim of G$700 then measures."""


def test_the_table_has_every_measure() -> None:
    assert {name for name, _, _ in TABLE} == MEASURES


@pytest.mark.parametrize(("name", "before", "value"), TABLE)
def test_a_measure_is_quiet_at_its_threshold_and_fires_below_it(
    till: Till,
    session: Session,
    name: RiskMeasure,
    before: Callable[[Till, Session], None],
    value: int,
) -> None:
    before(till, session)
    at, below = a_rule(name, value), a_rule(name, value - 1)

    taken = taken_by(till, session, at)

    assert taken[at.asks] == value
    assert judge([at], taken).rules == ()
    assert judge([below], taken).names == ("r",)
    assert judge([below], taken).rules[0].cashier_sentence == "Ask."
    assert judge([below], taken).rules[0].supervisor_sentence == "Look."


@pytest.mark.parametrize(
    ("name", "value"),
    [("till_sum", 70_000), ("claims_of_payer", 1), ("claims_of_cashier", 1)],
)
def test_what_was_before_the_window_counts_no_more(
    till: Till, session: Session, name: RiskMeasure, value: int
) -> None:
    one_claim(till, session)
    rule = a_rule(name, value)

    assert taken_by(till, session, rule, later=timedelta(minutes=61))[rule.asks] == value


def test_a_payer_who_was_verified_once_is_no_stranger_and_nothing_of_theirs_is_outstanding(
    till: Till, session: Session
) -> None:
    a_verified_claim(till, session)
    stranger, outstanding = a_rule("first_time_payer", 1), a_rule("outstanding", 1)

    assert taken_by(till, session, stranger)[stranger.asks] == 0
    assert taken_by(till, session, outstanding)[outstanding.asks] == 70_000


@pytest.mark.parametrize("name", ["claims_of_payer", "claims_of_cashier"])
def test_five_rejected_claims_are_five_tries_until_their_window_is_over(
    till: Till, session: Session, name: RiskMeasure
) -> None:
    five_rejected_claims(till, session)
    rule = a_rule(name, 5)

    taken = taken_by(till, session, rule)
    assert taken[rule.asks] == 6
    assert judge([rule], taken).names == ("r",)
    assert taken_by(till, session, rule, later=timedelta(minutes=61))[rule.asks] == 1


@pytest.mark.parametrize("name", ["till_sum", "customer_sum", "outstanding"])
def test_no_money_of_a_rejected_claim_is_in_a_sum(
    till: Till, session: Session, name: RiskMeasure
) -> None:
    five_rejected_claims(till, session)
    rule = a_rule(name, 70_000)

    assert taken_by(till, session, rule)[rule.asks] == 70_000


def test_a_claim_rejected_as_mistyped_is_no_try_beside_the_right_one(
    till: Till, session: Session
) -> None:
    one_claim(till, session)
    decided(till, session, "pay-0", "mistyped")
    rule = a_rule("claims_of_payer", 1)

    assert taken_by(till, session, rule)[rule.asks] == 1


def test_a_shift_without_a_typed_price_has_no_share_of_them(till: Till, session: Session) -> None:
    rule = a_rule("override_share", 0)
    assert taken_by(till, session, rule)[rule.asks] == 0
    two_sales(till, session)

    assert taken_by(till, session, rule)[rule.asks] == 0


def a_rule(name: RiskMeasure, threshold: int) -> RiskRule:
    return RiskRule(
        name="r",
        measure=name,
        window_minutes=60 if name in WINDOWED else 0,
        threshold=threshold,
        action="supervisor",
        cashier_sentence="Ask.",
        supervisor_sentence="Look.",
    )


def taken_by(
    till: Till, session: Session, rule: RiskRule, later: timedelta = timedelta(0)
) -> Mapping[Asked, int]:
    now = till.clock.now() + later
    attempt = Attempt(
        payment_id="pay-1",
        provider="mmg",
        amount=gyd(700),
        cashier_id=session.staff_id,
        now=now,
        cart_id="cart-1",
        is_whole_sale=False,
        payer_key=PHONE_KEY,
        reference=REFERENCE,
        rate_at=now - timedelta(minutes=90),
    )
    with till.db.reading() as uow:
        shift = uow.shifts.find_open()
        assert shift is not None
        return measure(uow, shift, attempt, [rule])
