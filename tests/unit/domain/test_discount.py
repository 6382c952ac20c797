"""Discounts: within a cap, exact to the cent, and the VAT follows what is paid."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cart import Cart, add_item, new_cart, remove_line
from domain.cart_changes import require_caps, set_cart_discount, set_line_discount
from domain.discount import (
    AboveCap,
    Discount,
    DiscountAsked,
    give_discount,
    largest_off,
    percent_text,
    spread,
)
from domain.errors import BadInput
from domain.money import CurrencyMismatch, Money
from domain.pricing import PricedCart, price_cart, vat_inside
from tests.unit.domain.builders import BARREL, DAY, assert_caught, cart_of, gyd, item, rules

TENTH = Discount(basis_points=1_000, cap_basis_points=1_000, reason="goodwill", given_by="staff-1")
SUM = Discount(amount=gyd(50_000), cap_basis_points=1_000, reason="damaged", given_by="staff-1")
CAPS = st.integers(1, 10_000)
DISCOUNTS = st.one_of(
    st.none(),
    st.tuples(CAPS, CAPS).map(
        lambda both: replace(TENTH, basis_points=min(both), cap_basis_points=max(both))
    ),
    st.tuples(st.integers(1, 10**9), CAPS).map(
        lambda told: replace(SUM, amount=gyd(told[0]), cap_basis_points=told[1])
    ),
)
ROWS = st.lists(
    st.tuples(
        st.integers(1, 10**7),
        st.integers(1, 99),
        st.sampled_from(["standard", "zero", "exempt"]),
        DISCOUNTS,
    ),
    min_size=1,
    max_size=12,
)
Spread = Callable[[Money, Sequence[Money]], tuple[Money, ...]]
Price = Callable[[Cart], PricedCart]


def a_cart(rows: Sequence[tuple[int, int, str, Discount | None]], whole: Discount | None) -> Cart:
    cart = new_cart("cart-1", "GYD")
    for number, (price, quantity, tax_class, discount) in enumerate(rows, start=1):
        goods = item(f"Item {number}", price, tax_class=tax_class)
        cart = add_item(cart, goods, quantity=quantity)
        cart = set_line_discount(cart, number, discount)
    return set_cart_discount(cart, whole)


CARTS = st.tuples(ROWS, DISCOUNTS).map(lambda told: a_cart(*told))


def check_spread(parted: Spread, off: int, grosses: list[int]) -> None:
    """The parts are the discount, and none is more than its line."""
    sums = [gyd(gross) for gross in grosses]
    parts = parted(gyd(min(off, sum(grosses))), sums)

    assert Money.total_of(parts, "GYD") == gyd(min(off, sum(grosses)))
    assert all(gyd(0) <= part <= gross for part, gross in zip(parts, sums, strict=True))


GROSSES = st.lists(st.integers(0, 10**9), min_size=1, max_size=20)


@given(st.integers(0, 10**9), GROSSES)
def test_a_discount_is_spread_to_the_cent_and_no_line_pays_more_than_it_is(
    off: int, grosses: list[int]
) -> None:
    check_spread(spread, off, grosses)


def each_rounded(off: Money, grosses: Sequence[Money]) -> tuple[Money, ...]:
    """Planted: each part rounded by itself."""
    whole = sum(gross.amount_minor for gross in grosses) or 1
    return tuple(gyd(off.amount_minor * gross.amount_minor // whole) for gross in grosses)


def on_the_first(off: Money, grosses: Sequence[Money]) -> tuple[Money, ...]:
    """Planted: the first line carries it all."""
    return (off, *(gyd(0) for _ in grosses[1:]))


@pytest.mark.parametrize("planted", [each_rounded, on_the_first])
def test_planted_bugs_in_the_spread_are_caught(planted: Spread) -> None:
    def check(off: int, grosses: list[int]) -> None:
        check_spread(planted, off, grosses)

    assert_caught(check, st.integers(0, 10**9), GROSSES)


def check_sums(price: Price, cart: Cart) -> None:
    """What is paid is what it costs less every discount, and the VAT is inside what is paid."""
    priced = price(cart)
    minor = [line.gross.amount_minor for line in priced.lines]
    full = sum(line.line.unit_price.amount_minor * line.line.quantity for line in priced.lines)
    own = sum(line.line.off.amount_minor for line in priced.lines)
    of_cart = sum(line.cart_off.amount_minor for line in priced.lines)

    assert sum(minor) == priced.total.amount_minor == full - own - of_cart
    assert all(amount >= 0 for amount in minor)
    assert priced.full.amount_minor == full
    assert priced.off.amount_minor == own + of_cart
    assert sum(line.off.amount_minor for line in priced.lines) == own + of_cart
    for part in priced.vat_by_class:
        assert part.vat == vat_inside(part.gross, part.basis_points)
    for line in priced.lines:
        cap = 0 if line.line.discount is None else line.line.discount.cap_basis_points
        assert line.line.off.amount_minor * 10_000 <= line.line.full.amount_minor * cap
    cap = 0 if cart.discount is None else cart.discount.cap_basis_points
    assert of_cart * 10_000 <= cart.gross.amount_minor * cap
    check_together(cart, priced)


def check_together(cart: Cart, priced: PricedCart) -> None:
    """A line with two discounts loses no more than the higher cap, but for what spreading rounds.

    What a line bears is its exact part, up to a cent for each line that the spread parts over.
    """
    for line in priced.lines:
        own, whole = line.line.discount, cart.discount
        if own is not None and whole is not None:
            most = max(own.cap_basis_points, whole.cap_basis_points) * line.line.full.amount_minor
            assert (line.off.amount_minor - 1) * 10_000 <= most


@given(CARTS)
def test_whatever_is_taken_off_lines_total_and_vat_agree_and_no_cap_is_passed(cart: Cart) -> None:
    check_sums(lambda told: price_cart(told, rules(), DAY), cart)


@given(CARTS, st.data())
def test_a_discount_stays_within_its_cap_when_lines_leave(cart: Cart, data: st.DataObject) -> None:
    """A small sum off a large sale never becomes a large part of what is left of it."""
    while not cart.is_empty:
        check_sums(lambda told: price_cart(told, rules(), DAY), cart)
        numbers = [line.line_no for line in cart.lines]
        cart = remove_line(cart, data.draw(st.sampled_from(numbers)))

    assert cart.discount is None
    assert cart.off == gyd(0)


def vat_of_the_full_price(cart: Cart) -> PricedCart:
    """Planted: VAT of what it would have cost."""
    priced = price_cart(cart, rules(), DAY)
    wrong = object.__new__(PricedCart)
    for name in PricedCart.__slots__:
        object.__setattr__(wrong, name, getattr(priced, name))
    whole = tuple(
        replace(part, vat=vat_inside(priced.full, part.basis_points))
        for part in priced.vat_by_class
    )
    object.__setattr__(wrong, "vat_by_class", whole)
    return wrong


def without_the_cart(cart: Cart) -> PricedCart:
    """Planted: the discount of the whole sale is forgotten."""
    return price_cart(replace(cart, discount=None), rules(), DAY)


def test_a_vat_that_does_not_follow_the_discount_is_caught() -> None:
    def check(cart: Cart) -> None:
        check_sums(vat_of_the_full_price, cart)

    assert_caught(check, CARTS)


def test_a_forgotten_discount_is_caught() -> None:
    def check(cart: Cart) -> None:
        assert without_the_cart(cart).total == cart.gross - cart.off

    assert_caught(check, CARTS)


def test_a_discount_of_the_cart_that_does_not_see_those_of_its_lines_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Planted: 5 % and 5 % under caps of 5 %."""
    monkeypatch.setattr("domain.cart.own_discounts", lambda _lines: ())

    def check(cart: Cart) -> None:
        check_together(cart, price_cart(cart, rules(), DAY))

    assert_caught(check, CARTS)


