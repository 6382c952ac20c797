"""What a line has beside its price comes back from the wire as it was written."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.cart_line import CartLine, ForeignPrice
from domain.catalog import PriceBreak
from domain.discount import Discount
from domain.fx import Rate
from domain.money import Money
from sync.protocol.line_terms import (
    KeptTerms,
    LineFacts,
    discount_of,
    discount_terms,
    sold_terms,
    terms_fields,
    terms_of,
)

AT = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
PRICE = Money(114_000, "GYD")
PLAIN = CartLine(
    line_no=1,
    kind="item",
    item_id="rice",
    sku="RICE",
    name="Rice",
    quantity=2,
    unit_price=PRICE,
    tax_class="standard",
    price_id="p-1",
    feed_position=7,
    price_source="catalog",
    list_price=PRICE,
)
SHARE = Discount(basis_points=500, cap_basis_points=1_000, reason="goodwill", given_by="staff-sr")
SUM = Discount(
    amount=Money(10_000, "GYD"),
    cap_basis_points=2_000,
    reason="damaged",
    given_by="staff-sr",
    approved_by="staff-roxanne",
)
FOREIGN = ForeignPrice(
    price=Money(545, "USD"),
    rate=Rate(base="USD", quote="GYD", micro=209_500_000, source="A bank", at=AT),
)
LINES = {
    "plain": PLAIN,
    "a share off": replace(PLAIN, discount=SHARE),
    "a sum off, approved": replace(PLAIN, discount=SUM),
    "bulk prices": replace(
        PLAIN, price_breaks=(PriceBreak(from_quantity=5, price=Money(100_000, "GYD")),)
    ),
    "another price than listed": replace(PLAIN, list_price=Money(120_000, "GYD")),
    "typed": replace(
        PLAIN,
        unit_price=Money(90_000, "GYD"),
        price_source="typed",
        approved_by="staff-roxanne",
        price_reason="price_match",
    ),
    "typed where the catalog asks nothing": replace(
        PLAIN, list_price=None, price_source="typed", approved_by="staff-roxanne"
    ),
    "weighed": replace(PLAIN, sold_by="kg", weight_grams=1_250, weight_source="scale"),
    "given free": replace(
        PLAIN, unit_price=Money.zero("GYD"), sample_reason="tasting", approved_by="staff-roxanne"
    ),
    "in other money": replace(PLAIN, foreign=FOREIGN),
    "of parts": replace(PLAIN, parts=("Lid", "Barrel")),
}


def read_back(line: CartLine, told: dict[str, object]) -> CartLine:
    facts = LineFacts(line.unit_price, is_listed=line.price_source == "catalog")
    return replace(line, **terms_fields(KeptTerms.model_validate(told), facts))


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_the_terms_of_a_line_come_back_as_they_were_written(line: CartLine) -> None:
    assert read_back(line, terms_of(line)) == line


def test_a_line_at_its_own_price_says_nothing() -> None:
    assert terms_of(PLAIN) == {}


def test_a_sold_line_says_no_more_what_could_still_have_changed_it() -> None:
    line = replace(LINES["bulk prices"], parts=("Lid",), discount=SHARE)

    assert set(sold_terms(line)) == {"discount"}


def test_a_note_is_personal_and_never_among_the_terms() -> None:
    assert terms_of(replace(PLAIN, note="For Ann")) == {}


@pytest.mark.parametrize("discount", [None, SHARE, SUM])
def test_a_discount_comes_back_as_it_was_given(discount: Discount | None) -> None:
    told = discount_terms(discount)
    kept = KeptTerms.model_validate({"discount": told}).discount

    assert discount_of(kept, "GYD") == discount


def test_planted_a_discount_that_forgets_its_cap_is_caught() -> None:
    """Planted: the cap is written as if there were none; what comes back is another discount."""
    told = {**(discount_terms(SUM) or {}), "cap": 10_000}
    kept = KeptTerms.model_validate({"discount": told}).discount

    with pytest.raises(AssertionError):
        assert discount_of(kept, "GYD") == SUM


def test_a_discount_that_is_no_discount_is_refused() -> None:
    told = {"cap": 1_000, "reason": "goodwill", "by": "staff-sr"}
    kept = KeptTerms.model_validate({"discount": told}).discount

    with pytest.raises(ValueError, match="a share or a sum"):
        discount_of(kept, "GYD")
