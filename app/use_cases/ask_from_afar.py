"""Nobody who may approve stands at this till: whoever may is asked at the other tills (rules 16b).

What comes back is an approval like one by a PIN typed here. It is asked for once, taken once, and
worth nothing after its time.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from app.use_cases.approve import Approval
from app.use_cases.audit import note_down
from app.use_cases.operations import Said, append_operation
from app.use_cases.rights import business_day
from app.use_cases.second_person import require_signer
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from domain.errors import Conflict, NotAllowed, RuleBroken
from domain.remote_approval import ApprovalState, RemoteAsk, may_follow
from domain.staff import Permission
from storage.unit_of_work import UnitOfWork
from sync.protocol.approval_bodies import ApprovalAsked, ApprovalCancelled, ApprovalUsed

Why = Literal["pressed", "expired"]
_TEXT_MAX = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class AskFromAfar:
    """What a supervisor elsewhere reads; ``approval_id`` is the press of the key.

    ``title`` says what for and how much, ``detail`` on what evidence, ``reason`` which rule wants
    it. ``audit`` are the words of the record. None of them names a person.
    """

    approval_id: str
    title: str
    detail: str
    reason: str
    audit: str


@dataclass(frozen=True, slots=True)
class AskSeen:
    """What was asked as it stands, and the name of who answered; empty where nobody did."""

    ask: RemoteAsk
    by_name: str = ""


def ask_from_afar(till: Till, session: Session, request: AskFromAfar) -> RemoteAsk:
    """Keep what is asked, with its operation, in one transaction; return it.

    It is waited for as long as goods are set aside (rule ``tender_reservation``). Pressed twice,
    the second call returns the same. What this till asked before and is not over is called off:
    one question at a time. Raises Conflict (it is another question's id).
    """
    ensure_stream(till)
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        already = uow.approvals.find(request.approval_id)
        if already is not None:
            return _same_again(already, session, request)
        day = business_day(uow, now)
        said = Said(by=session.staff_id, at=now, day=day)
        for left in uow.approvals.list_open():
            _call_off(uow, till, said, (left, "expired" if left.expires_at <= now else "pressed"))
        asked = RemoteAsk(
            approval_id=request.approval_id,
            asked_by=session.staff_id,
            title=request.title[:_TEXT_MAX],
            detail=request.detail[:_TEXT_MAX],
            reason=request.reason[:_TEXT_MAX],
            state="asked",
            asked_at=now,
            expires_at=now + timedelta(minutes=uow.rules.book().tender_reservation_minutes(day)),
            changed_at=now,
        )
        uow.approvals.add(asked)
        body = ApprovalAsked(
            approval_id=asked.approval_id,
            title=asked.title,
            detail=asked.detail,
            reason=asked.reason,
            expires_at=asked.expires_at,
        )
        append_operation(uow, till, said, body)
        what = ("approval_asked", asked.approval_id)
        note_down(uow, now, session.staff_id, what, {"reason": request.audit})
        uow.commit()
    return asked


def cancel_ask(till: Till, session: Session, approval_id: str, why: Why) -> RemoteAsk:
    """Call off what was asked, with its operation; return it as it is then.

    An answer that has come meanwhile is not used. Where it is over already nothing is done. Raises
    NotFound.
    """
    ensure_stream(till)
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        found = uow.approvals.get(approval_id)
        if not found.is_open:
            return found
        said = Said(by=session.staff_id, at=now, day=business_day(uow, now))
        off = _call_off(uow, till, said, (found, why))
        uow.commit()
    return off


def take_answer(till: Till, session: Session, approval_id: str) -> Approval:
    """Return the approval that came, and use it up in the same transaction.

    Who asked takes it, in time, once: whatever becomes of the deed, the next one is asked for
    anew. Raises RuleBroken (``no_answer``: there is none, or it was used; ``too_late``),
    NotAllowed (another person asked, or who answered may not sign here) and NotFound.
    """
    ensure_stream(till)
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        found = uow.approvals.get(approval_id)
        if not may_follow(found.state, "used"):
            raise RuleBroken(
                "There is no answer to go on with",
                "It was used, called off, or has not come. Nothing was changed and nothing is"
                " lost. Ask again.",
                "no_answer",
            )
        if session.staff_id != found.asked_by:
            raise NotAllowed(
                "Somebody else asked",
                "An answer is for who asked. Nothing was changed and nothing is lost. Ask again.",
            )
        if found.expires_at <= now:
            raise RuleBroken(
                "The answer came too late",
                "Nothing was changed and nothing is lost. Ask again.",
                "too_late",
            )
        day = business_day(uow, now)
        require_signer(uow, session, found.answered_by, day)
        uow.approvals.save(_in(found, "used", now))
        body = ApprovalUsed(approval_id=approval_id, approved_by=found.answered_by)
        append_operation(uow, till, Said(by=session.staff_id, at=now, day=day), body)
        what = ("approved_from_afar", Permission.APPROVE.value)
        note_down(uow, now, found.answered_by, what, {"approval": approval_id})
        uow.commit()
    return Approval(approved_by=found.answered_by, permission=Permission.APPROVE)


def find_ask(till: Till, approval_id: str) -> AskSeen:
    """Return what was asked as it stands. Raises NotFound."""
    with till.db.reading() as uow:
        found = uow.approvals.get(approval_id)
        member = uow.staff.find_staff(found.answered_by) if found.answered_by else None
    return AskSeen(found, found.answered_by if member is None else member.name)


def _call_off(uow: UnitOfWork, till: Till, said: Said, what: tuple[RemoteAsk, Why]) -> RemoteAsk:
    found, why = what
    off = _in(found, "expired" if why == "expired" else "cancelled", said.at)
    uow.approvals.save(off)
    body = ApprovalCancelled(approval_id=found.approval_id, reason=why)
    append_operation(uow, till, said, body)
    name = ("approval_cancelled", found.approval_id)
    note_down(uow, said.at, said.by, name, {"reason": why})
    return off


def _in(found: RemoteAsk, state: ApprovalState, at: datetime) -> RemoteAsk:
    return replace(found, state=state, changed_at=at)


def _same_again(already: RemoteAsk, session: Session, request: AskFromAfar) -> RemoteAsk:
    asked = (session.staff_id, request.title[:_TEXT_MAX], request.detail[:_TEXT_MAX])
    if (already.asked_by, already.title, already.detail) != asked:
        raise Conflict(
            "This was asked before",
            "It is kept as it was asked first. Nothing was asked twice. Go back and ask again.",
        )
    return already
