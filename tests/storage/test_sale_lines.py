"""What lines and carts have beside their price is kept: open, parked, and sold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from domain.cart import Cart, Terms, TypedPrice, add_item, add_on_terms, new_cart
from domain.cart_changes import (
    give_free,
    set_cart_discount,
    set_customer,
    set_line_discount,
    set_note,
    set_price,
)
from domain.cart_line import Weighed
from domain.catalog import PriceBreak
from domain.discount import Discount
from domain.fx import Rate
from domain.money import Money
from storage.database import TillDatabase
from storage.shared_carts import ParkedCart
from tests.storage.kit import MORNING, an_item, enrolled, rows_of, tell
from tests.storage.sales_kit import goods, gyd, open_shift, write_sale

TENTH = Discount(basis_points=1_000, cap_basis_points=2_000, reason="goodwill", given_by="staff-1")
SUM = Discount(
    amount=gyd(10),
    cap_basis_points=5_000,
    reason="damaged",
    given_by="staff-1",
    approved_by="staff-9",
)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[TillDatabase]:
    made = enrolled(tmp_path)
    open_shift(made)
    yield made
    made.close()


def a_full_cart() -> Cart:
    """A line of each kind, a discount on the whole, a customer and a note."""
    many = replace(
        goods("screws", 10),
        price_breaks=(PriceBreak(from_quantity=5, price=gyd(9)),),
        parts=("Box",),
    )
    rate = Rate(base="USD", quote="GYD", micro=209_500_000, source="A bank", at=MORNING)
    dollars = replace(goods("phone", 1), price=Money(4_999, "USD"))
    cart = add_item(new_cart("cart-1", "GYD"), many, quantity=6)
    yams = replace(goods("yams", 660), sold_by="kg")
    scale = Terms(weighed=Weighed(weight_grams=1_500, source="scale"))
    cart = add_on_terms(cart, yams, scale)
    cart = add_on_terms(cart, dollars, Terms(rate=rate))
    cart = add_item(cart, goods("tape", 480))
    cart = give_free(cart, 4, "tasting", "staff-9")
    cart = add_item(cart, goods("rope", 900))
    price = TypedPrice(price=gyd(800), approved_by="staff-9", reason="price_match")
    cart = set_price(cart, 5, price)
    cart = set_line_discount(cart, 1, SUM)
    cart = set_note(cart, 5, "blue, for Aubrey")
    return set_customer(set_cart_discount(cart, TENTH), "person-1")


def test_an_open_cart_is_read_back_whole(db: TillDatabase) -> None:
    cart = a_full_cart()
    with db.unit_of_work() as uow:
        uow.carts.save(cart)
        uow.commit()
    with db.reading() as uow:
        assert uow.carts.find_open() == cart


def test_a_parked_cart_is_read_back_whole(db: TillDatabase) -> None:
    cart = a_full_cart()
    parked = ParkedCart(
        edition_id="edition-1",
        root_id="cart-1",
        cart_id="cart-1",
        version=1,
        cart_version=cart.version,
        number=1,
        currency="GYD",
        lines=cart.lines,
        reason="",
        parked_at=MORNING,
        is_local=True,
        discount=cart.discount,
        customer_id=cart.customer_id,
    )
    with db.unit_of_work() as uow:
        uow.carts.save(cart)
        uow.shared_carts.add_parked(parked)
        uow.commit()
    with db.reading() as uow:
        assert uow.shared_carts.find_local("edition-1") == parked


def test_a_sale_is_read_back_with_what_came_off_each_line(db: TillDatabase) -> None:
    cart = a_full_cart()
    with db.unit_of_work() as uow:
        uow.carts.save(cart)
        sale = write_sale(uow, cart)
        uow.carts.close("cart-1")
        uow.commit()
    with db.reading() as uow:
        assert uow.sales.get(sale.receipt_number).sale == sale
    assert sum(line.cart_off.amount_minor for line in sale.lines) == cart.off.amount_minor > 0


def test_a_note_is_nowhere_but_with_its_line_and_goes_with_its_customer(db: TillDatabase) -> None:
    cart = a_full_cart()
    with db.unit_of_work() as uow:
        uow.carts.save(cart)
        uow.commit()
    words = "SELECT count(*) FROM cart WHERE instr(lines, 'Aubrey') OR instr(terms, 'Aubrey')"
    with db.unit_of_work() as uow:
        assert rows_of(db, words) == [(0,)]
        uow.people.erase("person-1")
        uow.commit()
    with db.reading() as uow:
        kept = uow.carts.find_open()

    assert kept is not None
    assert [line.note for line in kept.lines] == [""] * 5


def test_a_note_that_was_taken_away_is_gone(db: TillDatabase) -> None:
    cart = a_full_cart()
    with db.unit_of_work() as uow:
        uow.carts.save(cart)
        uow.carts.save(set_note(cart, 5, ""))
        uow.commit()

    assert rows_of(db, "SELECT * FROM line_note") == []


def test_a_cart_of_an_older_program_reads_as_it_was(db: TillDatabase) -> None:
    cart = add_item(new_cart("cart-1", "GYD"), goods())
    with db.unit_of_work() as uow:
        uow.carts.save(cart)
        uow.commit()
    with db.reading() as uow:
        assert uow.carts.find_open() == cart
    assert rows_of(db, "SELECT terms FROM cart") == [("{}",)]


def test_variants_are_found_by_the_sku_they_are_variants_of(tmp_path: Path) -> None:
    db = enrolled(tmp_path)
    tell(
        db,
        an_item("shirt", "Shirt", 1),
        an_item("shirt-m", "Shirt, medium", 2, variant_of="Shirt"),
        an_item("shirt-l", "Shirt, large", 3, variant_of="SHIRT"),
    )
    with db.reading() as uow:
        found = uow.catalog.list_variants("SHIRT")
        none = uow.catalog.list_variants("SHIRT-M")
    db.close()

    assert [item.sku for item in found] == ["SHIRT-L", "SHIRT-M"]
    assert none == ()


def test_an_item_of_the_feed_is_sold_by_all_that_it_says(tmp_path: Path) -> None:
    db = enrolled(tmp_path)
    tell(
        db,
        an_item(
            "yams",
            "Yams",
            1,
            sold_by="lb",
            sold_from="2026-11-01",
            sold_until="2026-12-31",
            parts=["Bag"],
            normal_minor=500,
            variant="Red",
        ),
        an_item("screws", "Screws", 2, price_minor=100, breaks=[[5, 90]]),
    )
    with db.reading() as uow:
        yams, screws = uow.catalog.get_item("yams"), uow.catalog.get_item("screws")
    db.close()

    assert (yams.sold_by, yams.sold_from, yams.sold_until) == (
        "lb",
        date(2026, 11, 1),
        date(2026, 12, 31),
    )
    assert (yams.parts, yams.normal_price, yams.variant) == (("Bag",), Money(500, "GYD"), "Red")
    assert screws.price_breaks == (PriceBreak(from_quantity=5, price=Money(90, "GYD")),)
