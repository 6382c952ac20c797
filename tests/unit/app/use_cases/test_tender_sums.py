"""Caps over a window, of a till and of a customer, for each kind of tender."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.use_cases import claim_payment as claiming
from app.use_cases import payment_measures
from app.use_cases import request_payment as asking
from app.use_cases import take_payment as taking
from app.use_cases.approve import Approval
from app.use_cases.claim_payment import claim_payment
from app.use_cases.decide_payment import DecidePayment, decide_payment
from app.use_cases.judged import PaymentJudged
from app.use_cases.list_payments import show_payment
from app.use_cases.payment_measures import Attempt, measure
from app.use_cases.request_payment import RequestPayment, request_payment
from app.use_cases.take_payment import TakePayment, take_payment
from app.use_cases.tender_policy import TendersAllowed
from app.use_cases.till import Session, Till
from domain.cart import Cart
from domain.errors import BadInput
from domain.money import Money
from domain.risk import (
    COUNTER_TENDERS,
    MEASURED,
    SUMS,
    WINDOWED,
    Action,
    Judgement,
    RiskMeasure,
    RiskRule,
    judge,
    rules_for,
)
from domain.tender import TenderLine
from domain.till_payment import TillPayment
from storage.payments import PaymentEvent
from storage.tables import sale, tender_line
from storage.unit_of_work import Reading, UnitOfWork
from tests.helpers.builders import (
    ORG_STREAM,
    a_cart,
    a_change,
    a_till,
    an_open_shift,
    clock_of,
    gyd,
    tell,
)
from tests.helpers.ledger_checks import complaints
from tests.unit.app.use_cases.payment_kit import YES, a_claim, open_providers, told_bodies

KINDS = sorted(MEASURED)
ACTIONS: tuple[Action, ...] = get_args(Action)
WINDOW = 60
PHONE_KEY = "key-of-ann"


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


# ------------------------------------------------------------------ planted bugs


def no_judgement(*_given: object) -> TendersAllowed:
    return TendersAllowed()


def nothing_before(*_given: object) -> int:
    return 0


def all_accepted(*_given: object) -> Judgement:
    return Judgement(action="accept")


Patch = tuple[object, str, Callable[..., object]]
BUGS: dict[str, tuple[Patch, set[str]]] = {
    "a sale is not judged": ((taking, "allow_tenders", no_judgement), {"bank_card"}),
    "what came before is forgotten": (
        (payment_measures, "_before", nothing_before),
        {"bank_card", "claim"},
    ),
    "a claim is not judged": ((claiming, "_judge", all_accepted), {"claim"}),
    "a card by code is not judged": ((asking, "_allow", no_judgement), {"card"}),
}
"""What is patched, and the payments that are found then."""


@pytest.mark.parametrize("bug", [None, *BUGS])
def test_planted_bug_a_payment_above_a_cap_that_nobody_decided_on_is_found(
    till: Till, session: Session, monkeypatch: pytest.MonkeyPatch, bug: str | None
) -> None:
    open_providers(till, "stripe")
    tell_rules(
        till,
        a_rule("bank_card", "till_sum", 3_000_000, title="cards"),
        a_rule("mmg", "customer_sum", 1_000_000, title="claims"),
        a_rule("card_qr", "amount", 1_000_000, title="codes"),
        a_rule("mmg", "till_sum", 10_000_000, "refuse", title="never"),
    )
    patch, caught = BUGS[bug] if bug is not None else (None, set[str]())
    if patch is not None:
        monkeypatch.setattr(*patch)
    stopped = 0
    for number in (1, 2):
        cart = a_cart(till, session, "barrel", "barrel")
        claim = a_claim(till, cart, f"p-{number}", reference=f"2040-{number}", amount=gyd(6_000))
        wish = RequestPayment(
            payment_id=f"w-{number}",
            cart_id=cart.cart_id,
            provider="stripe",
            amount=gyd(3_000 + 8_000 * (number - 1)),
        )
        rest = replace(by_card(cart).tenders[0], amount=gyd(19_000))
        paid = replace(by_card(cart), tenders=(rest,))
        deeds = (
            partial(give, claim_payment, till, session, claim),
            partial(give, request_payment, till, session, wish),
            partial(give, take_payment, till, session, paid),
        )
        stopped += sum(signed_where_asked(deed) for deed in deeds)
    found = [each.split()[1] for each in complaints(till.db) if "caps_are_decided" in each]

    assert set(found) == caught
    assert stopped == 3 - len(caught)


def give(
    deed: Callable[..., object], till: Till, session: Session, request: object, yes: Approval | None
) -> None:
    deed(till, session, replace(request, approval=yes))  # type: ignore[type-var]  # dataclasses


def signed_where_asked(deed: Callable[[Approval | None], object]) -> int:
    """Do it, with a second person where one is asked for; return whether one was."""
    try:
        deed(None)
    except PaymentJudged:
        deed(YES)
        return 1
    return 0


# ------------------------------------------------------------------ any policy, any history

rules_strategy = st.lists(
    st.builds(
        lambda kind, name, dollars, action: (kind, name, dollars * 100, action),
        st.sampled_from(["", *KINDS]),
        st.sampled_from(["amount", *sorted(SUMS)]),
        st.integers(0, 60),
        st.sampled_from(ACTIONS),
    ),
    max_size=8,
)
past_strategy = st.lists(
    st.builds(
        Before,
        kind=st.sampled_from(KINDS),
        dollars=st.integers(1, 20),
        minutes_ago=st.integers(0, 2 * WINDOW),
        customer=st.sampled_from([None, "ann", "bob"]),
    ),
    max_size=10,
)


def expected_minor(rule: RiskRule, past: list[Before], now: Before) -> int:
    """What a rule measures, by adding up by hand."""
    inside = [each for each in past if each.kind == now.kind and each.minutes_ago < WINDOW]
    if rule.measure == "amount":
        inside = []
    if rule.measure == "customer_sum":
        inside = [each for each in inside if now.customer and each.customer == now.customer]
    return (now.dollars + sum(each.dollars for each in inside)) * 100


def test_the_verdict_is_that_of_the_strictest_rule_and_more_money_never_makes_it_milder() -> None:
    with tempfile.TemporaryDirectory() as folder:
        till = a_till(Path(folder))
        an_open_shift(till)

        @settings(max_examples=60, deadline=None, database=None)
        @given(
            rules_strategy,
            past_strategy,
            st.sampled_from(KINDS),
            st.integers(1, 60),
            st.sampled_from([None, "ann", "bob"]),
            st.integers(0, 40),
        )
        def holds(
            told: list[tuple[str, RiskMeasure, int, Action]],
            past: list[Before],
            kind: str,
            dollars: int,
            customer: str | None,
            more: int,
        ) -> None:
            named = [a_rule(*rule, title=f"r{no}") for no, rule in enumerate(told)]
            rules = list(rules_for(named, kind))
            now = Before(kind, dollars, 0, customer)
            fired = [each for each in rules if expected_minor(each, past, now) > each.threshold]
            with with_past(till, past) as uow:
                verdict = taken(uow, attempt_of(till, kind, dollars, customer), rules)
                larger = taken(uow, attempt_of(till, kind, dollars + more, customer), rules)

            strictest = max((ACTIONS.index(each.action) for each in fired), default=0)
            assert verdict.action == ACTIONS[strictest]
            assert set(verdict.names) == {each.name for each in fired}
            assert ACTIONS.index(larger.action) >= ACTIONS.index(verdict.action)
            assert set(verdict.names) <= set(larger.names)

        holds()
        till.db.close()


def test_a_release_with_a_reason_is_counted_once_however_often_it_is_pressed() -> None:
    with tempfile.TemporaryDirectory() as folder:
        till = a_till(Path(folder))
        session, _ = an_open_shift(till)
        cart = a_cart(till, session, "barrel")
        tell_rules(till, a_rule("mmg", "amount", 0, title="every claim"))
        days = count()

        @settings(max_examples=8, deadline=None, database=None)
        @given(
            st.lists(
                st.tuples(st.integers(0, 2), st.sampled_from(["", "Known here", "Seen"])),
                max_size=6,
            )
        )
        def holds(presses: list[tuple[int, str]]) -> None:
            day = next(days)
            names = [f"p-{day}-{number}" for number in range(3)]
            for name in names:
                claim = a_claim(till, cart, name, phone=f"600 {day:04d}", amount=gyd(10))
                reference = f"20-{name}".upper()
                claim_payment(till, session, replace(claim, reference=reference, approval=YES))
            for number, reason in presses:
                release = DecidePayment(
                    payment_id=names[number], decision="release", reason=reason, approval=YES
                )
                with nullcontext() if reason else pytest.raises(BadInput):
                    decide_payment(till, session, release)

            released = {names[number] for number, reason in presses if reason}
            told = [each["payment_id"] for each in told_bodies(till, "payment_decided")]
            assert sorted(each for each in told if each in names) == sorted(released)
            counted = show_payment(till, names[0]).payer.released_count
            assert counted == len(released - {names[0]})

        holds()
        till.db.close()
