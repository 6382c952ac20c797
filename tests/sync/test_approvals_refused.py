"""Who may say yes from afar, and what is found out where one did who may not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.use_cases.ask_from_afar import (
    find_ask,
)
from central.staff.members import NewMember, add_staff, remove_staff
from domain.errors import NotAllowed
from domain.remote_approval import FOLLOWS
from sync.protocol.approval_bodies import (
    ApprovalAsked,
    ApprovalCancelled,
    ApprovalUsed,
)
from tests.sync.asking import (
    answer,
    append,
    ask,
    at_central,
    bodies,
    staff,
    state,
    take,
)
from tests.sync.clerks import Clerk, settle
from tests.sync.world import World


@pytest.fixture
def ann(world_of_two: World) -> Clerk:
    return Clerk(world_of_two, "till-a")


@pytest.fixture
def ben(world_of_two: World) -> Clerk:
    return Clerk(world_of_two, "till-b")


# ------------------------------------------------------------------ who may


def test_nobody_answers_what_they_asked_themselves_nor_without_the_right(
    world: World, ann: Clerk, ben: Clerk
) -> None:
    boss = staff(ann)
    ann.session = replace(ann.session, staff_id=boss)
    ask(ann)
    settle(ann, ben)

    for who in (boss, staff(ben, "cashier"), "nobody"):
        with pytest.raises(NotAllowed):
            answer(ben, by=who)
    assert bodies(ben, "approval_answered") == []
    assert at_central(world) == {"ask-1": "asked"}


@pytest.mark.parametrize(
    ("who", "why"),
    [("own", "asked themselves"), ("cashier", "no right"), ("nobody", "on the staff")],
)
def test_a_till_that_lets_the_wrong_one_answer_is_found_out_at_central(
    world: World, ann: Clerk, ben: Clerk, who: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: the answering till looks at nobody's right; the question stays for who may."""
    monkeypatch.setattr("app.use_cases.answer_asked.require_decider", lambda *_: None)
    boss = staff(ann)
    if who == "own":
        ann.session = replace(ann.session, staff_id=boss)
    ask(ann)
    settle(ann, ben)
    answer(ben, by={"own": boss, "cashier": staff(ben, "cashier")}.get(who, "nobody"))
    settle(ben, ann)

    assert state(ann) == "asked"
    (case,) = world.cases("approval_refused")
    assert why in str(case["message"])
    assert case["operation_kind"] == "approval_answered"


def test_a_person_who_was_removed_meanwhile_is_refused_and_another_may_answer(
    world: World, ann: Clerk, ben: Clerk
) -> None:
    central, whose = world.office.central, world.store.organisation_id
    second = NewMember(name="Devi Persaud", role="supervisor", pin="824713")
    other = add_staff(central, whose, second)
    settle(ann, ben)
    boss = next(one for one in _supervisors(ben) if one != other)
    ask(ann)
    settle(ann, ben)
    remove_staff(central, whose, boss)
    answer(ben, by=boss)  # the till has not heard of it yet
    settle(ben, ann)
    assert state(ann) == "asked"
    assert len(world.cases("approval_refused")) == 1

    cat = Clerk(world, "till-c")
    answer(cat, by=other)
    settle(cat, ann)
    assert take(ann).approved_by == other


def test_who_may_not_sign_at_the_asking_till_any_more_is_not_taken(
    world: World, ann: Clerk, ben: Clerk
) -> None:
    ask(ann)
    settle(ann, ben)
    answer(ben)
    settle(ben, ann)
    remove_staff(world.office.central, world.store.organisation_id, staff(ann))
    settle(ann)

    with pytest.raises(NotAllowed, match="supervisor"):
        take(ann)
    assert (
        find_ask(ann.sync.till, "ask-1").by_name == find_ask(ann.sync.till, "ask-1").ask.answered_by
    )


def test_an_answer_is_for_who_asked(ann: Clerk, ben: Clerk) -> None:
    ask(ann)
    settle(ann, ben)
    answer(ben)
    settle(ben, ann)
    ann.session = replace(ann.session, staff_id="staff-else")

    with pytest.raises(NotAllowed, match="who asked"):
        take(ann)


# ------------------------------------------------------------------ the checks can fail


def test_a_planted_till_that_uses_an_answer_twice_is_found_out(
    world: World, ann: Clerk, ben: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: a used answer may be used again."""
    ask(ann)
    settle(ann, ben)
    answer(ben)
    settle(ben, ann)
    monkeypatch.setattr("app.use_cases.ask_from_afar.may_follow", lambda *_: True)
    take(ann)
    take(ann)
    settle(ann)

    (case,) = world.cases("approval_doubt")
    assert case["operation_kind"] == "approval_used"


def test_a_planted_till_that_needs_no_answer_is_found_out(world: World, ann: Clerk) -> None:
    ask(ann)
    append(ann, ApprovalUsed(approval_id="ask-1", approved_by=staff(ann)))
    settle(ann)

    assert len(world.cases("approval_doubt")) == 1
    assert at_central(world) == {"ask-1": "asked"}


def test_a_planted_central_that_asks_nobodys_right_lets_an_own_answer_through(
    world: World, ann: Clerk, ben: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: without central's and the answering till's checks, the asking till's still holds."""
    monkeypatch.setattr("central.operations.approval_facts._why_refused", lambda *_: "")
    monkeypatch.setattr("app.use_cases.answer_asked.require_decider", lambda *_: None)
    ann.session = replace(ann.session, staff_id=staff(ann))
    ask(ann)
    settle(ann, ben)
    answer(ben)
    settle(ben, ann)
    assert at_central(world) == {"ask-1": "approved"}

    with pytest.raises(NotAllowed, match="supervisor"):
        take(ann)


def test_what_makes_no_sense_is_kept_apart(world: World, ann: Clerk, ben: Clerk) -> None:
    ask(ann)
    settle(ann, ben)
    now = ann.sync.till.clock.now()
    append(
        ann,
        ApprovalAsked(approval_id="ask-1", title="Again", expires_at=now),
        ApprovalAsked(approval_id="no\x00name", title="Nul", expires_at=now),
        ApprovalUsed(approval_id="unknown", approved_by="x"),
    )
    append(ben, ApprovalCancelled(approval_id="ask-1", reason="pressed"))
    settle(ann, ben)

    assert len(world.cases("quarantine")) == 4
    assert at_central(world) == {"ask-1": "asked"}


def test_every_state_is_reached_from_what_was_asked() -> None:
    reached = {"asked"}
    for _ in FOLLOWS:
        reached |= {after for before in reached for after in FOLLOWS[before]}

    assert reached == set(FOLLOWS)


def _supervisors(clerk: Clerk) -> list[str]:
    with clerk.sync.till.db.reading() as uow:
        return [one.staff_id for one in uow.staff.list_staff() if one.role.value == "supervisor"]
