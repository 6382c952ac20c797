"""A sale paid in parts: kept, told and in the drawer as it was given, and each check can fail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from app.use_cases import take_payment as module
from app.use_cases.sale_bodies import sale_body
from app.use_cases.take_payment import CompletedSale, TakePayment, take_payment
from app.use_cases.tender_rules import read_tender_rules
from app.use_cases.till import Session, Till
from domain.cart import Cart
from domain.errors import RuleBroken
from domain.fx import Rate
from domain.money import Money
from domain.sale import Sale
from domain.tender import TenderLine, cash_tender, foreign_cash
from sync.protocol.allotment_bodies import SpentBody
from sync.protocol.bodies import SaleCompleted
from tests.helpers.builders import ORG_STREAM, a_cart, a_change, clock_of, gyd, tell
from tests.helpers.ledger_checks import complaints, read_ledger


def usd(dollars: int) -> Money:
    return Money(dollars * 100, "USD")


def the_rate(till: Till) -> Rate:
    foreign = read_tender_rules(till).foreign
    assert foreign is not None
    return foreign.rate


def card(amount: Money) -> TenderLine:
    return TenderLine(kind="bank_card", amount=amount, approval_code="A83K91")


def split(till: Till, session: Session) -> CompletedSale:
    """A barrel for G$9,500: US$20, G$3,000 by card, and G$3,000 in notes."""
    cart = a_cart(till, session, "barrel")
    tenders = (foreign_cash(usd(20), the_rate(till)), card(gyd(3_000)), cash_tender(gyd(3_000)))
    request = TakePayment(cart_id=cart.cart_id, cart_version=cart.version, tenders=tenders)
    return take_payment(till, session, request)


def drawer(till: Till, sale: Sale) -> Mapping[str, int]:
    with till.db.reading() as uow:
        return uow.drawer.sums(sale.shift_number)


def test_a_split_is_kept_as_it_was_given_and_told_part_by_part(
    till: Till, session: Session
) -> None:
    done = split(till, session)
    with till.db.reading() as uow:
        kept = uow.sales.get(done.sale.receipt_number).sale
    [(_, body)] = read_ledger(till.db).sales()
    foreign = body.tenders[0].foreign

    assert kept == done.sale
    assert foreign is not None
    assert (foreign.currency, foreign.handed_minor) == ("USD", 2_000)
    assert (foreign.rate_micro, foreign.rate_source) == (209_000_000, the_rate(till).source)
    assert foreign.rate_at == the_rate(till).at
    assert body.tenders[1].approval_code == "A83K91"
    assert sum(tender.amount_minor for tender in body.tenders) == done.sale.due.amount_minor
    assert complaints(till.db) == []


def test_the_drawer_holds_each_currency_by_itself_less_the_change(
    till: Till, session: Session
) -> None:
    before = drawer(till, split(till, session).sale)
    sale = split(till, session).sale
    after = drawer(till, sale)

    assert after["USD"] - before["USD"] == 2_000
    assert after["GYD"] - before["GYD"] == 300_000 - sale.change.amount_minor


def test_a_refused_split_leaves_nothing_behind(till: Till, session: Session) -> None:
    cart = a_cart(till, session, "barrel")
    request = TakePayment(
        cart_id=cart.cart_id, cart_version=cart.version, tenders=(card(gyd(3_000)),)
    )
    with pytest.raises(RuleBroken) as refused:
        take_payment(till, session, request)

    assert refused.value.code == "underpaid"
    assert list(read_ledger(till.db).sales()) == []
    assert complaints(till.db) == []


# ------------------------------------------------------------------ rates


def test_an_old_rate_is_said_to_be_old_and_none_is_no_way_to_pay(till: Till) -> None:
    fresh = read_tender_rules(till).foreign
    assert fresh is not None
    clock_of(till).at = fresh.rate.at.replace(year=2027)
    old = read_tender_rules(till).foreign

    assert old is not None
    assert old.is_stale


@pytest.mark.parametrize("value", [{"base": "USD", "quote": "GYD", "micro": 0}, {}])
def test_a_rate_that_cannot_be_read_takes_only_that_way_of_paying_away(
    till: Till, value: dict[str, Any]
) -> None:
    row = {"kind": "fx_rate", "key": "USD/GYD", "valid_from": "2026-01-01", "value": value}
    tell(till, ORG_STREAM, [a_change("rule", "fx_rate/USD/GYD/2026-01-01", row)], first=900)

    assert read_tender_rules(till).foreign is None
    assert read_tender_rules(till).cash.currency == "GYD"


# ------------------------------------------------------------------ planted bugs


def test_planted_bug_foreign_cash_counted_as_own_is_found(
    till: Till, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kept(sale: Sale) -> Mapping[str, int]:
        cash = sum(line.amount.amount_minor for line in sale.tenders if line.is_cash)
        return {"GYD": cash - sale.change.amount_minor}

    monkeypatch.setattr("domain.drawer.cash_kept", kept)
    split(till, session)

    assert any("drawer" in sentence for sentence in complaints(till.db))


def test_planted_bug_change_taken_off_the_card_is_found(
    till: Till, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    true_body = sale_body

    def body(sale: Sale, cart: Cart, spent: tuple[SpentBody, ...] = ()) -> SaleCompleted:
        told = true_body(sale, cart, spent)
        own = told.tenders[2]
        wrong = own.model_copy(update={"change_minor": 0})
        return told.model_copy(update={"tenders": (*told.tenders[:2], wrong)})

    monkeypatch.setattr(module, "sale_body", body)
    split(till, session)

    assert complaints(till.db) != []


def test_planted_bug_a_rate_read_upside_down_cannot_be_kept(till: Till) -> None:
    rate = the_rate(till)
    wrong = replace(rate, micro=10**12 // rate.micro)

    with pytest.raises(ValueError, match="what its rate says"):
        replace(foreign_cash(usd(20), rate), amount=wrong.convert(usd(20)))
