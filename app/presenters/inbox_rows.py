"""What the supervisor's desk is made of: rows of several kinds, each kind from a source of its own.

To add a kind: a word in `InboxKind` and in ``inbox_words.kind_name``, an `InboxSource`, and its
place in ``app.presenters.flows``. The desk itself knows no kind.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from app.presenters.notices import Tone
from app.use_cases.approve import Approval
from app.use_cases.till import Session
from domain.money import Money


class InboxKind(StrEnum):
    """What waits, in the order of the filter."""

    PAYMENT = "payment"
    REVIEW = "review"
    CASE = "case"
    ASKED = "asked"
    QUOTE = "quote"
    PROVIDER = "provider"


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxItem:
    """One row, in words. ``at`` is since when it waits, ``did_it`` who may not decide it.

    ``needs_person`` is False for what is only watched, such as a payment that is being looked up.
    ``is_on_top`` is what whoever decides must know first.
    """

    kind: InboxKind
    item_id: str
    title: str
    detail: str
    state_text: str
    at: datetime
    tone: Tone = Tone.NEUTRAL
    amount: Money | None = None
    did_it: frozenset[str] = frozenset()
    needs_person: bool = True
    is_on_top: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceAsk:
    """What a deed asks of a price: its money, how long it usually holds, and how long it may."""

    currency: str
    hours: int
    hours_max: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxDeed:
    """What can be done with a row: which key does it, and what follows from it.

    ``code`` is what its source understands. ``reasons`` are sentences to choose from; another may
    be typed. ``asks_evidence`` asks where it was seen as well. What is not signed only leads to
    another place of the counter. ``item_ids`` are the rows of the same kind that it is done to.
    ``may_be_alone``: where the store waives a second person, who did it may sign for it alone.
    ``price`` is there where a price is to be typed, and for how long it holds.
    """

    code: str
    key: str
    words: str
    follows: str
    reasons: tuple[str, ...] = ()
    asks_evidence: bool = False
    is_signed: bool = True
    item_ids: tuple[str, ...] = ()
    did_it: frozenset[str] = frozenset()
    may_be_alone: bool = False
    price: PriceAsk | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of the evidence: what it is about, and what is known of it."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxDetail:
    """A row opened: why it is here, the evidence, who is behind it, what happened, what to do.

    ``why`` are sentences, the strongest first. ``deeds`` have the usual one first. ``picture`` is
    a JPEG that belongs to the evidence; empty where there is none.
    """

    why: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    people: tuple[Fact, ...] = ()
    steps: tuple[Fact, ...] = ()
    deeds: tuple[InboxDeed, ...] = ()
    picture: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxYes:
    """A deed with everything that it needs: the words that were typed, and the PIN."""

    deed: InboxDeed
    reason: str
    evidence: str
    approval: Approval
    price: Money | None = None
    hours: int = 0


class InboxSource(Protocol):
    """Where the rows of one kind come from. Each call may touch the disk: it runs on a lane."""

    @property
    def kind(self) -> InboxKind: ...

    def list_items(self) -> Sequence[InboxItem]:
        """What waits now, in any order."""

    def show(self, item: InboxItem) -> InboxDetail:
        """A row with its evidence and what can be done with it."""

    def carry_out(self, session: Session, yes: InboxYes) -> str:
        """Do a deed that was signed; return the sentence that says what was done."""
