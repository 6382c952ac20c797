"""A provider did not give money back: a supervisor has the till owe it as a store credit, once."""

from __future__ import annotations

import json

import pytest

from app.use_cases.claim_payment import claim_payment
from app.use_cases.credit_instead import CreditGiven, GiveAsCredit, give_as_credit
from app.use_cases.credits import AskCredit, ask_credit
from app.use_cases.list_payments import list_payments, show_payment
from app.use_cases.refund_payments import list_paid_by
from app.use_cases.refund_sale import RefundRequest, refund_sale
from app.use_cases.settle_payments import tender_of_payment
from app.use_cases.take_payment import TakePayment, take_payment
from app.use_cases.till import Session, Till
from domain.errors import Conflict, NotAllowed, NotFound
from domain.payment import PaymentState
from sync.protocol.reversal_bodies import PaymentReversalChanged
from tests.helpers.builders import TILL_STREAM, a_cart, a_change, gyd, tell
from tests.helpers.ledger_checks import complaints
from tests.unit.app.use_cases.payment_kit import YES, a_claim, central_says, told_bodies


def says(till: Till, state: PaymentState, first: int = 600) -> None:
    central_says(till, "pay-1", state, first, amount_minor=48_000, way="claim")


def reversal(till: Till, state: str, refund: str, first: int = 700) -> None:
    """Central says how far the way back is."""
    body = {
        "state": state,
        "refund": refund,
        "message": "MMG refused it." if state == "refused" else "",
        "credit": "..CE-1" if state == "credited" else "",
        "changed_at": till.clock.now().isoformat(),
    }
    tell(till, TILL_STREAM, [a_change("payment_reversal", "pay-1", body)], first=first)


def sent_back(till: Till, session: Session) -> str:
    """A roll of tape that a claim paid comes back, and its payment is to go back; the refund."""
    cart = a_cart(till, session, "tape")
    line = tender_of_payment(claim_payment(till, session, a_claim(till, cart, amount=gyd(480))))
    request = TakePayment(cart_id=cart.cart_id, cart_version=cart.version, tenders=(line,))
    receipt = take_payment(till, session, request).sale.receipt_number
    says(till, "verified")
    asked = RefundRequest(
        request_id="press-1", of_receipt=receipt, units={1: 1}, back="payment", approval=YES
    )
    return refund_sale(till, session, asked).refund_number


def refused(till: Till, session: Session) -> str:
    number = sent_back(till, session)
    reversal(till, "refused", number)
    return number


def give(till: Till, session: Session) -> CreditGiven:
    request = GiveAsCredit(payment_id="pay-1", reason="They agree", approval=YES)
    return give_as_credit(till, session, request)


def test_what_did_not_go_back_waits_at_the_desk_until_it_is_given_as_credit(
    till: Till, session: Session
) -> None:
    number = refused(till, session)
    (waiting,) = list_payments(till)
    why = show_payment(till, "pay-1").refused
    given = give(till, session)
    (credit,) = told_bodies(till, "credit_issued")

    assert waiting.payment_id == "pay-1"
    assert why is not None
    assert (why.refund, why.message) == (number, "MMG refused it.")
    assert credit == {
        "resource": f"credit:GYD-{given.code}",
        "currency": "GYD",
        "quantity": 48_000,
        "of_refund": number,
        "approved_by": YES.approved_by,
        "instead_of": "pay-1",
    }
    assert list_payments(till) == ()
    assert show_payment(till, "pay-1").refused is None
    assert complaints(till.db) == []


def test_the_credit_pays_here_at_once_and_its_slip_waits_with_its_code(
    till: Till, session: Session
) -> None:
    refused(till, session)
    given = give(till, session)
    cart = a_cart(till, session, "tape")
    wanted = AskCredit(cart_id=cart.cart_id, code=given.code, wanted=gyd(480))
    with till.db.reading() as uow:
        paper = uow.prints.get_job(given.slip_id).new.paper

    assert ask_credit(till, session, wanted).amount == gyd(480) == given.amount
    assert given.code in str(paper)
    assert "STORE CREDIT" in str(paper)


def test_it_is_given_once_whatever_is_pressed_how_often(till: Till, session: Session) -> None:
    refused(till, session)
    give(till, session)
    with pytest.raises(Conflict, match="Nothing is to be given"):
        give(till, session)

    assert len(told_bodies(till, "credit_issued")) == 1


def paid_by(till: Till) -> tuple[str, str]:
    """How far the payment is, as *Returns* says it, and which credit stands for it."""
    receipt = str(told_bodies(till, "sale_refunded")[0]["of_receipt"])
    with till.db.reading() as uow:
        (each,) = list_paid_by(uow, receipt)
    return each.back, each.credit


def test_returns_names_the_credit_that_was_given_here_at_once(till: Till, session: Session) -> None:
    number = refused(till, session)
    assert paid_by(till) == ("refused", "")
    given = give(till, session)
    end = f"..{given.code[-4:]}"

    assert paid_by(till) == ("credited", end)
    assert show_payment(till, "pay-1").history[-1].detail == end
    reversal(till, "credited", number, first=800)
    assert paid_by(till) == ("credited", end)


@pytest.mark.parametrize("knows_it", [True, False])
def test_what_central_says_was_given_is_given_by_no_till_whatever_it_knows_itself(
    till: Till, session: Session, knows_it: bool
) -> None:
    """The office gave it, or this till did before its disk was lost."""
    if knows_it:
        reversal(till, "credited", refused(till, session), first=800)
    else:
        says(till, "verified")
        reversal(till, "credited", "GY03A-000002")
    with pytest.raises((Conflict, NotFound)):
        give(till, session)

    assert show_payment(till, "pay-1").refused is None
    assert told_bodies(till, "credit_issued") == []
    if knows_it:
        assert list_payments(till) == ()
        assert paid_by(till) == ("credited", "..CE-1")


def test_planted_a_till_that_is_not_told_that_it_was_given_gives_it_again(
    till: Till, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = refused(till, session)
    monkeypatch.setattr(PaymentReversalChanged, "model_validate_json", _deaf)
    reversal(till, "credited", number, first=800)

    assert give(till, session).code
    assert len(told_bodies(till, "credit_issued")) == 1


def _deaf(body: str) -> PaymentReversalChanged:
    told = PaymentReversalChanged.model_validate(json.loads(body))
    return told.model_copy(update={"state": "refused"})


@pytest.mark.parametrize("state", ["asked", "refunded", "never"])
def test_nothing_is_given_for_what_was_not_refused_or_went_back_after_all(
    till: Till, session: Session, state: str
) -> None:
    number = sent_back(till, session)
    if state == "asked":
        reversal(till, "asked", number)
    elif state == "refunded":
        reversal(till, "refused", number)
        says(till, "refunded", 800)
    with pytest.raises(Conflict):
        give(till, session)

    assert list_payments(till) == ()
    assert told_bodies(till, "credit_issued") == []


def test_who_made_the_refund_or_may_not_approve_gives_nothing(till: Till, session: Session) -> None:
    refused(till, session)
    own = type(YES)(approved_by=session.staff_id, permission=YES.permission)
    request = GiveAsCredit(payment_id="pay-1", reason="They agree", approval=own)
    with pytest.raises(NotAllowed, match="Somebody else must decide"):
        give_as_credit(till, session, request)

    assert told_bodies(till, "credit_issued") == []
