"""Where only one works, a store may let them sign alone: a fact, and a review afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.use_cases.allow_exception import AllowException, allow_exception
from app.use_cases.approve import Approval, ApprovalRequest, approve, list_approvers
from app.use_cases.claim_payment import claim_payment
from app.use_cases.close_shift import CloseShift, close_shift
from app.use_cases.give_away import require_price_setter, require_void
from app.use_cases.move_cash import MoveCash, move_cash, needs_signature
from app.use_cases.reviews import ReviewDeed, list_allowed, review_deed
from app.use_cases.second_person import may_sign
from app.use_cases.sign_in import PinRefused
from app.use_cases.till import Session, Till
from domain.errors import NotAllowed, NotFound
from domain.money import Money
from domain.shift import CashCount
from domain.staff import Permission
from tests.helpers.builders import (
    CASHIER,
    ORG_STREAM,
    SUPERVISOR,
    a_cart,
    a_change,
    gyd,
    tell,
)
from tests.helpers.ledger_checks import complaints
from tests.unit.app.use_cases.payment_kit import a_claim, told_bodies

ASKED = ApprovalRequest(
    staff_id=CASHIER.staff_id,
    pin=CASHIER.pin,
    permission=Permission.APPROVE,
    reason="Payment of G$600,000: terminal_amount",
    asked_by=CASHIER.staff_id,
)


def waive(till: Till, policy: str = "waive_with_review", first: int = 800) -> None:
    with till.db.reading() as uow:
        store_id = uow.till.get_till().store_id
    row = {
        "kind": "second_person",
        "key": store_id,
        "valid_from": "2026-01-01",
        "value": {"policy": policy},
    }
    tell(till, ORG_STREAM, [a_change("rule", f"second_person/{store_id}/x", row)], first=first)


def own(till: Till) -> Approval:
    return approve(till, ASKED)


def test_without_the_policy_nobody_is_offered_their_own_yes_and_none_is_taken(
    till: Till, session: Session
) -> None:
    offered = list_approvers(till, session, Permission.APPROVE)
    with pytest.raises(NotAllowed, match="not the one who asks"):
        own(till)

    assert CASHIER.staff_id not in [member.staff_id for member in offered]
    assert told_bodies(till, "signed_alone") == []


def test_with_it_the_one_on_duty_is_offered_last_and_a_second_person_still_first(
    till: Till, session: Session
) -> None:
    waive(till)
    offered = list_approvers(till, session, Permission.APPROVE)

    assert [member.staff_id for member in offered] == [SUPERVISOR.staff_id, CASHIER.staff_id]
    prices = list_approvers(till, session, Permission.TYPE_PRICE)
    assert [member.staff_id for member in prices] == [SUPERVISOR.staff_id]


def test_signing_alone_is_a_fact_and_a_supervisor_looks_at_it_afterwards(
    till: Till, session: Session
) -> None:
    waive(till)
    with pytest.raises(PinRefused):
        approve(till, replace(ASKED, pin="0000"))
    approval = own(till)
    (deed,) = list_allowed(till)

    assert approval == Approval(approved_by=CASHIER.staff_id, permission=Permission.APPROVE)
    (body,) = told_bodies(till, "signed_alone")
    assert body == {"permission": "approve", "reason": ASKED.reason}
    assert (deed.deed, deed.by, deed.allowed_by) == ("signed_alone", *[CASHIER.staff_id] * 2)
    assert deed.figures["reason"] == ASKED.reason
    stream, _, seq = deed.subject.rpartition("-")
    assert (bool(stream), int(seq) > 0) == (True, True)
    yes = Approval(approved_by=SUPERVISOR.staff_id, permission=Permission.APPROVE)
    looked = ReviewDeed(entry_no=deed.entry_no, verdict="fine", reason="Told me", approval=yes)
    with pytest.raises(NotAllowed):
        review_deed(till, session, replace(looked, approval=approval))
    review_deed(till, session, looked)

    assert list_allowed(till) == ()
    assert told_bodies(till, "deed_reviewed")[0]["subject"] == deed.subject
    assert complaints(till.db) == []


def test_every_deed_that_waits_for_a_yes_takes_ones_own_only_where_it_is_waived(
    till: Till, session: Session
) -> None:
    cart = a_cart(till, session, "barrel", "barrel", "barrel")
    alone = Approval(approved_by=CASHIER.staff_id, permission=Permission.APPROVE)
    large = a_claim(till, cart, amount=gyd(28_500), approval=alone)
    paid_out = MoveCash(
        move="pay_out",
        amount=gyd(10_001),
        reason="supplier",
        approved_by=CASHIER.staff_id,
    )
    nothing = CloseShift(count=CashCount("GYD", ()), reason="unknown", approved_by=CASHIER.staff_id)

    def void() -> None:
        with till.db.reading() as uow:
            require_void(uow, session, [gyd(90_000)], CASHIER.staff_id)

    for deed in (
        lambda: claim_payment(till, session, large),
        lambda: move_cash(till, session, paid_out),
        lambda: close_shift(till, session, nothing),
    ):
        with pytest.raises(NotAllowed):
            deed()
    waive(till)
    void()
    made = claim_payment(till, session, large)
    move_cash(till, session, paid_out)
    close_shift(till, session, nothing)

    assert (made.state, made.approved_by) == ("approved", CASHIER.staff_id)
    assert list_allowed(till) == (), "what followed is not listed beside the yes itself"


def test_a_cashier_never_sets_prices_alone_and_the_only_one_is_asked_to_sign(
    till: Till, session: Session
) -> None:
    waive(till)

    with till.db.reading() as uow:
        day = uow.shifts.get_open().business_date
        assert may_sign(uow, session, day)
        with pytest.raises(NotAllowed):
            require_price_setter(uow, session, CASHIER.staff_id)
    with pytest.raises(NotAllowed):
        approve(till, replace(ASKED, permission=Permission.TYPE_PRICE))
    large = MoveCash(move="pay_out", amount=Money(1_000_100, "GYD"), reason="supplier")
    supervisor = replace(session, staff_id=SUPERVISOR.staff_id, name=SUPERVISOR.name)
    assert needs_signature(till, supervisor, large), "alone, but with a PIN"


def test_an_exception_may_be_allowed_alone_where_that_is_waived(
    till: Till, session: Session
) -> None:
    alone = Approval(approved_by=CASHIER.staff_id, permission=Permission.APPROVE)
    cart = a_cart(till, session, "barrel")
    ask = AllowException(cart_version=cart.version, resource="bookings", approval=alone)
    with pytest.raises(NotAllowed, match="Somebody else"):
        allow_exception(till, session, ask)
    waive(till)

    assert allow_exception(till, session, ask) == 0


def test_a_policy_that_ends_while_a_pin_is_typed_waives_nothing(
    till: Till, session: Session
) -> None:
    waive(till)
    waive(till, "enforce", first=900)

    with pytest.raises(NotAllowed):
        own(till)
    with pytest.raises(NotFound):
        approve(till, replace(ASKED, staff_id="nobody"))
    assert session.staff_id == CASHIER.staff_id
