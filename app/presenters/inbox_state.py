"""What the supervisor's desk shows, put together from its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.presenters import inbox_words
from app.presenters.figures import format_money
from app.presenters.inbox_rows import InboxDetail, InboxItem, InboxKind
from app.presenters.notices import Notice, Tone
from app.presenters.words import beside, listed


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxRow:
    """One row of the list."""

    title: str
    detail: str
    state_text: str
    age_text: str
    amount_text: str = ""
    tone: Tone = Tone.NEUTRAL

    @property
    def spoken(self) -> str:
        return listed(self.title, self.amount_text, self.detail, self.state_text, self.age_text)


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxState:
    """The whole place. ``filters`` are words with counts, ``filter`` the one that holds.

    ``empty_text`` stands where there is nothing to show, and says what to do. ``detail`` is None
    while the chosen row is being opened.
    """

    count_text: str = ""
    filters: tuple[str, ...] = ()
    filter: int = 0
    sort_text: str = ""
    rows: tuple[InboxRow, ...] = ()
    chosen: int = -1
    empty_text: str = ""
    can_open: bool = False
    heading: str = ""
    amount_text: str = ""
    under_text: str = ""
    state_text: str = ""
    tone: Tone = Tone.NEUTRAL
    detail: InboxDetail | None = None
    notice: Notice | None = None


class InboxView(Protocol):
    """The place, as the presenter knows it."""

    def show_state(self, state: InboxState) -> None: ...


@dataclass(frozen=True, slots=True)
class Shown:
    """Which rows are shown, and in which order; ``kind`` is None for all."""

    kind: InboxKind | None = None
    by_amount: bool = False

    def of(self, items: Sequence[InboxItem]) -> tuple[InboxItem, ...]:
        """The rows of the kind: where a customer stands and waits, then what needs a person."""
        mine = [each for each in items if self.kind in {None, each.kind}]
        return tuple(sorted(mine, key=self._key))

    def _key(self, item: InboxItem) -> tuple[bool, bool, bool, int, datetime, str]:
        size = 0 if item.amount is None else item.amount.amount_minor
        is_later = item.kind is not InboxKind.ASKED
        rank = -size if self.by_amount else 0
        below = (not item.is_on_top, not item.needs_person)
        return (is_later, *below, rank, item.at, item.item_id)


def row_of(item: InboxItem, now: datetime) -> InboxRow:
    """A row in words, as old as it is now."""
    return InboxRow(
        title=item.title,
        detail=item.detail,
        state_text=item.state_text,
        age_text=inbox_words.age(item.at, now),
        amount_text=amount_text(item),
        tone=item.tone,
    )


def amount_text(item: InboxItem) -> str:
    """Its amount with the currency; empty where it is about no money."""
    return "" if item.amount is None else format_money(item.amount)


def under_text(item: InboxItem, now: datetime) -> str:
    """The quiet line below the heading."""
    return beside(item.detail, inbox_words.age(item.at, now))


def filter_words(kinds: Sequence[InboxKind | None], items: Sequence[InboxItem]) -> tuple[str, ...]:
    """``Payments 4``: each filter with how many rows it has."""
    counts = {kind: len(Shown(kind=kind).of(items)) for kind in kinds}
    return tuple(f"{inbox_words.kind_name(kind)} {counts[kind]}" for kind in kinds)


def first_to_decide(items: Sequence[InboxItem]) -> int:
    """The first row that waits for a person: what stands above it is only to be known."""
    waiting = (number for number, item in enumerate(items) if item.needs_person)
    return next(waiting, 0 if items else -1)
