"""Claims that are alike are approved with one PIN, and each keeps a decision of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.use_cases import decide_together
from app.use_cases.claim_payment import claim_payment
from app.use_cases.decide_payment import CheckPayment, DecidePayment, check_payment, decide_payment
from app.use_cases.decide_together import ApproveTogether, approve_together, list_alike
from app.use_cases.deciders import list_deciders
from app.use_cases.settle_payments import tender_of_payment
from app.use_cases.take_payment import TakePayment, take_payment
from app.use_cases.till import Session, Till
from domain.errors import BadInput, NotAllowed, RuleBroken
from tests.helpers.builders import CASHIER, SUPERVISOR, a_cart
from tests.helpers.ledger_checks import complaints
from tests.unit.app.use_cases.payment_kit import YES, a_claim, told_bodies


def sell_by_claim(till: Till, session: Session, number: int) -> None:
    cart = a_cart(till, session, "barrel")
    phone = f"622 12{number:02}"
    asked = a_claim(till, cart, f"pay-{number}", reference=f"2040-{number}", phone=phone)
    line = tender_of_payment(claim_payment(till, session, asked))
    request = TakePayment(cart_id=cart.cart_id, cart_version=cart.version, tenders=(line,))
    take_payment(till, session, request)


@pytest.fixture(autouse=True)
def claims(till: Till, session: Session) -> None:
    for number in (1, 2, 3):
        sell_by_claim(till, session, number)


def together(*numbers: int, **more: object) -> ApproveTogether:
    plain = ApproveTogether(
        payment_ids=tuple(f"pay-{number}" for number in numbers),
        reason="Saw the messages",
        approval=YES,
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # named by each test


def test_each_of_them_is_decided_signed_and_told_by_itself(till: Till, session: Session) -> None:
    assert [each.payment_id for each in list_alike(till, "pay-2")] == ["pay-1", "pay-2", "pay-3"]
    assert approve_together(till, session, together(1, 2, 3)) == 3

    bodies = told_bodies(till, "payment_decided")
    assert [body["payment_id"] for body in bodies] == ["pay-1", "pay-2", "pay-3"]
    assert {body["approved_by"] for body in bodies} == {SUPERVISOR.staff_id}
    assert list_alike(till, "pay-1") == ()
    assert list_alike(till, "pay-9") == ()
    assert complaints(till.db) == []


def test_what_was_disputed_meanwhile_has_none_approved(till: Till, session: Session) -> None:
    check_payment(
        till,
        session,
        CheckPayment(
            payment_id="pay-2", outcome="disputed", evidence="Row 3", reason="Seen", approval=YES
        ),
    )
    with pytest.raises(RuleBroken, match="Nothing was approved"):
        approve_together(till, session, together(1, 2, 3))

    assert told_bodies(till, "payment_decided") == []


def test_who_took_one_of_them_and_who_gives_no_reason_approves_none(
    till: Till, session: Session
) -> None:
    cashier = replace(YES, approved_by=CASHIER.staff_id)
    with pytest.raises(NotAllowed):
        approve_together(till, session, together(1, 2, approval=cashier))
    with pytest.raises(BadInput):
        approve_together(till, session, together(1, 2, reason=" "))

    assert told_bodies(till, "payment_decided") == []


def test_what_somebody_else_decides_between_two_of_them_stays_decided(
    till: Till, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faster(till: Till, session: Session, request: DecidePayment) -> object:
        if request.payment_id == "pay-2":
            decide_payment(till, session, replace(request, decision="reject"))
        return decide_payment(till, session, request)

    monkeypatch.setattr(decide_together, "decide_payment", faster)

    assert approve_together(till, session, together(1, 2, 3)) == 2
    decisions = [body["decision"] for body in told_bodies(till, "payment_decided")]
    assert decisions == ["approve", "reject", "approve"]


def test_everybody_who_may_approve_is_offered_also_the_one_at_the_till(till: Till) -> None:
    assert [member.staff_id for member in list_deciders(till)] == [SUPERVISOR.staff_id]
