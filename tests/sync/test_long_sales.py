"""A sale of 1,000 lines, from the till to central and to the store's other tills."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.use_cases.current_cart import current_cart
from app.use_cases.list_parked import list_parked
from app.use_cases.park_cart import ParkCart, park_cart
from app.use_cases.recall_cart import recall_cart
from app.use_cases.take_payment import TakePayment, take_payment
from app.use_cases.till import Session
from central.tables import operation, sale_line
from domain.cart import LINES_MAX, Cart
from domain.cart_line import CartLine
from domain.tender import cash_tender
from sync.engine import push
from sync.protocol.exchange import BATCH_BYTES_MAX
from tests.helpers.builders import gyd
from tests.sync.world import SyncTill, World

PRICE = gyd(1_000)


def a_line(line_no: int, name: str) -> CartLine:
    """A line like a scanned item's, each of another item."""
    return CartLine(
        line_no=line_no,
        kind="item",
        item_id=f"item-{line_no:031d}",
        sku=f"SKU-{line_no}",
        name=name,
        quantity=1,
        unit_price=PRICE,
        tax_class="standard",
        price_id=f"price-{line_no:030d}",
        feed_position=1,
        price_source="catalog",
        list_price=PRICE,
    )


def fill(till: SyncTill, session: Session) -> Cart:
    """Put 1,000 lines into the cart that is open."""
    now = current_cart(till.till, session).cart
    lines = tuple(a_line(number, "Tea, black, in bags " * 6) for number in range(1, LINES_MAX + 1))
    full = Cart(cart_id=now.cart_id, version=now.version + 1, currency="GYD", lines=lines)
    with till.till.db.unit_of_work() as uow:
        uow.carts.save(full)
        uow.commit()
    return full


def pay(till: SyncTill, session: Session, cart: Cart) -> str:
    request = TakePayment(
        cart_id=cart.cart_id, cart_version=cart.version, tenders=(cash_tender(PRICE * LINES_MAX),)
    )
    return take_payment(till.till, session, request).sale.receipt_number


def test_a_sale_of_a_thousand_lines_reaches_central_once_among_others(world: World) -> None:
    till = world.a_till()
    session = till.cashier()
    till.transport.is_down = True
    before = till.sell(2)
    long = pay(till, session, fill(till, session))
    after = till.sell(1)
    till.turn()
    till.transport.is_down = False
    till.settle()

    sold = [each.sale.receipt_number for each in before]
    assert world.receipts() == [*sold, long, after[0].sale.receipt_number]
    assert {str(row["state"]) for row in world.office.rows(operation)} == {"applied"}
    assert len(world.office.rows(sale_line)) == LINES_MAX + 3
    assert till.waiting() == 0


def test_two_sales_that_are_larger_than_a_batch_go_one_after_the_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An operation that is larger than a batch is sent, alone: the queue never stops for it."""
    monkeypatch.setattr(push, "BATCH_BYTES_MAX", BATCH_BYTES_MAX // 8)
    till = world.a_till()
    till.sell(1)
    session = till.cashier()
    receipts = []
    for _ in range(2):
        receipts.append(pay(till, session, fill(till, session)))
        till.clock.go_on(timedelta(seconds=5))
    till.settle()

    assert world.receipts()[1:] == receipts
    assert till.waiting() == 0


def test_a_parked_sale_of_a_thousand_lines_is_recalled_at_the_other_till(world: World) -> None:
    first, second = world.a_till(), world.a_till("till-b")
    second.sell(1)
    first.sell(1)
    session = first.cashier()
    cart = fill(first, session)
    park_cart(first.till, session, ParkCart(cart_id=cart.cart_id, cart_version=cart.version))
    first.settle()
    second.settle()
    there = second.cashier()
    [parked] = list_parked(second.till)
    recall_cart(second.till, there, parked.edition_id)

    recalled = current_cart(second.till, there).cart
    assert len(recalled.lines) == LINES_MAX
    assert recalled.gross == PRICE * LINES_MAX
