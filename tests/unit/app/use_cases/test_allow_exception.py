"""A supervisor lets one sale exceed what this till may use up."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.use_cases.allow_exception import AllowException, allow_exception
from app.use_cases.approve import Approval
from app.use_cases.cancel_tender import cancel_tender
from app.use_cases.till import Session, Till
from domain.errors import Conflict, NotAllowed
from domain.holding import NothingLeft
from domain.staff import Permission
from sync.protocol.allotment_bodies import SpentBody
from tests.helpers.builders import (
    SUPERVISOR,
    clock_of,
    pay,
)
from tests.helpers.scarce_till import (
    LAMP,
    Place,
    allowed,
    granted,
    held,
    lamps,
    spent,
)

# ------------------------------------------------------------------ exceptions


def test_an_exception_is_for_what_lacks_in_this_cart_and_recorded(
    till: Till, place: Place, session: Session
) -> None:
    granted(place, 1, 2)
    cart = lamps(till, session, 3)

    assert allow_exception(till, session, allowed(till, cart)) == 1
    assert allow_exception(till, session, allowed(till, cart)) == 0
    pay(till, session, cart)

    assert spent(till) == [
        SpentBody(resource=LAMP, quantity=2),
        SpentBody(resource=LAMP, quantity=1, exception_by=SUPERVISOR.staff_id),
    ]
    assert held(till) == 0
    with till.db.reading() as uow:
        (entry,) = [each for each in uow.audit.list_entries() if each.action == "limit_exceeded"]
    assert entry.detail["quantity"] == 1
    assert entry.detail["approved_by"] == SUPERVISOR.staff_id


def test_an_exception_where_nothing_is_left_takes_nothing_out_of_what_is_held(
    till: Till, place: Place, session: Session
) -> None:
    del place
    cart = lamps(till, session)
    allow_exception(till, session, allowed(till, cart))
    pay(till, session, cart)

    assert spent(till) == [SpentBody(resource=LAMP, quantity=1, exception_by=SUPERVISOR.staff_id)]


def test_an_exception_ends_with_the_sale_and_with_the_tender(
    till: Till, place: Place, session: Session
) -> None:
    del place
    cart = lamps(till, session)
    allow_exception(till, session, allowed(till, cart))
    cancel_tender(till, cart.cart_id)
    with pytest.raises(NothingLeft):
        pay(till, session, cart)

    allow_exception(till, session, allowed(till, cart))
    clock_of(till).go_on(timedelta(minutes=10))
    with pytest.raises(NothingLeft):
        pay(till, session, cart)


def test_an_exception_for_something_that_the_cart_does_not_lack_allows_nothing(
    till: Till, place: Place, session: Session
) -> None:
    del place
    cart = lamps(till, session)

    assert allow_exception(till, session, allowed(till, cart, "stock:other:lamp")) == 0


@pytest.mark.parametrize(
    "approval",
    [
        Approval(approved_by="nobody", permission=Permission.APPROVE),
        Approval(approved_by="staff-dr", permission=Permission.APPROVE),
        Approval(approved_by=SUPERVISOR.staff_id, permission=Permission.TYPE_PRICE),
    ],
)
def test_only_who_may_approve_allows_an_exception(
    till: Till, place: Place, session: Session, approval: Approval
) -> None:
    del place
    cart = lamps(till, session)
    request = AllowException(cart_version=cart.version, resource=LAMP, approval=approval)

    with pytest.raises(NotAllowed):
        allow_exception(till, session, request)


def test_nobody_allows_an_exception_in_a_sale_of_their_own(
    till: Till, place: Place, session: Session
) -> None:
    del place
    own = replace(session, staff_id=SUPERVISOR.staff_id)
    cart = lamps(till, own)

    with pytest.raises(NotAllowed):
        allow_exception(till, own, allowed(till, cart))


def test_an_exception_is_for_the_cart_that_was_on_screen(
    till: Till, place: Place, session: Session
) -> None:
    del place
    cart = lamps(till, session)
    request = allowed(till, cart)
    lamps(till, session)

    with pytest.raises(Conflict):
        allow_exception(till, session, request)
