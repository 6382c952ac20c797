"""Several deeds that are alike are found in order with one PIN; each keeps a review of its own.

Safe is what a supervisor sees the same way without opening each: deeds of one kind, by one person,
with the yes of one other person, among those that a second person saw when they were done. What
was signed alone nobody else has seen, and what was above a cap of the policy asks for a person:
these are looked at one by one, as is all that the office should look into.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.use_cases.approve import Approval
from app.use_cases.decide_payment import read_words
from app.use_cases.deciders import require_decider
from app.use_cases.reviews import AllowedDeed, ReviewDeed, list_allowed, review_deed
from app.use_cases.rights import business_day
from app.use_cases.till import Session, Till
from domain.batch_approval import TOGETHER_MAX
from domain.errors import RuleBroken
from sync.protocol.review_bodies import ReviewedDeed

SAFE: frozenset[ReviewedDeed] = frozenset(
    {
        "price_typed",
        "price_set",
        "given_free",
        "discount_given",
        "limit_exceeded",
        "cart_voided",
    }
)
"""Deeds that a second person saw when they were done, and that no cap of the policy is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewTogether:
    """Which deeds are in order, why, and the PIN; the first one says what the others are like."""

    entry_nos: tuple[int, ...]
    reason: str
    approval: Approval


def alike_deeds(deeds: Iterable[AllowedDeed], entry_no: int) -> tuple[AllowedDeed, ...]:
    """Return what may be found in order with a deed, it among them, in their order; at most 50.

    None where it must be looked at by itself.
    """
    waiting = tuple(deeds)
    chosen = next((each for each in waiting if each.entry_no == entry_no), None)
    if chosen is None or chosen.deed not in SAFE:
        return ()
    others = [
        each for each in waiting if each.entry_no != entry_no and _group(each) == _group(chosen)
    ]
    found = [chosen, *others][:TOGETHER_MAX]
    return tuple(sorted(found, key=lambda each: each.entry_no))


def list_alike_deeds(till: Till, entry_no: int) -> Sequence[AllowedDeed]:
    """Return what may be found in order together with a deed; nothing where it stands alone."""
    return alike_deeds(list_allowed(till), entry_no)


def review_together(till: Till, session: Session, request: ReviewTogether) -> int:
    """Find deeds that are alike in order, each in its own transaction; return how many.

    They are compared anew: what is alike no longer has none reviewed. Raises RuleBroken
    (``not_alike``), NotAllowed (who signs had a part in one of them, or no right) and BadInput (no
    reason).
    """
    read_words(request.reason)
    safe = {each.entry_no: each for each in list_alike_deeds(till, request.entry_nos[0])}
    if not set(request.entry_nos) <= set(safe) or len(request.entry_nos) > TOGETHER_MAX:
        raise RuleBroken(
            "These are not alike any more",
            "One of them was looked at meanwhile. Nothing was reviewed and nothing is lost. Look"
            " at the list again.",
            "not_alike",
        )
    parts = (safe[each].did_it for each in request.entry_nos)
    with till.db.reading() as uow:
        day = business_day(uow, till.clock.now())
        require_decider(uow, request.approval.approved_by, frozenset().union(*parts), day)
    for entry_no in request.entry_nos:
        look = ReviewDeed(
            entry_no=entry_no, verdict="fine", reason=request.reason, approval=request.approval
        )
        review_deed(till, session, look)
    return len(request.entry_nos)


def _group(deed: AllowedDeed) -> tuple[ReviewedDeed, str, str]:
    return deed.deed, deed.by, deed.allowed_by