def test_a_sum_off_the_cart_takes_off_less_when_the_lines_without_a_discount_leave() -> None:
    """G$500 off two barrels and 5 % off one of them stay within 10 % when the other barrel goes."""
    cart = a_cart([(950_000, 1, "standard", replace(TENTH, basis_points=500))], None)
    cart = set_cart_discount(add_item(cart, BARREL, quantity=1), SUM)
    alone = remove_line(cart, 2)

    assert (cart.off, alone.lines[0].off, alone.off) == (gyd(50_000), gyd(47_500), gyd(47_500))
    assert require_caps(cart, None) is cart
    with pytest.raises(AboveCap, match="up to 10 %"):
        require_caps(alone, None)


def test_a_line_that_is_free_by_its_own_discount_bears_no_part_of_the_cart() -> None:
    whole = replace(TENTH, basis_points=10_000, cap_basis_points=10_000)
    cart = a_cart([(1_000, 1, "standard", whole)], TENTH)

    assert (cart.gross, cart.off) == (gyd(0), gyd(0))
    assert require_caps(cart, 1) is cart


def test_a_tenth_off_a_barrel_lowers_the_vat_by_a_tenth() -> None:
    cart = set_cart_discount(cart_of((BARREL, 1)), TENTH)
    priced = price_cart(cart, rules(), DAY)

    assert (priced.full, priced.off, priced.total) == (gyd(950_000), gyd(95_000), gyd(855_000))
    assert priced.vat_total == vat_inside(gyd(855_000), 1_400)


