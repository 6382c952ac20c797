"""Caps of what no provider confirms: the bank's terminal, vouchers, store credit, cards by code."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from app.use_cases import take_payment as taking
from app.use_cases.approve import Approval
from app.use_cases.cancel_payment import CancelPayment, cancel_payment
from app.use_cases.judged import PaymentJudged
from app.use_cases.operations import Said
from app.use_cases.request_payment import RequestPayment, request_payment
from app.use_cases.reviews import list_allowed
from app.use_cases.take_payment import CompletedSale, TakePayment, take_payment
from app.use_cases.tender_policy import TendersAllowed, TendersGiven, allow_tenders
from app.use_cases.till import Session, Till
from domain.cart import Cart
from domain.errors import NotAllowed
from domain.money import Money
from domain.tender import TenderKind, TenderLine, cash_tender, foreign_cash
from storage.records import AuditEntry
from tests.helpers.builders import (
    CASHIER,
    ORG_STREAM,
    OTHER_CASHIER,
    SUPERVISOR,
    TILL_STREAM,
    a_cart,
    a_change,
    a_member,
    clock_of,
    gyd,
    tell,
)
from tests.helpers.ledger_checks import complaints, read_ledger
from tests.unit.app.use_cases.payment_kit import YES, open_providers, told_bodies
from tests.unit.app.use_cases.test_reviews import SECOND

LIMIT, CAP = 9_000, 20_000
"""In whole dollars: above the first a supervisor signs, above the second nobody may."""
KINDS: tuple[TenderKind, ...] = ("bank_card", "store_credit", "voucher")


def tell_rules(till: Till, *kinds: str, first: int = 700) -> None:
    """A limit and a cap for each kind, as central tells them."""
    changes = []
    for kind in kinds:
        for action, dollars in (("supervisor", LIMIT), ("refuse", CAP)):
            value = {
                "measure": "amount",
                "tender": kind,
                "threshold": dollars * 100,
                "action": action,
                "cashier": f"Above G${dollars:,} by {kind}: ask.",
                "supervisor": f"More than G${dollars:,} by {kind}.",
            }
            name = f"{kind}_{action}"
            row = {"kind": "risk_rule", "key": name, "valid_from": "2026-01-01", "value": value}
            changes.append(a_change("rule", f"risk_rule/{name}/2026-01-01", row))
    tell(till, ORG_STREAM, changes, first=first)


def line(kind: TenderKind, dollars: int) -> TenderLine:
    if kind == "bank_card":
        return TenderLine(kind=kind, amount=gyd(dollars), approval_code="A83K91")
    return TenderLine(kind=kind, amount=gyd(dollars), reference="MASHRAMANI")


def judged(
    till: Till, session: Session, cart: Cart, *lines: TenderLine, approval: Approval | None = None
) -> TendersAllowed:
    with till.db.unit_of_work() as uow:
        shift = uow.shifts.get_open()
        said = Said(by=session.staff_id, at=till.clock.now(), day=shift.business_date)
        given = TendersGiven(cart=cart, tenders=lines, approval=approval)
        found = allow_tenders(uow, session, shift, given, said)
        uow.commit()
    return found


def audit_of(till: Till, action: str) -> list[AuditEntry]:
    with till.db.reading() as uow:
        return [each for each in uow.audit.list_entries(limit=200) if each.action == action]


def sell(
    till: Till, session: Session, cart: Cart, *lines: TenderLine, yes: Approval | None = None
) -> CompletedSale:
    request = TakePayment(
        cart_id=cart.cart_id, cart_version=cart.version, tenders=lines, approval=yes
    )
    return take_payment(till, session, request)


# ------------------------------------------------------------------ both sides of each threshold


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_quiet_at_its_limit_signed_above_it_and_refused_above_its_cap(
    till: Till, session: Session, kind: TenderKind
) -> None:
    tell_rules(till, *KINDS)
    cart = a_cart(till, session, "barrel")

    assert judged(till, session, cart, line(kind, LIMIT)) == TendersAllowed()
    for dollars, code in ((LIMIT + 1, "needs_signature"), (CAP, "needs_signature")):
        with pytest.raises(PaymentJudged) as stopped:
            judged(till, session, cart, line(kind, dollars))
        assert stopped.value.code == code
        assert stopped.value.message.startswith(f"Above G${LIMIT:,} by {kind}: ask.")
        signed = judged(till, session, cart, line(kind, dollars), approval=YES)
        assert signed.rules == (f"{kind}_supervisor",)
        assert signed.approved_by == SUPERVISOR.staff_id
    with pytest.raises(PaymentJudged) as refused:
        judged(till, session, cart, line(kind, CAP + 1), approval=YES)

    assert refused.value.code == "refused"
    (kept_out,) = audit_of(till, "tender_refuse")
    assert kept_out.detail["amount_minor"] == (CAP + 1) * 100
    assert kept_out.detail["rules"] == f"{kind}_refuse,{kind}_supervisor"


def test_two_payments_of_a_kind_are_judged_together_and_another_kind_by_itself(
    till: Till, session: Session
) -> None:
    tell_rules(till, *KINDS)
    cart = a_cart(till, session, "barrel")
    half = LIMIT // 2

    apart = (line("bank_card", LIMIT), line("voucher", LIMIT), cash_tender(gyd(90_000)))
    assert judged(till, session, cart, *apart) == TendersAllowed()
    with pytest.raises(PaymentJudged) as split:
        judged(till, session, cart, line("bank_card", half), line("bank_card", half + 1))
    assert [rule.name for rule in split.value.rules] == ["bank_card_supervisor"]


def test_an_old_rate_beside_a_card_is_looked_at_too(till: Till, session: Session) -> None:
    value = {
        "measure": "rate_age",
        "tender": "",
        "threshold": 60,
        "action": "supervisor",
        "cashier": "The rate is old.",
        "supervisor": "Old.",
    }
    row = {"kind": "risk_rule", "key": "rate_age", "valid_from": "2026-01-01", "value": value}
    tell(till, ORG_STREAM, [a_change("rule", "risk_rule/rate_age/2026-01-01", row)], first=700)
    with till.db.reading() as uow:
        rate = uow.rules.book().fx_rate("USD", "GYD", uow.shifts.get_open().business_date)
    clock_of(till).at = max(clock_of(till).at, rate.at.replace(year=rate.at.year + 1))
    dollars = foreign_cash(Money(2_000, "USD"), rate)
    cart = a_cart(till, session, "barrel")

    assert judged(till, session, cart, line("bank_card", 10)) == TendersAllowed()
    with pytest.raises(PaymentJudged, match="rate is old"):
        judged(till, session, cart, line("bank_card", 10), dollars)


# ------------------------------------------------------------------ the sale


def test_a_sale_above_the_limit_waits_for_a_second_person_and_says_who_that_was(
    till: Till, session: Session
) -> None:
    tell_rules(till, *KINDS)
    tell(till, TILL_STREAM, (a_member(SECOND),), first=900)
    cart = a_cart(till, session, "barrel")
    by_card = line("bank_card", 9_500)

    with pytest.raises(PaymentJudged):
        sell(till, session, cart, by_card)
    for nobody in (CASHIER, OTHER_CASHIER):
        own = replace(YES, approved_by=nobody.staff_id)
        with pytest.raises(NotAllowed, match="supervisor"):
            sell(till, session, cart, by_card, yes=own)
    assert list(read_ledger(till.db).sales()) == []
    done = sell(till, session, cart, by_card, yes=YES)
    assert sell(till, session, cart, by_card, yes=YES) == done

    [(_, body)] = read_ledger(till.db).sales()
    assert body.tender_rules == ("bank_card_supervisor",)
    assert body.tenders_approved_by == SUPERVISOR.staff_id
    (deed,) = list_allowed(till)
    assert (deed.deed, deed.allowed_by) == ("tender_allowed", SUPERVISOR.staff_id)
    assert deed.figures["amount_minor"] == 950_000
    assert not any("bank_card_" in text or "More than" in text for text in done.receipt_lines)
    assert complaints(till.db) == []


def test_a_sale_below_every_limit_says_nothing_of_rules(till: Till, session: Session) -> None:
    tell_rules(till, "voucher")
    sell(till, session, a_cart(till, session, "barrel"), line("bank_card", 9_500))

    [(_, body)] = read_ledger(till.db).sales()
    assert (body.tender_rules, body.tenders_approved_by) == ((), None)
    assert list_allowed(till) == ()


def test_planted_bug_a_sale_that_forgets_to_judge_is_found(
    till: Till, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell_rules(till, *KINDS)
    cart = a_cart(till, session, "barrel")
    monkeypatch.setattr(taking, "allow_tenders", lambda *_args: TendersAllowed())
    sell(till, session, cart, line("bank_card", 9_500))

    [(_, body)] = read_ledger(till.db).sales()
    assert body.tenders_approved_by is None, "as central sees it: a case (test_tender_caps)"


# ------------------------------------------------------------------ cards by code


def a_card(cart: Cart, dollars: int, payment_id: str = "wish-1") -> RequestPayment:
    return RequestPayment(
        payment_id=payment_id, cart_id=cart.cart_id, provider="stripe", amount=gyd(dollars)
    )


def test_a_card_by_code_is_judged_before_the_customer_is_asked(
    till: Till, session: Session
) -> None:
    open_providers(till, "mmg", "stripe")
    tell_rules(till, "card_qr")
    cart = a_cart(till, session, "barrel", "barrel", "barrel")

    assert request_payment(till, session, a_card(cart, LIMIT)).rules == ()
    cancel_payment(till, session, CancelPayment(payment_id="wish-1", reason="pressed"))
    large = a_card(cart, LIMIT + 1, "wish-2")
    with pytest.raises(PaymentJudged) as stopped:
        request_payment(till, session, large)
    assert stopped.value.code == "needs_signature"
    assert len(told_bodies(till, "payment_requested")) == 1
    made = request_payment(till, session, replace(large, approval=YES))
    with pytest.raises(PaymentJudged) as refused:
        request_payment(till, session, replace(a_card(cart, CAP + 1, "wish-3"), approval=YES))

    assert refused.value.code == "refused"
    assert (made.action, made.rules) == ("supervisor", ("card_qr_supervisor",))
    body = told_bodies(till, "payment_requested")[-1]
    assert json.loads(json.dumps(body["rules"])) == ["card_qr_supervisor"]
    assert body["approved_by"] == SUPERVISOR.staff_id
    assert [entry.subject for entry in audit_of(till, "tender_allowed")] == ["wish-2"]
    assert [entry.subject for entry in audit_of(till, "request_refuse")] == ["wish-3"]
    assert complaints(till.db) == []


def test_two_cards_of_a_sale_are_judged_together_and_mmg_by_code_is_not(
    till: Till, session: Session
) -> None:
    open_providers(till, "mmg", "stripe")
    tell_rules(till, "card_qr")
    cart = a_cart(till, session, "barrel", "barrel", "barrel")
    request_payment(till, session, a_card(cart, LIMIT))

    with pytest.raises(PaymentJudged):
        request_payment(till, session, a_card(cart, 1, "wish-2"))
    by_mmg = replace(a_card(cart, CAP + 1, "wish-3"), provider="mmg")
    assert request_payment(till, session, by_mmg).rules == ()
