"""What a card's payer sees in another currency stands with its rate, and on no other tender."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.card_price import CardPrice
from domain.fx import Rate
from domain.money import Money
from domain.tender import TenderLine, cash_tender
from tests.unit.domain.builders import NOON, gyd

RATE = Rate(base="USD", quote="GYD", micro=209_000_000, source="Bank of Guyana", at=NOON)
PRICE = CardPrice(money=Money(4_785, "USD"), rate=RATE)
CARD = TenderLine(
    kind="card_qr", amount=gyd(1_000_000), payment_id="p-2", is_verified=True, price=PRICE
)


def test_a_card_by_code_keeps_what_its_payer_saw_and_the_rate_of_that() -> None:
    assert CARD.price is not None
    assert (CARD.price.money, CARD.price.rate.source) == (Money(4_785, "USD"), "Bank of Guyana")
    assert replace(CARD, price=None).price is None


@pytest.mark.parametrize("money", [Money(0, "USD"), Money(-1, "USD"), Money(4_785, "TTD")])
def test_a_price_of_nothing_or_of_another_money_than_its_rates_is_none(money: Money) -> None:
    with pytest.raises(ValueError, match=r"more than nothing|in the currency"):
        CardPrice(money=money, rate=RATE)


def test_only_a_card_by_code_has_a_price_and_only_by_a_rate_of_the_sales_money() -> None:
    with pytest.raises(ValueError, match="only a card by code"):
        replace(cash_tender(gyd(100)), price=PRICE)
    in_dollars = replace(RATE, base="TTD", quote="USD")
    with pytest.raises(ValueError, match="rate of the sale's currency"):
        replace(CARD, price=CardPrice(money=Money(4_785, "TTD"), rate=in_dollars))
