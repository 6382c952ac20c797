from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cart import (
    LINES_MAX,
    Cart,
    PriceNeeded,
    TypedPrice,
    add_item,
    add_shipment,
    new_cart,
    remove_line,
    require_version,
    set_quantity,
)
from domain.cart_line import CartLine
from domain.errors import BadInput, Conflict, NotFound, RuleBroken
from domain.money import CurrencyMismatch, Money
from domain.quote import Quote, quote_shipment
from tests.unit.domain.builders import (
    BARREL,
    DAY,
    NOON,
    assert_caught_on,
    cart_of,
    draft,
    gyd,
    item,
    piece,
    rules,
)

EMPTY = new_cart("cart-1", "GYD")
TYPED = TypedPrice(price=gyd(120_000), approved_by="staff-9")
Change = Callable[[Cart], Cart]


def quote() -> Quote:
    return quote_shipment(draft(), rules().rate_sheet(DAY), at=NOON, valid_h=24)


def test_an_item_goes_in_at_its_price_with_where_the_price_comes_from() -> None:
    cart = add_item(EMPTY, BARREL, quantity=2)

    [line] = cart.lines
    assert (line.line_no, line.quantity, line.unit_price) == (1, 2, gyd(950_000))
    assert (line.price_id, line.feed_position, line.price_source) == ("price-barrel", 7, "catalog")
    assert line.gross == gyd(1_900_000)
    assert (cart.version, cart.is_empty, EMPTY.is_empty) == (1, False, True)
    assert EMPTY.lines == ()


def test_the_same_item_at_the_same_price_raises_the_quantity() -> None:
    later = replace(BARREL, position=9)
    cart = add_item(add_item(EMPTY, BARREL, quantity=2), later)

    [line] = cart.lines
    assert (line.quantity, line.line_no, cart.version) == (3, 1, 2)


def test_another_price_or_another_permission_makes_a_line_of_its_own() -> None:
    cart = add_item(EMPTY, BARREL)
    dearer = replace(BARREL, price=gyd(960_000), price_id="price-2")
    cart = add_item(cart, dearer)
    cart = add_item(cart, BARREL, typed=TYPED)
    cart = add_item(cart, BARREL, typed=replace(TYPED, approved_by="staff-8"))
    cart = add_item(cart, BARREL, typed=TYPED)

    assert [line.line_no for line in cart.lines] == [1, 2, 3, 4]
    assert [line.quantity for line in cart.lines] == [1, 1, 2, 1]
    assert [line.price_source for line in cart.lines] == ["catalog", "catalog", "typed", "typed"]


@pytest.mark.parametrize("price_minor", [None, 0])
def test_an_unpriced_item_asks_for_a_price_instead_of_selling_at_zero(
    price_minor: int | None,
) -> None:
    unpriced = item("Loose screws", price_minor)
    with pytest.raises(PriceNeeded, match="Loose screws is not in the sale yet") as asked:
        add_item(EMPTY, unpriced)
    assert asked.value.code == "price_needed"
    assert asked.value.args == ("Loose screws",)

    [line] = add_item(EMPTY, unpriced, typed=TYPED).lines
    assert (line.unit_price, line.approved_by) == (gyd(120_000), "staff-9")


def test_a_sample_goes_in_free() -> None:
    sample = replace(item("Pepper sauce sachet", 0), kind="sample")

    assert add_item(EMPTY, sample).lines[0].gross == gyd(0)


def test_a_typed_price_is_above_zero_and_has_an_approver() -> None:
    for amount_minor in (0, -1):
        with pytest.raises(BadInput, match="above zero"):
            TypedPrice(price=gyd(amount_minor), approved_by="staff-9")
    with pytest.raises(ValueError, match="approved_by"):
        TypedPrice(price=gyd(1), approved_by="")


@pytest.mark.parametrize("quantity", [0, -1, 10_000])
def test_a_quantity_is_one_to_9999(quantity: int) -> None:
    with pytest.raises(BadInput, match="1 to 9,999"):
        add_item(EMPTY, BARREL, quantity=quantity)