@pytest.mark.parametrize(
    ("asked", "cap", "off_minor"),
    [
        (DiscountAsked(basis_points=1_000, reason="goodwill"), 1_000, 10_000),
        (DiscountAsked(amount=gyd(9_999), reason="damaged"), 1_000, 9_999),
        (DiscountAsked(amount=gyd(10_000), reason="damaged"), 1_000, 10_000),
        (DiscountAsked(basis_points=10_000, reason="staff"), 10_000, 100_000),
    ],
)
def test_what_a_cap_allows_is_given(asked: DiscountAsked, cap: int, off_minor: int) -> None:
    given_off = give_discount(asked, gyd(100_000), cap, by="staff-1", approved_by=None)

    assert given_off.off(gyd(100_000)) == gyd(off_minor)
    assert (given_off.given_by, given_off.reason) == ("staff-1", asked.reason)


@pytest.mark.parametrize(
    "asked",
    [
        DiscountAsked(basis_points=1_001, reason="goodwill"),
        DiscountAsked(amount=gyd(10_001), reason="goodwill"),
    ],
)
def test_more_than_the_cap_asks_for_somebody_who_may(asked: DiscountAsked) -> None:
    with pytest.raises(AboveCap, match="up to 10 %") as above:
        give_discount(asked, gyd(100_000), 1_000, by="staff-1", approved_by=None)

    assert above.value.code == "above_cap"
    assert (above.value.cap_basis_points, above.value.wanted_basis_points) == (1_000, 1_001)
    assert above.value.args == (1_001, 1_000)


def test_nobody_gives_anything_without_a_cap() -> None:
    with pytest.raises(AboveCap, match="up to 0 %"):
        give_discount(
            DiscountAsked(basis_points=1, reason="staff"), gyd(1), 0, by="s", approved_by=None
        )


def test_a_discount_off_nothing_or_above_the_whole_is_refused() -> None:
    asked = DiscountAsked(amount=gyd(101), reason="staff")
    with pytest.raises(BadInput, match="nothing to take a discount off"):
        give_discount(asked, gyd(0), 10_000, by="s", approved_by=None)
    with pytest.raises(BadInput, match=r"more than the G\$1"):
        give_discount(asked, gyd(100), 10_000, by="s", approved_by=None)
    assert asked.share_of(gyd(0)) > 10_000


@pytest.mark.parametrize(
    "wrong", [{"basis_points": 0}, {"basis_points": 10_001}, {"amount": gyd(0)}]
)
def test_a_discount_of_nothing_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="Type the discount again"):
        DiscountAsked(reason="staff", **wrong)


@pytest.mark.parametrize("both", [{}, {"basis_points": 1, "amount": gyd(1)}])
def test_a_discount_is_a_share_or_a_sum(both: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="a share or a sum"):
        DiscountAsked(reason="staff", **both)
    with pytest.raises(ValueError, match="a share or a sum"):
        Discount(reason="staff", cap_basis_points=1, given_by="s", **both)


def test_a_discount_knows_its_limits() -> None:
    with pytest.raises(ValueError, match="basis_points"):
        replace(TENTH, basis_points=1_001)
    with pytest.raises(ValueError, match="above zero"):
        replace(SUM, amount=gyd(0))
    with pytest.raises(ValueError, match="cap_basis_points"):
        replace(TENTH, cap_basis_points=0)
    with pytest.raises(ValueError, match="given_by"):
        replace(TENTH, given_by="")
    with pytest.raises(ValueError, match="approved_by"):
        replace(TENTH, approved_by="")
    with pytest.raises(CurrencyMismatch):
        SUM.off(Money(100, "USD"))
    assert replace(TENTH, approved_by="staff-9").approved_by == "staff-9"
    assert largest_off(gyd(199), 5_000) == gyd(99)


@pytest.mark.parametrize(
    ("basis_points", "text"), [(1_000, "10 %"), (1_250, "12.5 %"), (0, "0 %"), (10_000, "100 %")]
)
def test_a_share_reads_as_a_person_says_it(basis_points: int, text: str) -> None:
    assert percent_text(basis_points) == text
