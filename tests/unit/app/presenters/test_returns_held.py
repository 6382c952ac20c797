"""*Returns* says of goods that were held that they never left."""

from __future__ import annotations

from typing import get_args

import pytest

from domain.held_goods import HERE, Goods
from domain.money import Money
from domain.refund_payment import PaidBy
from tests.helpers.return_desk import RECEIPT, Counter


@pytest.mark.parametrize("goods", get_args(Goods))
def test_goods_that_were_never_handed_over_are_not_asked_to_come_in(goods: Goods) -> None:
    at = Counter()
    paid = PaidBy(
        payment_id="pay-1",
        kind="mmg",
        state="verified",
        amount=Money(5_000_000, "GYD"),
        goods=goods,
    )
    at.till.returns.paid_by = (paid,)
    at.returns.open_receipt(RECEIPT)

    words = "Its goods were never handed over: they are still here, and nothing is to come in."
    assert (words in at.shown().note) is (goods in HERE)
