"""What leads back to the sale, and what is kept from opening over another place."""

from app.presenters.key_map import Dialog, Place
from app.presenters.notices import notice_of
from domain.cart import add_item
from domain.errors import Conflict
from tests.unit.app.presenters.test_counter import BARREL, Day


def test_when_the_cart_moved_on_during_payment_the_new_one_can_be_paid() -> None:
    day = Day()
    day.begin()
    day.counter.sale.on_enter(BARREL)
    day.counter.sale.on_pay()
    day.till.cart = add_item(day.till.cart, day.till.items[1])
    day.till.fail_with["take_cash"] = ended = Conflict("A quote has ended", "Nothing is lost.")
    day.counter.tender.on_amount_typed("100,000")
    day.counter.tender.on_finish()

    assert day.dialog() is None
    assert day.place() is Place.SALE
    assert day.shell.notices[-1] == notice_of(ended)

    day.counter.sale.on_pay()
    day.counter.tender.on_amount_typed("100,000")
    day.counter.tender.on_finish()
    assert day.dialog() is Dialog.RECEIPT
