"""The last change of a cart is taken back exactly, and nothing else ever is."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.use_cases.change_quantity import change_quantity
from app.use_cases.current_cart import current_cart
from app.use_cases.give_away import VoidNeedsApproval
from app.use_cases.remove_line import remove_line
from app.use_cases.ring_up import RingUp, ring_up
from app.use_cases.till import Session, Till
from app.use_cases.undo_change import UndoChange, undo_change
from domain.cart import Cart
from domain.errors import Conflict, NotAllowed
from tests.helpers.builders import SUPERVISOR, a_cart, a_sale, a_session


def test_a_removed_line_comes_back_with_its_price(till: Till, session: Session) -> None:
    before = a_cart(till, session, "barrel", "tape")
    after = remove_line(till, a_session(till, SUPERVISOR), 1, before.version)

    back = undo_change(till, session, UndoChange(before=before, version=after.version))

    assert back.lines == before.lines
    assert back.version == after.version + 1
    assert current_cart(till, session).cart == back


def test_a_quantity_goes_back_to_what_it_was(till: Till, session: Session) -> None:
    before = a_cart(till, session, "tape")
    after = change_quantity(till, session, 1, 7, before.version)

    back = undo_change(
        till, a_session(till, SUPERVISOR), UndoChange(before=before, version=after.version)
    )

    assert [line.quantity for line in back.lines] == [1]


def test_what_a_cashier_may_not_take_back_alone_is_taken_back_with_a_yes(
    till: Till, session: Session
) -> None:
    before = a_cart(till, session, "barrel")
    after = change_quantity(till, session, 1, 9, before.version)
    wish = UndoChange(before=before, version=after.version)
    with pytest.raises(VoidNeedsApproval):
        undo_change(till, session, wish)
    with pytest.raises(NotAllowed):
        undo_change(till, session, replace(wish, approved_by=session.staff_id))
    back = undo_change(till, session, replace(wish, approved_by=SUPERVISOR.staff_id))

    assert [line.quantity for line in back.lines] == [1]


def test_taking_back_a_line_is_taking_it_out_with_the_same_limit(
    till: Till, session: Session
) -> None:
    before = a_cart(till, session, "tape")
    ring_up(till, session, RingUp(item_id="barrel", quantity=3))
    now = current_cart(till, session).cart

    with pytest.raises(VoidNeedsApproval):
        remove_line(till, session, 2, now.version)
    with pytest.raises(VoidNeedsApproval):
        undo_change(till, session, UndoChange(before=before, version=now.version))


def test_a_cart_that_moved_on_is_not_put_back(till: Till, session: Session) -> None:
    before = a_cart(till, session, "tape")
    after = change_quantity(till, session, 1, 3, before.version)
    change_quantity(till, session, 1, 4, after.version)

    with pytest.raises(Conflict):
        undo_change(till, session, UndoChange(before=before, version=after.version))


def test_a_sale_that_was_paid_is_never_taken_back(till: Till, session: Session) -> None:
    before = a_cart(till, session, "tape")
    a_sale(till, session, "tape")
    now = current_cart(till, session).cart

    with pytest.raises(Conflict):
        undo_change(till, session, UndoChange(before=before, version=now.version))
    assert current_cart(till, session).cart.is_empty


def test_the_same_version_of_another_sale_is_no_way_in(till: Till, session: Session) -> None:
    cart = a_cart(till, session, "tape")
    other = replace(cart, cart_id="another")

    with pytest.raises(Conflict, match="another sale"):
        undo_change(till, session, UndoChange(before=other, version=cart.version))


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(quantities=st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_taking_all_changes_back_leads_to_the_cart_as_it_was(
    till: Till, session: Session, quantities: list[int]
) -> None:
    boss = a_session(till, SUPERVISOR)
    first = a_cart(till, session, "tape")
    history: list[Cart] = [first]
    for quantity in quantities:
        history.append(change_quantity(till, session, 1, quantity, history[-1].version))

    now = history.pop()
    while history:
        now = undo_change(till, boss, UndoChange(before=history.pop(), version=now.version))

    assert now.lines == first.lines
