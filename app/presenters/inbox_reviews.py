"""What was allowed in place, among the rows of the supervisor's desk: a second look at it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.presenters import inbox_review_words as say_of
from app.presenters.figures import format_money
from app.presenters.inbox_rows import (
    Fact,
    InboxDeed,
    InboxDetail,
    InboxItem,
    InboxKind,
    InboxYes,
)
from app.presenters.inbox_services import InboxServices
from app.presenters.when import clock_text
from app.presenters.words import say
from app.use_cases.review_together import ReviewTogether
from app.use_cases.reviews import AllowedDeed, ReviewDeed, Verdict
from app.use_cases.second_person import SIGNED_ALONE
from app.use_cases.till import Session
from domain.money import Money
from domain.staff import StaffMember

TOGETHER = "together"
ALIKE_MIN = 2
_VERDICTS: Mapping[str, Verdict] = {"fine": "fine", "follow_up": "follow_up"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewHouse:
    """What the rows of reviews are made from; ``currency`` is the till's own."""

    inbox: InboxServices
    list_staff: Callable[[], Sequence[StaffMember]]
    zone: str
    currency: str


class ReviewRows:
    """Typed and changed prices, gifts, discounts, voids, and more than the till held."""

    kind = InboxKind.REVIEW

    def __init__(self, house: ReviewHouse) -> None:
        self._house = house

    def list_items(self) -> Sequence[InboxItem]:
        names = self._names()
        return tuple(self._item(deed, names) for deed in self._house.inbox.list_allowed())

    def show(self, item: InboxItem) -> InboxDetail:
        deeds = self._house.inbox.list_allowed()
        found = [each for each in deeds if str(each.entry_no) == item.item_id]
        if not found:
            return InboxDetail()
        deed, names = found[0], self._names()
        told = (
            (say_of.subject_fact(), "" if deed.deed == SIGNED_ALONE else deed.subject),
            (say_of.for_fact(), str(deed.figures.get("reason", ""))),
            (say_of.before_fact(), self._money(deed, "gross_before_minor")),
            (say_of.after_fact(), self._money(deed, "gross_after_minor")),
            (say_of.quantity_fact(), str(deed.figures.get("quantity", ""))),
            (say_of.at_fact(), clock_text(deed.at, self._house.zone)),
        )
        people = (
            Fact(name=say_of.by_fact(), text=names.get(deed.by, deed.by)),
            Fact(name=say_of.allowed_fact(), text=names.get(deed.allowed_by, deed.allowed_by)),
        )
        return InboxDetail(
            why=(say_of.why(deed.deed),),
            facts=tuple(Fact(name=name, text=text) for name, text in told if text),
            people=people,
            deeds=self._deeds(deed),
        )

    def carry_out(self, session: Session, yes: InboxYes) -> str:
        if yes.deed.code == TOGETHER:
            together = ReviewTogether(
                entry_nos=tuple(int(each) for each in yes.deed.item_ids),
                reason=yes.reason,
                approval=yes.approval,
            )
            return say_of.said_together(self._house.inbox.review_together(session, together))
        request = ReviewDeed(
            entry_no=int(yes.deed.item_ids[0]),
            verdict=_VERDICTS[yes.deed.code],
            reason=yes.reason,
            approval=yes.approval,
        )
        self._house.inbox.review(session, request)
        return say("{words}.", words=yes.deed.words)

    def _deeds(self, deed: AllowedDeed) -> tuple[InboxDeed, ...]:
        alike = self._house.inbox.list_alike_deeds(deed.entry_no)
        one = _deeds(deed)
        return one if len(alike) < ALIKE_MIN else (one[0], self._together(alike), *one[1:])

    def _together(self, alike: Sequence[AllowedDeed]) -> InboxDeed:
        """F6: all that are alike, with what they come to where they are about the same money."""
        amounts = [amount for amount in map(self._amount, alike) if amount is not None]
        is_money = bool(amounts) and len({amount.currency for amount in amounts}) == 1
        total = Money.total_of(amounts, amounts[0].currency) if is_money else None
        return InboxDeed(
            code=TOGETHER,
            key="F6",
            words=say_of.together(len(alike)),
            follows=say_of.together_follows(
                "" if total is None else format_money(total),
                "" if total is None else format_money(max(amounts)),
            ),
            reasons=say_of.fine_reasons(),
            item_ids=tuple(str(each.entry_no) for each in alike),
            did_it=frozenset().union(*(each.did_it for each in alike)),
        )

    def _names(self) -> Mapping[str, str]:
        return {each.staff_id: each.name for each in self._house.list_staff()}

    def _item(self, deed: AllowedDeed, names: Mapping[str, str]) -> InboxItem:
        return InboxItem(
            kind=InboxKind.REVIEW,
            item_id=str(deed.entry_no),
            title=say_of.title(deed.deed),
            detail=names.get(deed.by, deed.by),
            state_text=say_of.allowed_by(names.get(deed.allowed_by, deed.allowed_by)),
            at=deed.at,
            amount=self._amount(deed),
            did_it=deed.did_it,
        )

    def _amount(self, deed: AllowedDeed) -> Money | None:
        """The price that was typed, or what was given away; None for what is no money."""
        figures = deed.figures
        if "amount_minor" in figures:
            return Money(int(figures["amount_minor"]), str(figures["currency"]))
        if "gross_before_minor" not in figures:
            return None
        given = int(figures["gross_before_minor"]) - int(figures["gross_after_minor"])
        return Money(abs(given), self._house.currency)

    def _money(self, deed: AllowedDeed, name: str) -> str:
        if name not in deed.figures:
            return ""
        return format_money(Money(int(deed.figures[name]), self._house.currency))


def _deeds(deed: AllowedDeed) -> tuple[InboxDeed, ...]:
    ids = (str(deed.entry_no),)
    return (
        InboxDeed(
            code="fine",
            key="F12",
            words=say_of.fine(),
            follows=say_of.fine_follows(),
            reasons=say_of.fine_reasons(),
            item_ids=ids,
            did_it=deed.did_it,
        ),
        InboxDeed(
            code="follow_up",
            key="F8",
            words=say_of.follow_up(),
            follows=say_of.follow_up_follows(),
            reasons=say_of.follow_up_reasons(),
            item_ids=ids,
            did_it=deed.did_it,
        ),
    )
