"""Store credit and vouchers are spent only where they are held, and exactly once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.use_cases.credits import (
    AskCredit,
    CreditFound,
    NewCredit,
    ask_credit,
    issue_credit,
    spend_credits,
)
from app.use_cases.operations import Said
from app.use_cases.take_payment import CompletedSale, TakePayment, take_payment
from app.use_cases.till import Session, Till
from domain.cart import Cart
from domain.errors import BadInput, RuleBroken
from domain.money import Money
from domain.tender import TenderLine, cash_tender
from storage.unit_of_work import UnitOfWork
from sync.protocol.allotment_bodies import SpentBody
from sync.protocol.bodies import SaleCompleted
from sync.protocol.credit_bodies import CreditIssued
from sync.protocol.operation import read_facts
from tests.helpers.builders import CASHIER, a_cart, clock_of, gyd
from tests.helpers.ledger_checks import complaints, read_ledger
from tests.helpers.scarce_till import Place, granted

VOUCHER = "voucher:GYD-MASHRAMANI"


def held(till: Till, resource: str) -> int:
    with till.db.reading() as uow:
        return sum(each.held for each in uow.allotments.list_held() if each.resource == resource)


def voucher(amount: Money, code: str = "MASHRAMANI") -> TenderLine:
    return TenderLine(kind="voucher", amount=amount, reference=code)


def asked(till: Till, session: Session, cart: Cart, code: str, wanted: Money) -> CreditFound:
    return ask_credit(till, session, AskCredit(cart_id=cart.cart_id, code=code, wanted=wanted))


def paid(till: Till, session: Session, cart: Cart, *tenders: TenderLine) -> CompletedSale:
    request = TakePayment(cart_id=cart.cart_id, cart_version=cart.version, tenders=tenders)
    return take_payment(till, session, request)


def issued(till: Till, session: Session, amount: Money) -> str:
    with till.db.unit_of_work() as uow:
        now = till.clock.now()
        said = Said(by=session.staff_id, at=now, day=now.date())
        code = issue_credit(uow, till, said, NewCredit(amount=amount, of_refund="GY03A-R000001"))
        uow.commit()
    return code


def told_of_sale(till: Till) -> SaleCompleted:
    [(_, body)] = read_ledger(till.db).sales()
    assert isinstance(body, SaleCompleted)
    return body


# ------------------------------------------------------------------ spending


def test_a_voucher_that_was_granted_pays_its_part_and_cash_the_rest(
    till: Till, place: Place, session: Session
) -> None:
    granted(place, 1, 90_000, VOUCHER)
    cart = a_cart(till, session, "tape")
    found = asked(till, session, cart, " mash ramani ", gyd(400))
    sale = paid(till, session, cart, voucher(gyd(400)), cash_tender(gyd(5_000))).sale

    assert (found.kind, found.reference, found.amount) == ("voucher", "MASHRAMANI", gyd(400))
    assert not found.is_asked
    assert sale.cash_due + gyd(400) == sale.due
    body = told_of_sale(till)
    assert body.spent == (SpentBody(resource=VOUCHER, quantity=40_000),)
    assert [(t.kind, t.reference, t.change_minor > 0) for t in body.tenders] == [
        ("voucher", "MASHRAMANI", False),
        ("cash", None, True),
    ]
    assert held(till, VOUCHER) == 50_000
    assert complaints(till.db) == []


def test_more_than_is_held_sells_nothing_and_takes_nothing(
    till: Till, place: Place, session: Session
) -> None:
    granted(place, 1, 10_000, VOUCHER)
    cart = a_cart(till, session, "tape")
    with pytest.raises(RuleBroken, match="MASHRAMANI") as refused:
        paid(till, session, cart, voucher(gyd(400)), cash_tender(gyd(5_000)))

    assert refused.value.code == "credit_short"
    assert list(read_ledger(till.db).sales()) == []
    assert held(till, VOUCHER) == 10_000


def test_a_second_press_of_finish_spends_a_credit_once(
    till: Till, place: Place, session: Session
) -> None:
    granted(place, 1, 90_000, VOUCHER)
    cart = a_cart(till, session, "tape")
    tenders = (voucher(gyd(400)), cash_tender(gyd(5_000)))
    first = paid(till, session, cart, *tenders)
    second = paid(till, session, cart, *tenders)

    assert first == second
    assert held(till, VOUCHER) == 50_000
    assert complaints(till.db) == []


def test_what_another_cart_asked_for_is_set_aside_until_its_time_is_over(
    till: Till, place: Place, session: Session
) -> None:
    granted(place, 1, 10_000, VOUCHER)
    cart = a_cart(till, session, "tape")
    ask_credit(till, session, AskCredit(cart_id="other", code="MASHRAMANI", wanted=gyd(100)))
    meanwhile = asked(till, session, cart, "MASHRAMANI", gyd(100))
    clock_of(till).at += timedelta(minutes=11)
    later = asked(till, session, cart, "MASHRAMANI", gyd(100))

    assert (meanwhile.amount, meanwhile.is_asked) == (gyd(0), True)
    assert later.amount == gyd(100)


def test_a_code_that_can_be_none_is_asked_of_nobody(till: Till, session: Session) -> None:
    cart = a_cart(till, session, "tape")
    with pytest.raises(BadInput, match="3 to 40 letters"):
        asked(till, session, cart, "?", gyd(1))


def test_planted_bug_spending_without_taking_pays_twice_with_one_voucher(
    till: Till, place: Place, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check above can fail: were the units not taken, one voucher would pay every sale."""
    granted(place, 1, 40_000, VOUCHER)
    monkeypatch.setattr("storage.allotments.Allotments.take", lambda *_: None)
    for _ in range(2):
        cart = a_cart(till, session, "tape")
        paid(till, session, cart, voucher(gyd(400)), cash_tender(gyd(5_000)))

    spent = [body.spent[0].quantity for _, body in read_ledger(till.db).sales()]
    assert sum(spent) > 40_000


