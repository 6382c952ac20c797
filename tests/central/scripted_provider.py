"""A provider that does as it is told: it answers, is down for hours, or is slow. No wire at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from central.payments.port import Ask, Begun, Found, ProviderDown, ProviderRefused, Way


@dataclass
class ScriptedProvider:
    """One account. ``heard`` is each call that reached it, by our id of the payment."""

    name: str
    is_down: bool = False
    refuses: bool = False
    takes: Callable[[], None] = lambda: None
    """What passes while it is called: a test's clock goes on."""
    paid: set[str] = field(default_factory=set)
    heard: list[tuple[str, str]] = field(default_factory=list)
    ways: tuple[Way, ...] = ("qr", "push", "claim")

    @property
    def merchant(self) -> str:
        return f"{self.name}-1"

    def begin(self, ask: Ask) -> Begun:
        self._called("begin", ask)
        if self.refuses:
            raise ProviderRefused("It is not taken.")
        return Begun(known={"number": ask.attempt_id}, url=f"https://pay.example/{ask.attempt_id}")

    def look_up(self, ask: Ask) -> Found:
        self._called("look_up", ask)
        if ask.attempt_id in self.paid:
            return Found(finding="paid", references=(ask.attempt_id,), words="It is paid.")
        return Found(finding="pending", words="Nothing is known yet.")

    def cancel(self, ask: Ask) -> Found:
        self._called("cancel", ask)
        return Found(finding="unpaid", words="It was ended.")

    def refund(self, ask: Ask) -> Found:
        self._called("refund", ask)
        return Found(finding="paid", words="It was given back.")

    def _called(self, call: str, ask: Ask) -> None:
        self.heard.append((call, ask.attempt_id))
        self.takes()
        if self.is_down:
            raise ProviderDown("nobody answers")
