from dataclasses import replace
from datetime import timedelta

import pytest

from domain.cart import add_shipment, new_cart
from domain.errors import RuleBroken
from domain.quote import SpecialTerms, read_special_hours
from domain.sale import SaleContext, complete_sale
from domain.special_quote import (
    SpecialAnswer,
    SpecialQuote,
    ended,
    may_follow,
    quote_of,
    require_good,
)
from domain.tender import cash_tender
from tests.helpers.builders import gyd
from tests.helpers.shipment_builders import a_piece, a_shipment
from tests.unit.domain.builders import DAY, NOON, rules

HEAVY = a_shipment(pieces=(a_piece(weight_lb=212),))
ANSWER = SpecialAnswer(
    price=gyd(48_500),
    valid_until=NOON + timedelta(hours=24),
    answered_by="staff-ra",
    answered_at=NOON,
    reason="Two men lift it.",
)
PRICED = SpecialQuote(
    quote_id="quote-1",
    shipment_id="shipment-1",
    till_id="till-1",
    till_label="GY01",
    asked_by="staff-sr",
    asked_at=NOON,
    consignor_id="person-1",
    region=9,
    pieces=HEAVY.pieces,
    declared=HEAVY.declared_value,
    currency="GYD",
    why=("piece_weight",),
    state="priced",
    answer=ANSWER,
)


def test_an_answer_has_a_price_above_zero_and_its_end_or_neither() -> None:
    for wrong in ({"price": None}, {"valid_until": None}, {"price": gyd(0)}):
        with pytest.raises(ValueError, match=r"price|above zero"):
            replace(ANSWER, **wrong)

    assert replace(ANSWER, price=None, valid_until=None).price is None


@pytest.mark.parametrize("wrong", [{"state": "lost"}, {"pieces": ()}, {"answer": None}])
def test_a_special_quote_is_in_a_state_that_fits(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"special quote|answered"):
        replace(PRICED, **wrong)  # type: ignore[arg-type]  # wrong on purpose


def test_what_was_used_is_over_and_an_own_answer_stays() -> None:
    assert may_follow("asked", "priced")
    assert may_follow("priced", "used")
    assert not may_follow("priced", "declined")
    assert not may_follow("used", "priced")


@pytest.mark.parametrize(("hours", "is_good"), [(0, True), (24, True), (25, False), (-49, False)])
def test_a_price_is_good_until_its_end_and_no_longer_for_a_clock_set_back(
    hours: int, is_good: bool
) -> None:
    at = NOON + timedelta(hours=hours)
    if is_good:
        assert require_good(PRICED, at, 24) is ANSWER
        return
    with pytest.raises(RuleBroken) as refused:
        require_good(PRICED, at, 24)

    assert refused.value.code == ended().code == "special_ended"


@pytest.mark.parametrize(
    "other",
    [
        replace(HEAVY, declared_value=None),
        replace(HEAVY, pieces=(a_piece(weight_lb=213),)),
        replace(HEAVY, consignee=HEAVY.consignor),
    ],
)
def test_a_price_is_for_the_goods_that_were_quoted(other: object) -> None:
    with pytest.raises(RuleBroken) as refused:
        quote_of(PRICED, ANSWER, other, "standard")  # type: ignore[arg-type]  # each is a draft

    assert refused.value.code == "other_goods"


def test_the_quote_says_whose_price_it_is_and_its_line_which() -> None:
    quote = quote_of(PRICED, ANSWER, HEAVY, "standard")
    line = add_shipment(new_cart("cart-1", "GYD"), HEAVY, quote).lines[0]

    assert quote.special == SpecialTerms(quote_id="quote-1", approved_by="staff-ra")
    assert (quote.total, quote.gross_weight_milli_lb) == (gyd(48_500), 212_000)
    assert (line.price_id, line.quoted_until) == ("special_quote:quote-1", ANSWER.valid_until)


def test_a_sale_takes_a_special_price_past_the_limits_but_not_past_its_end() -> None:
    quote = quote_of(PRICED, ANSWER, HEAVY, "standard")
    cart = add_shipment(new_cart("cart-1", "GYD"), HEAVY, quote)
    context = SaleContext(
        receipt_number="GY01A-000001",
        at=NOON,
        business_date=DAY,
        shift_number=1,
        cashier_id="staff-sr",
    )
    tenders = (cash_tender(gyd(48_500)),)

    assert complete_sale(cart, rules(), tenders, context).total == gyd(48_500)
    late = replace(context, at=NOON + timedelta(hours=25))
    with pytest.raises(RuleBroken) as refused:
        complete_sale(cart, rules(), tenders, late)
    assert refused.value.code == "special_ended"


def test_special_quotes_hold_as_long_as_the_rule_says_or_as_any_quote() -> None:
    assert read_special_hours({"hours": 24, "special_hours": 168}) == 168
    assert read_special_hours({"hours": 24}) == 24
    with pytest.raises(ValueError, match="special_hours"):
        read_special_hours({"hours": 24, "special_hours": 0})
