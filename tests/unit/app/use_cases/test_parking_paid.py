"""A sale that is paid in part waits at its till under its own id, with the money that it has."""

from __future__ import annotations

import pytest

from app.use_cases.cancel_payment import CancelPayment, cancel_payment
from app.use_cases.claim_payment import claim_payment
from app.use_cases.current_cart import current_cart
from app.use_cases.drop_parked import drop_parked
from app.use_cases.list_parked import list_parked
from app.use_cases.list_payments import find_payment, list_payments
from app.use_cases.park_cart import ParkCart, Parked, park_cart
from app.use_cases.recall_cart import recall_cart
from app.use_cases.request_payment import RequestPayment, request_payment
from app.use_cases.resolve_conflict import Choice, ResolveConflict, resolve_conflict
from app.use_cases.settle_payments import tender_of_payment
from app.use_cases.take_payment import CompletedSale, TakePayment, take_payment
from app.use_cases.till import Session, Till
from domain.cart import Cart
from domain.errors import RuleBroken
from domain.money import Money
from domain.tender import cash_tender
from tests.helpers.builders import a_cart, an_open_shift, gyd
from tests.helpers.ledger_checks import complaints
from tests.unit.app.use_cases.payment_kit import a_claim, central_says, open_providers
from tests.unit.app.use_cases.test_cart_conflict import disputed
from tests.unit.app.use_cases.test_parking import audited, park, said


def claimed(till: Till, session: Session, amount: Money, *items: str) -> Cart:
    """A sale for which a claim stands."""
    cart = a_cart(till, session, *items)
    claim_payment(till, session, a_claim(till, cart, amount=amount))
    return cart


def pay_with(till: Till, session: Session, payment_id: str, cash: Money | None) -> CompletedSale:
    """Pay the open cart with a payment that stands for it, the rest in cash."""
    cart = current_cart(till, session).cart
    tenders = [tender_of_payment(find_payment(till, payment_id))]
    if cash is not None:
        tenders.append(cash_tender(cash))
    request = TakePayment(cart_id=cart.cart_id, cart_version=cart.version, tenders=tuple(tenders))
    return take_payment(till, session, request)


def stray_money(till: Till) -> list[str]:
    """Payments that no sale names and no sale at this till, open or parked, could still take."""
    with till.db.reading() as uow:
        cart = uow.carts.find_open()
        here = {each.cart_id for each in uow.shared_carts.list_local()}
        here |= set() if cart is None else {cart.cart_id}
        return [
            each.payment_id for each in uow.payments.list_without_sale() if each.cart_id not in here
        ]


# ------------------------------------------------------------------ parking and bringing back


def test_a_customer_who_went_for_money_finds_what_was_claimed_in_the_bill(till: Till) -> None:
    session, _ = an_open_shift(till)
    cart = claimed(till, session, gyd(5_000), "barrel")
    request = ParkCart(cart_id=cart.cart_id, cart_version=cart.version, reason="forgot_money")
    parked = park_cart(till, session, request)

    assert (parked.is_local, parked.is_part_paid) == (True, True)
    assert said(till, "cart_parked") == []
    assert stray_money(till) == []
    (entry,) = list_parked(till)
    assert (entry.is_local, entry.cart_id) == (True, cart.cart_id)
    recall_cart(till, session, parked.edition_id)
    done = pay_with(till, session, "pay-1", gyd(4_500))
    assert find_payment(till, "pay-1").receipt == done.sale.receipt_number
    assert complaints(till.db) == []


def test_a_sale_that_is_paid_in_part_makes_room_and_keeps_its_money(till: Till) -> None:
    session, _ = an_open_shift(till)
    a_cart(till, session, "tape")
    other = park(till, session)
    cart = claimed(till, session, gyd(5_000), "barrel")
    made_room = recall_cart(till, session, other.edition_id).parked

    assert made_room is not None
    assert made_room.is_part_paid
    assert stray_money(till) == []
    assert recall_cart(till, session, made_room.edition_id).cart.cart_id == cart.cart_id
    pay_with(till, session, "pay-1", gyd(4_500))
    assert complaints(till.db) == []


def test_a_card_that_is_verified_while_the_sale_is_parked_pays_it(till: Till) -> None:
    session, _ = an_open_shift(till)
    open_providers(till, "stripe")
    cart = a_cart(till, session, "barrel")
    wish = RequestPayment(
        payment_id="wish-1", cart_id=cart.cart_id, provider="stripe", amount=gyd(9_500)
    )
    request_payment(till, session, wish)
    parked = park(till, session)
    central_says(till, "wish-1", "verified", 700, provider="stripe")

    assert parked.is_part_paid
    assert stray_money(till) == []
    recall_cart(till, session, parked.edition_id)
    assert pay_with(till, session, "wish-1", None).sale.receipt_number


def test_a_wish_that_was_given_up_keeps_no_sale_from_the_store(till: Till) -> None:
    session, _ = an_open_shift(till)
    open_providers(till, "stripe")
    cart = a_cart(till, session, "barrel")
    wish = RequestPayment(
        payment_id="wish-1", cart_id=cart.cart_id, provider="stripe", amount=gyd(9_500)
    )
    request_payment(till, session, wish)
    cancel_payment(till, session, CancelPayment(payment_id="wish-1", reason="pressed"))

    assert not park(till, session).is_local
    assert len(said(till, "cart_parked")) == 1


