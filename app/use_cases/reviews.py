"""What a second person allowed at this till is looked at again: prices, gifts, exceptions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, cast, get_args

from app.use_cases.approve import Approval
from app.use_cases.audit import note_down
from app.use_cases.decide_payment import read_words
from app.use_cases.deciders import deciders, require_decider
from app.use_cases.operations import Said, append_operation
from app.use_cases.rights import business_day
from app.use_cases.second_person import SIGNED_ALONE
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from domain.errors import NotFound
from storage.audit import REVIEWED
from storage.records import AuditEntry
from sync.protocol.review_bodies import DeedReviewed, ReviewedDeed

Verdict = Literal["fine", "follow_up"]

LOOKED_BACK = timedelta(days=14)
"""What nobody looked at in two weeks leaves the list; it stays in the audit record."""
LISTED_MAX = 100
_DEEDS: tuple[ReviewedDeed, ...] = get_args(ReviewedDeed)


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowedDeed:
    """One deed: who did it, who allowed it, and its figures as the audit record has them."""

    entry_no: int
    deed: ReviewedDeed
    subject: str
    at: datetime
    by: str
    allowed_by: str
    figures: Mapping[str, int | str]

    @property
    def did_it(self) -> frozenset[str]:
        """Who had a part in it, and may not review it."""
        return frozenset({self.by, self.allowed_by})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDeed:
    """What somebody found when they looked again, why, and the PIN that says so."""

    entry_no: int
    verdict: Verdict
    reason: str
    approval: Approval


def list_allowed(till: Till) -> Sequence[AllowedDeed]:
    """Return what waits for a second look, the oldest first, at most 100.

    What nobody here could look at is left out: where only one may approve, their yes stands. What
    somebody did after they had signed alone is not listed beside that.
    """
    now = till.clock.now()
    with till.db.reading() as uow:
        may = {member.staff_id for member in deciders(uow, business_day(uow, now))}
        found = uow.audit.list_allowed(_DEEDS, now - LOOKED_BACK, LISTED_MAX)
    deeds = (_deed(each.entry_no, each.entry) for each in found)
    return tuple(
        deed
        for deed in deeds
        if may - deed.did_it and (deed.deed == SIGNED_ALONE or len(deed.did_it) > 1)
    )


def review_deed(till: Till, session: Session, request: ReviewDeed) -> None:
    """Keep what somebody found, with its operation, in one transaction. Twice, it is done once.

    Raises NotFound, NotAllowed (had a part in it, or no right) and BadInput (no reason).
    """
    reason = read_words(request.reason)
    ensure_stream(till)
    now, signer = till.clock.now(), request.approval.approved_by
    with till.db.unit_of_work() as uow:
        entry = uow.audit.get_entry(request.entry_no)
        if entry.action not in _DEEDS or not entry.detail.get("approved_by"):
            raise NotFound("Nothing to look at", "Nobody had to allow that. Nothing is lost.")
        deed, day = _deed(request.entry_no, entry), business_day(uow, now)
        require_decider(uow, signer, deed.did_it, day)
        if uow.audit.count(REVIEWED, str(deed.entry_no)):
            return
        body = DeedReviewed(
            deed=deed.deed,
            subject=deed.subject,
            done_at=deed.at,
            done_by=deed.by,
            allowed_by=deed.allowed_by,
            verdict=request.verdict,
            reason=reason,
            approved_by=signer,
        )
        append_operation(uow, till, Said(by=session.staff_id, at=now, day=day), body)
        note_down(
            uow,
            now,
            session.staff_id,
            (REVIEWED, str(deed.entry_no)),
            {"approved_by": signer, "verdict": request.verdict},
        )
        uow.commit()


def _deed(entry_no: int, entry: AuditEntry) -> AllowedDeed:
    return AllowedDeed(
        entry_no=entry_no,
        deed=cast(ReviewedDeed, entry.action),
        subject=entry.subject,
        at=entry.at,
        by=entry.by,
        allowed_by=str(entry.detail["approved_by"]),
        figures=entry.detail,
    )
