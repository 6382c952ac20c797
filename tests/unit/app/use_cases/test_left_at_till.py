"""A cart says how much of what is scarce in it is left; ordinary goods say nothing."""

from app.use_cases.book_shipment import book_shipment
from app.use_cases.current_cart import current_cart
from app.use_cases.ring_up import RingUp, ring_up
from app.use_cases.till import Till
from tests.helpers.builders import (
    CASHIER,
    FIRST_STREAM,
    ORG_STREAM,
    STORE,
    STORE_STREAM,
    TILL_STREAM,
    a_cart,
    a_change,
    an_item,
    an_open_shift,
    tell,
)
from tests.helpers.shipment_builders import a_shipment

LAMP, BOOKING = f"stock:{STORE}:lamp", f"booking:{CASHIER.staff_id}"


def test_each_scarce_line_says_what_is_left_of_it(till: Till) -> None:
    session, _ = an_open_shift(till)
    grant = {"number": 1, "stream": FIRST_STREAM, "resource": LAMP, "quantity": 3}
    told = {"total": 20, "free": 12, "as_of": till.clock.now().isoformat()}
    tell(
        till,
        STORE_STREAM,
        [an_item("lamp", "Lamp", 150_000, allotted=True), a_change("resource", LAMP, told)],
        first=500,
    )
    tell(till, ORG_STREAM, [a_change("resource", BOOKING, told)], first=500)
    tell(till, TILL_STREAM, [a_change("grant", "1", grant)], first=500)
    ring_up(till, session, RingUp(item_id="tape"))
    ring_up(till, session, RingUp(item_id="lamp", quantity=2))
    book_shipment(till, session, a_shipment())

    left = current_cart(till, session).left

    assert {line_no: standing.left for line_no, standing in left.items()} == {2: 3, 3: 0}
    assert left[2].told == left[3].told
    assert left[2].told is not None


def test_ordinary_goods_and_shipments_without_a_limit_say_nothing(till: Till) -> None:
    session, _ = an_open_shift(till)
    a_cart(till, session, "tape")
    book_shipment(till, session, a_shipment())

    assert current_cart(till, session).left == {}
