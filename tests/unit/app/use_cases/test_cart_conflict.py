"""A cart of which central tells another version: what is shown, refused and settled."""

from dataclasses import replace

import pytest

from app.use_cases.book_shipment import book_shipment
from app.use_cases.cart_conflict import CartDisputed, Rival
from app.use_cases.current_cart import current_cart
from app.use_cases.recall_cart import recall_cart
from app.use_cases.resolve_conflict import ResolveConflict, choices_of, resolve_conflict
from app.use_cases.start_tender import StartTender, start_tender
from app.use_cases.till import Session, Till
from domain.cart import Cart
from domain.errors import Conflict
from tests.helpers.builders import (
    a_cart,
    an_open_shift,
    gyd,
    pay,
)
from tests.helpers.shipment_builders import a_shipment
from tests.unit.app.use_cases.test_parking import (
    StoreFeed,
    a_line,
    audited,
    park,
    said,
    told,
)

# ------------------------------------------------------------------ conflicts


def disputed(till: Till, **rival: object) -> tuple[Session, Cart]:
    """This till recalled edition-x, and central tells of another version."""
    session, _ = an_open_shift(till)
    feed = StoreFeed(till)
    feed.tell(told("edition-x"))
    cart = recall_cart(till, session, "edition-x").cart
    feed.tell(told("edition-y", parents=("edition-x",), **rival))
    return session, cart


def the_rival(till: Till, session: Session) -> Rival:
    conflict = current_cart(till, session).conflict
    assert conflict is not None
    return conflict.rivals[0]


@pytest.mark.parametrize(
    ("state", "says"), [("parked", "also parked at till GY07"), ("held", "also open at till GY07")]
)
def test_no_tender_begins_before_a_person_decided(till: Till, state: str, says: str) -> None:
    session, cart = disputed(till, state=state, kind=state)
    request = StartTender(cart_id=cart.cart_id, cart_version=cart.version)

    with pytest.raises(CartDisputed, match=says):
        start_tender(till, session, request)
    with pytest.raises(CartDisputed, match=says):
        pay(till, session, cart)
    assert said(till, "sale_completed") == []


def test_an_emptied_cart_has_nothing_to_decide(till: Till) -> None:
    session, cart = disputed(till)
    with till.db.unit_of_work(durable=False) as uow:
        uow.carts.save(replace(cart, version=cart.version + 1, lines=()))
        uow.commit()

    assert current_cart(till, session).conflict is None


def test_a_cart_called_off_elsewhere_with_nobody_left_says_so(till: Till) -> None:
    session, _ = an_open_shift(till)
    feed = StoreFeed(till)
    feed.tell(told("edition-x"))
    cart = recall_cart(till, session, "edition-x").cart
    feed.tell(told(cart.cart_id, state="dropped", kind="held", parents=("edition-x",), lines=()))

    with pytest.raises(CartDisputed, match="called off at another till"):
        pay(till, session, cart)
    conflict = current_cart(till, session).conflict
    assert conflict is not None
    assert choices_of(conflict, None) == ("mine", "theirs")
    request = ResolveConflict(
        cart_id=cart.cart_id, cart_version=cart.version, rival_id="", choice="theirs"
    )
    assert resolve_conflict(till, session, request).is_empty


def test_a_version_that_this_till_paid_itself_shows_what_its_receipt_holds(till: Till) -> None:
    session, _ = an_open_shift(till)
    feed = StoreFeed(till)
    feed.tell(told("edition-x"))
    paid = recall_cart(till, session, "edition-x").cart
    receipt = pay(till, session, paid).sale.receipt_number
    feed.tell(told("edition-y", parents=("edition-x",), lines=(a_line(3),)))
    cart = recall_cart(till, session, "edition-y").cart

    rival = the_rival(till, session)
    assert (rival.state, rival.receipt, rival.till_label) == ("paid", receipt, "")
    assert rival.lines[0].rest_count == 2
    with pytest.raises(CartDisputed, match="also paid at this till"):
        pay(till, session, cart)


def test_a_decision_is_made_on_what_is_still_so(till: Till) -> None:
    session, cart = disputed(till)
    good = ResolveConflict(
        cart_id=cart.cart_id, cart_version=cart.version, rival_id="edition-y", choice="both"
    )
    for wrong in (
        replace(good, cart_id="another"),
        replace(good, rival_id="edition-z"),
        replace(good, rival_id=""),
        replace(good, choice="rest"),
    ):
        with pytest.raises(Conflict, match="Look at both again"):
            resolve_conflict(till, session, wrong)
    with pytest.raises(Conflict, match="changed after you last saw it"):
        resolve_conflict(till, session, replace(good, cart_version=cart.version + 1))

    merged = resolve_conflict(till, session, good)
    assert merged.lines[0].quantity == 1
    with pytest.raises(Conflict, match="Look at both again"):
        resolve_conflict(
            till,
            session,
            replace(good, cart_id=merged.cart_id, cart_version=merged.version),
        )
    (body,) = said(till, "carts_merged")
    assert body["parents"] == [cart.cart_id, "edition-y"]
    assert audited(till, "cart_settled")[0]["choice"] == "both"


def test_a_shipment_added_to_a_shared_cart_stays_with_what_is_left_to_pay(till: Till) -> None:
    session, _ = disputed(till, state="paid", kind="held", receipt="GY07A-000009")
    book_shipment(till, session, a_shipment())
    cart = current_cart(till, session).cart
    request = ResolveConflict(
        cart_id=cart.cart_id, cart_version=cart.version, rival_id="edition-y", choice="rest"
    )
    rest = resolve_conflict(till, session, request)

    assert [line.kind for line in rest.lines] == ["shipment"]
    assert pay(till, session, rest, gyd(1_000_000)).waybills


def test_a_cart_of_a_restored_till_that_the_feed_knows_is_never_paid_unseen(till: Till) -> None:
    session, _ = an_open_shift(till)
    cart = a_cart(till, session, "tape")
    StoreFeed(till).tell(
        told(cart.cart_id, root=cart.cart_id, state="gone_on", kind="held", lines=()),
        told("edition-y", root=cart.cart_id, parents=(cart.cart_id,)),
    )

    with pytest.raises(CartDisputed, match="also parked at till GY07"):
        pay(till, session, cart)
    assert the_rival(till, session).lines[0].merged_count == 1
    parked = park(till, session)
    (body,) = said(till, "cart_parked")
    assert (body["root"], body["edition"]) == (cart.cart_id, parked.edition_id)
