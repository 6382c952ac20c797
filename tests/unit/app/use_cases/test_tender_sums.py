"""Caps over a window, of a till and of a customer, for each kind of tender."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.use_cases.approve import Approval
from app.use_cases.claim_payment import claim_payment
from app.use_cases.judged import PaymentJudged
from app.use_cases.payment_measures import Attempt, measure
from app.use_cases.request_payment import RequestPayment, request_payment
from app.use_cases.take_payment import TakePayment, take_payment
from app.use_cases.till import Session, Till
from domain.cart import Cart
from domain.money import Money
from domain.risk import (
    COUNTER_TENDERS,
    MEASURED,
    WINDOWED,
    Action,
    Judgement,
    RiskMeasure,
    RiskRule,
    judge,
)
from domain.tender import TenderLine
from domain.till_payment import TillPayment
from storage.payments import PaymentEvent
from storage.sales import TenderLookback, tendered
from storage.tables import sale, tender_line
from storage.unit_of_work import Reading, UnitOfWork
from tests.helpers.builders import (
    ORG_STREAM,
    a_cart,
    a_change,
    clock_of,
    gyd,
    tell,
)
from tests.helpers.ledger_checks import complaints
from tests.unit.app.use_cases.payment_kit import YES, a_claim, open_providers, told_bodies

KINDS = sorted(kind for kind, measures in MEASURED.items() if "till_sum" in measures)
WINDOW = 60


@dataclass(frozen=True, slots=True)
class Before:
    """What was paid before: by which tender, how much, how long ago, and by whom."""

    kind: str
    dollars: int
    minutes_ago: int = 0
    customer: str | None = None
    currency: str = "GYD"


def add_history(uow: UnitOfWork, till: Till, number: int, past: Before) -> None:
    """One sale of the past with one tender, as the till's tables have it."""
    at = till.clock.now() - timedelta(minutes=past.minutes_ago)
    receipt = f"past-{number}"
    whole = dict.fromkeys(("vat_minor", "rounding_minor", "change_minor", "copy_count"), 0)
    row = {
        **whole,
        "receipt_number": receipt,
        "at": at,
        "business_date": at.date(),
        "shift_number": 1,
        "cashier_id": "staff-sr",
        "cart_id": f"cart-{receipt}",
        "cart_version": 1,
        "currency": past.currency,
        "total_minor": past.dollars * 100,
        "receipt_lines": "[]",
        "waybills": "[]",
        "customer_id": past.customer,
    }
    connection = uow.sales._connection
    connection.execute(sale.insert().values(row))
    tender = {
        "receipt_number": receipt,
        "tender_no": 1,
        "kind": past.kind,
        "currency": past.currency,
        "amount_minor": past.dollars * 100,
        "is_verified": False,
    }
    connection.execute(tender_line.insert().values(tender))
    if past.kind not in COUNTER_TENDERS and past.kind != "cash":
        made = TillPayment(
            payment_id=f"pay-{receipt}",
            cart_id=f"cart-{receipt}",
            shift=1,
            cashier_id="staff-sr",
            provider="mmg" if past.kind == "mmg" else "stripe",
            way="claim" if past.kind == "mmg" else "qr",
            state="verified",
            amount=Money(past.dollars * 100, past.currency),
            made_at=at,
            changed_at=at,
            receipt=receipt,
        )
        uow.payments.add(made, PaymentEvent(at=at, by="test", what="known", state=made.state))


def attempt_of(till: Till, kind: str, dollars: int, customer: str | None) -> Attempt:
    return Attempt(
        payment_id="pay-now",
        provider="stripe" if kind == "card_qr" else kind,
        amount=gyd(dollars),
        cashier_id="staff-sr",
        now=till.clock.now(),
        cart_id="cart-now",
        customer_id=customer,
        is_whole_sale=kind != "mmg",
    )


def a_rule(
    kind: str,
    name: RiskMeasure,
    threshold: int,
    action: Action = "supervisor",
    title: str = "cap",
) -> RiskRule:
    return RiskRule(
        name=title,
        measure=name,
        tender=kind,
        window_minutes=WINDOW if name in WINDOWED else 0,
        threshold=threshold,
        action=action,
        cashier_sentence="Ask.",
        supervisor_sentence="Look.",
    )


