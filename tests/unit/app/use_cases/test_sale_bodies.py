from app.use_cases.take_payment import TakePayment, take_payment
from app.use_cases.till import Session, Till
from domain.cart import LINES_MAX, Cart
from domain.cart_line import CartLine
from domain.tender import cash_tender
from sync.protocol.bodies import SaleCompleted
from tests.helpers.builders import SUPERVISOR, an_open_shift, gyd
from tests.helpers.ledger_checks import complaints, read_ledger

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


def pay_for(till: Till, session: Session, cart: Cart) -> SaleCompleted:
    with till.db.unit_of_work() as uow:
        uow.carts.save(cart)
        uow.commit()
    cash = gyd(9_999 * 1_000_000 * len(cart.lines))
    take_payment(
        till,
        session,
        TakePayment(cart_id=cart.cart_id, cart_version=cart.version, tenders=(cash_tender(cash),)),
    )
    [(_, facts)] = read_ledger(till.db).facts("sale_completed")
    return SaleCompleted.model_validate(facts.body)


def test_the_longest_sale_with_the_longest_names_can_be_paid(till: Till) -> None:
    session, _ = an_open_shift(till)
    lines = tuple(a_line(line_no) for line_no in range(1, LINES_MAX + 1))

    body = pay_for(till, session, Cart(cart_id="full", version=1, currency="GYD", lines=lines))

    assert len(body.lines) == LINES_MAX
    assert complaints(till.db) == []


def test_a_name_is_cut_between_two_characters(till: Till) -> None:
    session, _ = an_open_shift(till)

    body = pay_for(
        till, session, Cart(cart_id="one", version=1, currency="GYD", lines=(a_line(1),))
    )

    assert body.lines[0].name == "a" + "\u20ac" * 39
