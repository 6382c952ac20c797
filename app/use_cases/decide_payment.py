"""A supervisor looks at a payment again: approves, rejects, releases, or verifies it by hand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Literal

from app.use_cases.approve import Approval
from app.use_cases.audit import note_down
from app.use_cases.operations import Said, append_operation
from app.use_cases.rights import business_day
from app.use_cases.second_person import signs_alone
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from app.use_cases.typed_text import require_words
from domain.errors import BadInput, NotAllowed, RuleBroken
from domain.held_goods import HAND_OVER, KEEP, TAKEN_BACK
from domain.payment import PaymentState, may_follow
from domain.sentence import told
from domain.staff import Permission
from domain.till_payment import TillPayment
from storage.payments import PaymentEvent, with_state
from storage.unit_of_work import Reading
from sync.protocol.body_parts import Body
from sync.protocol.payment_bodies import PaymentChecked, PaymentDecided

Decision = Literal["approve", "reject", "release", "mistyped", "hand_over", "keep"]
Outcome = Literal["verified", "disputed"]

_TEXT_MAX = 512
_Change = Callable[[TillPayment, str], tuple[TillPayment, Body] | None]
"""What a payment becomes, by what was done with it last; None where that is done already."""
_REJECTED: tuple[PaymentState, ...] = ("cancelled", "disputed")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidePayment:
    """What a supervisor decided, why, and the PIN that says so."""

    payment_id: str
    decision: Decision
    reason: str
    approval: Approval


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPayment:
    """What a supervisor saw with their own eyes, and where: a statement, the provider's page."""

    payment_id: str
    outcome: Outcome
    evidence: str
    reason: str
    approval: Approval


def decide_payment(till: Till, session: Session, request: DecidePayment) -> TillPayment:
    """Keep a decision, with its operation, in one transaction; return the payment as it is then.

    Rejected, a claim is cancelled where that may be, and disputed where somebody approved it; as
    *mistyped* it gives its reference up as well, for the right claim. A release says that the
    policy's alarm was false, and is counted. Held goods are handed over, or kept for now: neither
    changes what is known of the money. Pressed twice, it is done once. Raises NotFound,
    RuleBroken (``too_late``: somebody was faster; ``no_goods``: none are held), NotAllowed (not a
    second person, or without the right) and BadInput (no reason). RuleBroken (``not_known_here``)
    also of one whose sale may be lost with this till's older data. Where the store waives a second
    person, who is on duty decides on what they took themselves, and has signed alone for it.
    """
    reason = read_words(request.reason)

    def decided(found: TillPayment, last: str) -> tuple[TillPayment, Body] | None:
        after = _AFTER[request.decision](found, last)
        if after is None:
            return None
        ends_dispute = found.state == "disputed" and after.state == "cancelled"
        body = PaymentDecided(
            payment_id=found.payment_id,
            decision=request.decision,
            rules=found.rules,
            reason=reason,
            approved_by=request.approval.approved_by,
            of_state="disputed" if ends_dispute else None,
        )
        return after, body

    event = _Step(request.decision, reason, request.approval, may_be_alone=True)
    return _carry_out(till, session, request.payment_id, event, decided)


def check_payment(till: Till, session: Session, request: CheckPayment) -> TillPayment:
    """Keep what a supervisor saw, with its operation, in one transaction; return the payment.

    Raises as ``decide_payment`` does, BadInput also without evidence.
    """
    reason, evidence = read_words(request.reason), read_words(request.evidence)

    def checked(found: TillPayment, _last: str) -> tuple[TillPayment, Body] | None:
        moved = _moved(found, (request.outcome,))
        body = PaymentChecked(
            payment_id=found.payment_id,
            outcome=request.outcome,
            evidence=evidence,
            reason=reason,
            approved_by=request.approval.approved_by,
        )
        return None if moved is None else (moved, body)

    event = _Step(f"checked_{request.outcome}", f"{reason} ({evidence})", request.approval)
    return _carry_out(till, session, request.payment_id, event, checked)


def read_words(typed: str) -> str:
    """Return what a supervisor wrote. Raises BadInput for nothing, too much, or a card's number."""
    words = require_words(typed).strip()
    if not words or len(words) > _TEXT_MAX:
        raise BadInput(
            "Say why",
            told(
                "Write a reason of at most {text_max} characters. Nothing was changed"
                " and nothing is lost.",
                text_max=_TEXT_MAX,
            ),
        )
    return words


def _approved(found: TillPayment, _last: str) -> TillPayment | None:
    return _moved(found, ("approved",))


def _rejected(found: TillPayment, last: str) -> TillPayment | None:
    """A dispute that this very decision did not make is over: nothing came."""
    if found.state == "disputed" and last != "reject":
        return _moved(found, ("cancelled",))
    return _moved(found, _REJECTED)


