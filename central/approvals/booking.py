"""An approval as central knows it: its row, and who hears of it.

Who asks is told in the stream of their till what became of it; all tills of the organisation are
told that somebody asks, and that it is over. Staff are the organisation's: whoever may approve can
answer at any of its tills.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from central.approvals.tables import approval
from central.database import Writing
from central.publication import new_change, organisation_feed, till_feed
from domain.remote_approval import ApprovalState, may_follow
from sync.protocol.approval_bodies import (
    ApprovalAsked,
    ApprovalChanged,
    ApprovalWanted,
    ApprovalWantedRemoved,
)

WAIT_MAX = timedelta(hours=1)
"""However long a till says that it waits, nobody is asked for longer."""
SWEEP_MAX = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRow:
    """One row of the table ``approval``; the table says what each column is."""

    organisation_id: str
    approval_id: str
    till_id: str
    stream: str
    branch: int
    seq: int
    store_id: str
    asked_by: str
    state: str
    answered_by: str
    answered_till: str
    reason: str
    asked_at: datetime
    expires_at: datetime
    changed_at: datetime


def find_approval(writing: Writing, organisation_id: str, approval_id: str) -> ApprovalRow | None:
    """Return what was asked, locked: whoever comes second sees what the first has done."""
    statement = sa.select(approval).where(*_of(organisation_id, approval_id)).with_for_update()
    found = writing.connection.execute(statement).mappings().one_or_none()
    return None if found is None else ApprovalRow(**found)


def add_approval(writing: Writing, row: ApprovalRow, till_label: str, body: ApprovalAsked) -> None:
    """Keep what was asked, and tell every till that it is wanted."""
    values = {name: getattr(row, name) for name in approval.c.keys()}  # noqa: SIM118  no mapping
    writing.connection.execute(sa.insert(approval).values(values))
    wanted = ApprovalWanted(
        till_id=row.till_id,
        till=till_label,
        asked_by=row.asked_by,
        title=body.title,
        detail=body.detail,
        reason=body.reason,
        asked_at=row.asked_at,
        expires_at=row.expires_at,
    )
    writing.publish(organisation_feed(row.organisation_id), new_change(row.approval_id, wanted))


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What becomes of an approval, and who said so; nobody where its time passed."""

    state: ApprovalState
    by: str = ""
    till_id: str = ""
    reason: str = ""


def settle_approval(writing: Writing, row: ApprovalRow, said: Said) -> bool:
    """Move an approval, and tell who asked and who was asked. False where it may not follow."""
    if not may_follow(row.state, said.state):
        return False
    values: dict[str, object] = {"state": said.state, "changed_at": writing.at}
    if said.by:
        values |= {"answered_by": said.by, "answered_till": said.till_id, "reason": said.reason}
    of_row = _of(row.organisation_id, row.approval_id)
    writing.connection.execute(sa.update(approval).where(*of_row).values(**values))
    if row.state == "asked":
        feed = organisation_feed(row.organisation_id)
        writing.publish(feed, new_change(row.approval_id, ApprovalWantedRemoved()))
    if said.state in {"approved", "rejected", "expired"}:
        told = ApprovalChanged(
            state=said.state,
            answered_by=said.by,
            reason=said.reason,
            changed_at=writing.at,
        )
        feed = till_feed(row.organisation_id, row.till_id)
        writing.publish(feed, new_change(row.approval_id, told))
    return True


def sweep_approvals(writing: Writing, organisation_id: str) -> None:
    """Call off what nobody answered in time: a bounded piece with every fact of an approval.

    One that another process is writing just now is left for the next time.
    """
    overdue = (
        sa.select(approval)
        .where(
            approval.c.organisation_id == organisation_id,
            approval.c.state == "asked",
            approval.c.expires_at < writing.at,
        )
        .order_by(approval.c.approval_id)
        .limit(SWEEP_MAX)
        .with_for_update(skip_locked=True)
    )
    for found in writing.connection.execute(overdue).mappings().all():
        settle_approval(writing, ApprovalRow(**found), Said(state="expired"))


def _of(organisation_id: str, approval_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        approval.c.organisation_id == organisation_id,
        approval.c.approval_id == approval_id,
    )