def tell_rules(till: Till, *rules: RiskRule, first: int = 700) -> None:
    changes = [
        a_change(
            "rule",
            f"risk_rule/{rule.name}/x",
            {
                "kind": "risk_rule",
                "key": rule.name,
                "valid_from": "2026-01-01",
                "value": {
                    "measure": rule.measure,
                    "tender": rule.tender,
                    "window_minutes": rule.window_minutes,
                    "threshold": rule.threshold,
                    "action": rule.action,
                    "cashier": rule.cashier_sentence,
                    "supervisor": rule.supervisor_sentence,
                },
            },
        )
        for rule in rules
    ]
    tell(till, ORG_STREAM, changes, first=first)


@contextmanager
def with_past(till: Till, past: list[Before]) -> Iterator[UnitOfWork]:
    """A till that has seen this; nothing of it stays."""
    with till.db.unit_of_work(durable=False) as uow:
        for number, each in enumerate(past):
            add_history(uow, till, number, each)
        yield uow


def taken(uow: Reading, attempt: Attempt, rules: list[RiskRule]) -> Judgement:
    shift = uow.shifts.get_open()
    return judge(rules, measure(uow, shift, attempt, rules))


# ------------------------------------------------------------------ both sides of each threshold

PAST = (("ann", 5, 500), ("bob", 59, 400), (None, 30, 200), ("ann", 60, 9_000), ("bob", 61, 8_000))
"""Of this tender: who, minutes ago, whole dollars. What is as old as the window counts no more."""
EXPECTED: list[tuple[RiskMeasure, str | None, int]] = [
    ("till_sum", None, 500 + 400 + 200 + 700),
    ("till_sum", "ann", 500 + 400 + 200 + 700),
    ("customer_sum", "ann", 500 + 700),
    ("customer_sum", "bob", 400 + 700),
    ("customer_sum", "eve", 700),
    ("customer_sum", None, 700),
]


@pytest.mark.parametrize("kind", KINDS)
def test_each_tender_has_sums_of_its_own_quiet_at_the_threshold_and_firing_above_it(
    till: Till, session: Session, kind: str
) -> None:
    others = [Before(other, 3_000, 1, "ann") for other in (*KINDS, "cash") if other != kind]
    past = [Before(kind, dollars, ago, who) for who, ago, dollars in PAST]
    assert session.staff_id
    with with_past(till, [*past, *others, Before(kind, 50, 1, "ann", "USD")]) as uow:
        for name, customer, dollars in EXPECTED:
            attempt = attempt_of(till, kind, 700, customer)
            at, below = (a_rule(kind, name, minor) for minor in (dollars * 100, dollars * 100 - 1))
            case = (kind, name, customer)

            assert measure(uow, uow.shifts.get_open(), attempt, [at]) == {at.asks: dollars * 100}, (
                case
            )
            assert taken(uow, attempt, [at]).action == "accept", case
            assert taken(uow, attempt, [below]).names == ("cap",), case


def test_a_phone_and_a_customer_who_pays_by_another_are_added_up_once(
    till: Till, session: Session
) -> None:
    cart = replace(a_cart(till, session, "barrel"), customer_id="ann")
    with till.db.unit_of_work() as uow:
        uow.carts.save(replace(cart, version=cart.version + 1))
        uow.commit()
    claim_payment(till, session, a_claim(till, cart, amount=gyd(1_000)))
    with till.db.reading() as uow:
        phone_key = uow.payments.get("pay-1").payer_key or ""
        rule = a_rule("mmg", "customer_sum", 0)
        mine = replace(attempt_of(till, "mmg", 700, "ann"), cart_id=cart.cart_id)
        for attempt, dollars in (
            (replace(mine, payer_key=phone_key), 1_700),
            (replace(mine, payer_key="key-of-another-phone"), 1_700),
            (replace(mine, customer_id=None, payer_key=phone_key), 1_700),
            (replace(mine, customer_id=None, payer_key="key-of-another-phone"), 700),
            (replace(mine, customer_id="bob", payer_key="key-of-another-phone", cart_id="x"), 700),
        ):
            found = measure(uow, uow.shifts.get_open(), attempt, [rule])
            assert found == {rule.asks: dollars * 100}


