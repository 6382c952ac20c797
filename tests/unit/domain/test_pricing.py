from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cart import Cart, new_cart
from domain.errors import RuleBroken
from domain.money import Money, divide_rounded
from domain.pricing import PricedCart, VatSum, add_up_without_vat, price_cart, vat_inside
from domain.rules import RuleBook
from tests.unit.domain.builders import (
    BARREL,
    DAY,
    assert_caught,
    cart_of,
    gyd,
    item,
    rule_row,
    rule_rows,
    rules,
)

Price = Callable[[Cart, RuleBook, date], PricedCart]
CLASSES = {"standard": 1_400, "zero": 0, "exempt": 0, "reduced": 725}
BOOK = RuleBook.from_rows(
    [*rule_rows(), rule_row("vat_rate", "reduced", {"basis_points": 725}, date(2026, 1, 1))]
)
CARTS = st.lists(
    st.tuples(st.integers(1, 10**8), st.integers(1, 99), st.sampled_from(sorted(CLASSES))),
    min_size=1,
    max_size=15,
).map(
    lambda rows: cart_of(
        *(
            (item(f"Item {number}", price, tax_class=tax_class), quantity)
            for number, (price, quantity, tax_class) in enumerate(rows)
        )
    )
)


@pytest.mark.parametrize(
    ("gross_minor", "vat_minor"),
    [
        (11_400, 1_400),  # 14/114 exactly
        (1_000_000, 122_807),  # G$10,000: G$1,228.07
        (10_848_800, 1_332_309),
        (1, 0),
        (4, 0),
        (5, 1),  # 0.614 of a cent rounds up
        (0, 0),
        (-11_400, -1_400),
    ],
)
def test_vat_inside_is_14_parts_of_114(gross_minor: int, vat_minor: int) -> None:
    """The VAT fraction of Guyana's Revenue Authority."""
    assert vat_inside(gyd(gross_minor), 1_400) == gyd(vat_minor)


def test_vat_needs_whole_basis_points_from_zero_up() -> None:
    assert vat_inside(gyd(100), 0) == gyd(0)
    with pytest.raises(TypeError):
        vat_inside(gyd(100), 0.14)  # type: ignore[arg-type] # the run-time check is tested
    with pytest.raises(ValueError, match="basis_points"):
        vat_inside(gyd(100), -1)


def check_priced(price: Price, cart: Cart) -> None:
    """Lines, classes and totals agree exactly; each class is within half a cent of 14/114."""
    priced = price(cart, BOOK, DAY)
    assert [one.line for one in priced.lines] == list(cart.lines)
    assert priced.total.amount_minor == sum(line.gross.amount_minor for line in cart.lines)
    assert priced.vat_total.amount_minor == sum(one.vat.amount_minor for one in priced.lines)
    assert priced.vat_total.amount_minor == sum(one.vat.amount_minor for one in priced.vat_by_class)
    for one in priced.lines:
        assert one.net + one.vat == one.gross
    for part in priced.vat_by_class:
        mine = [one for one in priced.lines if one.line.tax_class == part.tax_class]
        exact = Fraction(part.gross.amount_minor * part.basis_points, 10_000 + part.basis_points)

        assert part.basis_points == CLASSES[part.tax_class]
        assert sum(one.gross.amount_minor for one in mine) == part.gross.amount_minor
        assert sum(one.vat.amount_minor for one in mine) == part.vat.amount_minor
        assert abs(part.vat.amount_minor - exact) <= Fraction(1, 2)


@given(CARTS)
def test_vat_by_class_equals_the_sum_over_its_lines(cart: Cart) -> None:
    check_priced(price_cart, cart)


def bypassing_the_invariant(priced: PricedCart, **changed: object) -> PricedCart:
    """What a PricedCart with a bug would be, were it not refused when made."""
    wrong = object.__new__(PricedCart)
    for name in PricedCart.__slots__:
        object.__setattr__(wrong, name, changed.get(name, getattr(priced, name)))
    return wrong


def per_line(cart: Cart, book: RuleBook, on: date) -> PricedCart:
    """Planted: VAT rounded on each line, the class summed exactly."""
    priced = price_cart(cart, book, on)
    lines = tuple(
        replace(one, vat=vat, net=one.gross - vat)
        for one in priced.lines
        for vat in [vat_inside(one.gross, one.vat_basis_points)]
    )
    return bypassing_the_invariant(priced, lines=lines)


def on_top(cart: Cart, book: RuleBook, on: date) -> PricedCart:
    """Planted: the rate taken of the inclusive price, as if VAT came on top."""
    priced = price_cart(cart, book, on)
    sums = tuple(
        replace(part, vat=part.gross.share(part.basis_points)) for part in priced.vat_by_class
    )
    return bypassing_the_invariant(priced, vat_by_class=sums)


