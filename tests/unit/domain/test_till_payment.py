from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.card_price import CardPrice
from domain.fx import Rate
from domain.money import Money
from domain.till_payment import TillPayment

AT = datetime(2026, 11, 22, 14, tzinfo=UTC)
CLAIM = TillPayment(
    payment_id="p-1",
    cart_id="cart-1",
    shift=1,
    cashier_id="staff-ra",
    provider="mmg",
    way="claim",
    state="claimed",
    amount=Money(150_000, "GYD"),
    made_at=AT,
    changed_at=AT,
)


def test_mobile_money_and_every_other_provider_are_two_kinds_of_tender() -> None:
    assert CLAIM.tender_kind == "mmg"
    assert replace(CLAIM, provider="stripe").tender_kind == "card_qr"


def test_a_payment_says_what_is_open_about_it() -> None:
    verified = replace(CLAIM, state="verified")

    assert (CLAIM.is_unsettled, verified.is_unsettled) == (True, False)
    assert (CLAIM.is_without_sale, replace(CLAIM, receipt="R-1").is_without_sale) == (True, False)
    assert not replace(CLAIM, state="cancelled").is_without_sale


def test_a_price_in_another_currency_stands_only_with_its_rate() -> None:
    rate = Rate(base="USD", quote="GYD", micro=209_000_000, source="Bank of Guyana", at=AT)
    quoted = replace(CLAIM, provider="stripe", quoted=Money(718, "USD"))

    assert (CLAIM.price, quoted.price, replace(CLAIM, rate=rate).price) == (None, None, None)
    assert replace(quoted, rate=rate).price == CardPrice(money=Money(718, "USD"), rate=rate)


@pytest.mark.parametrize("wrong", [{"state": "frozen"}, {"amount": Money(0, "GYD")}])
def test_a_payment_in_no_state_or_of_nothing_is_none(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"unknown state|more than nothing"):
        replace(CLAIM, **wrong)  # type: ignore[arg-type]  # named above