def test_a_merged_line_keeps_to_9999_too_and_nothing_is_lost() -> None:
    cart = add_item(EMPTY, BARREL, quantity=9_999)
    with pytest.raises(BadInput, match="1 to 9,999"):
        add_item(cart, BARREL)

    assert cart.lines[0].quantity == 9_999


def test_a_quantity_is_changed_and_zero_takes_the_line_out() -> None:
    cart = cart_of((BARREL, 1), (item("Rope", 50_000), 1))
    changed = set_quantity(cart, 2, 5)
    removed = set_quantity(changed, 1, 0)

    assert [line.quantity for line in changed.lines] == [1, 5]
    assert [line.line_no for line in removed.lines] == [2]
    assert [cart.version, changed.version, removed.version] == [2, 3, 4]
    with pytest.raises(BadInput):
        set_quantity(cart, 1, -1)
    with pytest.raises(TypeError):
        set_quantity(cart, 1, 0.0)  # type: ignore[arg-type] # the run-time check is tested


def test_a_line_that_is_gone_says_so() -> None:
    with pytest.raises(NotFound, match="Line 1 is no longer in this sale"):
        set_quantity(EMPTY, 1, 1)
    with pytest.raises(NotFound, match="Line 1 is no longer in this sale"):
        remove_line(EMPTY, 1)


def test_a_change_decided_on_an_older_version_is_a_conflict() -> None:
    cart = add_item(EMPTY, BARREL)
    require_version(cart, 1)

    with pytest.raises(Conflict, match="changed after you last saw it"):
        require_version(cart, 0)


def test_an_item_priced_in_other_money_is_sold_in_a_sale_of_its_own() -> None:
    with pytest.raises(RuleBroken, match="priced in USD, this sale is in GYD") as refused:
        add_item(EMPTY, replace(BARREL, price=Money(100, "USD")))

    assert refused.value.code == "other_currency"


def test_a_sale_has_at_most_1000_lines_and_the_last_may_still_grow() -> None:
    full = EMPTY
    for number in range(LINES_MAX):
        full = add_item(full, item(f"Item {number}", 100))
    with pytest.raises(RuleBroken, match="at most 1000 lines") as refused:
        add_item(full, BARREL)

    assert refused.value.code == "cart_full"
    assert set_quantity(full, LINES_MAX, 2).lines[-1].quantity == 2
    with pytest.raises(ValueError, match=f"at most {LINES_MAX}"):
        replace(full, lines=(*full.lines, replace(full.lines[0], line_no=LINES_MAX + 1)))


# ----------------------------------------------------------------- shipments


def test_a_shipment_is_one_line_that_names_no_person_and_no_village() -> None:
    cart = add_shipment(EMPTY, draft(piece(), piece()), quote())

    [line] = cart.lines
    assert line.name == "Shipment to Region 9, 2 pieces"
    assert (line.kind, line.quantity, line.item_id, line.sku) == ("shipment", 1, None, "")
    assert (line.unit_price, line.tax_class) == (quote().total, "standard")
    assert line.price_id == "rate_sheet:12"
    assert line.quoted_until == NOON + timedelta(hours=24)


def test_the_same_shipment_again_replaces_its_line() -> None:
    cart = add_shipment(add_item(EMPTY, BARREL), draft(piece(), piece()), quote())
    cart = add_item(cart, item("Rope", 50_000))
    again = add_shipment(cart, draft(), quote())

    assert [line.line_no for line in again.lines] == [1, 2, 3]
    assert again.lines[1].name == "Shipment to Region 9, 1 piece"
    assert again.version == cart.version + 1
    other = add_shipment(again, replace(draft(), shipment_id="shipment-2"), quote())
    assert len(other.lines) == 4


def test_a_shipment_stays_one_but_may_be_removed() -> None:
    cart = add_shipment(EMPTY, draft(), quote())
    with pytest.raises(RuleBroken, match="stays 1") as refused:
        set_quantity(cart, 1, 2)

    assert refused.value.code == "shipment_quantity"
    assert set_quantity(cart, 1, 1).version == 2
    assert set_quantity(cart, 1, 0).is_empty


