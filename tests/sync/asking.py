"""What asks and answers from afar in tests: one till asks, another one signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

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
    find_ask,
    take_answer,
)
from app.use_cases.operations import Said, append_operation
from central.approvals.tables import approval
from domain.staff import Permission
from sync.protocol.approval_bodies import (
    Answer,
)
from sync.protocol.body_parts import Body
from tests.helpers.ledger_checks import read_ledger
from tests.sync.clerks import Clerk
from tests.sync.world import World

ASK = AskFromAfar(
    approval_id="ask-1",
    title="MMG claim of G$21,600",
    detail="Reference 20402048536279.",
    reason="The claim is above G$20,000.",
    audit="MMG claim of G$21,600: mmg_amount",
)


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


def append(clerk: Clerk, *said: Body) -> None:
    """Write facts that no use case of a till would."""
    with clerk.sync.till.db.unit_of_work() as uow:
        now = clerk.sync.till.clock.now()
        for body in said:
            told = Said(by=clerk.session.staff_id, at=now, day=now.date())
            append_operation(uow, clerk.sync.till, told, body)
        uow.commit()
