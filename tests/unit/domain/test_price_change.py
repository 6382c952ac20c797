from dataclasses import replace

from domain.cart import Cart, TypedPrice, add_item, new_cart
from domain.catalog import CatalogItem
from domain.money import Money
from domain.price_change import PriceChange, price_changes, up_to_date
from tests.unit.domain.builders import item

OLD, NEW = Money(48_000, "GYD"), Money(52_000, "GYD")
TAPE, ROPE = item("tape", 48_000), item("rope", 48_000)


def a_cart(*items: CatalogItem) -> Cart:
    cart = new_cart("cart-1", "GYD")
    for one in items or (TAPE, ROPE):
        cart = add_item(cart, one)
    return cart


def now(**more: object) -> dict[str, CatalogItem]:
    """The catalog as it is now, with another tape."""
    return {TAPE.item_id: replace(TAPE, **more), ROPE.item_id: ROPE}  # type: ignore[arg-type]  # fields of CatalogItem


def test_a_price_that_moved_is_told_with_old_and_new() -> None:
    assert price_changes(a_cart(), now(price=NEW, price_id="p2")) == (
        PriceChange(line_no=1, name=TAPE.name, quantity=1, old=OLD, new=NEW),
    )


def test_prices_that_stand_are_not_told() -> None:
    assert price_changes(a_cart(), now()) == ()


def test_an_item_that_is_gone_unpriced_or_in_other_money_keeps_the_price_it_was_told_at() -> None:
    assert price_changes(a_cart(), {}) == ()
    assert price_changes(a_cart(), now(price=None)) == ()
    assert price_changes(a_cart(), now(price=Money(0, "GYD"))) == ()
    assert price_changes(a_cart(), now(price=Money(250, "USD"))) == ()


def test_a_typed_price_stands_as_it_was_approved() -> None:
    typed = TypedPrice(price=OLD, approved_by="staff-ra")
    cart = add_item(new_cart("cart-1", "GYD"), TAPE, typed=typed)

    assert price_changes(cart, now(price=NEW)) == ()


def test_an_accepted_price_is_the_lines_own_from_then_on() -> None:
    items = now(price=NEW, price_id="p2", position=99, tax_class="zero", allotted=True)
    cart = a_cart()
    changes = price_changes(cart, items)

    current = up_to_date(cart, items, changes)

    tape, rope = current.lines
    assert (tape.unit_price, tape.price_id, tape.feed_position) == (NEW, "p2", 99)
    assert (tape.tax_class, tape.allotted) == ("zero", True)
    assert rope == cart.lines[1]
    assert current.version == cart.version + 1
    assert price_changes(current, items) == ()


def test_a_cart_in_which_nothing_differs_stays_the_same() -> None:
    cart = a_cart()

    assert up_to_date(cart, now(), ()) is cart
    assert up_to_date(cart, {}, ()) is cart


def test_an_item_that_became_scarce_after_the_scan_is_scarce() -> None:
    current = up_to_date(a_cart(), now(allotted=True), ())

    assert [line.allotted for line in current.lines] == [True, False]
    assert current.lines[0].unit_price == OLD


def test_a_price_that_was_accepted_and_is_gone_by_then_changes_nothing() -> None:
    cart = a_cart()
    changes = price_changes(cart, now(price=NEW))

    assert up_to_date(cart, now(price=None), changes) is cart
