"""An order subject to confirmation stays one until it is paid or dropped, and leaves room."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.use_cases.book_shipment import book_shipment
from app.use_cases.current_cart import current_cart
from app.use_cases.list_parked import list_parked
from app.use_cases.park_cart import ParkCart, Parked, park_cart
from app.use_cases.recall_cart import recall_cart
from app.use_cases.remove_line import void_cart
from app.use_cases.resolve_conflict import ResolveConflict, resolve_conflict
from app.use_cases.till import Session, Till
from domain.errors import RuleBroken
from sync.protocol.cart_bodies import Reason
from tests.helpers.builders import (
    ORG_STREAM,
    a_cart,
    a_change,
    an_open_shift,
    clock_of,
    pay,
    sample_rules,
    tell,
)
from tests.helpers.shipment_builders import a_shipment
from tests.unit.app.use_cases.test_parking import StoreFeed, said, told

WHOSE = "Ms Ali 612 1234"


def set_aside(till: Till, session: Session, reason: Reason, name: str = "") -> Parked:
    """F6: the open sale waits."""
    cart = current_cart(till, session).cart
    request = ParkCart(cart_id=cart.cart_id, cart_version=cart.version, reason=reason, name=name)
    return park_cart(till, session, request)


def an_order(till: Till, session: Session, name: str = WHOSE) -> Parked:
    a_cart(till, session, "tape")
    return set_aside(till, session, "to_confirm", name)


def listed(till: Till) -> set[tuple[str, str]]:
    return {(each.reason, each.name) for each in list_parked(till)}


# ------------------------------------------------------------------ an order stays an order


def test_an_order_that_somebody_looked_at_and_put_back_waits_as_before(till: Till) -> None:
    session, _ = an_open_shift(till)
    order = an_order(till, session)
    a_cart(till, session, "barrel")
    other = set_aside(till, session, "more_to_fetch")
    recall_cart(till, session, order.edition_id)
    recall_cart(till, session, other.edition_id)

    assert listed(till) == {("to_confirm", WHOSE)}
    assert [body["reason"] for body in said(till, "cart_parked")][-1] == "to_confirm"
    assert WHOSE not in str(said(till, "cart_parked"))
    clock_of(till).go_on(timedelta(hours=719))
    assert listed(till) == {("to_confirm", WHOSE)}


@pytest.mark.parametrize(
    ("reason", "name", "whose"),
    [("", "", WHOSE), ("forgot_money", "", WHOSE), ("more_to_fetch", "Mr Ali", "Mr Ali")],
)
def test_an_order_that_is_parked_again_stays_one(
    till: Till, reason: Reason, name: str, whose: str
) -> None:
    session, _ = an_open_shift(till)
    recall_cart(till, session, an_order(till, session).edition_id)
    recall_cart(till, session, set_aside(till, session, reason, name).edition_id)
    set_aside(till, session, "")

    assert listed(till) == {("to_confirm", whose)}


def test_an_order_with_a_shipment_keeps_its_words_at_its_till(till: Till) -> None:
    session, _ = an_open_shift(till)
    book_shipment(till, session, a_shipment())
    order = an_order(till, session)
    other = an_order(till, session, "Mr Khan")
    recall_cart(till, session, order.edition_id)
    recall_cart(till, session, other.edition_id)

    assert order.is_local
    assert listed(till) == {("to_confirm", WHOSE)}


def test_an_order_of_another_till_is_one_here_too(till: Till) -> None:
    session, _ = an_open_shift(till)
    StoreFeed(till).tell(told("edition-x", reason="to_confirm"))
    recall_cart(till, session, "edition-x")
    set_aside(till, session, "asks_somebody")

    assert listed(till) == {("to_confirm", "")}


def test_a_reason_that_a_newer_till_tells_is_not_told_again(till: Till) -> None:
    session, _ = an_open_shift(till)
    StoreFeed(till).tell(told("edition-x", reason="of_a_newer_till"))
    recall_cart(till, session, "edition-x")
    set_aside(till, session, "")

    assert listed(till) == {("", "")}


def test_a_customer_who_waits_again_is_listed_with_the_words_of_before(till: Till) -> None:
    session, _ = an_open_shift(till)
    a_cart(till, session, "tape")
    first = set_aside(till, session, "asks_somebody", "Mrs Singh")
    a_cart(till, session, "barrel")
    other = set_aside(till, session, "")
    recall_cart(till, session, first.edition_id)
    recall_cart(till, session, other.edition_id)
    (entry,) = list_parked(till)
    assert (entry.reason, entry.name) == ("asks_somebody", "Mrs Singh")

    recall_cart(till, session, entry.edition_id)
    set_aside(till, session, "forgot_money")
    assert ("forgot_money", "Mrs Singh") in listed(till)


def test_a_sale_that_made_room_says_nothing_of_why_when_it_waits_again(till: Till) -> None:
    session, _ = an_open_shift(till)
    a_cart(till, session, "tape")
    other = set_aside(till, session, "")
    a_cart(till, session, "barrel")
    made_room = recall_cart(till, session, other.edition_id).parked
    assert made_room is not None
    recall_cart(till, session, made_room.edition_id)
    set_aside(till, session, "")

    assert listed(till) == {("making_room", ""), ("", "")}


def test_what_is_rung_up_after_an_order_was_emptied_is_nobodys_order(till: Till) -> None:
    session, _ = an_open_shift(till)
    cart = recall_cart(till, session, an_order(till, session).edition_id).cart
    void_cart(till, session, cart.version, approved_by=None)
    a_cart(till, session, "tape")
    set_aside(till, session, "")

    assert listed(till) == {("", "")}


def test_the_name_of_an_order_is_forgotten_with_its_sale(till: Till) -> None:
    session, _ = an_open_shift(till)
    cart = recall_cart(till, session, an_order(till, session).edition_id).cart
    pay(till, session, cart)

    with till.db.reading() as uow:
        assert uow.shared_carts.find_waited(cart.cart_id).name == ""
        assert uow.shared_carts.find_waited(cart.cart_id).reason == ""


def test_an_order_in_two_versions_that_are_taken_together_is_one_order(till: Till) -> None:
    session, _ = an_open_shift(till)
    feed = StoreFeed(till)
    feed.tell(told("edition-x", reason="to_confirm"))
    recall_cart(till, session, "edition-x")
    feed.tell(told("edition-y", parents=("edition-x",)))
    cart = current_cart(till, session).cart
    request = ResolveConflict(
        cart_id=cart.cart_id, cart_version=cart.version, rival_id="edition-y", choice="both"
    )
    resolve_conflict(till, session, request)
    set_aside(till, session, "")

    assert listed(till) == {("to_confirm", "")}


# ------------------------------------------------------------------ orders leave room


def rule_of(till: Till, **values: int) -> None:
    rule = {"till_max": 2, "store_max": 3, "hours": 72, **values}
    row = {"kind": "parked_carts", "key": "default", "valid_from": "2026-11-22", "value": rule}
    change = a_change("rule", "parked_carts/default/2026-11-22", row)
    tell(till, ORG_STREAM, [change], first=len(sample_rules()) + 1)


def test_orders_take_no_room_from_customers_who_come_back(till: Till) -> None:
    rule_of(till, order_max=4)
    session, _ = an_open_shift(till)
    for _ in range(4):
        an_order(till, session)
    clock_of(till).go_on(timedelta(days=10))
    for _ in range(2):
        a_cart(till, session, "tape")
        set_aside(till, session, "forgot_money")
    a_cart(till, session, "tape")

    with pytest.raises(RuleBroken, match="This till may have 2"):
        set_aside(till, session, "forgot_money")


def test_no_more_orders_wait_than_the_rule_of_the_day_allows(till: Till) -> None:
    rule_of(till, order_max=2)
    session, _ = an_open_shift(till)
    orders = [an_order(till, session) for _ in range(2)]
    a_cart(till, session, "tape")

    with pytest.raises(RuleBroken, match="may have 2 subject to confirmation") as refused:
        set_aside(till, session, "to_confirm", WHOSE)
    assert refused.value.code == "too_many_orders"
    recall_cart(till, session, orders[0].edition_id)  # what is on screen makes room all the same
    set_aside(till, session, "")
    assert len(list_parked(till)) == 3
