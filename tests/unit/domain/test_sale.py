from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cart import Cart, add_shipment, new_cart
from domain.errors import RuleBroken
from domain.money import CurrencyMismatch, Money
from domain.quote import quote_shipment
from domain.rules import RuleBook
from domain.sale import Sale, complete_sale
from domain.shipment import OverLimit, ShipmentDraft, Weight
from domain.tender import cash_tender
from tests.unit.domain.builders import (
    BARREL,
    CONTEXT,
    DAY,
    NOON,
    cart_of,
    draft,
    gyd,
    item,
    piece,
    rule_row,
    rule_rows,
    rules,
    sale,
)


def cart_with(shipment: ShipmentDraft) -> Cart:
    quote = quote_shipment(shipment, rules().rate_sheet(DAY), at=NOON, valid_h=24)
    return add_shipment(new_cart("cart-1", "GYD"), shipment, quote)


def test_a_sale_is_what_was_priced_rounded_and_paid() -> None:
    done = sale(cart_of((item("Cable", 133_440), 20)), 3_000_000)

    assert (done.total, done.rounding, done.due) == (gyd(2_668_800), gyd(200), gyd(2_669_000))
    assert (done.received, done.change) == (gyd(3_000_000), gyd(331_000))
    assert done.tenders == (cash_tender(gyd(3_000_000)),)
    assert done.vat_total == gyd(327_747)
    assert (done.receipt_number, done.shift_number) == ("GY03B-000101", 214)
    assert (done.cart_id, done.cashier_id, done.business_date) == ("cart-1", "staff-1", DAY)


def test_an_empty_sale_cannot_be_paid() -> None:
    with pytest.raises(RuleBroken, match="The sale is empty") as refused:
        sale(new_cart("cart-1", "GYD"), 0)

    assert refused.value.code == "empty_cart"


def test_an_underpaid_sale_is_not_made() -> None:
    with pytest.raises(RuleBroken) as refused:
        sale(cart_of((BARREL, 1)), 900_000)

    assert refused.value.code == "underpaid"


def test_cash_in_other_money_makes_no_sale() -> None:
    with pytest.raises(CurrencyMismatch):
        complete_sale(cart_of((BARREL, 1)), rules(), (cash_tender(Money(10**6, "USD")),), CONTEXT)


def test_rates_hold_on_the_business_date_of_the_shift_not_on_the_clock() -> None:
    """A shift that opened on the day before a new rate keeps the old one, also after midnight."""
    book = RuleBook.from_rows(
        [
            *rule_rows(),
            rule_row("vat_rate", "standard", {"basis_points": 1_600}, DAY + timedelta(days=1)),
        ]
    )
    after_midnight = replace(CONTEXT, at=NOON + timedelta(hours=13))
    done = complete_sale(cart_of((BARREL, 1)), book, (cash_tender(gyd(950_000)),), after_midnight)

    assert done.vat_by_class[0].basis_points == 1_400


def test_a_quote_holds_to_its_last_second_and_not_longer() -> None:
    cart = cart_with(draft())
    last = replace(CONTEXT, at=NOON + timedelta(hours=24))
    assert sale(cart, 10_000_000, last).lines[0].line.kind == "shipment"

    late = replace(CONTEXT, at=NOON + timedelta(hours=24, seconds=1))
    with pytest.raises(RuleBroken, match="line 1, Shipment to Region 9, 1 piece") as refused:
        sale(cart, 10_000_000, late)
    assert refused.value.code == "quote_expired"


def test_a_shipment_over_the_limits_is_never_booked_silently() -> None:
    with pytest.raises(OverLimit):
        sale(cart_with(draft(piece(weight=Weight(200_001, "lb")))), 10_000_000)


@given(
    st.lists(st.tuples(st.integers(1, 10**7), st.integers(1, 50)), min_size=1, max_size=8),
    st.integers(0, 10**4),
)
def test_what_stays_in_the_drawer_is_the_total_and_its_rounding(
    rows: list[tuple[int, int]], extra_steps: int
) -> None:
    cart = cart_of(*((item(f"Item {no}", price), count) for no, (price, count) in enumerate(rows)))
    total_minor = sum(line.gross.amount_minor for line in cart.lines)
    due_minor = (total_minor + 250) // 500 * 500
    done = sale(cart, due_minor + extra_steps * 500)

    assert done.received - done.change == done.total + done.rounding == gyd(due_minor)
    assert done.change == gyd(extra_steps * 500)
    assert sum(line.gross.amount_minor for line in done.lines) == total_minor


def completed() -> Sale:
    return sale(cart_of((BARREL, 2), (item("Rice", 212_300, tax_class="zero"), 1)), 2_200_000)


@pytest.mark.parametrize(
    "wrong",
    [
        {"receipt_number": ""},
        {"receipt_number": "G" * 33},
        {"cashier_id": ""},
        {"cart_id": ""},
        {"at": NOON.replace(tzinfo=None)},
        {"shift_number": 0},
        {"lines": ()},
        {"total": gyd(1)},
        {"vat_total": gyd(1)},
        {"rounding": gyd(0)},
        {"change": gyd(0)},
        {"change": gyd(-100)},
        {"tenders": ()},
        {"vat_by_class": ()},
    ],
)
def test_a_sale_that_does_not_add_up_cannot_exist(wrong: dict[str, Any]) -> None:
    """Each is a planted bug in whatever makes or reads back a sale."""
    with pytest.raises(ValueError, match=r"must|has lines|has 1 to|never"):
        replace(completed(), **wrong)