# ---------------------------------------------------------------- invariants


def item_line() -> CartLine:
    return add_item(EMPTY, BARREL).lines[0]


@pytest.mark.parametrize(
    "wrong",
    [
        {"line_no": 0},
        {"quantity": 0},
        {"feed_position": -1},
        {"name": ""},
        {"tax_class": ""},
        {"unit_price": gyd(-1)},
        {"price_source": "typed"},
        {"approved_by": "staff-9"},
        {"shipment": draft()},
        {"quoted_until": NOON},
        {"item_id": None},
    ],
)
def test_the_parts_of_an_item_line_fit_together(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"must|never|has"):
        replace(item_line(), **wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"shipment": None},
        {"item_id": "item-1"},
        {"quantity": 2},
        {"quoted_until": NOON.replace(tzinfo=None)},
    ],
)
def test_the_parts_of_a_shipment_line_fit_together(wrong: dict[str, Any]) -> None:
    [line] = add_shipment(EMPTY, draft(), quote()).lines

    with pytest.raises(ValueError, match=r"must|has"):
        replace(line, **wrong)


def test_a_cart_holds_one_currency_and_each_line_number_once() -> None:
    line = item_line()
    with pytest.raises(CurrencyMismatch):
        Cart(cart_id="c", version=0, currency="USD", lines=(line,))
    with pytest.raises(ValueError, match="stands twice"):
        Cart(cart_id="c", version=0, currency="GYD", lines=(line, line))
    with pytest.raises(ValueError, match="version"):
        Cart(cart_id="c", version=-1, currency="GYD", lines=())
    with pytest.raises(ValueError, match="cart_id"):
        new_cart("", "GYD")
    with pytest.raises(ValueError, match="unknown currency"):
        new_cart("c", "XXX")


GOODS = [item(f"Item {number}", 100 * (number + 1)) for number in range(4)]
STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "set", "remove", "ship"]), st.integers(0, 5)), max_size=30
)


def to_change(step: tuple[str, int]) -> Change:
    what, number = step
    if what == "add":
        return lambda cart: add_item(cart, GOODS[number % len(GOODS)])
    if what == "set":
        return lambda cart: set_quantity(cart, number, number)
    if what == "remove":
        return lambda cart: remove_line(cart, number)
    return lambda cart: add_shipment(cart, draft(), quote())


def check_one_change(change: Change, cart: Cart) -> Cart:
    """One version up, at most one line touched, the others as they were and in their order."""
    changed = change(cart)
    before = {line.line_no: line for line in cart.lines}
    after = {line.line_no: line for line in changed.lines}
    touched = [no for no in before | after if before.get(no) != after.get(no)]

    assert changed.version == cart.version + 1
    assert len(touched) <= 1
    assert [no for no in after if no in before] == [no for no in before if no in after]
    assert (changed.cart_id, changed.currency) == (cart.cart_id, cart.currency)
    return changed


@given(STEPS)
def test_versions_only_grow_and_no_line_is_ever_lost(steps: list[tuple[str, int]]) -> None:
    cart = EMPTY
    for step in steps:
        try:
            cart = check_one_change(to_change(step), cart)
        except (NotFound, RuleBroken):
            continue


def test_planted_lost_versions_and_lost_lines_are_caught() -> None:
    full = cart_of((GOODS[0], 1), (GOODS[1], 1))

    def forgets_the_version(cart: Cart) -> Cart:
        return replace(add_item(cart, BARREL), version=cart.version)

    def loses_a_line(cart: Cart) -> Cart:
        changed = add_item(cart, BARREL)
        return replace(changed, lines=changed.lines[1:])

    def turns_the_order(cart: Cart) -> Cart:
        changed = add_item(cart, BARREL)
        return replace(changed, lines=changed.lines[::-1])

    def check(change: Change) -> None:
        check_one_change(change, full)

    for planted in (forgets_the_version, loses_a_line, turns_the_order):
        assert_caught_on(check, [(planted,)])
