"""A supervisor's yes from another till, by real tills, a real central and a line that fails."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.use_cases.ask_from_afar import (
    cancel_ask,
    find_ask,
)
from central import tables
from central.approvals.tables import approval
from domain.errors import Conflict, NotFound, RuleBroken
from domain.staff import Permission
from sync.protocol.approval_bodies import (
    ApprovalAsked,
    ApprovalCancelled,
)
from tests.helpers.ledger_checks import complaints
from tests.sync.asking import (
    ASK,
    answer,
    append,
    ask,
    at_central,
    bodies,
    pass_time,
    seen,
    staff,
    state,
    take,
)
from tests.sync.clerks import Clerk, settle
from tests.sync.faulty_transport import Fault
from tests.sync.world import World

LINE = [Fault.DROP_ANSWER, Fault.DUPLICATE, Fault.CUT_ANSWER, Fault.NO_END, Fault.OLD_FIRST]


@pytest.fixture
def ann(world_of_two: World) -> Clerk:
    return Clerk(world_of_two, "till-a")


@pytest.fixture
def ben(world_of_two: World) -> Clerk:
    return Clerk(world_of_two, "till-b")


# ------------------------------------------------------------------ the plain way


@pytest.mark.parametrize("fault", [Fault.NONE, *LINE])
def test_what_is_asked_at_one_till_is_answered_at_another_and_used_once(
    world: World, ann: Clerk, ben: Clerk, fault: Fault
) -> None:
    for clerk in (ann, ben):
        clerk.sync.transport.faults = [fault, Fault.NONE, fault]
    ask(ann)
    ask(ann)
    settle(ann, ben)
    (row,) = seen(ben)
    assert (row.asked.title, row.asked_by_name) == (ASK.title, "Shanelle Rodrigues")
    assert row.asked.till_label == "GY01"
    assert 0 < row.wait_s <= 600
    assert seen(ann) == []
    for clerk in (ann, ben):
        clerk.sync.transport.faults = [fault, Fault.NONE, fault]
    assert answer(ben) == answer(ben) == "approve"
    assert seen(ben) == []
    settle(ben, ann)

    found = find_ask(ann.sync.till, "ask-1")
    assert (found.ask.state, found.by_name) == ("approved", "Roxanne Adams")
    yes = take(ann)
    assert (yes.approved_by, yes.permission) == (staff(ann), Permission.APPROVE)
    with pytest.raises(RuleBroken) as twice:
        take(ann)
    assert twice.value.code == "no_answer"
    ann.sync.transport.faults = [fault, Fault.NONE, fault]
    settle(ann, ben)
    assert at_central(world) == {"ask-1": "used"}
    assert [len(bodies(ann, kind)) for kind in ("approval_asked", "approval_used")] == [1, 1]
    assert world.cases("approval_doubt") == world.cases("quarantine") == []
    assert complaints(ann.sync.till.db) == complaints(ben.sync.till.db) == []


def test_a_no_is_told_with_its_reason_and_nothing_can_be_taken(
    world: World, ann: Clerk, ben: Clerk
) -> None:
    ask(ann)
    settle(ann, ben)
    answer(ben, "reject")
    settle(ben, ann)

    found = find_ask(ann.sync.till, "ask-1").ask
    assert (found.state, found.answer) == ("rejected", "The message is another one.")
    append(ann, ApprovalCancelled(approval_id="ask-1", reason="pressed"))
    settle(ann)
    with pytest.raises(RuleBroken):
        take(ann)
    with pytest.raises(NotFound):
        take(ben)
    assert at_central(world) == {"ask-1": "rejected"}


def test_the_words_and_nothing_else_travel(world: World, ann: Clerk) -> None:
    ask(ann)
    settle(ann)

    (body,) = bodies(ann, "approval_asked")
    assert {name: body[name] for name in ("title", "detail", "reason")} == {
        "title": ASK.title,
        "detail": ASK.detail,
        "reason": ASK.reason,
    }
    assert set(body) == {"approval_id", "title", "detail", "reason", "expires_at"}
    (told,) = [row for row in world.office.rows(tables.change) if row["kind"] == "approval_wanted"]
    assert str(told["stream"]).startswith("org:")


# ------------------------------------------------------------------ races and times


def test_of_two_answers_the_first_at_central_wins(world: World, ann: Clerk, ben: Clerk) -> None:
    cat = Clerk(world, "till-c")
    ask(ann)
    settle(ann, ben, cat)
    answer(ben)
    answer(cat, "reject")
    settle(cat, ben, ann)

    assert state(ann) == "rejected"
    assert at_central(world) == {"ask-1": "rejected"}
    assert world.cases("approval_refused") == []


def test_what_is_called_off_is_nobodys_any_more_whoever_answers(
    world: World, ann: Clerk, ben: Clerk
) -> None:
    ask(ann)
    settle(ann, ben)
    answer(ben)
    off = cancel_ask(ann.sync.till, ann.session, "ask-1", "pressed")
    assert off == cancel_ask(ann.sync.till, ann.session, "ask-1", "pressed")
    assert off.state == "cancelled"
    settle(ben, ann)

    assert state(ann) == "cancelled"
    with pytest.raises(RuleBroken):
        take(ann)
    assert at_central(world) == {"ask-1": "cancelled"}
    assert len(bodies(ann, "approval_cancelled")) == 1


def test_called_off_it_leaves_the_lists_of_the_others(ann: Clerk, ben: Clerk) -> None:
    ask(ann)
    settle(ann, ben)
    (before,) = seen(ben)
    cancel_ask(ann.sync.till, ann.session, "ask-1", "pressed")
    settle(ann, ben)

    assert seen(ben) == []
    with pytest.raises(RuleBroken) as over:
        answer(ben, approval_id=before.asked.approval_id)
    assert over.value.code == "too_late"


def test_an_answer_after_its_time_is_worth_nothing_at_till_and_central(
    world: World, ann: Clerk, ben: Clerk
) -> None:
    ask(ann)
    settle(ann, ben)
    answer(ben)
    pass_time(world, ann, ben)
    settle(ben, ann)

    assert state(ann) == "expired"
    assert at_central(world) == {"ask-1": "expired"}


def test_an_answer_in_time_that_is_taken_too_late_is_asked_for_anew(
    world: World, ann: Clerk, ben: Clerk
) -> None:
    ask(ann)
    settle(ann, ben)
    answer(ben)
    settle(ben, ann)
    pass_time(world, ann)

    with pytest.raises(RuleBroken) as late:
        take(ann)
    assert late.value.code == "too_late"
    ask(ann, approval_id="ask-2")
    settle(ann, ben)
    assert at_central(world) == {"ask-1": "expired", "ask-2": "asked"}
    assert [row.asked.approval_id for row in seen(ben)] == ["ask-2"]


def test_one_question_at_a_time_the_one_before_is_called_off(
    world: World, ann: Clerk, ben: Clerk
) -> None:
    ask(ann)
    ask(ann, approval_id="ask-2", title="Another claim")
    settle(ann, ben)

    assert at_central(world) == {"ask-1": "cancelled", "ask-2": "asked"}
    assert [row.asked.approval_id for row in seen(ben)] == ["ask-2"]
    with pytest.raises(Conflict):
        ask(ann, approval_id="ask-2", title="A third")


def test_what_a_till_forgot_to_call_off_is_swept_with_the_next_question(
    world: World, ann: Clerk, ben: Clerk
) -> None:
    ask(ann)
    settle(ann, ben)
    pass_time(world, ben)
    assert seen(ben) == []
    with pytest.raises(RuleBroken):
        answer(ben)
    ask(ben, approval_id="ask-2")
    settle(ben, ann)

    assert at_central(world) == {"ask-1": "expired", "ask-2": "asked"}


def test_no_till_has_others_asked_for_longer_than_an_hour(world: World, ann: Clerk) -> None:
    with ann.sync.till.db.reading() as uow:
        now = ann.sync.till.clock.now()
        assert uow.approvals.list_open() == ()
    body = ApprovalAsked(approval_id="long", title="Long", expires_at=now + timedelta(days=2))
    append(ann, body)
    settle(ann)

    (row,) = world.office.rows(approval)
    assert row["expires_at"] == world.office.clock.now() + timedelta(hours=1)
