"""Why an open cart waited, and whose it is, is on the disk until it is paid, emptied or parked."""

from dataclasses import replace
from pathlib import Path

import pytest

from domain.cart import Cart, add_item, new_cart
from domain.cart_changes import set_note
from storage.cart_waits import Waited
from storage.database import TillDatabase
from tests.storage.kit import enrolled
from tests.storage.sales_kit import goods
from tests.storage.test_shared_carts import parked

ORDER = Waited("to_confirm", "Ms Ali 612 1234")


@pytest.fixture
def db(tmp_path: Path) -> TillDatabase:
    return enrolled(tmp_path)


def open_order(db: TillDatabase) -> Cart:
    cart = add_item(new_cart("cart-1", "GYD"), goods())
    with db.unit_of_work() as uow:
        uow.carts.save(cart)
        uow.shared_carts.keep_waited(cart, ORDER)
        uow.commit()
    return cart


def waited(db: TillDatabase) -> Waited:
    with db.reading() as uow:
        return uow.shared_carts.find_waited("cart-1")


def test_what_is_rung_up_and_typed_beside_leaves_it_as_it_was(db: TillDatabase) -> None:
    cart = open_order(db)
    with db.unit_of_work() as uow:
        uow.carts.save(set_note(cart, 1, "blue"))
        uow.commit()
    assert waited(db) == ORDER

    with db.unit_of_work() as uow:
        uow.shared_carts.keep_waited(cart, Waited("", "Mr Khan"))
        uow.commit()
    assert waited(db) == Waited("", "Mr Khan")


def test_a_cart_that_never_waited_has_nothing(db: TillDatabase) -> None:
    assert waited(db) == Waited()


def test_an_emptied_cart_is_nobodys(db: TillDatabase) -> None:
    cart = open_order(db)
    with db.unit_of_work() as uow:
        uow.carts.save(replace(cart, version=cart.version + 1, lines=()))
        uow.commit()

    assert waited(db) == Waited()


def test_a_paid_cart_forgets_it(db: TillDatabase) -> None:
    open_order(db)
    with db.unit_of_work() as uow:
        uow.carts.close("cart-1")
        uow.commit()

    assert waited(db) == Waited()


def test_a_cart_that_waits_again_does_so_by_its_new_words(db: TillDatabase) -> None:
    cart = open_order(db)
    with db.unit_of_work() as uow:
        uow.shared_carts.add_parked(parked("p1", cart=cart, is_local=True, name="Anil"))
        uow.commit()

    assert waited(db) == Waited("", "Anil")
