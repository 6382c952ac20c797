"""A customer sent more by MMG than was due: the sale takes its part, and the rest is owed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.use_cases import paid_over
from app.use_cases import take_payment as module
from app.use_cases.claim_payment import claim_payment
from app.use_cases.credits import AskCredit, NewCredit, ask_credit
from app.use_cases.find_returnable import find_returnable
from app.use_cases.refund_sale import RefundRequest, plan_refund
from app.use_cases.settle_payments import tender_of_payment
from app.use_cases.take_payment import CompletedSale, TakePayment, take_payment
from app.use_cases.till import Session, Till
from domain.cart import Cart
from domain.errors import BadInput, RuleBroken
from domain.payment import PaymentState
from domain.tender import Over, TenderLine, cash_tender, cut_to, rest_after
from tests.helpers.builders import a_cart, gyd
from tests.helpers.ledger_checks import complaints, read_ledger
from tests.unit.app.use_cases.payment_kit import YES, a_claim, central_says, told_bodies

TAPE = 480


def tendered(till: Till, session: Session, cart: Cart, *, dollars: int, number: int) -> TenderLine:
    """What a claim of so many dollars pays of a cart."""
    more = {"amount": gyd(dollars), "reference": f"REF-{number:06d}", "approval": YES}
    claim = a_claim(till, cart, f"pay-{number}", **more)
    return cut_to(tender_of_payment(claim_payment(till, session, claim)), cart.gross)


def sold_over(till: Till, session: Session, dollars: int = 600, number: int = 1) -> CompletedSale:
    """A roll of tape for G$480, for which a claim of more was shown."""
    cart = a_cart(till, session, "tape")
    line = tendered(till, session, cart, dollars=dollars, number=number)
    request = TakePayment(cart_id=cart.cart_id, cart_version=cart.version, tenders=(line,))
    return take_payment(till, session, request)


def code_of(done: CompletedSale) -> str:
    (tender,) = done.sale.tenders
    assert tender.over is not None
    return tender.over.credit


def says(till: Till, state: PaymentState, first: int = 600, number: int = 1) -> None:
    central_says(till, f"pay-{number}", state, first, amount_minor=60_000, way="claim")


def ask(till: Till, session: Session, code: str) -> int:
    request = AskCredit(cart_id=a_cart(till, session, "tape").cart_id, code=code, wanted=gyd(100))
    return ask_credit(till, session, request).amount.amount_minor


def test_the_sale_takes_what_is_due_and_the_rest_is_owed_and_both_name_each_other(
    till: Till, session: Session
) -> None:
    done = sold_over(till, session)
    ((_, sale),) = read_ledger(till.db).sales()
    (credit,) = told_bodies(till, "credit_issued")
    (tender,) = sale.tenders
    with till.db.reading() as uow:
        kept = uow.sales.get(done.sale.receipt_number).sale

    assert kept == done.sale
    assert done.sale.tenders[0].over == Over(amount=gyd(120), credit=code_of(done))
    assert (tender.amount_minor, tender.over_minor) == (48_000, 12_000)
    assert tender.credit == code_of(done)
    assert credit == {
        "resource": f"credit:GYD-{code_of(done)}",
        "currency": "GYD",
        "quantity": 12_000,
        "of_payment": "pay-1",
        "awaits": True,
    }
    assert complaints(till.db) == []


def test_the_receipt_is_the_paper_of_the_credit_and_says_that_it_waits(
    till: Till, session: Session
) -> None:
    done = sold_over(till, session)
    text = "\n".join(done.receipt_lines)

    assert "Paid over, store credit" in text
    assert f"Code {code_of(done)}" in text
    assert "It pays once MMG is verified." in text


@pytest.mark.parametrize(
    ("state", "says_so"),
    [("claimed", "once its MMG"), ("disputed", "void"), ("refunded", "void")],
)
def test_a_credit_whose_money_nobody_has_seen_is_not_asked_for(
    till: Till, session: Session, state: PaymentState, says_so: str
) -> None:
    code = code_of(sold_over(till, session))
    if state != "claimed":
        says(till, "disputed")
    if state == "refunded":
        says(till, state, 700)
    with pytest.raises(BadInput, match=says_so):
        ask(till, session, code)


def test_once_it_is_verified_the_credit_is_asked_of_central(till: Till, session: Session) -> None:
    code = code_of(sold_over(till, session))
    says(till, "verified")

    assert ask(till, session, code) == 0


def test_what_was_verified_before_the_sale_is_held_here_and_pays_at_once(
    till: Till, session: Session
) -> None:
    cart = a_cart(till, session, "tape")
    tendered(till, session, cart, dollars=600, number=1)
    says(till, "verified")
    with till.db.reading() as uow:
        line = cut_to(tender_of_payment(uow.payments.get("pay-1")), cart.gross)
    request = TakePayment(cart_id=cart.cart_id, cart_version=cart.version, tenders=(line,))
    done = take_payment(till, session, request)
    (credit,) = told_bodies(till, "credit_issued")

    assert "awaits" not in credit
    assert ask(till, session, code_of(done)) == 10_000
    assert "once MMG is verified" not in "\n".join(done.receipt_lines)


def test_a_part_that_is_not_the_rest_of_its_payment_sells_nothing(
    till: Till, session: Session
) -> None:
    cart = a_cart(till, session, "tape")
    line = tendered(till, session, cart, dollars=600, number=1)
    more = replace(line, over=Over(amount=gyd(1_120)))
    request = TakePayment(cart_id=cart.cart_id, cart_version=cart.version, tenders=(more,))
    with pytest.raises(RuleBroken) as refused:
        take_payment(till, session, request)

    assert refused.value.code == "payment_gone"
    assert told_bodies(till, "credit_issued") == []


def test_goods_that_come_back_are_worth_what_the_sale_took_and_mmg_gives_no_part_back(
    till: Till, session: Session
) -> None:
    receipt = sold_over(till, session).sale.receipt_number
    says(till, "verified")
    request = RefundRequest(request_id="press-1", of_receipt=receipt, units={1: 1})
    plan = plan_refund(till, session, request)
    (paid_by,) = find_returnable(till, session, receipt).paid_by

    assert (plan.given, plan.must_sign) == (gyd(TAPE), False)
    assert (paid_by.amount, paid_by.is_over) == (gyd(TAPE), True)
    with pytest.raises(RuleBroken) as refused:
        plan_refund(till, session, replace(request, back="payment"))
    assert refused.value.code == "not_sendable"


def test_a_credit_that_pays_nothing_is_refused_whatever_its_code(
    till: Till, session: Session
) -> None:
    cart = a_cart(till, session, "tape")
    nothing = TenderLine(kind="store_credit", amount=gyd(0), reference="CR-NOBODY")
    tenders = (nothing, cash_tender(gyd(TAPE)))
    request = TakePayment(cart_id=cart.cart_id, cart_version=cart.version, tenders=tenders)
    with pytest.raises(RuleBroken) as refused:
        take_payment(till, session, request)

    assert refused.value.code == "credit_nothing"
    assert told_bodies(till, "sale_completed") == []


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(more=st.lists(st.tuples(st.integers(0, 900), st.integers(0, 3)), min_size=1, max_size=4))
def test_whatever_was_sent_the_sale_and_what_is_owed_are_the_payment(
    till: Till, session: Session, more: list[tuple[int, int]]
) -> None:
    for dollars, rolls in more:
        with till.db.reading() as uow:
            states = ["claimed", "approved"]
            number = len(uow.payments.list_by_state(states, limit=200)) + 1
        cart = a_cart(till, session, *(["tape"] * (rolls + 1)))
        line = tendered(till, session, cart, dollars=dollars + 1, number=number)
        rest = rest_after(cart.gross, [line])
        tenders = (line,) if rest.is_zero else (line, cash_tender(gyd(20_000)))
        request = TakePayment(cart_id=cart.cart_id, cart_version=cart.version, tenders=tenders)
        done = take_payment(till, session, request)

        assert done.sale.tenders[0].paid == gyd(dollars + 1)

    assert [each for each in complaints(till.db) if each.startswith("paid_over")] == []


# ------------------------------------------------------------------ planted bugs


def bad(till: Till) -> list[str]:
    return [each for each in complaints(till.db) if each.startswith("paid_over_is_owed")]


def test_planted_a_difference_that_nobody_owes_is_found(
    till: Till, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "owe_over", lambda *_args: None)
    sold_over(till, session)

    assert bad(till) == ["paid_over_is_owed: pay-1 was paid over, and 0 credits owe it"]


def test_planted_a_credit_of_another_amount_is_found(
    till: Till, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def double(**values: object) -> NewCredit:
        return NewCredit(**{**values, "amount": gyd(240)})  # type: ignore[arg-type]  # named by the use case

    monkeypatch.setattr(paid_over, "NewCredit", double)
    done = sold_over(till, session)

    assert bad(till) == [
        f"paid_over_is_owed: credit:GYD-{code_of(done)} is not what its sale says of pay-1"
    ]


def test_planted_a_credit_that_pays_before_anybody_has_seen_its_money_is_found(
    till: Till, session: Session
) -> None:
    code = code_of(sold_over(till, session))
    with till.db.unit_of_work() as uow:
        uow.allotments.hold(f"credit:GYD-{code}", 12_000)
        uow.commit()
    cart = a_cart(till, session, "tape")
    credit = TenderLine(kind="store_credit", amount=gyd(120), reference=code)
    request = TakePayment(
        cart_id=cart.cart_id,
        cart_version=cart.version,
        tenders=(credit, cash_tender(gyd(360))),
    )
    receipt = take_payment(till, session, request).sale.receipt_number

    assert bad(till) == [
        f"paid_over_is_owed: {receipt} spent credit:GYD-{code}, whose payment nobody has seen"
    ]


def test_planted_a_payment_that_is_more_than_its_sale_and_owed_by_nobody_is_found(
    till: Till, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "require_payments", lambda *_args: None)
    monkeypatch.setattr(module, "with_codes", lambda _till, lines: _without_over(lines))
    sold_over(till, session)

    assert len(bad(till)) == 1
    assert "took 48000 and owes 0 of a payment of 60000" in bad(till)[0]


def _without_over(lines: tuple[TenderLine, ...]) -> tuple[TenderLine, ...]:
    return tuple(replace(line, over=None) for line in lines)