@pytest.mark.parametrize(
    ("customer", "index"), [(None, "COVERING INDEX sale_by_time"), ("ann", "sale_of_customer")]
)
def test_only_sales_of_the_window_are_read(
    till: Till, session: Session, customer: str | None, index: str
) -> None:
    assert session.staff_id
    back = TenderLookback(
        since=till.clock.now(), kind="bank_card", currency="GYD", customer_id=customer
    )
    with till.db.reading() as uow:
        connection = uow.sales._connection
        text = str(tendered(back).compile(connection, compile_kwargs={"literal_binds": True}))
        plan = [str(row[3]) for row in connection.execute(sa.text(f"EXPLAIN QUERY PLAN {text}"))]

    assert any(index in step for step in plan)
    assert not any(step.startswith("SCAN") for step in plan)


# ------------------------------------------------------------------ at the counter


def by_card(cart: Cart, *, yes: Approval | None = None) -> TakePayment:
    tender = TenderLine(kind="bank_card", amount=gyd(9_500), approval_code="A83K91")
    return TakePayment(
        cart_id=cart.cart_id, cart_version=cart.version, tenders=(tender,), approval=yes
    )


def a_cart_of(till: Till, session: Session, customer: str | None) -> Cart:
    cart = a_cart(till, session, "barrel")
    named = replace(cart, customer_id=customer, version=cart.version + 1)
    with till.db.unit_of_work() as uow:
        uow.carts.save(named)
        uow.commit()
    return named


def test_a_tills_third_card_in_the_hour_waits_for_a_second_person(
    till: Till, session: Session
) -> None:
    tell_rules(till, a_rule("bank_card", "till_sum", 1_900_000))
    for customer in ("ann", "bob"):
        take_payment(till, session, by_card(a_cart_of(till, session, customer)))
    cart = a_cart_of(till, session, "eve")
    with pytest.raises(PaymentJudged) as stopped:
        take_payment(till, session, by_card(cart))
    take_payment(till, session, by_card(cart, yes=YES))
    clock_of(till).at += timedelta(minutes=WINDOW)
    take_payment(till, session, by_card(a_cart_of(till, session, "eve")))

    assert stopped.value.code == "needs_signature"
    rules = [(each["tender_rules"], each.get("tenders_approved_by")) for each in sold(till)]
    assert rules == [([], None), ([], None), (["cap"], YES.approved_by), ([], None)]
    assert complaints(till.db) == []


def test_a_customers_second_card_waits_and_another_customers_does_not(
    till: Till, session: Session
) -> None:
    tell_rules(till, a_rule("bank_card", "customer_sum", 1_899_999, "refuse"))
    take_payment(till, session, by_card(a_cart_of(till, session, "ann")))
    cart = a_cart_of(till, session, "ann")
    with pytest.raises(PaymentJudged) as stopped:
        take_payment(till, session, by_card(cart, yes=YES))
    bobs = replace(cart, customer_id="bob", version=cart.version + 1)
    with till.db.unit_of_work() as uow:
        uow.carts.save(bobs)
        uow.commit()
    take_payment(till, session, by_card(bobs))
    take_payment(till, session, by_card(a_cart_of(till, session, None)))

    assert stopped.value.code == "refused"
    assert [each.get("customer_id") for each in sold(till)] == ["ann", "bob", None]
    assert complaints(till.db) == []


def test_cards_by_code_of_a_sale_are_added_once_to_those_before_it(
    till: Till, session: Session
) -> None:
    open_providers(till, "stripe")
    tell_rules(till, a_rule("card_qr", "till_sum", 1_000_000))
    cart = a_cart(till, session, "barrel", "barrel", "barrel")
    first = RequestPayment(
        payment_id="w-1", cart_id=cart.cart_id, provider="stripe", amount=gyd(6_000)
    )
    request_payment(till, session, first)
    request_payment(till, session, replace(first, payment_id="w-2", amount=gyd(4_000)))
    third = replace(first, payment_id="w-3", amount=gyd(1))
    with pytest.raises(PaymentJudged):
        request_payment(till, session, third)
    assert request_payment(till, session, replace(third, approval=YES)).rules == ("cap",)

    assert complaints(till.db) == []


def sold(till: Till) -> list[dict[str, object]]:
    return [dict(each) for each in told_bodies(till, "sale_completed")]
