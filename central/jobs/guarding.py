"""A driver behind its breaker: kept from calling while it is open, and each call noted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from central.jobs.lease import Lease
from central.payments.breakers import is_kept_away, note_call
from central.payments.port import (
    Ask,
    Begun,
    Found,
    OutcomeUnknown,
    Provider,
    ProviderDown,
    ProviderMisconfigured,
    ProviderRefused,
    Way,
)

_T = TypeVar("_T", Begun, Found)


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
        return self._called(self.provider.begin, ask)

    def look_up(self, ask: Ask) -> Found:
        """As the driver's."""
        return self._called(self.provider.look_up, ask)

    def cancel(self, ask: Ask) -> Found:
        """As the driver's."""
        return self._called(self.provider.cancel, ask)

    def refund(self, ask: Ask) -> Found:
        """As the driver's."""
        return self._called(self.provider.refund, ask)

    def _called(self, call: Callable[[Ask], _T], ask: Ask) -> _T:
        with self.lease.writing() as writing:
            if is_kept_away(writing, self.name):
                raise ProviderDown("its breaker is open")
        try:
            answer = call(ask)
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
