"""Somebody asks from another till: whoever may approve answers here, with a PIN (rules 16b)."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.use_cases.approve import Approval
from app.use_cases.audit import note_down
from app.use_cases.decide_payment import read_words
from app.use_cases.deciders import require_decider
from app.use_cases.operations import Said, append_operation
from app.use_cases.rights import business_day
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from domain.errors import RuleBroken
from domain.remote_approval import AskedElsewhere
from storage.unit_of_work import Reading
from sync.protocol.approval_bodies import Answer, ApprovalAnswered


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRow:
    """What is asked at another till, the name of who asks, and for how long they wait."""

    asked: AskedElsewhere
    asked_by_name: str
    wait_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAsked:
    """What somebody says to it, why, and the PIN that says so. A no has a reason."""

    approval_id: str
    decision: Answer
    reason: str = ""
    approval: Approval


def list_asked(till: Till) -> Sequence[AskedRow]:
    """Return what is asked at other tills and can still be answered, the oldest first."""
    now = till.clock.now()
    with till.db.reading() as uow:
        found = uow.approvals.list_elsewhere(uow.till.get_till().till_id)
        return tuple(
            AskedRow(
                asked=each,
                asked_by_name=_name_of(uow, each.asked_by),
                wait_s=int((each.expires_at - now).total_seconds()),
            )
            for each in found
            if each.expires_at > now
        )


def answer_asked(till: Till, session: Session, request: AnswerAsked) -> Answer:
    """Keep an answer, with its operation, in one transaction; return what was answered.

    Answered here before, nothing is done: the first answer stands. Whether it is the first of all
    is central's to say. Raises RuleBroken (``too_late``: it is over), NotAllowed (who asked, or
    somebody without the right) and BadInput (a no without a reason).
    """
    reason = read_words(request.reason) if request.decision == "reject" or request.reason else ""
    ensure_stream(till)
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        given = uow.approvals.find_given(request.approval_id)
        if given is not None:
            return given
        signer = request.approval.approved_by
        asked = uow.approvals.find_elsewhere(request.approval_id)
        if asked is None or asked.expires_at <= now:
            raise _over()
        day = business_day(uow, now)
        require_decider(uow, signer, frozenset({asked.asked_by}), day)
        uow.approvals.add_given(request.approval_id, request.decision, signer, now)
        body = ApprovalAnswered(
            approval_id=request.approval_id,
            decision=request.decision,
            reason=reason,
            approved_by=signer,
        )
        append_operation(uow, till, Said(by=session.staff_id, at=now, day=day), body)
        note_down(
            uow,
            now,
            session.staff_id,
            ("approval_answered", request.approval_id),
            {"approved_by": signer, "decision": request.decision},
        )
        uow.commit()
    return request.decision


def _name_of(uow: Reading, staff_id: str) -> str:
    member = uow.staff.find_staff(staff_id)
    return staff_id if member is None else member.name


def _over() -> RuleBroken:
    return RuleBroken(
        "It is over",
        "Somebody answered it, it was called off, or its time has passed. Nothing was changed and"
        " nothing is lost.",
        "too_late",
    )
