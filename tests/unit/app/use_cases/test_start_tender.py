"""Before the payment: what is scarce is set aside, and prices that moved are shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.use_cases.cancel_tender import cancel_tender
from app.use_cases.current_cart import current_cart
from app.use_cases.start_tender import PricesChanged, StartTender, TenderStarted, start_tender
from app.use_cases.till import Session, Till
from domain.errors import Conflict
from domain.holding import NothingLeft
from domain.money import Money
from storage.allotments import Reservation
from tests.helpers.builders import (
    STORE,
    STORE_STREAM,
    a_cart,
    an_item,
    clock_of,
    open_again,
    pay,
)
from tests.helpers.scarce_till import (
    LAMP,
    Place,
    claims,
    granted,
    held,
    lamps,
    started,
    to_pay,
)

# ------------------------------------------------------------------ setting aside


def test_starting_a_tender_sets_aside_for_ten_minutes(
    till: Till, place: Place, session: Session
) -> None:
    granted(place, 1, 3)
    cart = lamps(till, session, 2)

    answer = started(till, session, cart)

    assert answer.holds
    assert claims(till) == (
        Reservation(
            cart_id=cart.cart_id,
            resource=LAMP,
            quantity=2,
            made_at=till.clock.now(),
            until_at=till.clock.now() + timedelta(minutes=10),
        ),
    )
    clock_of(till).go_on(timedelta(minutes=10))
    assert claims(till) == ()


def test_what_another_cart_has_set_aside_cannot_be_sold(
    till: Till, place: Place, session: Session
) -> None:
    granted(place, 1, 1)
    with till.db.unit_of_work() as uow:
        until_at = till.clock.now() + timedelta(minutes=10)
        uow.allotments.reserve(
            Reservation(
                cart_id="parked",
                resource=LAMP,
                quantity=1,
                made_at=till.clock.now(),
                until_at=until_at,
            )
        )
        uow.commit()
    cart = lamps(till, session)

    with pytest.raises(NothingLeft):
        start_tender(till, session, to_pay(cart))
    with pytest.raises(NothingLeft):
        pay(till, session, cart)
    clock_of(till).go_on(timedelta(minutes=10))
    pay(till, session, cart)


@pytest.mark.parametrize("ending", ["paid", "cancelled"])
def test_what_was_set_aside_is_free_when_the_tender_ends(
    till: Till, place: Place, session: Session, ending: str
) -> None:
    granted(place, 1, 3)
    cart = lamps(till, session)
    started(till, session, cart)

    if ending == "paid":
        pay(till, session, cart)
    else:
        cancel_tender(till, cart.cart_id)

    assert claims(till) == ()


def test_a_crash_within_a_tender_releases_what_was_set_aside(
    till: Till, place: Place, session: Session, tmp_path: Path
) -> None:
    granted(place, 1, 3)
    started(till, session, lamps(till, session))
    till.db.close()
    again = open_again(tmp_path, till)

    assert claims(again) == ()
    assert held(again) == 3
    again.db.close()


def test_a_cart_of_ordinary_goods_sets_nothing_aside(till: Till, session: Session) -> None:
    answer = started(till, session, a_cart(till, session, "tape"))

    assert not answer.holds
    assert claims(till) == ()


def test_planted_bug_a_tender_that_sets_nothing_aside_lets_another_cart_take_it(
    till: Till, place: Place, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.use_cases.start_tender.set_aside", lambda *_: True)
    granted(place, 1, 1)
    started(till, session, lamps(till, session))

    with till.db.reading() as uow:
        other = uow.allotments.standings([LAMP], "other-cart", till.clock.now())
    assert other[LAMP].left == 1


def test_the_screen_must_show_the_cart_that_is_to_be_paid(
    till: Till, place: Place, session: Session
) -> None:
    del place
    cart = lamps(till, session)

    with pytest.raises(Conflict):
        start_tender(till, session, StartTender(cart_id=cart.cart_id, cart_version=99))
    with pytest.raises(Conflict, match="Another sale"):
        start_tender(till, session, StartTender(cart_id="other", cart_version=cart.version))


# ------------------------------------------------------------------ prices


def dearer(place: Place, price_minor: int = 52_000, **more: object) -> None:
    place.tell(STORE_STREAM, an_item("tape", "Packing tape", price_minor, price_id="p2", **more))


def test_a_price_that_moved_is_shown_before_the_tender_and_taken_with_one_key(
    till: Till, place: Place, session: Session
) -> None:
    cart = a_cart(till, session, "tape", "rice")
    dearer(place)

    shown = start_tender(till, session, to_pay(cart))

    assert isinstance(shown, PricesChanged)
    (change,) = shown.changes
    assert (change.old, change.new) == (Money(48_000, "GYD"), Money(52_000, "GYD"))
    assert current_cart(till, session).cart == cart
    answer = start_tender(till, session, replace(to_pay(cart), accepted=shown.changes))
    assert isinstance(answer, TenderStarted)
    assert answer.cart.total == Money(52_000 + 62_300, "GYD")
    paid = current_cart(till, session).cart
    assert pay(till, session, paid).sale.total == answer.cart.total
    with till.db.reading() as uow:
        (entry,) = [each for each in uow.audit.list_entries() if each.action == "price_changed"]
    assert (entry.detail["old_minor"], entry.detail["new_minor"]) == (48_000, 52_000)


def test_a_price_that_moves_again_is_shown_again(
    till: Till, place: Place, session: Session
) -> None:
    cart = a_cart(till, session, "tape")
    dearer(place)
    shown = start_tender(till, session, to_pay(cart))
    assert isinstance(shown, PricesChanged)
    dearer(place, 55_000)

    again = start_tender(till, session, replace(to_pay(cart), accepted=shown.changes))

    assert isinstance(again, PricesChanged)
    assert again.changes[0].new == Money(55_000, "GYD")


def test_a_price_that_moves_within_a_tender_changes_nothing_in_it(
    till: Till, place: Place, session: Session
) -> None:
    cart = a_cart(till, session, "tape")
    answer = started(till, session, cart)
    dearer(place)

    assert pay(till, session, cart).sale.total == answer.cart.total == Money(48_000, "GYD")


def test_an_item_that_became_scarce_after_the_scan_needs_an_allotment_at_the_tender(
    till: Till, place: Place, session: Session
) -> None:
    cart = a_cart(till, session, "tape")
    dearer(place, 48_000, allotted=True)

    with pytest.raises(NothingLeft):
        start_tender(till, session, to_pay(cart))
    granted(place, 1, 1, f"stock:{STORE}:tape")
    answer = started(till, session, cart)
    assert answer.cart.version == cart.version + 1
