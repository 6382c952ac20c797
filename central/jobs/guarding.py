"""A driver behind its breaker: kept from calling while it is open, and each call noted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from central.jobs.lease import Lease
from central.payments.breakers import is_kept_away, note_call
from central.payments.port import (
    Ask,
    Begun,
    EventPage,
    Found,
    OutcomeUnknown,
    Provider,
    ProviderDown,
    ProviderMisconfigured,
    ProviderRefused,
    TellsEvents,
    Way,
)

_T = TypeVar("_T", Begun, Found, EventPage)


@dataclass(frozen=True, slots=True)
class Guarded:
    """One provider as the jobs call it (``central.payments.port``). A *no* is an answer.

    While the breaker is open each call is ``ProviderDown``: nothing was sent.
    """

    lease: Lease
    provider: Provider

    @property
    def name(self) -> str:
        return self.provider.name

    @property
    def ways(self) -> tuple[Way, ...]:
        return self.provider.ways

    @property
    def merchant(self) -> str:
        return self.provider.merchant

    def begin(self, ask: Ask) -> Begun:
        """As the driver's."""
        return self._called(lambda: self.provider.begin(ask))

    def look_up(self, ask: Ask) -> Found:
        """As the driver's."""
        return self._called(lambda: self.provider.look_up(ask))

    def cancel(self, ask: Ask) -> Found:
        """As the driver's."""
        return self._called(lambda: self.provider.cancel(ask))

    def refund(self, ask: Ask) -> Found:
        """As the driver's."""
        return self._called(lambda: self.provider.refund(ask))

    def undelivered(self, since: datetime, after: str) -> EventPage:
        """As the driver's; nothing from one that calls nobody."""
        provider = self.provider
        if not isinstance(provider, TellsEvents):
            return EventPage(events=(), after="")
        return self._called(lambda: provider.undelivered(since, after))

    def _called(self, call: Callable[[], _T]) -> _T:
        with self.lease.writing() as writing:
            if is_kept_away(writing, self.name):
                raise ProviderDown("its breaker is open")
        try:
            answer = call()
        except (ProviderDown, OutcomeUnknown, ProviderMisconfigured):
            self._note(is_answered=False)
            raise
        except ProviderRefused:
            self._note(is_answered=True)
            raise
        self._note(is_answered=True)
        return answer

    def _note(self, *, is_answered: bool) -> None:
        with self.lease.writing() as writing:
            note_call(writing, self.lease.central.surroundings, self.name, is_answered=is_answered)
