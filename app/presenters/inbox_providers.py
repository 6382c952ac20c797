"""Providers among the rows of the supervisor's desk: who answers, who rests, who is held by whom.

Only watched: nothing is decided here. One that cannot be used stands on top, for it says why claims
wait; the others stand below what waits for a person.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.presenters import inbox_provider_words as say_of
from app.presenters.inbox_payment_words import provider_name
from app.presenters.inbox_rows import Fact, InboxDetail, InboxItem, InboxKind, InboxYes
from app.presenters.notices import Tone
from app.presenters.when import clock_text, time_text
from app.use_cases.till import Session
from domain.till_payment import ProviderStanding


@dataclass(frozen=True, slots=True)
class ProviderRows:
    """What central told of each provider that it has an account at (sync rule 16a.7)."""

    list_providers: Callable[[], Sequence[ProviderStanding]]
    zone: str

    @property
    def kind(self) -> InboxKind:
        return InboxKind.PROVIDER

    def list_items(self) -> Sequence[InboxItem]:
        return tuple(
            item
            for each in self.list_providers()
            if each.ways and (item := _item(each, self.zone)) is not None
        )

    def show(self, item: InboxItem) -> InboxDetail:
        found = [each for each in self.list_providers() if each.name == item.item_id]
        return _detail(found[0], self.zone) if found else InboxDetail()

    def carry_out(self, session: Session, yes: InboxYes) -> str:
        """Nothing is decided here: the office holds a breaker, and says who did."""
        raise NotImplementedError


def _item(each: ProviderStanding, zone: str) -> InboxItem | None:
    at = each.since or each.changed_at
    if at is None:
        return None  # central told of it before it told of times
    until = each.until
    return InboxItem(
        kind=InboxKind.PROVIDER,
        item_id=each.name,
        title=provider_name(each.name),
        detail="" if until is None or not each.is_open else say_of.until(time_text(until, zone)),
        state_text=_state(each),
        at=at,
        tone=Tone.WAITING if each.is_open else Tone.NEUTRAL,
        needs_person=False,
        is_on_top=each.is_open,
    )


def _state(each: ProviderStanding) -> str:
    if each.held == "open":
        return say_of.switched_off()
    if each.is_open:
        return say_of.silent()
    return say_of.kept_on() if each.held == "closed" else say_of.answers()


def _detail(each: ProviderStanding, zone: str) -> InboxDetail:
    told = (
        (say_of.state_fact(), _state(each)),
        (say_of.since_fact(), "" if each.since is None else clock_text(each.since, zone)),
        (say_of.again_fact(), _again(each, zone)),
        (say_of.held_fact(), _held(each, zone)),
        (say_of.failures_fact(), _failures(each, zone)),
    )
    return InboxDetail(
        why=(_why(each),),
        facts=tuple(Fact(name=name, text=text) for name, text in told if text),
    )


def _why(each: ProviderStanding) -> str:
    if each.held == "open":
        return say_of.why_switched_off()
    return say_of.why_silent() if each.is_open else say_of.why_answers()


def _again(each: ProviderStanding, zone: str) -> str:
    if not each.is_open or each.held != "auto" or each.until is None:
        return ""
    return time_text(each.until, zone)


def _held(each: ProviderStanding, zone: str) -> str:
    if each.held == "auto" or each.held_until is None:
        return ""
    return say_of.held_until(clock_text(each.held_until, zone))


def _failures(each: ProviderStanding, zone: str) -> str:
    if each.failed_at is None:
        return say_of.no_failure()
    at = clock_text(each.failed_at, zone)
    return say_of.failed(each.failures, at) if each.failures else say_of.failed_last(at)
