"""A claim is judged, kept with its operation, and never taken for a payment."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from app.use_cases import claim_payment as module
from app.use_cases.claim_payment import claim_payment
from app.use_cases.customers import SaveCustomer, attach_customer, save_customer
from app.use_cases.judged import PaymentJudged, sentences_for_supervisor
from app.use_cases.list_payments import find_payment, list_cart_payments, list_payments
from app.use_cases.payers import payer_key, read_phone
from app.use_cases.settle_payments import require_payments, tender_of_payment
from app.use_cases.take_payment import CompletedSale, TakePayment, take_payment
from app.use_cases.till import Session, Till
from domain.cart import Cart
from domain.customer import Contact
from domain.errors import BadInput, Conflict, NotAllowed, RuleBroken
from domain.money import Money
from domain.tender import TenderLine, cash_tender
from domain.till_payment import TillPayment
from storage.payments import ReferenceUsed
from tests.helpers.builders import (
    CASHIER,
    ORG_STREAM,
    OTHER_CASHIER,
    SUPERVISOR,
    a_cart,
    a_change,
    clock_of,
    gyd,
    pay,
    tell,
)
from tests.helpers.ledger_checks import complaints
from tests.unit.app.use_cases.payment_kit import (
    REFERENCE,
    YES,
    a_claim,
    central_says,
    told_bodies,
)


def barrel(till: Till, session: Session) -> Cart:
    return a_cart(till, session, "barrel")


def finish(till: Till, session: Session, cart: Cart, *lines: TenderLine) -> CompletedSale:
    request = TakePayment(cart_id=cart.cart_id, cart_version=cart.version, tenders=lines)
    return take_payment(till, session, request)


def audit_of(till: Till) -> list[tuple[str, str]]:
    with till.db.reading() as uow:
        return [(each.action, each.subject) for each in uow.audit.list_entries(limit=200)]


def test_a_claim_is_one_operation_and_its_sale_names_it(till: Till, session: Session) -> None:
    cart = barrel(till, session)
    made = claim_payment(till, session, a_claim(till, cart, is_held=True))

    done = finish(till, session, cart, tender_of_payment(made))

    (body,) = told_bodies(till, "payment_claimed")
    assert body["reference"] == REFERENCE
    assert (body["action"], body["rules"], body["is_held"]) == ("accept", [], True)
    (sale,) = told_bodies(till, "sale_completed")
    assert json.loads(json.dumps(sale))["tenders"][0]["payment_id"] == "pay-1"
    assert find_payment(till, "pay-1").receipt == done.sale.receipt_number
    assert any("MMG, to be verified" in line for line in done.receipt_lines)
    assert complaints(till.db) == []


def test_the_phone_is_a_personal_part_and_stands_nowhere_else(till: Till, session: Session) -> None:
    made = claim_payment(till, session, a_claim(till, barrel(till, session)))

    with till.db.reading() as uow:
        rows = uow.payments._connection.exec_driver_sql("SELECT * FROM payment").all()
        parts = uow.payments._connection.exec_driver_sql(
            "SELECT person_id, CAST(part AS TEXT) FROM personal_part"
        ).all()
    assert "6221234" not in repr(rows)
    assert parts == [(made.payer_id, '{"phone":"+5926221234"}')]
    assert "622" not in repr(told_bodies(till, "payment_claimed"))


def test_pressed_twice_it_is_recorded_once_and_another_amount_is_a_conflict(
    till: Till, session: Session
) -> None:
    request = a_claim(till, barrel(till, session))
    first = claim_payment(till, session, request)

    assert claim_payment(till, session, request) == first
    with pytest.raises(Conflict, match="typed first"):
        claim_payment(till, session, replace(request, amount=gyd(9_000)))
    assert len(told_bodies(till, "payment_claimed")) == 1


def test_above_a_threshold_a_supervisor_signs_and_the_cashier_never_alone(
    till: Till, session: Session
) -> None:
    cart = a_cart(till, session, "barrel", "barrel", "barrel")
    large = a_claim(till, cart, amount=gyd(28_500))

    with pytest.raises(PaymentJudged) as judged:
        claim_payment(till, session, large)
    assert judged.value.code == "needs_signature"
    assert judged.value.message.startswith(judged.value.rules[0].cashier_sentence)
    assert sentences_for_supervisor(judged.value.rules)[0].startswith("The claim is above")
    own = replace(YES, approved_by=CASHIER.staff_id)
    with pytest.raises(NotAllowed, match="supervisor"):
        claim_payment(till, session, replace(large, approval=own))
    no_right = replace(YES, approved_by=OTHER_CASHIER.staff_id)
    with pytest.raises(NotAllowed, match="supervisor"):
        claim_payment(till, session, replace(large, approval=no_right))
    assert list_payments(till) == ()

    made = claim_payment(till, session, replace(large, approval=YES))

    assert (made.state, made.approved_by) == ("approved", SUPERVISOR.staff_id)
    assert made.rules == ("mmg_amount", "mmg_first_time", "mmg_amount_held")
    assert made.is_held, "the sample holds what is above G$15,000, whoever signed"
    (body,) = told_bodies(till, "payment_claimed")
    assert (body["action"], body["approved_by"]) == ("supervisor", SUPERVISOR.staff_id)
    assert ("claim_supervisor", "pay-1") in audit_of(till)
    assert not any("first" in line or "risk" in line for line in _printed(till, session, made))


def _printed(till: Till, session: Session, made: TillPayment) -> tuple[str, ...]:
    cart = a_cart(till, session, "tape")
    rest = cash_tender(gyd(480))
    return finish(till, session, cart, tender_of_payment(made), rest).receipt_lines


def test_what_the_policy_refuses_nobody_may_accept_and_it_is_written_down(
    till: Till, session: Session
) -> None:
    huge = a_claim(till, barrel(till, session), amount=gyd(100_001), approval=YES)

    with pytest.raises(PaymentJudged) as judged:
        claim_payment(till, session, huge)

    assert judged.value.code == "refused"
    assert list_payments(till) == ()
    assert told_bodies(till, "payment_claimed") == []
    assert ("claim_refuse", "pay-1") in audit_of(till)


def test_a_reference_that_paid_here_is_refused_by_the_policy_and_without_one_all_the_same(
    till: Till, session: Session
) -> None:
    cart = barrel(till, session)
    claim_payment(till, session, a_claim(till, cart))
    again = a_claim(till, cart, "pay-2", reference=" 2040 2048 536279 ", approval=YES)

    with pytest.raises(PaymentJudged) as judged:
        claim_payment(till, session, again)
    assert "mmg_reused" in [rule.name for rule in judged.value.rules]
    lax = {
        "measure": "reused_reference",
        "threshold": 99,
        "action": "refuse",
        "cashier": "x",
        "supervisor": "x",
    }
    row = {"kind": "risk_rule", "key": "mmg_reused", "valid_from": "2026-01-01", "value": lax}
    tell(till, ORG_STREAM, [a_change("rule", "risk_rule/mmg_reused/2026-01-01", row)], first=400)
    with pytest.raises(ReferenceUsed):
        claim_payment(till, session, again)

    assert len(told_bodies(till, "payment_claimed")) == 1


def test_a_claim_whose_sale_is_not_made_stays_in_sight_and_pays_when_somebody_goes_on(
    till: Till, session: Session
) -> None:
    cart = barrel(till, session)
    claim_payment(till, session, a_claim(till, cart))

    assert [each.payment_id for each in list_payments(till)] == ["pay-1"]
    assert [each.payment_id for each in list_cart_payments(till, cart.cart_id)] == ["pay-1"]
    pay(till, session, cart)
    assert [each.is_without_sale for each in list_payments(till)] == [True]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"phone": "12"}, "phone number"),
        ({"phone": "a phone"}, "phone number"),
        ({"reference": "abc"}, "reference"),
        ({"reference": "4111 1111 1111 1111"}, "card"),
        ({"amount": Money(950_050, "GYD")}, "whole dollars"),
        ({"amount": gyd(0)}, "whole dollars"),
    ],
)
def test_what_makes_no_sense_is_not_taken(
    till: Till, session: Session, wrong: dict[str, object], says: str
) -> None:
    cart = barrel(till, session)

    wrong_claim = replace(a_claim(till, cart), **wrong)  # type: ignore[arg-type]  # named above

    with pytest.raises(BadInput) as refused:
        claim_payment(till, session, wrong_claim)

    assert says in f"{refused.value.title} {refused.value.message}"
    assert told_bodies(till, "payment_claimed") == []


def test_a_message_from_the_future_or_of_last_month_is_another_payments(
    till: Till, session: Session
) -> None:
    cart, now = barrel(till, session), till.clock.now()

    for paid_at in (now + timedelta(minutes=11), now - timedelta(days=8)):
        with pytest.raises(BadInput, match="week old"):
            claim_payment(till, session, a_claim(till, cart, paid_at=paid_at))
    with pytest.raises(Conflict, match="Another sale"):
        claim_payment(till, session, replace(a_claim(till, cart), cart_id="cart-of-yesterday"))


def test_the_payer_is_known_again_by_phone_and_is_the_customer_whose_phone_it_is(
    till: Till, session: Session
) -> None:
    cart = barrel(till, session)
    contact = Contact(name="Ann Boodhoo", phone="622-1234")
    ann = save_customer(till, session, SaveCustomer(contact=contact)).person_id
    cart = attach_customer(till, session, ann)
    first = claim_payment(till, session, a_claim(till, cart))
    other = claim_payment(
        till, session, a_claim(till, cart, "pay-2", reference="2040-2", phone="623 9999")
    )
    again = claim_payment(
        till, session, a_claim(till, cart, "pay-3", reference="2040-3", phone="+592 6239999")
    )

    assert first.payer_id == ann
    assert other.payer_id == again.payer_id != ann
    assert first.payer_key == payer_key(till, read_phone("622 1234")) != other.payer_key


def test_a_payment_that_does_not_stand_sells_nothing(till: Till, session: Session) -> None:
    cart = barrel(till, session)
    made = claim_payment(till, session, a_claim(till, cart))
    line = tender_of_payment(made)
    with till.db.reading() as uow:
        require_payments(uow, cart.cart_id, (line, cash_tender(gyd(5))))
        for lines in (
            (line, line),
            (replace(line, payment_id="nobody"),),
            (replace(line, amount=gyd(5)),),
            (replace(line, is_verified=True),),
        ):
            with pytest.raises(RuleBroken) as gone:
                require_payments(uow, cart.cart_id, lines)
            assert gone.value.code == "payment_gone"
        with pytest.raises(RuleBroken):
            require_payments(uow, "cart-else", (line,))

    central_says(till, "pay-1", "disputed", 700)

    with pytest.raises(RuleBroken, match="is disputed"):
        finish(till, session, cart, line)
    with pytest.raises(ValueError, match="pays nothing"):
        tender_of_payment(find_payment(till, "pay-1"))
    assert told_bodies(till, "sale_completed") == []


def test_a_claim_that_nobody_judges_is_found_out(
    till: Till, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "rules_for", lambda *_: ())
    huge = a_claim(till, barrel(till, session), amount=gyd(100_001))

    assert claim_payment(till, session, huge).action == "accept", "the planted bug: no policy"


def test_an_hour_of_claims_asks_for_a_supervisor_and_a_later_one_does_not(
    till: Till, session: Session
) -> None:
    cart = a_cart(till, session, "barrel")
    for number in (1, 2):
        request = a_claim(till, cart, f"pay-{number}", reference=f"2040-{number}", amount=gyd(100))
        claim_payment(till, session, request)
    third = a_claim(till, cart, "pay-3", reference="2040-3", amount=gyd(100))

    with pytest.raises(PaymentJudged) as judged:
        claim_payment(till, session, third)
    assert [rule.name for rule in judged.value.rules] == ["mmg_payer_hour"]
    clock_of(till).go_on(timedelta(minutes=61))
    assert claim_payment(till, session, replace(third, paid_at=till.clock.now())).rules == ()


def test_an_old_rate_in_the_bill_asks_for_a_supervisor(till: Till, session: Session) -> None:
    old = till.clock.now() - timedelta(hours=73)
    request = a_claim(till, barrel(till, session), rate_at=old)

    with pytest.raises(PaymentJudged) as judged:
        claim_payment(till, session, request)

    assert [rule.name for rule in judged.value.rules] == ["rate_age"]


def test_a_customer_whose_phone_cannot_be_called_is_not_the_payer(
    till: Till, session: Session
) -> None:
    cart = barrel(till, session)
    contact = Contact(name="Ann Boodhoo", phone="next door")
    ann = save_customer(till, session, SaveCustomer(contact=contact)).person_id
    cart = attach_customer(till, session, ann)

    assert claim_payment(till, session, a_claim(till, cart)).payer_id != ann
