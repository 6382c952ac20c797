"""How old a bill's rates are is judged whatever pays it: cash alone, and lines in dollars."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.use_cases import tender_policy
from app.use_cases.claim_payment import claim_payment
from app.use_cases.current_cart import current_cart
from app.use_cases.judged import PaymentJudged
from app.use_cases.request_payment import RequestPayment, request_payment
from app.use_cases.ring_up import RingUp, ring_up
from app.use_cases.settle_payments import tender_of_payment
from app.use_cases.take_payment import CompletedSale
from app.use_cases.till import Session, Till
from domain.cart import Cart
from domain.money import Money
from domain.tender import TenderLine, cash_tender, foreign_cash
from tests.helpers.builders import (
    ITEMS,
    ORG_STREAM,
    STORE_STREAM,
    SUPERVISOR,
    a_cart,
    a_change,
    an_item,
    clock_of,
    gyd,
    tell,
)
from tests.helpers.ledger_checks import complaints, read_ledger
from tests.unit.app.use_cases.payment_kit import YES, a_claim, open_providers
from tests.unit.app.use_cases.test_split_payments import the_rate
from tests.unit.app.use_cases.test_tender_policy import audit_of, sell

FRESH = timedelta(hours=72)
"""What the sample policy takes by itself."""


def make_rate(till: Till, age: timedelta) -> None:
    """The rate of the dollar was told this long ago."""
    told = {
        "base": "USD",
        "quote": "GYD",
        "micro": 209_000_000,
        "source": "Sample bank",
        "at": (till.clock.now() - age).isoformat(),
        "fresh_h": 72,
    }
    row = {"kind": "fx_rate", "key": "USD/GYD", "valid_from": "2026-01-01", "value": told}
    tell(till, ORG_STREAM, [a_change("rule", "fx_rate/USD/GYD/2026-01-01", row)], first=900)


def dollars(till: Till) -> TenderLine:
    return foreign_cash(Money(5_000, "USD"), the_rate(till))


def a_phone(till: Till, session: Session) -> Cart:
    """A cart with one line that is priced in dollars: US$40."""
    told = [an_item("phone", "Phone", 4_000, currency="USD")]
    tell(till, STORE_STREAM, told, first=len(ITEMS) + 2)
    ring_up(till, session, RingUp(item_id="phone"))
    return current_cart(till, session).cart


def rules_of_sales(till: Till) -> list[tuple[tuple[str, ...], str | None]]:
    return [
        (body.tender_rules, body.tenders_approved_by) for _, body in read_ledger(till.db).sales()
    ]


def by_dollars(till: Till, session: Session) -> tuple[Cart, TenderLine]:
    return a_cart(till, session, "barrel"), dollars(till)


def for_a_line_in_dollars(till: Till, session: Session) -> tuple[Cart, TenderLine]:
    return a_phone(till, session), cash_tender(gyd(10_000))


BILLS = pytest.mark.parametrize("bill", [by_dollars, for_a_line_in_dollars])


@BILLS
def test_cash_alone_at_a_rate_of_three_days_is_taken_without_a_word(
    till: Till, session: Session, bill: object
) -> None:
    make_rate(till, FRESH)
    cart, tender = bill(till, session)  # type: ignore[operator]  # one of the two above
    sell(till, session, cart, tender)

    assert rules_of_sales(till) == [((), None)]
    assert complaints(till.db) == []


@BILLS
def test_cash_alone_at_an_older_rate_waits_for_a_supervisor(
    till: Till, session: Session, bill: object
) -> None:
    make_rate(till, FRESH + timedelta(minutes=1))
    cart, tender = bill(till, session)  # type: ignore[operator]  # one of the two above

    with pytest.raises(PaymentJudged, match="older than three days") as stopped:
        sell(till, session, cart, tender)
    assert stopped.value.code == "needs_signature"
    assert rules_of_sales(till) == []
    sell(till, session, cart, tender, yes=YES)

    assert rules_of_sales(till) == [(("rate_age",), SUPERVISOR.staff_id)]
    (allowed,) = audit_of(till, "tender_allowed")
    assert allowed.detail["amount_minor"] == tender.amount.amount_minor
    assert complaints(till.db) == []


def test_a_bill_without_other_money_is_not_asked_for_a_rate(till: Till, session: Session) -> None:
    make_rate(till, FRESH * 9)
    sell(till, session, a_cart(till, session, "barrel"), cash_tender(gyd(9_500)))

    assert rules_of_sales(till) == [((), None)]


def a_request(cart: Cart, provider: str) -> RequestPayment:
    return RequestPayment(
        payment_id="wish-1", cart_id=cart.cart_id, provider=provider, amount=gyd(8_360)
    )


@pytest.mark.parametrize("provider", ["mmg", "stripe"])
def test_a_code_for_a_line_at_an_old_rate_is_judged_before_the_customer_is_asked(
    till: Till, session: Session, provider: str
) -> None:
    open_providers(till, "mmg", "stripe")
    make_rate(till, FRESH)
    cart = a_phone(till, session)
    clock_of(till).go_on(timedelta(minutes=1))

    with pytest.raises(PaymentJudged) as stopped:
        request_payment(till, session, a_request(cart, provider))
    assert [rule.name for rule in stopped.value.rules] == ["rate_age"]
    clock_of(till).go_on(timedelta(minutes=-1))
    assert request_payment(till, session, a_request(cart, provider)).rules == ()


def test_a_claim_for_a_line_at_an_old_rate_is_signed_once_and_the_sale_asks_no_more(
    till: Till, session: Session
) -> None:
    make_rate(till, FRESH + timedelta(minutes=1))
    cart = a_phone(till, session)
    claim = a_claim(till, cart, amount=gyd(8_360), approval=YES)
    with pytest.raises(PaymentJudged):
        claim_payment(till, session, a_claim(till, cart, amount=gyd(8_360)))
    made = claim_payment(till, session, claim)
    done: CompletedSale = sell(till, session, cart, tender_of_payment(made))

    assert made.rules == ("rate_age",)
    assert done.sale.due == gyd(8_360)
    assert rules_of_sales(till) == [((), None)]
    assert complaints(till.db) == []


def test_planted_bug_a_bill_whose_lines_nobody_looks_at_is_found(
    till: Till, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_rate(till, FRESH * 2)
    cart = a_phone(till, session)
    monkeypatch.setattr(tender_policy, "oldest_rate_at", lambda _cart, *_rates: None)
    sell(till, session, cart, cash_tender(gyd(10_000)))

    assert rules_of_sales(till) == [((), None)], "as the tests above would find it"
