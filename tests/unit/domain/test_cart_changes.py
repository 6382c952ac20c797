"""Weights, prices for many, gifts, prices set by hand, notes, and lines in other money."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cart import Cart, Terms, TypedPrice, add_item, add_on_terms, add_shipment, new_cart
from domain.cart_changes import (
    emptied,
    give_free,
    set_cart_discount,
    set_customer,
    set_line_discount,
    set_note,
    set_price,
    set_weight,
)
from domain.cart_line import (
    ForeignPrice,
    Weighed,
    full_price,
    goods_of,
    price_at,
    with_quantity,
)
from domain.catalog import CatalogItem, PriceBreak, priced_in, require_in_season
from domain.discount import Discount
from domain.errors import BadInput, RuleBroken
from domain.fx import Rate
from domain.money import CurrencyMismatch, Money
from domain.price_change import price_changes, up_to_date
from domain.quote import quote_shipment
from tests.unit.domain.builders import BARREL, DAY, NOON, cart_of, draft, gyd, item, rules

EMPTY = new_cart("cart-1", "GYD")
RATE = Rate(base="USD", quote="GYD", micro=209_500_000, source="A bank", at=NOON)
USD_ITEM = replace(
    item("Phone", 1),
    price=Money(4_999, "USD"),
    price_breaks=(PriceBreak(from_quantity=3, price=Money(4_500, "USD")),),
)
MANY = replace(
    BARREL,
    price_breaks=(
        PriceBreak(from_quantity=5, price=gyd(900_000)),
        PriceBreak(from_quantity=20, price=gyd(800_000)),
    ),
)
YAMS = replace(item("Yams", 66_000), sold_by="kg")
TENTH = Discount(basis_points=1_000, cap_basis_points=1_000, reason="goodwill", given_by="staff-1")


def weighed(grams: int) -> Terms:
    return Terms(weighed=Weighed(weight_grams=grams, source="scale"))


# ------------------------------------------------------------------ by weight


@given(st.integers(1, 10**7), st.integers(1, 1_000_000), st.integers(1, 99))
def test_what_is_sold_by_weight_costs_its_part_of_the_price(
    unit: int, grams: int, quantity: int
) -> None:
    """Each is within half a cent of exact, whether the price is for a kilogram or a pound."""
    for sold_by, exact in (
        ("kg", Fraction(unit * grams, 1_000)),
        ("lb", Fraction(unit * grams * 100_000, 45_359_237)),
    ):
        full = full_price(gyd(unit), quantity, sold_by, grams)  # type: ignore[arg-type]  # both are units

        assert abs(full.amount_minor - quantity * exact) <= quantity * Fraction(1, 2)
    assert full_price(gyd(unit), quantity, "each", None) == gyd(unit * quantity)


def test_a_kilogram_and_a_half_of_yams_costs_one_and_a_half_times_the_price() -> None:
    [line] = add_on_terms(EMPTY, YAMS, weighed(1_500)).lines

    assert (line.gross, line.weight_grams, line.weight_source) == (gyd(99_000), 1_500, "scale")
    assert (line.sold_by, line.quantity, line.list_price) == ("kg", 1, gyd(66_000))


def test_each_weighing_is_a_line_of_its_own() -> None:
    cart = add_on_terms(add_on_terms(EMPTY, YAMS, weighed(500)), YAMS, weighed(500))

    assert [line.gross for line in cart.lines] == [gyd(33_000), gyd(33_000)]


def test_what_is_sold_by_weight_is_not_sold_without_one_nor_the_other_way_round() -> None:
    with pytest.raises(RuleBroken, match="Put it on the scale") as unweighed:
        add_item(EMPTY, YAMS)
    with pytest.raises(RuleBroken, match="is sold each"):
        add_on_terms(EMPTY, BARREL, weighed(1))
    with pytest.raises(RuleBroken, match="is sold each"):
        set_weight(cart_of((BARREL, 1)), 1, Weighed(weight_grams=1, source="manual"))
    assert unweighed.value.code == "weight_needed"


@pytest.mark.parametrize("grams", [0, -1, 1_000_001])
def test_a_weight_is_between_a_gram_and_a_tonne(grams: int) -> None:
    with pytest.raises(BadInput, match="1 to 1,000,000 grams"):
        Weighed(weight_grams=grams, source="manual")


def test_a_line_is_weighed_anew_by_hand() -> None:
    cart = add_on_terms(EMPTY, YAMS, weighed(1_500))
    [line] = set_weight(cart, 1, Weighed(weight_grams=2_000, source="manual")).lines

    assert (line.gross, line.weight_source) == (gyd(132_000), "manual")


# ------------------------------------------------------------------ prices for many


@pytest.mark.parametrize(
    ("quantity", "each"), [(1, 950_000), (4, 950_000), (5, 900_000), (19, 900_000), (20, 800_000)]
)
def test_many_cost_less_each_from_their_step_on(quantity: int, each: int) -> None:
    [at_once] = add_item(EMPTY, MANY, quantity=quantity).lines
    one_by_one = EMPTY
    for _ in range(quantity):
        one_by_one = add_item(one_by_one, MANY)
    [line] = one_by_one.lines

    assert at_once == line
    assert (line.unit_price, line.list_price) == (gyd(each), gyd(950_000))
    assert line.gross == gyd(each * quantity)
    assert with_quantity(line, 1).unit_price == gyd(950_000)


@given(st.lists(st.tuples(st.integers(2, 50), st.integers(1, 10**6))), st.integers(1, 60))
def test_the_price_for_many_is_that_of_the_largest_step_reached(
    steps: list[tuple[int, int]], quantity: int
) -> None:
    breaks = [PriceBreak(from_quantity=each, price=gyd(price)) for each, price in steps]
    reached = [each for each, _ in steps if each <= quantity]
    price = price_at(gyd(7), breaks, quantity)

    if reached:
        assert price in [gyd(minor) for each, minor in steps if each == max(reached)]
    else:
        assert price == gyd(7)


def test_a_price_for_many_moves_with_the_catalog() -> None:
    cart = add_item(EMPTY, MANY, quantity=6)
    dearer = replace(
        MANY, price_breaks=(PriceBreak(from_quantity=5, price=gyd(910_000)),), position=8
    )
    items = {BARREL.item_id: dearer}
    [change] = price_changes(cart, items)
    [line] = up_to_date(cart, items, (change,)).lines

    assert (change.old, change.new) == (gyd(900_000), gyd(910_000))
    assert (line.unit_price, line.price_breaks) == (gyd(910_000), dearer.price_breaks)
    assert price_changes(cart, {BARREL.item_id: replace(YAMS, item_id=BARREL.item_id)}) == ()


# ------------------------------------------------------------------ other money


def test_a_price_in_other_money_is_converted_at_the_locked_rate() -> None:
    cart = add_on_terms(EMPTY, USD_ITEM, Terms(rate=RATE))
    [line] = cart.lines
    [three] = add_on_terms(cart, USD_ITEM, Terms(rate=RATE, quantity=2)).lines

    assert (line.unit_price, line.list_price) == (gyd(1_047_291), gyd(1_047_291))
    assert line.foreign == ForeignPrice(price=Money(4_999, "USD"), rate=RATE)
    assert (three.quantity, three.unit_price) == (3, gyd(942_750))


def test_another_rate_makes_a_line_of_its_own() -> None:
    later = replace(RATE, micro=210_000_000)
    cart = add_on_terms(EMPTY, USD_ITEM, Terms(rate=RATE))
    cart = add_on_terms(cart, USD_ITEM, Terms(rate=later))

    assert [line.unit_price for line in cart.lines] == [gyd(1_047_291), gyd(1_049_790)]


def test_other_money_without_a_rate_is_not_sold() -> None:
    with pytest.raises(RuleBroken, match="Sell it in a sale of its own") as other:
        add_item(EMPTY, USD_ITEM)
    assert other.value.code == "other_currency"

    typed = TypedPrice(price=gyd(1_000_000), approved_by="staff-9", reason="agreed")
    [line] = add_on_terms(EMPTY, USD_ITEM, Terms(typed=typed, rate=RATE)).lines
    assert (line.foreign, line.list_price, line.price_reason) == (None, None, "agreed")


def test_a_rate_is_of_the_price_it_converts() -> None:
    with pytest.raises(ValueError, match="one of the price's currency"):
        ForeignPrice(price=gyd(1), rate=RATE)
    with pytest.raises(CurrencyMismatch):
        priced_in(BARREL, RATE)
    assert priced_in(replace(USD_ITEM, price=None, price_breaks=()), RATE).price is None
    sample = replace(USD_ITEM, normal_price=Money(100, "USD"))
    assert priced_in(sample, RATE).normal_price == gyd(20_950)


# ------------------------------------------------------------------ gifts and prices by hand


def test_what_is_given_free_keeps_its_normal_value_and_who_said_yes() -> None:
    cart = set_line_discount(cart_of((BARREL, 2)), 1, TENTH)
    [line] = give_free(cart, 1, "promotion", "staff-9").lines

    assert (line.gross, line.normal_value) == (gyd(0), gyd(1_900_000))
    assert (line.sample_reason, line.approved_by, line.is_sample) == ("promotion", "staff-9", True)
    assert line.discount is None
    assert with_quantity(line, 3).normal_value == gyd(2_850_000)


def test_what_is_free_is_given_no_discount_and_not_twice() -> None:
    free = give_free(cart_of((BARREL, 1)), 1, "tasting", "staff-9")
    with pytest.raises(RuleBroken, match="costs nothing already") as refused:
        give_free(free, 1, "tasting", "staff-9")
    with pytest.raises(RuleBroken, match="costs nothing already"):
        set_line_discount(free, 1, TENTH)
    assert refused.value.code == "is_free"
    assert set_line_discount(free, 1, None).lines == free.lines


def test_a_sample_of_the_catalog_says_what_it_would_cost() -> None:
    sachet = replace(item("Sachet", 0), kind="sample", normal_price=gyd(5_000))
    [line] = add_item(EMPTY, sachet, quantity=2).lines

    assert (line.gross, line.normal_value) == (gyd(0), gyd(10_000))
    assert (line.sample_reason, line.approved_by) == ("sample_item", None)


def test_a_price_by_hand_keeps_the_catalogs_beside_it() -> None:
    typed = TypedPrice(price=gyd(900_000), approved_by="staff-9", reason="price_match")
    [line] = set_price(set_line_discount(cart_of((MANY, 6)), 1, TENTH), 1, typed).lines

    assert (line.gross, line.list_price) == (gyd(5_400_000), gyd(950_000))
    assert (line.price_source, line.approved_by) == ("typed", "staff-9")
    assert (line.price_reason, line.discount) == ("price_match", None)
    assert with_quantity(line, 30).unit_price == gyd(900_000)


def test_a_gift_that_gets_a_price_after_all_is_sold() -> None:
    free = give_free(cart_of((BARREL, 1)), 1, "tasting", "staff-9")
    [line] = set_price(free, 1, TypedPrice(price=gyd(1), approved_by="staff-9")).lines

    assert (line.is_sample, line.gross, line.list_price) == (False, gyd(1), gyd(950_000))


def shipment_cart() -> Cart:
    quote = quote_shipment(draft(), rules().rate_sheet(DAY), at=NOON, valid_h=24)
    return add_shipment(EMPTY, draft(), quote)


def test_a_shipment_has_its_quote_but_may_be_discounted() -> None:
    cart = shipment_cart()
    typed = TypedPrice(price=gyd(1), approved_by="staff-9")
    with pytest.raises(RuleBroken, match="what was quoted") as refused:
        set_price(cart, 1, typed)
    with pytest.raises(RuleBroken, match="what was quoted"):
        give_free(cart, 1, "goodwill", "staff-9")
    assert refused.value.code == "shipment_price"
    [line] = set_line_discount(cart, 1, TENTH).lines
    assert line.gross < line.full
    assert line.list_price is None
    assert line.normal_value == line.full


# ------------------------------------------------------------------ carts, notes, seasons


def test_a_note_is_tidied_and_bounded_and_keeps_its_line_apart() -> None:
    cart = set_note(cart_of((BARREL, 1)), 1, "  blue   lid ")

    assert cart.lines[0].note == "blue lid"
    assert [line.quantity for line in add_item(cart, BARREL).lines] == [1, 1]
    with pytest.raises(BadInput, match="at most 200"):
        set_note(cart, 1, "x" * 201)


def test_a_discounted_line_does_not_grow_by_a_scan() -> None:
    cart = add_item(set_line_discount(cart_of((BARREL, 1)), 1, TENTH), BARREL)

    assert [line.gross for line in cart.lines] == [gyd(855_000), gyd(950_000)]


def test_the_whole_cart_is_discounted_named_and_emptied() -> None:
    cart = set_customer(set_cart_discount(cart_of((BARREL, 1)), TENTH), "person-1")
    empty = emptied(cart)

    assert (cart.gross, cart.off, cart.customer_id) == (gyd(950_000), gyd(95_000), "person-1")
    assert (empty.lines, empty.discount, empty.version) == ((), None, cart.version + 1)
    assert empty.customer_id == "person-1"
    assert set_cart_discount(empty, None).discount is None
    with pytest.raises(RuleBroken, match="The sale is empty"):
        set_cart_discount(empty, TENTH)


def test_out_of_season_says_when() -> None:
    seasonal = replace(BARREL, sold_from=date(2026, 11, 1), sold_until=date(2026, 12, 31))
    require_in_season(BARREL, DAY)
    require_in_season(seasonal, date(2026, 11, 1))
    require_in_season(seasonal, date(2026, 12, 31))
    with pytest.raises(RuleBroken, match="sold from 01/11/2026") as early:
        require_in_season(seasonal, date(2026, 10, 31))
    with pytest.raises(RuleBroken, match="sold until 31/12/2026"):
        require_in_season(seasonal, date(2027, 1, 1))
    assert early.value.code == "out_of_season"


@pytest.mark.parametrize(
    "wrong",
    [
        {"sold_by": "bag"},
        {"price": None, "price_breaks": MANY.price_breaks},
        {"sold_by": "kg", "price_breaks": MANY.price_breaks},
        {"price_breaks": MANY.price_breaks[::-1]},
        {"price_breaks": MANY.price_breaks[:1] * 2},
        {"parts": ("Lid",) * 21},
        {"sold_from": DAY, "sold_until": date(2026, 1, 1)},
    ],
)
def test_an_item_that_cannot_be_sold_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"selling|price|season|parts|order"):
        replace(BARREL, **wrong)
    with pytest.raises(ValueError, match="above zero"):
        PriceBreak(from_quantity=2, price=gyd(0))


@pytest.mark.parametrize(
    "wrong",
    [
        {"note": "x" * 201},
        {"sold_by": "bag"},
        {"sold_by": "kg"},
        {"weight_grams": 5},
        {"weight_source": "scale"},
        {"sample_reason": "tasting"},
        {"sample_reason": "sample_item"},
        {"approved_by": "staff-9", "sample_reason": "tasting"},
        {"price_reason": "agreed"},
    ],
)
def test_a_line_whose_parts_do_not_fit_is_refused(wrong: dict[str, Any]) -> None:
    [line] = cart_of((BARREL, 1)).lines
    with pytest.raises(ValueError, match=r"note|selling|weight|approver|costs nothing|reason"):
        replace(line, **wrong)


def test_lines_of_the_same_goods_are_known_by_the_catalogs_price() -> None:
    """What many cost depends on how many they are: that makes them no other goods."""
    one: CatalogItem = MANY
    [few] = add_item(EMPTY, one).lines
    [many] = add_item(EMPTY, one, quantity=20).lines

    assert few.unit_price != many.unit_price
    assert goods_of(few) == goods_of(many)
