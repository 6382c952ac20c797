"""What a payment provider is to us: one small port, so that another provider is one file.

A driver knows one provider's wire and nothing of our database. It is called by the jobs process
alone, behind the lease. What it raises says what is *known*: an answer that did not come, or could
not be read, after something was sent is ``OutcomeUnknown``: looked up, never sent again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol, runtime_checkable

from central.payments.events import Event
from domain.money import Money

Way = Literal["qr", "push", "claim"]
Finding = Literal["pending", "paid", "unpaid", "mismatch"]
ASKED_BACK = "reversal_id"
"""Among what is known of a payment: the provider was asked to give it back, and has taken that up.
A driver whose provider knows no key of ours then only looks what became of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A payment that is to be begun, or was: ``attempt_id`` is ours, kept before the first call.

    ``payer_phone`` is for ``push`` alone, and lives no longer than the call. ``known`` are the
    provider's own numbers of this attempt, by name, as far as an answer told them. ``taken`` are
    numbers of other payments about that time: their money is not this one's.
    """

    attempt_id: str
    way: Way
    amount: Money
    begun_at: datetime
    expires_at: datetime
    description: str
    payer_phone: str = field(default="", repr=False)
    known: Mapping[str, str] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A payment that the provider has taken up. ``url`` is what a code leads to.

    ``quoted`` is what the payer sees, where that is another currency.
    """

    known: Mapping[str, str] = field(default_factory=dict)
    url: str = ""
    quoted: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a look-up says. ``references`` are the provider's numbers that may be used only once.

    ``mismatch`` is money, but not this: another amount, currency, merchant or time; ``words`` say
    which. ``paid_at`` is when, where that is known. ``url`` and ``quoted`` are as ``Begun``'s, of
    what can still be paid: whoever began it may not have lived to tell them.
    """

    finding: Finding
    references: tuple[str, ...] = ()
    known: Mapping[str, str] = field(default_factory=dict)
    paid_at: datetime | None = None
    words: str = ""
    url: str = ""
    quoted: Money | None = None


class ProviderDown(Exception):
    """Nothing was sent, or sending again is harmless: it may be tried later."""


class ProviderRefused(Exception):
    """The provider understood and said no: nothing happened there. The text is for a person."""


class OutcomeUnknown(Exception):
    """Something was sent and nobody knows what became of it: look it up, never send it again."""


class ProviderMisconfigured(ProviderRefused):
    """It said no because of our own account or keys: every other payment would fail as well."""


class Provider(Protocol):
    """One provider's account. Every call is bounded in time and raises only the four above."""

    @property
    def name(self) -> str:
        """``mmg``, ``stripe``: the name in operations, rules and settings."""
        ...

    @property
    def ways(self) -> tuple[Way, ...]:
        """What this account can do."""
        ...

    @property
    def merchant(self) -> str:
        """The account's public number: references are unique per (provider, merchant)."""
        ...

    def begin(self, ask: Ask) -> Begun:
        """Begin a payment, once for each attempt."""
        ...

    def look_up(self, ask: Ask) -> Found:
        """Say what is known. For a ``claim``, ``known['reference']`` is what the payer showed."""
        ...

    def cancel(self, ask: Ask) -> Found:
        """Stop waiting for a payment; say what became of it."""
        ...

    def refund(self, ask: Ask) -> Found:
        """Give the whole of a payment back; ``paid`` says that it was given back.

        ``pending`` that it was taken up: asking again gives back nothing twice.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """A page of events that a provider could not deliver, of kinds that matter here.

    ``after`` is where the next page begins, empty at the end.
    """

    events: tuple[Event, ...]
    after: str


@runtime_checkable
class TellsEvents(Protocol):
    """A provider that calls in what happened, and can be asked for what was not delivered."""

    def undelivered(self, since: datetime, after: str) -> EventPage:
        """Return a page of what happened since, after this event. Raises as the port says."""
        ...
