"""What the supervisor's desk asks of the house, and how it is bound to a till."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from app.presenters.payment_services import Nudging
from app.use_cases.decide_together import ApproveTogether, approve_together, list_alike
from app.use_cases.deciders import list_deciders, list_deciders_of
from app.use_cases.review_together import ReviewTogether, list_alike_deeds, review_together
from app.use_cases.reviews import AllowedDeed, ReviewDeed, list_allowed, review_deed
from app.use_cases.till import Session, Till
from domain.staff import StaffMember
from domain.till_payment import TillPayment


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxServices:
    """Who may decide, what was allowed and waits for a second look, what is signed together."""

    list_deciders: Callable[[], Sequence[StaffMember]]
    list_deciders_of: Callable[[Session, frozenset[str]], Sequence[StaffMember]]
    list_allowed: Callable[[], Sequence[AllowedDeed]]
    review: Callable[[Session, ReviewDeed], None]
    list_alike_deeds: Callable[[int], Sequence[AllowedDeed]]
    review_together: Callable[[Session, ReviewTogether], int]
    list_alike: Callable[[str], Sequence[TillPayment]]
    approve_together: Callable[[Session, ApproveTogether], int]


def bind_inbox(till: Till, nudging: Nudging) -> InboxServices:
    """Return the use cases with the till bound; what tells central something wakes the engine."""
    return InboxServices(
        list_deciders=partial(list_deciders, till),
        list_deciders_of=partial(list_deciders_of, till),
        list_allowed=partial(list_allowed, till),
        review=nudging(partial(review_deed, till)),
        list_alike_deeds=partial(list_alike_deeds, till),
        review_together=nudging(partial(review_together, till)),
        list_alike=partial(list_alike, till),
        approve_together=nudging(partial(approve_together, till)),
    )
