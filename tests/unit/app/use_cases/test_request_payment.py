"""Wishes are asked for once, given up once, and decided by a second person."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.use_cases.cancel_payment import CancelPayment, cancel_payment
from app.use_cases.claim_payment import claim_payment
from app.use_cases.decide_payment import (
    CheckPayment,
    DecidePayment,
    Decision,
    check_payment,
    decide_payment,
)
from app.use_cases.list_payments import (
    Past,
    find_payment,
    list_payments,
    list_providers,
    show_payment,
)
from app.use_cases.request_payment import RequestPayment, request_payment
from app.use_cases.settle_payments import tender_of_payment
from app.use_cases.take_payment import TakePayment, take_payment
from app.use_cases.till import Session, Till
from domain.card_price import CardPrice
from domain.cart import Cart
from domain.errors import BadInput, Conflict, NotAllowed, RuleBroken
from domain.money import Money
from tests.helpers.builders import (
    CASHIER,
    ORG_STREAM,
    OTHER_CASHIER,
    SUPERVISOR,
    a_cart,
    a_change,
    gyd,
    tell,
)
from tests.helpers.ledger_checks import complaints, read_ledger
from tests.unit.app.use_cases.payment_kit import (
    YES,
    a_claim,
    central_says,
    open_providers,
    told_bodies,
)


@pytest.fixture
def cart(till: Till, session: Session) -> Cart:
    open_providers(till, "mmg", "stripe")
    return a_cart(till, session, "barrel")


def a_wish(cart: Cart, payment_id: str = "wish-1", **more: object) -> RequestPayment:
    plain = RequestPayment(
        payment_id=payment_id, cart_id=cart.cart_id, provider="stripe", amount=gyd(9_500)
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # named by each test


def give_up(payment_id: str = "wish-1", reason: str = "pressed") -> CancelPayment:
    return CancelPayment(payment_id=payment_id, reason=reason)  # type: ignore[arg-type]  # one of three


def decide(decision: Decision, **more: object) -> DecidePayment:
    plain = DecidePayment(
        payment_id="pay-1", decision=decision, reason="Saw the message.", approval=YES
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # named by each test


def check(outcome: str = "verified", **more: object) -> CheckPayment:
    plain = CheckPayment(
        payment_id="pay-1",
        outcome="verified" if outcome == "verified" else "disputed",
        evidence="Row 12 of the statement",
        reason="MMG is down",
        approval=YES,
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # named by each test


def test_a_wish_is_asked_for_once_and_pays_when_it_is_verified(
    till: Till, session: Session, cart: Cart
) -> None:
    asked = request_payment(till, session, a_wish(cart))
    assert request_payment(till, session, a_wish(cart)) == asked
    assert asked.expires_at == till.clock.now() + timedelta(minutes=10)
    with pytest.raises(ValueError, match="pays nothing"):
        tender_of_payment(asked)
    central_says(till, "wish-1", "pending", 700, provider="stripe", url="https://pay.example/1")
    central_says(till, "wish-1", "verified", 701, provider="stripe")

    line = tender_of_payment(find_payment(till, "wish-1"))
    request = TakePayment(cart_id=cart.cart_id, cart_version=cart.version, tenders=(line,))
    done = take_payment(till, session, request)

    assert (line.kind, line.is_verified, line.reference) == ("card_qr", True, "")
    assert any("Card by code, verified" in each for each in done.receipt_lines)
    (body,) = told_bodies(till, "payment_requested")
    assert (body["way"], body["amount_minor"]) == ("qr", 950_000)
    assert list_payments(till) == ()
    assert complaints(till.db) == []


def test_the_receipt_of_a_card_has_the_rate_that_central_told_whatever_the_screen_was_given(
    till: Till, session: Session, cart: Cart
) -> None:
    rate_at = till.clock.now() - timedelta(hours=3)
    told = {
        "quoted_currency": "USD",
        "quoted_minor": 4_546,
        "rate_micro": 209_000_000,
        "rate_source": "Bank of Guyana",
        "rate_at": rate_at.isoformat(),
    }
    request_payment(till, session, a_wish(cart))
    central_says(till, "wish-1", "verified", 701, provider="stripe", **told)
    line = tender_of_payment(find_payment(till, "wish-1"))
    assert line.price is not None
    wrong = CardPrice(money=Money(1, "USD"), rate=replace(line.price.rate, source="A guess"))

    stale = replace(line, price=wrong)
    request = TakePayment(cart_id=cart.cart_id, cart_version=cart.version, tenders=(stale,))
    done = take_payment(till, session, request)

    printed = " ".join(" ".join(done.receipt_lines).split())
    assert f"US$45.46 at G$209, Bank of Guyana, {rate_at:%d/%m/%Y}" in printed
    assert "A guess" not in printed
    with till.db.reading() as uow:
        kept = uow.sales.get(done.sale.receipt_number)
    assert kept.sale.tenders == (line,)
    assert kept.receipt_lines == done.receipt_lines
    assert take_payment(till, session, request) == done


def test_mobile_money_by_code_keeps_its_reference_or_our_own_id(
    till: Till, session: Session, cart: Cart
) -> None:
    request_payment(till, session, a_wish(cart, provider="mmg"))
    request_payment(till, session, a_wish(cart, "wish-2", provider="mmg"))
    central_says(till, "wish-1", "verified", 700, reference="20402048536279")
    central_says(till, "wish-2", "verified", 701)

    lines = [tender_of_payment(find_payment(till, name)) for name in ("wish-1", "wish-2")]

    assert [line.reference for line in lines] == ["20402048536279", "wish-2"]


def test_what_is_not_set_up_or_down_is_not_asked(till: Till, session: Session, cart: Cart) -> None:
    shut = a_change("provider", "stripe", {"ways": ["qr"], "is_open": True})
    tell(till, ORG_STREAM, [shut, a_change("provider", "mmg", {"ways": ["push"]})], first=600)

    for provider, phone in (("stripe", ""), ("mmg", ""), ("other", ""), ("stripe", "6221234")):
        with pytest.raises(RuleBroken) as closed:
            request_payment(till, session, a_wish(cart, provider=provider, phone=phone))
        assert closed.value.code == "provider_closed"
    assert [each.is_open for each in list_providers(till)] == [False, True]
    assert told_bodies(till, "payment_requested") == []


def test_a_wish_that_makes_no_sense_is_not_asked(till: Till, session: Session, cart: Cart) -> None:
    for wrong in ({"amount": gyd(0)}, {"amount": Money(950_050, "GYD"), "provider": "mmg"}):
        with pytest.raises(BadInput, match="whole dollars"):
            request_payment(till, session, a_wish(cart, **wrong))
    with pytest.raises(Conflict, match="Another sale"):
        request_payment(till, session, a_wish(cart, cart_id="cart-else"))
    request_payment(till, session, a_wish(cart))
    with pytest.raises(Conflict, match="asked for first"):
        request_payment(till, session, a_wish(cart, amount=gyd(5)))


def test_the_payers_phone_is_asked_once_and_told_in_their_own_part_alone(
    till: Till, session: Session, cart: Cart
) -> None:
    tell(till, ORG_STREAM, [a_change("provider", "mmg", {"ways": ["qr", "push"]})], first=600)
    wish = a_wish(cart, provider="mmg", phone="622 1234")

    asked = request_payment(till, session, wish)
    again = request_payment(till, session, replace(wish, phone="+592 622-1234"))
    known = request_payment(till, session, replace(wish, payment_id="wish-2"))

    assert (asked, asked.way, asked.state) == (again, "push", "requested")
    assert known.payer_id == asked.payer_id
    bodies = told_bodies(till, "payment_requested")
    assert [(body["way"], body["payer_id"]) for body in bodies] == [("push", asked.payer_id)] * 2
    assert all("622" not in str(body["payer_id"]) and "phone" not in body for body in bodies)
    (operation, _), _ = read_ledger(till.db).facts("payment_requested")
    assert [(each.person_id, each.part) for each in operation.personal] == [
        (asked.payer_id, b'{"phone":"+5926221234"}')
    ]
    with pytest.raises(Conflict, match="asked for first"):
        request_payment(till, session, replace(wish, phone="6229999"))


@pytest.mark.parametrize("phone", ["12", "+1 868 622 1234", "+44 20 7946 0000"])
def test_mobile_money_asks_phones_of_guyana_only(
    till: Till, session: Session, cart: Cart, phone: str
) -> None:
    tell(till, ORG_STREAM, [a_change("provider", "mmg", {"ways": ["push"]})], first=600)

    with pytest.raises(BadInput, match="seven"):
        request_payment(till, session, a_wish(cart, provider="mmg", phone=phone))
    assert told_bodies(till, "payment_requested") == []


def test_another_provider_may_ask_a_phone_elsewhere(
    till: Till, session: Session, cart: Cart
) -> None:
    tell(till, ORG_STREAM, [a_change("provider", "stripe", {"ways": ["push"]})], first=600)

    asked = request_payment(till, session, a_wish(cart, phone="+1 868 622 1234"))

    assert asked.way == "push"


def test_a_wish_is_given_up_once_and_money_that_came_meanwhile_stays(
    till: Till, session: Session, cart: Cart
) -> None:
    for name in ("wish-1", "wish-2", "wish-3"):
        request_payment(till, session, a_wish(cart, name))
    central_says(till, "wish-3", "verified", 700, provider="stripe")

    assert cancel_payment(till, session, give_up()).state == "cancelled"
    assert cancel_payment(till, session, give_up()).state == "cancelled"
    assert cancel_payment(till, session, give_up("wish-2", "expired")).state == "expired"
    assert cancel_payment(till, session, give_up("wish-3")).state == "verified"

    told = told_bodies(till, "payment_cancelled")
    assert [(body["payment_id"], body["reason"]) for body in told] == [
        ("wish-1", "pressed"),
        ("wish-2", "expired"),
    ]
    central_says(till, "wish-1", "verified", 701, provider="stripe")
    assert [each.payment_id for each in list_payments(till)] == ["wish-1", "wish-3"]


def test_a_claim_is_never_given_up_by_the_one_who_took_it(
    till: Till, session: Session, cart: Cart
) -> None:
    claim_payment(till, session, a_claim(till, cart))

    assert cancel_payment(till, session, give_up("pay-1")).state == "claimed"
    assert told_bodies(till, "payment_cancelled") == []


@pytest.mark.parametrize(
    ("decision", "state"),
    [("approve", "approved"), ("reject", "cancelled"), ("release", "claimed")],
)
def test_a_supervisor_decides_once(
    till: Till, session: Session, cart: Cart, decision: Decision, state: str
) -> None:
    claim_payment(till, session, a_claim(till, cart))

    first = decide_payment(till, session, decide(decision))
    again = decide_payment(till, session, decide(decision))

    assert first == again
    assert (first.state, first.is_released) == (state, decision == "release")
    (body,) = told_bodies(till, "payment_decided")
    assert (body["decision"], body["approved_by"]) == (decision, SUPERVISOR.staff_id)
    detail = show_payment(till, "pay-1")
    assert (detail.history[-1].what, detail.history[-1].by) == (decision, SUPERVISOR.staff_id)


def test_what_was_approved_is_disputed_when_it_is_rejected_and_never_approved_again(
    till: Till, session: Session, cart: Cart
) -> None:
    claim_payment(till, session, a_claim(till, cart))
    decide_payment(till, session, decide("approve"))

    assert decide_payment(till, session, decide("reject")).state == "disputed"
    with pytest.raises(RuleBroken, match="disputed by now") as late:
        decide_payment(till, session, decide("approve"))
    assert late.value.code == "too_late"


def test_nobody_decides_on_what_they_took_or_without_a_reason(
    till: Till, session: Session, cart: Cart
) -> None:
    claim_payment(till, session, a_claim(till, cart))

    for staff_id in (CASHIER.staff_id, OTHER_CASHIER.staff_id, "staff-nobody"):
        with pytest.raises(NotAllowed, match="did not take"):
            decide_payment(
                till, session, decide("approve", approval=replace(YES, approved_by=staff_id))
            )
    for reason in ("", " ", "x" * 513):
        with pytest.raises(BadInput, match="reason"):
            decide_payment(till, session, decide("approve", reason=reason))
    with pytest.raises(BadInput, match="card"):
        decide_payment(till, session, decide("approve", reason="her 4111 1111 1111 1111"))
    with pytest.raises(BadInput, match="reason"):
        check_payment(till, session, check(evidence=""))
    assert told_bodies(till, "payment_decided") == []


def test_a_payment_is_checked_by_hand_on_evidence(till: Till, session: Session, cart: Cart) -> None:
    claim_payment(till, session, a_claim(till, cart))

    assert check_payment(till, session, check()).state == "verified"
    assert check_payment(till, session, check()).state == "verified"
    assert check_payment(till, session, check("disputed")).state == "disputed"

    bodies = told_bodies(till, "payment_checked")
    assert [body["outcome"] for body in bodies] == ["verified", "disputed"]
    assert bodies[0]["evidence"] == "Row 12 of the statement"


def test_a_payment_is_shown_with_its_evidence_and_who_is_behind_it(
    till: Till, session: Session, cart: Cart
) -> None:
    for number in (1, 2, 3):
        claim_payment(
            till,
            session,
            a_claim(till, cart, f"pay-{number}", reference=f"2040-{number}", approval=YES),
        )
    check_payment(till, session, check())
    decide_payment(till, session, decide("release", payment_id="pay-2"))
    request_payment(till, session, a_wish(cart))

    detail = show_payment(till, "pay-3")

    assert [rule.name for rule in detail.rules] == ["mmg_payer_hour"]
    assert detail.payer == Past(count=2, verified_count=1, released_count=1)
    assert detail.cashier.count == 3
    assert detail.age_s == 0
    assert show_payment(till, "wish-1").payer == Past()
    assert [each.payment_id for each in list_payments(till)] == [
        "pay-1",
        "pay-2",
        "pay-3",
        "wish-1",
    ]
