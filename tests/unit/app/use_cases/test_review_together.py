"""Deeds that are alike are found in order with one PIN; each keeps a review of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.use_cases import review_together as together
from app.use_cases.audit import note_down
from app.use_cases.review_together import (
    SAFE,
    ReviewTogether,
    alike_deeds,
    list_alike_deeds,
    review_together,
)
from app.use_cases.reviews import AllowedDeed, ReviewDeed, list_allowed, review_deed
from app.use_cases.till import Session, Till
from domain.batch_approval import TOGETHER_MAX
from domain.errors import BadInput, NotAllowed, RuleBroken
from tests.helpers.builders import (
    CASHIER,
    MORNING,
    OTHER_CASHIER,
    SUPERVISOR,
    TILL_STREAM,
    a_member,
    tell,
)
from tests.helpers.ledger_checks import complaints
from tests.unit.app.use_cases.payment_kit import told_bodies
from tests.unit.app.use_cases.test_reviews import SECOND, YES

PAST = (
    ("price_set", CASHIER, SUPERVISOR),
    ("price_set", CASHIER, SUPERVISOR),
    ("price_set", OTHER_CASHIER, SUPERVISOR),
    ("price_set", CASHIER, SECOND),
    ("given_free", CASHIER, SUPERVISOR),
    ("tender_allowed", CASHIER, SUPERVISOR),
    ("tender_allowed", CASHIER, SUPERVISOR),
    ("signed_alone", CASHIER, CASHIER),
    ("signed_alone", CASHIER, CASHIER),
    ("price_set", CASHIER, SUPERVISOR),
)
"""What was done, by whom, with whose yes: the first, second and last are alike."""


@pytest.fixture(autouse=True)
def past(till: Till, session: Session) -> None:
    assert session.staff_id
    tell(till, TILL_STREAM, (a_member(SECOND),), first=900)
    with till.db.unit_of_work() as uow:
        for number, (deed, by, allowed_by) in enumerate(PAST):
            detail: dict[str, int | str] = {"approved_by": allowed_by.staff_id}
            subject = f"cart-{number}"
            note_down(uow, till.clock.now(), by.staff_id, (deed, subject), detail)
        uow.commit()


def numbers(till: Till) -> list[int]:
    return [each.entry_no for each in list_allowed(till)]


def looked(*entry_nos: int, **more: object) -> ReviewTogether:
    plain = ReviewTogether(entry_nos=entry_nos, reason="The usual prices", approval=YES)
    return replace(plain, **more)  # type: ignore[arg-type]  # named by each test


def test_what_is_alike_is_reviewed_with_one_pin_each_signed_and_told_by_itself(
    till: Till, session: Session
) -> None:
    listed = numbers(till)
    alike = [listed[0], listed[1], listed[9]]
    for chosen in alike:
        assert [each.entry_no for each in list_alike_deeds(till, chosen)] == alike
    assert review_together(till, session, looked(*alike)) == 3

    bodies = told_bodies(till, "deed_reviewed")
    assert [body["subject"] for body in bodies] == ["cart-0", "cart-1", "cart-9"]
    assert {(body["verdict"], body["approved_by"]) for body in bodies} == {("fine", "staff-nk")}
    assert numbers(till) == [each for each in listed if each not in alike]
    assert complaints(till.db) == []


def test_what_stands_alone_has_nothing_alike(till: Till) -> None:
    listed = numbers(till)

    found = {number: len(list_alike_deeds(till, number)) for number in (*listed, 10**6)}
    assert list(found.values()) == [3, 3, 1, 1, 1, 0, 0, 0, 0, 3, 0]
    assert SAFE.isdisjoint({"tender_allowed", "signed_alone"})


@pytest.mark.parametrize("other", [2, 3, 4, 5, 7])
def test_one_that_is_not_alike_has_none_reviewed(till: Till, session: Session, other: int) -> None:
    listed = numbers(till)
    with pytest.raises(RuleBroken, match="Nothing was reviewed"):
        review_together(till, session, looked(listed[0], listed[other]))

    assert told_bodies(till, "deed_reviewed") == []


def test_what_was_looked_at_meanwhile_has_none_reviewed(till: Till, session: Session) -> None:
    first, second, *_ = numbers(till)
    one = ReviewDeed(entry_no=second, verdict="follow_up", reason="Too low", approval=YES)
    review_deed(till, session, one)
    with pytest.raises(RuleBroken):
        review_together(till, session, looked(first, second))

    assert len(told_bodies(till, "deed_reviewed")) == 1


def test_who_had_a_part_in_one_of_them_and_who_gives_no_reason_reviews_none(
    till: Till, session: Session
) -> None:
    first, second, *_ = numbers(till)
    for who in (CASHIER, SUPERVISOR, OTHER_CASHIER):
        approval = replace(YES, approved_by=who.staff_id)
        with pytest.raises(NotAllowed):
            review_together(till, session, looked(first, second, approval=approval))
    with pytest.raises(BadInput):
        review_together(till, session, looked(first, second, reason=" "))

    assert told_bodies(till, "deed_reviewed") == []


def a_deed(entry_no: int) -> AllowedDeed:
    return AllowedDeed(
        entry_no=entry_no,
        deed="price_set",
        subject="cart-1",
        at=MORNING,
        by="staff-sr",
        allowed_by="staff-ra",
        figures={},
    )


def test_at_most_fifty_are_signed_together_and_the_chosen_one_is_among_them() -> None:
    deeds = [a_deed(number) for number in range(1, TOGETHER_MAX + 5)]

    found = [each.entry_no for each in alike_deeds(deeds, TOGETHER_MAX + 4)]
    assert found == [*range(1, TOGETHER_MAX), TOGETHER_MAX + 4]


def test_planted_bug_a_batch_that_minds_nobodys_part_in_it_is_found(
    till: Till, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the look at all of them first, each review by itself still minds."""
    first, second, *_ = numbers(till)
    own = replace(YES, approved_by=SUPERVISOR.staff_id)
    monkeypatch.setattr(together, "require_decider", lambda *_given: None)
    with pytest.raises(NotAllowed):
        review_together(till, session, looked(first, second, approval=own))

    assert own_reviews(till) == []
    monkeypatch.setattr("app.use_cases.reviews.require_decider", lambda *_given: None)
    review_together(till, session, looked(first, second, approval=own))
    assert own_reviews(till) == ["cart-0", "cart-1"]


def own_reviews(till: Till) -> list[object]:
    """The invariant: nobody reviewed what they did or allowed."""
    return [
        body["subject"]
        for body in told_bodies(till, "deed_reviewed")
        if body["approved_by"] in {body["done_by"], body["allowed_by"]}
    ]