# ------------------------------------------------------------------ issuing


def test_a_credit_pays_at_the_till_that_issued_it_without_asking_anybody(
    till: Till, session: Session
) -> None:
    code = issued(till, session, gyd(400))
    cart = a_cart(till, session, "tape")
    found = asked(till, session, cart, code, gyd(400))
    line = TenderLine(kind=found.kind, amount=found.amount, reference=found.reference)
    paid(till, session, cart, line, cash_tender(gyd(5_000)))

    assert (found.kind, found.amount, found.is_asked) == ("store_credit", gyd(400), False)
    assert held(till, f"credit:GYD-{code}") == 0
    assert complaints(till.db) == []


def test_central_is_told_of_a_credit_with_whom_it_is_held(till: Till, session: Session) -> None:
    code = issued(till, session, gyd(400))
    with till.db.reading() as uow:
        current = uow.till.find_current_stream()
        assert current is not None
        told = uow.outbox.find_operation(current.name, current.head_seq)
    assert told is not None
    facts = read_facts(told.facts)

    assert (facts.kind, facts.by) == ("credit_issued", CASHIER.staff_id)
    assert CreditIssued.model_validate(facts.body) == CreditIssued(
        resource=f"credit:GYD-{code}", currency="GYD", quantity=40_000, of_refund="GY03A-R000001"
    )


def test_nobody_is_owed_nothing(till: Till, session: Session) -> None:
    with pytest.raises(ValueError, match="more than nothing"):
        issued(till, session, gyd(0))


def test_a_sale_without_credits_asks_the_database_nothing_about_them(
    till: Till, session: Session
) -> None:
    with till.db.unit_of_work() as uow:
        now = till.clock.now()
        said = Said(by=session.staff_id, at=now, day=now.date())

        assert spend_credits(_deaf(uow), said, "cart", (cash_tender(gyd(1)),)) == ()


def _deaf(uow: UnitOfWork) -> UnitOfWork:
    """A unit of work whose allotments are gone."""
    uow.__dict__.pop("allotments", None)
    return uow