def _released(found: TillPayment, _last: str) -> TillPayment | None:
    return None if found.is_released else replace(found, is_released=True)


def _mistyped(found: TillPayment, _last: str) -> TillPayment | None:
    """Rejected, and its reference is nobody's. None where it is free already."""
    if not found.reference:
        return None
    to = _REJECTED if found.state in {"claimed", "approved"} else ("cancelled",)
    moved = _moved(found, to) if found.state != "cancelled" else found
    return None if moved is None else replace(moved, reference="")


def _handed_over(found: TillPayment, last: str) -> TillPayment | None:
    if found.is_held:
        return replace(_with_goods(found), is_held=False)
    if last == HAND_OVER:
        return None
    raise _no_goods()


def _kept(found: TillPayment, last: str) -> TillPayment | None:
    return None if _with_goods(found).is_held and last == KEEP else found


def _with_goods(found: TillPayment) -> TillPayment:
    """A payment whose goods are here, of a sale that was made."""
    if not found.is_held or found.receipt is None:
        raise _no_goods()
    return found


def _no_goods() -> RuleBroken:
    return RuleBroken(
        "No goods are held for it",
        "They were handed over, or no sale was made of it, or it was taken back. Nothing was"
        " changed and nothing is lost. Look at it again.",
        "no_goods",
    )


_AFTER: Mapping[Decision, Callable[[TillPayment, str], TillPayment | None]] = MappingProxyType(
    {
        "approve": _approved,
        "reject": _rejected,
        "release": _released,
        "mistyped": _mistyped,
        HAND_OVER: _handed_over,
        KEEP: _kept,
    }
)
"""What a payment becomes by each decision; None where it is so already."""


@dataclass(frozen=True, slots=True)
class _Step:
    what: str
    detail: str
    approval: Approval
    may_be_alone: bool = False


def _moved(found: TillPayment, to: tuple[PaymentState, ...]) -> TillPayment | None:
    """The payment in the first of these states that may follow; None where it is in one already."""
    if found.state in to:
        return None
    for state in to:
        if may_follow(found.state, state):
            return with_state(found, state, found.changed_at)
    raise RuleBroken(
        "Somebody was faster",
        told(
            "This payment is {state} by now. Nothing was changed and nothing is"
            " lost. Look at it again.",
            state=found.state,
        ),
        "too_late",
    )


def _carry_out(
    till: Till,
    session: Session,
    payment_id: str,
    step: _Step,
    change: _Change,
) -> TillPayment:
    ensure_stream(till)
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        day = business_day(uow, now)
        found = uow.payments.get(payment_id)
        _require_known(found)
        signer = step.approval.approved_by
        is_alone = step.may_be_alone and signs_alone(uow, session.staff_id, signer, day)
        if not is_alone:
            _require_decider(uow, found, signer, day)
        history = uow.payments.list_history(payment_id)
        if step.what in {HAND_OVER, KEEP} and TAKEN_BACK in {each.what for each in history}:
            raise _no_goods()
        changed = change(found, history[-1].what if history else "")
        if changed is None:
            return found
        after, body = changed
        if after.state != found.state:  # since when it stands so is what papers say
            after = replace(after, changed_at=now)
        freed = f" (reference {found.reference})" if found.reference != after.reference else ""
        event = PaymentEvent(
            at=now, by=signer, what=step.what, state=after.state, detail=step.detail + freed
        )
        uow.payments.save(after, event)
        append_operation(uow, till, Said(by=session.staff_id, at=now, day=day), body)
        note_down(
            uow,
            now,
            session.staff_id,
            (f"payment_{step.what}", payment_id),
            {"approved_by": signer, "state": after.state},
        )
        uow.commit()
    return after


def _require_known(found: TillPayment) -> None:
    """Nobody calls a payment false, or true, of which this till does not know who took it."""
    if not found.is_known_here:
        raise RuleBroken(
            "This till does not know that payment",
            "It is not in this till's data, which is an older copy or new, and central told of no"
            " sale. Nothing was changed and nothing is lost. Ask the office about it.",
            "not_known_here",
        )


def _require_decider(uow: Reading, found: TillPayment, staff_id: str, on: date) -> None:
    """A second person: with the right to approve, and not the one who took the payment."""
    member = uow.staff.find_staff(staff_id)
    rights = (
        frozenset[Permission]()
        if member is None
        else uow.rules.book().role_permissions(member.role, on)
    )
    if staff_id == found.cashier_id or Permission.APPROVE not in rights:
        raise NotAllowed(
            "Somebody else must decide",
            "This needs the PIN of a supervisor who did not take the payment. Nothing was changed"
            " and nothing is lost. Ask one to type it.",
        )
