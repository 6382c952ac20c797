"""Where operations meet approvals from afar: asked, called off, answered and used (rules 16b).

The first answer that comes to central is the answer. One of somebody who may not give it changes
nothing and becomes a case; what was asked stays asked.
"""

import sqlalchemy as sa

from central.approvals.booking import (
    WAIT_MAX,
    ApprovalRow,
    Said,
    add_approval,
    find_approval,
    settle_approval,
    sweep_approvals,
)
from central.operations.cart_facts import Booking
from central.operations.cases import NewCase, open_case
from central.operations.quarantine import QuarantineError
from central.storable import is_storable, storable
from central.tables import staff, till
from domain.remote_approval import ApprovalState
from domain.staff import Permission, Role
from sync.protocol.approval_bodies import (
    ApprovalAnswered,
    ApprovalAsked,
    ApprovalCancelled,
    ApprovalUsed,
)

_ANSWERS: dict[str, ApprovalState] = {"approve": "approved", "reject": "rejected"}
_CALLED_OFF: dict[str, ApprovalState] = {"pressed": "cancelled", "expired": "expired"}


def apply_approval_asked(booking: Booking) -> None:
    """Ask every till of the organisation, for as long as the asking one waits."""
    body, key, writing = booking.body, booking.key, booking.writing
    assert isinstance(body, ApprovalAsked)
    texts = (body.approval_id, body.title, body.detail, body.reason, booking.facts.by)
    if not all(is_storable(text) for text in texts):
        raise QuarantineError("It cannot be asked", "No database keeps these words.")
    if find_approval(writing, key.organisation_id, body.approval_id) is not None:
        raise QuarantineError("It was asked before", "Another approval has its number already.")
    sweep_approvals(writing, key.organisation_id)
    wait = min(body.expires_at - booking.facts.at, WAIT_MAX)
    row = ApprovalRow(
        **key.columns(),  # type: ignore[arg-type]  # the five names of an operation's key
        approval_id=body.approval_id,
        store_id=booking.store_id,
        asked_by=booking.facts.by,
        state="asked",
        answered_by="",
        answered_till="",
        reason="",
        asked_at=booking.facts.at,
        expires_at=writing.at + wait,
        changed_at=writing.at,
    )
    add_approval(writing, row, _label_of(booking), body)


def apply_approval_cancelled(booking: Booking) -> None:
    """Note that the asking till waits no more, or does without the answer that it has."""
    body = booking.body
    assert isinstance(body, ApprovalCancelled)
    row = _get_own(booking, body.approval_id)
    settle_approval(booking.writing, row, Said(state=_CALLED_OFF[body.reason]))
    sweep_approvals(booking.writing, row.organisation_id)


def apply_approval_answered(booking: Booking) -> None:
    """Take the first answer in time of somebody who may give it; the others change nothing."""
    body, writing = booking.body, booking.writing
    assert isinstance(body, ApprovalAnswered)
    row = _get(booking, body.approval_id)
    sweep_approvals(writing, row.organisation_id)
    if row.state != "asked" or row.expires_at < writing.at:
        return
    refusal = _why_refused(booking, row, body.approved_by)
    if refusal:
        _open(booking, "approval_refused", "An approval was not accepted", refusal)
        return
    said = Said(
        state=_ANSWERS[body.decision],
        by=body.approved_by,
        till_id=booking.key.till_id,
        reason=storable(body.reason),
    )
    settle_approval(writing, row, said)


def apply_approval_used(booking: Booking) -> None:
    """Note that the asking till went on with the answer; twice, or without one, is a case."""
    body = booking.body
    assert isinstance(body, ApprovalUsed)
    row = _get_own(booking, body.approval_id)
    fits = row.state == "approved" and row.answered_by == body.approved_by
    if not fits or not settle_approval(booking.writing, row, Said(state="used")):
        doubt = (
            f"A till went on as if {storable(body.approved_by)} had approved it from afar, and"
            f" central has no such answer left: it is {row.state}. What was done counts as it is."
            " Ask both."
        )
        _open(booking, "approval_doubt", "An approval that nobody gave", doubt)


def _why_refused(booking: Booking, row: ApprovalRow, staff_id: str) -> str:
    """Why somebody's answer is none; empty where it is one. The ids are of staff."""
    found = booking.writing.connection.execute(
        sa.select(staff.c.role, staff.c.removed_at).where(
            staff.c.organisation_id == row.organisation_id, staff.c.staff_id == staff_id
        )
    ).one_or_none()
    who = storable(staff_id)
    if found is None or found.removed_at is not None:
        return f"{who} is not on the staff (any more) and answered another till. Find out who did."
    rights = booking.rules.role_permissions(Role(found.role), booking.facts.day)
    if Permission.APPROVE not in rights:
        return f"{who} answered another till and has no right to approve."
    if staff_id == row.asked_by:
        return f"{who} answered what they had asked themselves. Somebody else must sign."
    return ""


def _open(booking: Booking, kind: str, title: str, message: str) -> None:
    case = NewCase(
        store_id=booking.store_id,
        kind=kind,
        title=title,
        message=message,
        operation_kind=booking.facts.kind,
    )
    open_case(booking.writing, booking.central.surroundings, booking.key, case)


def _get(booking: Booking, approval_id: str) -> ApprovalRow:
    row = find_approval(booking.writing, booking.key.organisation_id, approval_id)
    if row is None:
        raise QuarantineError(
            "An approval that nobody asked for", "It names nothing that came to central."
        )
    return row


def _get_own(booking: Booking, approval_id: str) -> ApprovalRow:
    row = _get(booking, approval_id)
    if row.till_id != booking.key.till_id:
        raise QuarantineError(
            "Another till's approval", "Only the till that asked may use it or call it off."
        )
    return row


def _label_of(booking: Booking) -> str:
    label = booking.writing.connection.scalar(
        sa.select(till.c.label).where(till.c.till_id == booking.key.till_id)
    )
    return str(label)
