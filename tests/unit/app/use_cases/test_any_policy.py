"""The risk policy as a whole: planted bugs, any policy on any history, false alarms."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
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
from app.use_cases.request_payment import RequestPayment, request_payment
from app.use_cases.take_payment import take_payment
from app.use_cases.tender_policy import TendersAllowed
from app.use_cases.till import Session, Till
from domain.errors import BadInput
from domain.risk import (
    SUMS,
    Action,
    Judgement,
    RiskMeasure,
    RiskRule,
    rules_for,
)
from tests.helpers.builders import (
    a_cart,
    a_till,
    an_open_shift,
    gyd,
)
from tests.helpers.ledger_checks import complaints
from tests.unit.app.use_cases.payment_kit import YES, a_claim, open_providers, told_bodies
from tests.unit.app.use_cases.test_tender_sums import (
    KINDS,
    WINDOW,
    Before,
    a_rule,
    attempt_of,
    by_card,
    taken,
    tell_rules,
    with_past,
)

ACTIONS: tuple[Action, ...] = get_args(Action)


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
        lambda kind, name, dollars, action: (
            kind,
            name,
            dollars * 100,
            "accept" if action == "hold" and kind != "mmg" else action,
        ),
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