def test_what_the_counter_alone_remembers_keeps_the_sale_here_under_its_own_id(till: Till) -> None:
    session, _ = an_open_shift(till)
    cart = a_cart(till, session, "barrel")
    request = ParkCart(cart_id=cart.cart_id, cart_version=cart.version, has_tenders=True)
    parked = park_cart(till, session, request)
    a_cart(till, session, "tape")
    again = recall_cart(till, session, parked.edition_id, "another").cart

    assert (parked.is_part_paid, again.cart_id) == (True, cart.cart_id)
    (entry,) = list_parked(till)
    assert not entry.is_local, "nothing was given for the tape"
    made_room = recall_cart(till, session, entry.edition_id, cart.cart_id).parked
    assert made_room is not None
    assert made_room.is_part_paid
    assert recall_cart(till, session, made_room.edition_id).cart.cart_id == cart.cart_id


def test_a_sale_that_came_from_the_store_and_is_paid_in_part_comes_back_to_its_till(
    till: Till,
) -> None:
    session, _ = an_open_shift(till)
    a_cart(till, session, "barrel")
    recall_cart(till, session, park(till, session).edition_id)
    cart = current_cart(till, session).cart
    claim_payment(till, session, a_claim(till, cart, amount=gyd(5_000)))
    parked = park(till, session)

    assert [each.edition_id for each in list_parked(till)] == [parked.edition_id]
    recall_cart(till, session, parked.edition_id)
    assert current_cart(till, session).conflict is None
    pay_with(till, session, "pay-1", gyd(4_500))
    assert len(said(till, "cart_parked")) == 1
    assert complaints(till.db) == []


def test_a_sale_that_is_paid_in_part_is_not_dropped(till: Till) -> None:
    session, _ = an_open_shift(till)
    claimed(till, session, gyd(5_000), "barrel")
    parked = park(till, session)

    with pytest.raises(RuleBroken, match="bring the sale back") as refused:
        drop_parked(till, session, parked.edition_id)
    assert refused.value.code == "part_paid"
    assert len(list_parked(till)) == 1
    assert audited(till, "parked_dropped") == []


def test_a_parked_sale_is_dropped_once_its_money_was_given_back(till: Till) -> None:
    session, _ = an_open_shift(till)
    claimed(till, session, gyd(5_000), "barrel")
    parked = park(till, session)
    told = {"way": "claim", "amount_minor": 500_000}
    central_says(till, "pay-1", "verified", 700, **told)
    central_says(till, "pay-1", "refunded", 701, **told)
    drop_parked(till, session, parked.edition_id)

    assert list_parked(till) == ()
    assert find_payment(till, "pay-1").state == "refunded"


def test_planted_parking_that_forgets_the_money_is_found(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.use_cases.park_cart.is_part_paid", lambda *_: False)
    session, _ = an_open_shift(till)
    claimed(till, session, gyd(5_000), "barrel")
    recall_cart(till, session, park(till, session).edition_id)

    assert stray_money(till) == ["pay-1"]
    with pytest.raises(RuleBroken, match="belongs to another sale"):
        pay_with(till, session, "pay-1", gyd(4_500))


# ------------------------------------------------------------------ two versions


def settle(till: Till, session: Session, choice: Choice) -> Cart:
    cart = current_cart(till, session).cart
    request = ResolveConflict(
        cart_id=cart.cart_id,
        cart_version=cart.version,
        rival_id="edition-y",
        choice=choice,
    )
    return resolve_conflict(till, session, request)


def half_paid(till: Till, **rival: object) -> tuple[Session, Cart]:
    """Money was taken here before the till heard of the other version."""
    session, cart = disputed(till, **rival)
    claim_payment(till, session, a_claim(till, cart, amount=gyd(300)))
    return session, cart


@pytest.mark.parametrize("choice", ["both", "theirs"])
def test_no_version_is_taken_that_the_money_could_not_follow(till: Till, choice: Choice) -> None:
    session, cart = half_paid(till)

    with pytest.raises(RuleBroken, match="Keep this version") as refused:
        settle(till, session, choice)
    assert refused.value.code == "part_paid"
    assert current_cart(till, session).cart == cart
    assert said(till, "carts_merged") == said(till, "cart_dropped") == []
    assert stray_money(till) == []


def test_the_version_that_is_paid_in_part_is_kept_and_paid(till: Till) -> None:
    session, cart = half_paid(till)

    assert settle(till, session, "mine").cart_id == cart.cart_id
    pay_with(till, session, "pay-1", gyd(200))
    assert complaints(till.db) == []


def test_what_the_other_did_not_pay_is_rung_up_anew_where_money_was_taken_here(till: Till) -> None:
    session, _ = half_paid(till, state="paid", kind="held", receipt="GY07A-000009")
    a_cart(till, session, "barrel")

    with pytest.raises(RuleBroken, match="ring up what is left"):
        settle(till, session, "rest")
    assert settle(till, session, "theirs").is_empty
    (waiting,) = list_payments(till)
    assert (waiting.payment_id, waiting.is_without_sale) == ("pay-1", True)


def test_planted_settling_that_forgets_the_money_is_found(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.use_cases.resolve_conflict.is_part_paid", lambda *_: False)
    session, _ = half_paid(till)
    settle(till, session, "both")

    assert stray_money(till) == ["pay-1"]


def test_a_parked_sale_says_whether_it_is_paid_in_part(till: Till) -> None:
    session, _ = an_open_shift(till)
    a_cart(till, session, "tape")
    plain: Parked = park(till, session)

    assert (plain.is_local, plain.is_part_paid) == (False, False)
