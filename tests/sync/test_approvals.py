"""A supervisor's yes from another till, by real tills, a real central and a line that fails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from app.use_cases.answer_asked import (
    AnswerAsked,
    AskedRow,
    answer_asked,
    list_asked,
)
from app.use_cases.approve import Approval
from app.use_cases.ask_from_afar import (
    AskFromAfar,
    ask_from_afar,
    cancel_ask,
    find_ask,
    take_answer,
)
from app.use_cases.operations import Said, append_operation
from central import tables
from central.approvals.tables import approval
from central.staff.members import NewMember, add_staff, remove_staff
from domain.errors import Conflict, NotAllowed, NotFound, RuleBroken
from domain.remote_approval import FOLLOWS
from domain.staff import Permission
from sync.protocol.approval_bodies import (
    Answer,
    ApprovalAsked,
    ApprovalCancelled,
    ApprovalUsed,
)
from sync.protocol.body_parts import Body
from tests.helpers.ledger_checks import complaints, read_ledger
from tests.sync.clerks import Clerk, settle
from tests.sync.faulty_transport import Fault
from tests.sync.world import World

ASK = AskFromAfar(
    approval_id="ask-1",
    title="MMG claim of G$21,600",
    detail="Reference 20402048536279.",
    reason="The claim is above G$20,000.",
    audit="MMG claim of G$21,600: mmg_amount",
)
LINE = [Fault.DROP_ANSWER, Fault.DUPLICATE, Fault.CUT_ANSWER, Fault.NO_END, Fault.OLD_FIRST]


@pytest.fixture
def ann(world: World) -> Clerk:
    return Clerk(world, "till-a")


@pytest.fixture
def ben(world: World) -> Clerk:
    return Clerk(world, "till-b")


def staff(clerk: Clerk, role: str = "supervisor") -> str:
    with clerk.sync.till.db.reading() as uow:
        return next(one.staff_id for one in uow.staff.list_staff() if one.role.value == role)


def ask(clerk: Clerk, **more: str) -> str:
    asked = ask_from_afar(clerk.sync.till, clerk.session, replace(ASK, **more))
    return asked.approval_id


def answer(
    clerk: Clerk, decision: Answer = "approve", by: str = "", approval_id: str = "ask-1"
) -> Answer:
    yes = Approval(approved_by=by or staff(clerk), permission=Permission.APPROVE)
    reason = "" if decision == "approve" else "The message is another one."
    request = AnswerAsked(approval_id=approval_id, decision=decision, reason=reason, approval=yes)
    return answer_asked(clerk.sync.till, clerk.session, request)


def take(clerk: Clerk, approval_id: str = "ask-1") -> Approval:
    return take_answer(clerk.sync.till, clerk.session, approval_id)


def seen(clerk: Clerk) -> list[AskedRow]:
    return list(list_asked(clerk.sync.till))


def state(clerk: Clerk, approval_id: str = "ask-1") -> str:
    return find_ask(clerk.sync.till, approval_id).ask.state


def at_central(world: World) -> dict[str, str]:
    return {str(row["approval_id"]): str(row["state"]) for row in world.office.rows(approval)}


def bodies(clerk: Clerk, kind: str) -> list[Mapping[str, object]]:
    return [facts.body for _, facts in read_ledger(clerk.sync.till.db).facts(kind)]


def pass_time(world: World, *clerks: Clerk, minutes: int = 11) -> None:
    world.office.clock.forward(timedelta(minutes=minutes))
    for clerk in clerks:
        clerk.sync.clock.go_on(timedelta(minutes=minutes))


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


def append(clerk: Clerk, *said: Body) -> None:
    """Write facts that no use case of a till would."""
    with clerk.sync.till.db.unit_of_work() as uow:
        now = clerk.sync.till.clock.now()
        for body in said:
            told = Said(by=clerk.session.staff_id, at=now, day=now.date())
            append_operation(uow, clerk.sync.till, told, body)
        uow.commit()


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
