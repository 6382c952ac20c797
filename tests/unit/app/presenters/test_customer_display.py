"""The customer's screen: goods, total and change, and nothing that is not theirs to read."""

from dataclasses import fields, replace

from app.counter.gallery_till import PROFILE, MemoryTill, sample_till
from app.presenters.customer_display import (
    CustomerDisplay,
    DisplayLine,
    DisplayState,
    no_second_screen,
)
from app.use_cases.current_cart import CartView
from domain.cart import add_item
from domain.pricing import price_cart
from tests.helpers.counter_desk import RecordingView
from tests.unit.app.presenters.test_counter import Day


def a_cart(till: MemoryTill, *skus: str) -> CartView:
    by_sku = {item.sku: item for item in till.items}
    cart = till.cart
    for sku in skus:
        cart = add_item(cart, by_sku[sku])
    on = till.clock.now().date()
    return CartView(cart=cart, priced=price_cart(cart, till.rules, on))


def test_the_cart_is_shown_line_by_line_with_its_total() -> None:
    till, view = sample_till(), RecordingView[DisplayState]()
    display = CustomerDisplay(PROFILE, view)
    display.on_cart(a_cart(till, "BRL-55-L", "BOX-M", "BOX-M"))

    assert [state.mode for state in view.states] == ["idle", "sale"]
    assert [line.quantity_text for line in view.last.lines] == ["1", "2"]
    assert view.last.amount_text.startswith("G$")
    assert view.last.spoken == f"Total {view.last.amount_text}"


def test_nothing_of_a_line_but_its_goods_count_and_amount_is_shown() -> None:
    """A note, a reason and a customer are on the cart; none of their words reaches the screen."""
    till, view = sample_till(), RecordingView[DisplayState]()
    cart = a_cart(till, "BRL-55-L")
    secret = "Shanelle says: check this customer"
    line = replace(cart.priced.lines[0].line, note=secret)
    priced = replace(
        cart.priced, lines=(replace(cart.priced.lines[0], line=line), *cart.priced.lines[1:])
    )
    held = replace(cart, cart=replace(cart.cart, customer_id="person-1"), priced=priced)
    CustomerDisplay(PROFILE, view).on_cart(held)

    shown = repr(view.last)
    assert secret not in shown
    assert "person-1" not in shown
    assert {each.name for each in fields(DisplayLine)} == {"quantity_text", "name", "amount_text"}


def test_the_change_stays_until_the_next_sale_begins() -> None:
    day = Day()
    day.begin()
    display = day.counter.flows.display
    day.sell()
    assert display._state.mode == "paid"
    assert display._state.label == "Your change"
    assert display._state.amount_text.startswith("G$")
    assert "Paid G$" in display._state.note

    day.counter.on_dismissed()
    after_receipt = display._state.mode
    day.counter.sale.on_enter("2102026000014")
    assert (after_receipt, display._state.mode) == ("paid", "sale")


def test_an_emptied_cart_and_a_locked_till_show_the_store_alone() -> None:
    till, view = sample_till(), RecordingView[DisplayState]()
    display = CustomerDisplay(PROFILE, view)
    display.on_cart(a_cart(till, "BRL-55-L"))
    display.on_cart(a_cart(till))
    assert view.last.mode == "idle"

    display.on_cart(a_cart(till, "BRL-55-L"))
    display.on_locked()
    assert view.last == DisplayState(store="Stabroek Counter", note="Welcome")
    assert view.last.spoken == "Welcome"


def test_a_till_with_one_screen_is_told_what_to_do() -> None:
    assert "second screen" in no_second_screen().title
