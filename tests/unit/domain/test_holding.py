from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.cart import Cart, add_item, add_shipment, new_cart
from domain.errors import RuleBroken
from domain.holding import (
    AllotmentCover,
    Need,
    NothingLeft,
    Shortage,
    Spending,
    Standing,
    booking_need,
    booking_resource,
    shortages,
    spendings,
    stock_needs,
    stock_resource,
    surplus_units,
    target_units,
    units_to_return,
)
from domain.quote import quote_shipment
from tests.unit.domain.builders import DAY, gyd, item, rules
from tests.unit.domain.builders import draft as a_draft

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TAPE = "stock:stabroek:tape"
COVER = AllotmentCover(recent_days=14, cover_days=3)


def a_need(quantity: int, resource: str = TAPE) -> Need:
    return Need(resource=resource, name="Tape", quantity=quantity)


# ------------------------------------------------------------------ what a sale needs


def a_cart(*, shipments: int = 0) -> Cart:
    cart = new_cart("cart-1", "GYD")
    tape = replace(item("tape", 48_000), item_id="tape", allotted=True)
    cart = add_item(cart, tape, quantity=2)
    cart = add_item(cart, item("rope", 48_000))
    cart = add_item(cart, replace(tape, price=gyd(99_900)))
    for number in range(shipments):
        draft = replace(a_draft(), shipment_id=f"shipment-{number}")
        quote = quote_shipment(draft, rules().rate_sheet(DAY), at=NOW, valid_h=24)
        cart = add_shipment(cart, draft, quote)
    return cart


def test_only_marked_items_are_needed_and_their_lines_add_up() -> None:
    (need,) = stock_needs(a_cart(shipments=1), "stabroek")

    assert (need.resource, need.quantity) == (stock_resource("stabroek", "tape"), 3)
    assert need.resource == TAPE


def test_each_shipment_needs_one_booking_of_the_agent() -> None:
    one, two = booking_need(a_cart(shipments=1), "staff-sr"), booking_need(a_cart(shipments=2), "a")

    assert one == Need(resource="booking:staff-sr", name="This agent's bookings", quantity=1)
    assert two == Need(resource=booking_resource("a"), name="This agent's bookings", quantity=2)
    assert booking_need(a_cart(), "staff-sr") is None


# ------------------------------------------------------------------ what is left, what lacks


def test_what_other_carts_set_aside_is_not_left_and_nothing_is_less_than_nothing() -> None:
    assert Standing(held=5, elsewhere=2).left == 3
    assert Standing(held=1, elsewhere=2).left == 0


def test_a_need_lacks_what_is_neither_left_nor_allowed_above_it() -> None:
    standing = Standing(held=2, elsewhere=1, excepted=1, exception_by="staff-ra")

    assert shortages([a_need(2)], {TAPE: standing}) == ()
    (lack,) = shortages([a_need(4), a_need(0, "stock:s:rope")], {TAPE: standing})
    assert (lack.missing, lack.need.quantity) == (2, 4)


def test_something_that_was_never_granted_lacks_as_a_whole() -> None:
    (lack,) = shortages([a_need(1)], {})

    assert lack == Shortage(need=a_need(1), standing=Standing())
    assert lack.missing == 1


def test_not_enough_says_of_what_and_what_can_be_done() -> None:
    lacking = shortages([a_need(3)], {TAPE: Standing(held=1)})
    error = NothingLeft(lacking)

    assert isinstance(error, RuleBroken)
    assert (error.code, error.shortages) == ("nothing_left", lacking)
    assert "Tape: 3 needed, 1 left at this till." in error.message
    assert "ask a supervisor" in error.message


# ------------------------------------------------------------------ what is used up


def test_what_is_left_is_used_up_before_what_was_allowed_above_it() -> None:
    standing = Standing(held=2, excepted=5, exception_by="staff-ra")

    assert spendings([a_need(3)], {TAPE: standing}) == (
        Spending(resource=TAPE, from_held=2, excepted=1, exception_by="staff-ra"),
    )


def test_an_exception_that_is_not_needed_any_more_is_not_named() -> None:
    standing = Standing(held=3, excepted=5, exception_by="staff-ra")

    (spent,) = spendings([a_need(3)], {TAPE: standing})
    assert (spent.from_held, spent.excepted, spent.exception_by) == (3, 0, None)


@pytest.mark.parametrize("standings", [{}, {TAPE: Standing(held=5, elsewhere=4)}])
def test_more_than_is_left_is_never_used_up(standings: dict[str, Standing]) -> None:
    with pytest.raises(ValueError, match="does not cover"):
        spendings([a_need(2)], standings)


# ------------------------------------------------------------------ asking and giving back


@pytest.mark.parametrize(("used", "target"), [(0, 0), (1, 1), (14, 3), (15, 4), (140, 30)])
def test_what_is_asked_for_follows_recent_use_and_is_rounded_up(used: int, target: int) -> None:
    assert target_units(used, COVER) == target


def test_a_cover_of_no_days_and_less_than_no_use_are_refused() -> None:
    with pytest.raises(ValueError, match="cover_days"):
        AllotmentCover(recent_days=14, cover_days=0)
    with pytest.raises(ValueError, match="used"):
        target_units(-1, COVER)


@pytest.mark.parametrize(
    ("set_aside", "keep", "returned"), [(0, 0, 5), (2, 0, 3), (0, 4, 1), (2, 4, 1), (9, 0, 0)]
)
def test_a_recall_gets_what_is_neither_set_aside_nor_to_be_kept(
    set_aside: int, keep: int, returned: int
) -> None:
    assert units_to_return(held=5, set_aside=set_aside, keep=keep) == returned


@pytest.mark.parametrize(
    ("held", "set_aside", "target", "is_idle", "returned"),
    [
        (5, 0, 0, True, 5),
        (5, 1, 0, True, 4),
        (5, 0, 2, True, 3),
        (5, 0, 2, False, 1),
        (1, 0, 0, False, 0),
        (3, 0, 0, False, 2),
        (1, 0, 5, True, 0),
    ],
)
def test_what_nobody_touches_goes_back_to_the_target_and_what_is_in_use_keeps_twice_that(
    *, held: int, set_aside: int, target: int, is_idle: bool, returned: int
) -> None:
    found = surplus_units(held=held, set_aside=set_aside, target=target, is_idle=is_idle)

    assert found == returned
