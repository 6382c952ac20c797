from collections.abc import Callable
from dataclasses import replace

import pytest

from app.use_cases.rights import business_day
from app.use_cases.sale_bodies import NOTES_BYTES_MAX
from app.use_cases.take_payment import TakePayment, take_payment
from app.use_cases.till import Session, Till
from domain.cart import LINES_MAX, Cart
from domain.cart_line import CartLine
from domain.discount import Discount
from domain.money import Money
from domain.pricing import price_cart
from domain.tender import TenderLine
from sync.protocol.bodies import SaleCompleted
from sync.protocol.exchange import BATCH_BYTES_MAX, BODY_BYTES_MAX
from sync.protocol.operation import FACTS_BYTES_MAX
from tests.helpers.builders import SUPERVISOR, an_open_shift, gyd
from tests.helpers.ledger_checks import complaints, read_ledger
from tests.unit.app.use_cases.payment_kit import YES

LONG_NAME = "a" + "\u20ac" * 499
UUID_LENGTH = 36


def a_line(line_no: int) -> CartLine:
    """The largest line a till meets: a long name, ids as they are made, a typed price."""
    return CartLine(
        line_no=line_no,
        kind="item",
        item_id=f"{line_no:0{UUID_LENGTH}d}",
        sku=f"SKU-{line_no}",
        name=LONG_NAME,
        quantity=9_999,
        unit_price=gyd(1_000_000),
        tax_class="standard",
        price_id=f"{line_no:0{UUID_LENGTH}d}",
        feed_position=10**9 + line_no,
        price_source="typed",
        approved_by=SUPERVISOR.staff_id.ljust(UUID_LENGTH, "0"),
    )


def a_line_that_says_everything(line_no: int) -> CartLine:
    """Beside all that a typed price says: what the catalog asks, and a discount that was signed."""
    discount = Discount(
        amount=gyd(1_000),
        cap_basis_points=5_000,
        reason="price_match",
        given_by=SUPERVISOR.staff_id.ljust(UUID_LENGTH, "1"),
        approved_by=SUPERVISOR.staff_id.ljust(UUID_LENGTH, "2"),
    )
    return replace(
        a_line(line_no), list_price=gyd(2_000_000), price_reason="wrong_label", discount=discount
    )


def due_for(till: Till, cart: Cart) -> Money:
    with till.db.reading() as uow:
        return price_cart(cart, uow.rules.book(), business_day(uow, till.clock.now())).total


def pay_for(till: Till, session: Session, cart: Cart) -> SaleCompleted:
    with till.db.unit_of_work() as uow:
        uow.carts.save(cart)
        uow.commit()
    # By the bank's terminal: for so much cash the law asks for a customer first.
    card = TenderLine(kind="bank_card", amount=due_for(till, cart), approval_code="A12345")
    take_payment(
        till,
        session,
        TakePayment(cart_id=cart.cart_id, cart_version=cart.version, tenders=(card,), approval=YES),
    )
    [(_, facts)] = read_ledger(till.db).facts("sale_completed")
    return SaleCompleted.model_validate(facts.body)


@pytest.mark.parametrize("of", [a_line, a_line_that_says_everything])
def test_the_longest_sale_with_the_longest_names_can_be_paid(
    till: Till, of: Callable[[int], CartLine]
) -> None:
    session, _ = an_open_shift(till)
    lines = tuple(of(line_no) for line_no in range(1, LINES_MAX + 1))

    body = pay_for(till, session, Cart(cart_id="full", version=1, currency="GYD", lines=lines))

    assert len(body.lines) == LINES_MAX == 1_000
    assert {len(line.name.encode()) for line in body.lines} == {40}
    assert complaints(till.db) == []


def test_the_largest_operation_fits_into_one_body_however_little_of_it_can_be_compressed() -> None:
    assert FACTS_BYTES_MAX + NOTES_BYTES_MAX * 4 // 3 + 4_096 <= BODY_BYTES_MAX
    assert BATCH_BYTES_MAX < FACTS_BYTES_MAX


def test_a_name_is_cut_between_two_characters(till: Till) -> None:
    session, _ = an_open_shift(till)

    body = pay_for(
        till, session, Cart(cart_id="one", version=1, currency="GYD", lines=(a_line(1),))
    )

    assert body.lines[0].name == "a" + "\u20ac" * 39
