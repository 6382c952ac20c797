"""What was allowed at this till is looked at again by somebody who had no part in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.use_cases.approve import Approval
from app.use_cases.audit import note_down
from app.use_cases.reviews import ReviewDeed, Verdict, list_allowed, review_deed
from app.use_cases.ring_up import RingUp, ring_up
from app.use_cases.till import Session, Till
from domain.cart import TypedPrice
from domain.errors import BadInput, NotAllowed, NotFound
from domain.staff import Permission, Role
from tests.helpers.builders import (
    CASHIER,
    SUPERVISOR,
    TILL_STREAM,
    Person,
    a_member,
    clock_of,
    gyd,
    tell,
)
from tests.helpers.ledger_checks import complaints
from tests.unit.app.use_cases.payment_kit import told_bodies

SECOND = Person(staff_id="staff-nk", name="Nadia Khan", role=Role.SUPERVISOR, pin="7410")
YES = Approval(approved_by=SECOND.staff_id, permission=Permission.APPROVE)


@pytest.fixture(autouse=True)
def typed_price(till: Till, session: Session) -> None:
    """Two supervisors are known, and one allowed a price."""
    tell(till, TILL_STREAM, (a_member(SECOND),), first=900)
    typed = TypedPrice(price=gyd(300), approved_by=SUPERVISOR.staff_id)
    ring_up(till, session, RingUp(item_id="seal", typed=typed))


def looked(till: Till, verdict: Verdict = "fine", **more: object) -> ReviewDeed:
    entry_no = list_allowed(till)[0].entry_no
    plain = ReviewDeed(entry_no=entry_no, verdict=verdict, reason="The usual price", approval=YES)
    return replace(plain, **more)  # type: ignore[arg-type]  # named by each test


@pytest.mark.parametrize("verdict", ["fine", "follow_up"])
def test_a_typed_price_is_looked_at_again_once_signed_and_told(
    till: Till, session: Session, verdict: Verdict
) -> None:
    (deed,) = list_allowed(till)
    assert (deed.deed, deed.subject, deed.by) == ("price_typed", "seal", CASHIER.staff_id)
    assert deed.figures["amount_minor"] == 30_000
    request = looked(till, verdict)
    review_deed(till, session, request)
    review_deed(till, session, request)

    (body,) = told_bodies(till, "deed_reviewed")
    assert (body["verdict"], body["approved_by"]) == (verdict, SECOND.staff_id)
    assert (body["done_by"], body["allowed_by"]) == (CASHIER.staff_id, SUPERVISOR.staff_id)
    assert list_allowed(till) == ()
    assert complaints(till.db) == []


@pytest.mark.parametrize("who", [CASHIER, SUPERVISOR])
def test_nobody_reviews_what_they_did_or_allowed(till: Till, session: Session, who: Person) -> None:
    own = replace(YES, approved_by=who.staff_id)
    with pytest.raises(NotAllowed, match="no part in it"):
        review_deed(till, session, looked(till, approval=own))

    assert told_bodies(till, "deed_reviewed") == []


def test_a_review_needs_a_reason_and_something_that_was_allowed(
    till: Till, session: Session
) -> None:
    with pytest.raises(BadInput, match="reason"):
        review_deed(till, session, looked(till, reason=" "))
    with till.db.unit_of_work() as uow:
        note_down(uow, till.clock.now(), "staff-sr", ("price_set", "cart-1"), {"line_no": 1})
        note_down(uow, till.clock.now(), "staff-sr", ("pin_right", "cart-1"), {"approved_by": "x"})
        uow.commit()
    last = looked(till).entry_no + 2
    for entry_no in (last - 1, last, 10**6):
        with pytest.raises(NotFound):
            review_deed(till, session, looked(till, entry_no=entry_no))

    assert len(list_allowed(till)) == 1


def test_what_is_two_weeks_old_or_what_nobody_could_review_leaves_the_list(till: Till) -> None:
    with till.db.unit_of_work() as uow:
        detail: dict[str, int | str] = {"approved_by": SECOND.staff_id}
        note_down(uow, till.clock.now(), SUPERVISOR.staff_id, ("price_set", "cart-1"), detail)
        uow.commit()

    assert [deed.deed for deed in list_allowed(till)] == ["price_typed"]
    clock_of(till).at += timedelta(days=14)
    assert list_allowed(till) == ()
