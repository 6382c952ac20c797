"""A supervisor who works alone sets prices, gives goods away and gives more than their cap."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.use_cases import approve as approving
from app.use_cases.approve import Approval, ApprovalRequest, approve, list_approvers
from app.use_cases.change_line import (
    GiveDiscount,
    GiveFree,
    OverridePrice,
    discount_cart,
    give_line_free,
    override_price,
)
from app.use_cases.current_cart import current_cart
from app.use_cases.reviews import ReviewDeed, list_allowed, review_deed
from app.use_cases.ring_up import RingUp, ring_up
from app.use_cases.till import Session, Till
from domain.cart import Cart, TypedPrice
from domain.discount import AboveCap, DiscountAsked
from domain.errors import NotAllowed
from domain.staff import Permission
from tests.helpers.builders import (
    CASHIER,
    ORG_STREAM,
    SUPERVISOR,
    TILL_STREAM,
    a_cart,
    a_change,
    a_member,
    a_session,
    gyd,
    pay,
    tell,
)
from tests.helpers.ledger_checks import complaints
from tests.unit.app.use_cases.payment_kit import told_bodies
from tests.unit.app.use_cases.test_reviews import SECOND

ME = SUPERVISOR.staff_id
ALONE_MOST = 7_500
"""The most that comes off alone, in basis points; a supervisor's own cap is 5,000."""
ASKED = ApprovalRequest(
    staff_id=ME,
    pin=SUPERVISOR.pin,
    permission=Permission.TYPE_PRICE,
    reason="MUG: G$95",
    asked_by=ME,
)


def waive(till: Till, most: int = ALONE_MOST) -> None:
    value = {"policy": "waive_with_review", "discount_basis_points": most}
    row = {
        "kind": "second_person",
        "key": "default",
        "valid_from": "2026-01-01",
        "value": value,
    }
    tell(till, ORG_STREAM, [a_change("rule", "second_person/default/x", row)], first=800)


@pytest.fixture
def alone(till: Till, session: Session) -> Session:
    """The supervisor stands at the till of the cashier who opened the shift."""
    assert session.staff_id == CASHIER.staff_id
    return a_session(till, SUPERVISOR)


def off(cart: Cart, basis_points: int, line_no: int | None = 1) -> GiveDiscount:
    asked = DiscountAsked(basis_points=basis_points, reason="damaged")
    return GiveDiscount(version=cart.version, line_no=line_no, asked=asked, approved_by=ME)


def priced(cart: Cart, line_no: int, typed: TypedPrice) -> OverridePrice:
    return OverridePrice(version=cart.version, line_no=line_no, typed=typed)


def free(cart: Cart, line_no: int) -> GiveFree:
    return GiveFree(version=cart.version, line_no=line_no, reason="promotion", approved_by=ME)


def test_where_it_is_enforced_nobody_sets_a_price_of_their_own(till: Till, alone: Session) -> None:
    typed = TypedPrice(price=gyd(95), approved_by=ME)
    cart = a_cart(till, alone, "barrel")

    assert ME not in [each.staff_id for each in list_approvers(till, alone, Permission.TYPE_PRICE)]
    for deed in (
        lambda: approve(till, ASKED),
        lambda: ring_up(till, alone, RingUp(item_id="mug", typed=typed)),
        lambda: override_price(till, alone, priced(cart, 1, typed)),
        lambda: give_line_free(till, alone, free(cart, 1)),
        lambda: discount_cart(till, alone, off(cart, 6_000)),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_waived_a_supervisors_price_gift_and_discount_go_through_and_wait_for_a_look(
    till: Till, alone: Session
) -> None:
    waive(till)
    tell(till, TILL_STREAM, (a_member(SECOND),), first=900)
    offered = list_approvers(till, alone, Permission.TYPE_PRICE)
    approval = approve(till, ASKED)
    typed = TypedPrice(price=gyd(95), approved_by=approval.approved_by, reason="price_match")
    cart = ring_up(till, alone, RingUp(item_id="mug", typed=typed))
    cart = a_cart(till, alone, "barrel", "tape")
    cart = override_price(till, alone, priced(cart, 2, typed))
    cart = give_line_free(till, alone, free(cart, 3))
    cart = discount_cart(till, alone, off(cart, ALONE_MOST))
    with pytest.raises(AboveCap) as above:
        discount_cart(till, alone, off(cart, ALONE_MOST + 1))
    pay(till, alone, current_cart(till, alone).cart)

    assert offered[-1].staff_id == ME
    assert above.value.cap_basis_points == ALONE_MOST
    (signed,) = told_bodies(till, "signed_alone")
    assert signed == {"permission": "type_price", "reason": ASKED.reason}
    assert [deed.deed for deed in list_allowed(till)] == ["signed_alone"]
    assert complaints(till.db) == []


def test_the_yes_is_looked_at_by_another_supervisor(till: Till, alone: Session) -> None:
    waive(till)
    tell(till, TILL_STREAM, (a_member(SECOND),), first=900)
    own = approve(till, ASKED)
    (deed,) = list_allowed(till)
    look = ReviewDeed(entry_no=deed.entry_no, verdict="follow_up", reason="Why?", approval=own)
    with pytest.raises(NotAllowed):
        review_deed(till, alone, look)
    seconds = Approval(approved_by=SECOND.staff_id, permission=Permission.APPROVE)
    review_deed(till, alone, replace(look, approval=seconds))

    assert list_allowed(till) == ()
    assert told_bodies(till, "deed_reviewed")[0]["subject"] == deed.subject


@pytest.mark.parametrize(("told", "most"), [(0, 5_000), (5_001, 5_001), (7_500, 7_500)])
def test_a_policy_below_ones_own_cap_takes_nothing_away(
    till: Till, alone: Session, told: int, most: int
) -> None:
    waive(till, told)
    approve(till, ASKED)
    cart = a_cart(till, alone, "barrel")
    cart = discount_cart(till, alone, off(cart, most, None))
    with pytest.raises(AboveCap):
        discount_cart(till, alone, off(cart, most + 1, None))

    assert cart.discount is not None
    assert cart.discount.cap_basis_points == most


def test_planted_bug_a_yes_of_ones_own_without_its_fact_is_found(
    till: Till, alone: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    waive(till)
    given = Approval(approved_by=ME, permission=Permission.TYPE_PRICE)
    monkeypatch.setattr(approving, "_sign_alone", lambda _till, _request: given)
    typed = TypedPrice(price=gyd(95), approved_by=approve(till, ASKED).approved_by)
    ring_up(till, alone, RingUp(item_id="mug", typed=typed))
    cart = a_cart(till, alone, "barrel")
    pay(till, alone, discount_cart(till, alone, off(cart, 6_000, 2)))

    found = [each for each in complaints(till.db) if "nobody_stands_alone_unsigned" in each]
    assert [each.split(" of ")[0].split(": ")[1] for each in found] == ["a price", "a discount"]
