"""Goods held until a claim is verified: on paper, at the desk, decided, and told to central."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.use_cases.claim_payment import claim_payment
from app.use_cases.decide_payment import DecidePayment, Decision, decide_payment
from app.use_cases.find_records import show_record
from app.use_cases.judged import PaymentJudged
from app.use_cases.list_payments import find_payment, list_payments, show_payment
from app.use_cases.print_receipt import print_receipt
from app.use_cases.settle_payments import tender_of_payment
from app.use_cases.take_payment import CompletedSale
from app.use_cases.till import Session, Till
from domain.errors import NotAllowed, RuleBroken
from domain.held_goods import asks_for_goods, goods_step
from domain.risk import Judgement
from domain.till_payment import TillPayment
from storage.payments import PaymentEvent
from tests.helpers.builders import ORG_STREAM, a_cart, a_change, clock_of, gyd, tell
from tests.helpers.ledger_checks import complaints
from tests.unit.app.use_cases.payment_kit import YES, a_claim, central_says, told_bodies
from tests.unit.app.use_cases.test_tender_policy import sell

HELD = "Goods held here until the payment is"
RULE = {
    "measure": "amount",
    "tender": "mmg",
    "threshold": 900_000,
    "action": "hold",
    "cashier": "Keep the goods here until MMG has confirmed it.",
    "supervisor": "The goods of a claim above G$9,000 are held.",
}


def by_claim(till: Till, session: Session, *, is_held: bool = True) -> CompletedSale:
    cart = a_cart(till, session, "barrel")
    made = claim_payment(till, session, a_claim(till, cart, is_held=is_held))
    return sell(till, session, cart, tender_of_payment(made))


def decide(till: Till, session: Session, decision: Decision) -> TillPayment:
    request = DecidePayment(
        payment_id="pay-1", decision=decision, reason="The customer is here", approval=YES
    )
    return decide_payment(till, session, request)


def waits(till: Till) -> bool:
    """Whether the desk has a row of the payment."""
    return "pay-1" in {each.payment_id for each in list_payments(till)}


def hold_above(till: Till, minor: int, day: str = "2026-01-01") -> None:
    tell(
        till,
        ORG_STREAM,
        [
            a_change(
                "rule",
                "risk_rule|held",
                {
                    "kind": "risk_rule",
                    "key": "held",
                    "valid_from": day,
                    "value": RULE | {"threshold": minor},
                },
            )
        ],
        first=900,
    )


# ------------------------------------------------------------------ at the sale
def test_the_receipt_says_that_the_goods_are_held_on_screen_and_on_paper(
    till: Till, session: Session
) -> None:
    sold = by_claim(till, session)

    assert HELD in sold.receipt_lines
    assert HELD in print_receipt(till, sold.sale.receipt_number).lines
    assert complaints(till.db) == []


def test_goods_that_were_handed_over_are_not_mentioned(till: Till, session: Session) -> None:
    sold = by_claim(till, session, is_held=False)

    assert HELD not in sold.receipt_lines
    assert show_record(till, "receipt", sold.sale.receipt_number).paid[0].goods == ""


# ------------------------------------------------------------------ the policy demands it
@pytest.mark.parametrize(("minor", "is_held"), [(950_000, False), (949_999, True)])
def test_a_claim_above_a_threshold_is_taken_and_its_goods_stay_here_whatever_was_chosen(
    till: Till, session: Session, minor: int, is_held: bool
) -> None:
    hold_above(till, minor)
    sold = by_claim(till, session, is_held=False)

    made = find_payment(till, "pay-1")
    (body,) = told_bodies(till, "payment_claimed")
    assert (made.is_held, made.state, made.approved_by) == (is_held, "claimed", None)
    assert (body["is_held"], body["action"]) == (is_held, "hold" if is_held else "accept")
    assert (HELD in sold.receipt_lines) is is_held
    assert not any("MMG has confirmed" in line for line in sold.receipt_lines)
    assert complaints(till.db) == []


def test_planted_bug_goods_that_the_policy_holds_and_that_went_out_are_found(
    till: Till, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold_above(till, 900_000)
    monkeypatch.setattr(Judgement, "holding", ())
    by_claim(till, session, is_held=False)

    (found,) = complaints(till.db)
    assert found == (
        "caps_are_decided: claim pay-1 came to 950000 above held, and its goods were not held"
    )


def test_a_rule_of_tomorrow_holds_nothing_today(till: Till, session: Session) -> None:
    tomorrow = till.clock.now().date() + timedelta(days=2)
    hold_above(till, 0, tomorrow.isoformat())
    by_claim(till, session, is_held=False)

    assert not find_payment(till, "pay-1").is_held


def test_a_claim_that_a_supervisor_signs_for_is_held_as_well(till: Till, session: Session) -> None:
    hold_above(till, 900_000)
    cart = a_cart(till, session, "barrel", "barrel", "barrel")
    large = a_claim(till, cart, amount=gyd(28_500))
    with pytest.raises(PaymentJudged):
        claim_payment(till, session, large)
    made = claim_payment(till, session, replace(large, approval=YES))

    assert (made.is_held, made.action, made.state) == (True, "supervisor", "approved")


# ------------------------------------------------------------------ what is decided later
def test_verified_goods_wait_to_be_handed_over_and_then_no_more(
    till: Till, session: Session
) -> None:
    receipt = by_claim(till, session).sale.receipt_number
    assert show_payment(till, "pay-1").goods == "held"
    central_says(till, "pay-1", "verified", 700)
    assert waits(till)
    assert show_payment(till, "pay-1").goods == "ready"
    seen_at = find_payment(till, "pay-1").changed_at
    clock_of(till).go_on(timedelta(minutes=20))

    after = decide(till, session, "hand_over")

    assert (after.state, after.is_held, after.changed_at) == ("verified", False, seen_at)
    assert not waits(till)
    (body,) = told_bodies(till, "payment_decided")
    assert (body["decision"], body["approved_by"]) == ("hand_over", YES.approved_by)
    [stands] = show_record(till, "receipt", receipt).paid
    assert (stands.word, stands.goods, stands.goods_at) == (
        "verified",
        "handed_over",
        till.clock.now(),
    )
    copy = print_receipt(till, receipt, copy=True).lines
    assert any(line.startswith("Goods handed over ") for line in copy)
    assert decide(till, session, "hand_over") == after, "pressed twice it is done once"
    assert len(told_bodies(till, "payment_decided")) == 1
    assert complaints(till.db) == []


def test_disputed_goods_are_kept_and_wait_again_when_the_money_comes_after_all(
    till: Till, session: Session
) -> None:
    by_claim(till, session)
    central_says(till, "pay-1", "disputed", 700)
    kept = decide(till, session, "keep")

    assert (kept.state, kept.is_held) == ("disputed", True)
    assert show_payment(till, "pay-1").goods == "kept"
    assert decide(till, session, "keep") == kept
    assert len(told_bodies(till, "payment_decided")) == 1
    decide(till, session, "reject")
    assert not waits(till), "nothing was paid, and the goods were kept"
    central_says(till, "pay-1", "verified", 701)
    assert waits(till) is (find_payment(till, "pay-1").state == "verified")
    assert show_payment(till, "pay-1").goods == "ready"
    decide(till, session, "keep")
    assert not waits(till)
    assert complaints(till.db) == []


def test_only_goods_that_are_here_of_a_sale_that_was_made_are_decided_about(
    till: Till, session: Session
) -> None:
    cart = a_cart(till, session, "barrel")
    made = claim_payment(till, session, a_claim(till, cart, is_held=True))
    for decision in ("hand_over", "keep"):
        with pytest.raises(RuleBroken) as refused:
            decide(till, session, decision)
        assert refused.value.code == "no_goods", "no sale names it yet"
    sell(till, session, cart, tender_of_payment(made))
    central_says(till, "pay-1", "verified", 700)
    decide(till, session, "hand_over")
    with pytest.raises(RuleBroken) as gone:
        decide(till, session, "keep")

    assert gone.value.code == "no_goods"
    assert len(told_bodies(till, "payment_decided")) == 1


def test_who_took_the_claim_does_not_hand_its_goods_over(till: Till, session: Session) -> None:
    by_claim(till, session)
    central_says(till, "pay-1", "verified", 700)
    own = DecidePayment(
        payment_id="pay-1",
        decision="hand_over",
        reason="They are here",
        approval=replace(YES, approved_by=session.staff_id),
    )

    with pytest.raises(NotAllowed):
        decide_payment(till, session, own)
    assert find_payment(till, "pay-1").is_held


# ------------------------------------------------------------------ the list and the rule agree
_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["keep", "hand_over", "taken_back", "told", "release"]),
        st.sampled_from(["claimed", "verified", "disputed", "cancelled", "refunded"]),
    ),
    max_size=5,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS)
def test_the_desk_lists_exactly_what_asks_for_a_word_about_its_goods(
    till: Till, session: Session, steps: list[tuple[str, str]]
) -> None:
    with till.db.unit_of_work() as uow:
        made = TillPayment(
            payment_id="pay-1",
            cart_id="cart-1",
            shift=1,
            cashier_id=session.staff_id,
            provider="mmg",
            way="claim",
            state="claimed",
            amount=gyd(9_500),
            made_at=till.clock.now(),
            changed_at=till.clock.now(),
            is_held=True,
            receipt="GY01A-000001",
        )
        at, last = till.clock.now(), None
        event = PaymentEvent(at=at, by="a", what="claimed", state="claimed")
        uow.payments.add(made, event)
        for what, state in steps:
            if last is not None and last.what == "taken_back" and what in {"keep", "hand_over"}:
                continue  # refused: the sale came back
            made = replace(made, state=state, is_held=made.is_held and what != "hand_over")  # type: ignore[arg-type]  # sampled above
            uow.payments.save(made, PaymentEvent(at=at, by="a", what=what, state=state))
            if (what in {"keep", "taken_back"} and made.is_held) or what == "hand_over":
                last = goods_step(what, state, at)
        listed = {each.payment_id for each in uow.payments.list_goods_held()}

        assert (listed == {"pay-1"}) is asks_for_goods(made, last)
        if made.is_held:
            assert uow.payments.goods_steps(["pay-1"]).get("pay-1") == last
        # the transaction is left without a commit: each example begins anew
