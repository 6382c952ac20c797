"""Voids in small steps: what left a sale in all is judged, not each key pressed."""

import pytest

from app.use_cases.change_quantity import change_quantity
from app.use_cases.current_cart import current_cart
from app.use_cases.drop_parked import drop_parked
from app.use_cases.give_away import VoidNeedsApproval
from app.use_cases.list_parked import list_parked
from app.use_cases.park_cart import ParkCart, park_cart
from app.use_cases.recall_cart import recall_cart
from app.use_cases.remove_line import remove_line
from app.use_cases.ring_up import RingUp, ring_up
from app.use_cases.till import Session, Till
from domain.cart import Cart
from domain.errors import RuleBroken
from storage.carts import Carts
from tests.helpers.builders import SUPERVISOR, a_session, an_open_shift, gyd, pay


@pytest.fixture
def session(till: Till) -> Session:
    return an_open_shift(till)[0]


def rung(till: Till, session: Session, item: str, quantity: int = 1) -> Cart:
    cart = ring_up(till, session, RingUp(item_id=item, quantity=quantity))
    assert isinstance(cart, Cart)
    return cart


def one_fewer(till: Till, session: Session, signed_by: str | None = None) -> Cart:
    """The key "-" on the first line."""
    cart = current_cart(till, session).cart
    return change_quantity(till, session, 1, cart.lines[0].quantity - 1, cart.version, signed_by)


def test_five_presses_of_minus_each_below_the_limit_pass_it_together(
    till: Till, session: Session
) -> None:
    rung(till, session, "barrel", quantity=9)
    for _ in range(2):
        one_fewer(till, session)
    with pytest.raises(VoidNeedsApproval) as asked:
        one_fewer(till, session)
    cart = one_fewer(till, session, SUPERVISOR.staff_id)

    assert asked.value.worth == gyd(28_500)
    assert cart.lines[0].quantity == 6
    for _ in range(2):  # what was signed for counts no longer
        one_fewer(till, session)
    with pytest.raises(VoidNeedsApproval):
        one_fewer(till, session)


def test_what_is_put_back_on_its_line_was_not_taken_out(till: Till, session: Session) -> None:
    cart = rung(till, session, "barrel", quantity=5)
    for _ in range(6):
        cart = change_quantity(till, session, 1, 3, cart.version)
        cart = change_quantity(till, session, 1, 5, cart.version)

    assert cart.lines[0].quantity == 5


def test_lines_taken_out_one_after_the_other_pass_the_sales_limit_together(
    till: Till, session: Session
) -> None:
    rung(till, session, "tape", quantity=1)
    for _ in range(5):
        rung(till, session, "barrel")
        cart = current_cart(till, session).cart
        remove_line(till, session, cart.lines[-1].line_no, cart.version)
    cart = rung(till, session, "barrel")
    with pytest.raises(VoidNeedsApproval) as asked:
        remove_line(till, session, cart.lines[-1].line_no, cart.version)

    assert asked.value.worth == gyd(57_000)


def test_what_left_a_sale_is_remembered_while_it_is_parked_and_forgotten_once_it_is_paid(
    till: Till, session: Session
) -> None:
    rung(till, session, "barrel", quantity=9)
    for _ in range(2):
        one_fewer(till, session)
    cart = current_cart(till, session).cart
    parked = park_cart(till, session, ParkCart(cart_id=cart.cart_id, cart_version=cart.version))
    recall_cart(till, session, parked.edition_id)
    with pytest.raises(VoidNeedsApproval):
        one_fewer(till, session)

    pay(till, session, current_cart(till, session).cart, gyd(66_500))
    rung(till, session, "barrel", quantity=3)
    assert one_fewer(till, session).lines[0].quantity == 2


def test_parking_and_dropping_is_no_way_round_the_limit(till: Till, session: Session) -> None:
    rung(till, session, "barrel", quantity=4)
    two = one_fewer(till, session)
    parked = park_cart(till, session, ParkCart(cart_id=two.cart_id, cart_version=two.version))
    with pytest.raises(RuleBroken, match="Bring the sale back and take it out there") as refused:
        drop_parked(till, session, parked.edition_id)
    assert refused.value.code == "void_needs_approval"
    assert [each.edition_id for each in list_parked(till)] == [parked.edition_id]

    drop_parked(till, a_session(till, SUPERVISOR), parked.edition_id)
    assert list_parked(till) == ()


def test_planted_a_till_that_forgets_each_step_lets_five_presses_pass(
    till: Till, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Carts, "keep_taken", lambda *_: None)

    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
        test_five_presses_of_minus_each_below_the_limit_pass_it_together(till, session)