def one_rate(cart: Cart, book: RuleBook, on: date) -> PricedCart:
    """Planted: the whole bill at one rate, whatever the tax class of a line."""
    priced = price_cart(cart, book, on)
    vat = vat_inside(priced.total, 1_400)
    whole = VatSum(tax_class="standard", basis_points=1_400, gross=priced.total, vat=vat)
    return bypassing_the_invariant(priced, vat_by_class=(whole,), vat_total=vat)


@pytest.mark.parametrize("planted", [per_line, on_top, one_rate])
def test_planted_bugs_in_the_vat_are_caught(planted: Price) -> None:
    def check(cart: Cart) -> None:
        check_priced(planted, cart)

    assert_caught(check, CARTS)


def test_each_line_has_the_tax_class_of_its_item() -> None:
    cart = cart_of((BARREL, 2), (item("Rice", 212_300, tax_class="zero"), 1))
    priced = price_cart(cart, rules(), DAY)

    assert [one.vat_basis_points for one in priced.lines] == [1_400, 0]
    assert priced.vat_by_class == (
        VatSum(tax_class="standard", basis_points=1_400, gross=gyd(1_900_000), vat=gyd(233_333)),
        VatSum(tax_class="zero", basis_points=0, gross=gyd(212_300), vat=gyd(0)),
    )
    assert (priced.total, priced.vat_total) == (gyd(2_112_300), gyd(233_333))
    assert (priced.cart_id, priced.version) == ("cart-1", 2)


def test_an_empty_cart_and_a_cart_of_samples_cost_nothing() -> None:
    sample = replace(item("Sachet", 0), kind="sample")

    assert price_cart(new_cart("c", "GYD"), rules(), DAY).total == gyd(0)
    assert price_cart(cart_of((sample, 3)), rules(), DAY).vat_total == gyd(0)


def test_a_tax_class_without_a_rate_stops_the_pricing() -> None:
    with pytest.raises(RuleBroken, match="VAT, luxury"):
        price_cart(cart_of((item("Yacht", 100, tax_class="luxury"), 1)), rules(), DAY)


def test_a_cart_whose_vat_nobody_knows_still_shows_what_its_lines_cost() -> None:
    cart = cart_of((item("Yacht", 100, tax_class="luxury"), 3), (BARREL, 2))
    shown = add_up_without_vat(cart)
    known = price_cart(cart_of((BARREL, 2)), rules(), DAY)

    assert [line.gross for line in shown.lines] == [gyd(300), known.lines[0].gross]
    assert (shown.total, shown.vat_total) == (gyd(300) + known.total, gyd(0))
    assert (shown.cart_id, shown.version) == (cart.cart_id, cart.version)


def two_class_cart() -> PricedCart:
    return price_cart(
        cart_of(
            (BARREL, 2), (item("Rope", 57_000), 1), (item("Rice", 212_300, tax_class="zero"), 1)
        ),
        rules(),
        DAY,
    )


def changed_sums(priced: PricedCart) -> list[dict[str, Any]]:
    first, *other_lines = priced.lines
    standard, zero = priced.vat_by_class
    cent = gyd(1)
    return [
        {"total": priced.total + cent},
        {"vat_total": priced.vat_total + cent},
        {"lines": (first,)},
        {"vat_by_class": (standard, zero, replace(zero, gross=gyd(0)))},
        {"vat_by_class": (replace(standard, gross=standard.gross + cent), zero)},
        {"vat_by_class": (replace(standard, vat=standard.vat - cent), replace(zero, vat=cent))},
        {
            "lines": (replace(first, vat=first.vat + cent, net=first.net - cent), *other_lines),
        },
        {"vat_by_class": (), "vat_total": gyd(0)},
    ]


@pytest.mark.parametrize("number", range(8))
def test_a_priced_cart_whose_sums_disagree_is_refused(number: int) -> None:
    priced = two_class_cart()

    with pytest.raises(ValueError, match=r"must sum|stands twice"):
        replace(priced, **changed_sums(priced)[number])


def test_a_priced_line_is_net_and_vat_of_its_own_gross() -> None:
    [first, *_] = two_class_cart().lines
    for wrong in (
        {"vat": first.vat + gyd(1)},
        {"gross": first.gross + gyd(1), "net": first.net + gyd(1)},
    ):
        with pytest.raises(ValueError, match="must sum to the gross"):
            replace(first, **wrong)  # type: ignore[arg-type] # three money fields, by name
    with pytest.raises(ValueError, match="vat_basis_points"):
        replace(first, vat_basis_points=-1)


@given(st.integers(0, 10**10), st.integers(0, 10_000))
def test_vat_and_net_are_the_two_parts_of_an_inclusive_price(gross: int, rate: int) -> None:
    vat = vat_inside(gyd(gross), rate)
    net = gyd(gross) - vat

    assert abs(net.amount_minor * rate - vat.amount_minor * 10_000) <= 10_000 + rate
    assert vat == Money(divide_rounded(gross * rate, 10_000 + rate), "GYD")
