"""A breaker: what keeps calls away from a provider that fails, so that it may come back.

Pure: one state, what became of a call, the time. *Closed* lets calls through, *open* keeps them
away for a while, then one call may try. A person may hold it open or closed for some hours. Central
keeps the state in its database, because whoever takes over the jobs must know it, and tells tills.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from domain.invariants import require_int
from domain.money import BASIS_POINTS

Override = Literal["auto", "open", "closed"]

OVERRIDE_H_MAX = 4
"""For how many hours a person may hold a breaker: nobody remembers it the next morning."""

_DAY_S = 86_400
_GROWTH_MAX = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakerRule:
    """When a breaker opens, and when too much fails (rule kind `breaker`).

    After `failures` failed calls in a row it stays open for `rest_s`, twice as long each time it
    fails again, `rest_max_s` at most. Open `case_trips` times without an answer in between, the
    provider is down and somebody should know. When of at least `alert_payments` payments that ended
    within `window_s` more than `alert_basis_points` failed, somebody should look.
    """

    failures: int = 3
    rest_s: int = 30
    rest_max_s: int = 900
    case_trips: int = 2
    window_s: int = 3_600
    alert_payments: int = 10
    alert_basis_points: int = 1_000

    def __post_init__(self) -> None:
        require_int(self.failures, "failures", low=1, high=1_000)
        require_int(self.rest_s, "rest_s", low=1, high=_DAY_S)
        require_int(self.rest_max_s, "rest_max_s", low=self.rest_s, high=_DAY_S)
        require_int(self.case_trips, "case_trips", low=1, high=1_000)
        require_int(self.window_s, "window_s", low=1, high=_DAY_S)
        require_int(self.alert_payments, "alert_payments", low=1, high=1_000_000)
        require_int(self.alert_basis_points, "alert_basis_points", low=0, high=BASIS_POINTS)

    def is_alarming(self, *, ended: int, failed: int) -> bool:
        """Whether too many of the payments that ended within the window failed."""
        return ended >= self.alert_payments and failed * BASIS_POINTS > (
            ended * self.alert_basis_points
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaker:
    """The state of one provider's breaker. Times are UTC.

    `trips` counts how often it opened without an answer in between, the first time at `since_at`.
    `failed_at` is the failed call that opened it last, `window_*` are the calls since `window_at`,
    for whoever looks. `alerted_at` is when a share of payments that failed was told last.
    """

    failures: int = 0
    trips: int = 0
    since_at: datetime | None = None
    failed_at: datetime | None = None
    open_until: datetime | None = None
    override: Override = "auto"
    override_until: datetime | None = None
    window_at: datetime | None = None
    window_calls: int = 0
    window_failed: int = 0
    alerted_at: datetime | None = None

    def held(self, now: datetime) -> Override:
        """What a person holds it at now; `auto` once that is over."""
        until = self.override_until
        if self.override == "auto" or until is None or until <= now:
            return "auto"
        # A clock that was set back must not make an hour of a person's into a month.
        return "auto" if until - now > timedelta(hours=OVERRIDE_H_MAX) else self.override

    def is_open(self, now: datetime, rule: BreakerRule) -> bool:
        """Whether calls are kept away. At the end of a rest the next call is the trial."""
        held = self.held(now)
        if held != "auto":
            return held == "open"
        if self.open_until is None:
            return False
        return timedelta(0) < self.open_until - now <= timedelta(seconds=rule.rest_max_s)

    def until(self, now: datetime) -> datetime | None:
        """When that changes by itself, where it does."""
        return self.open_until if self.held(now) == "auto" else self.override_until

    def after_call(self, now: datetime, rule: BreakerRule, *, is_answered: bool) -> "Breaker":
        """The state after a call. An answer is one, whatever it says: a *no* is no failure."""
        counted = self._counted(now, rule, is_answered=is_answered)
        if is_answered:
            return replace(counted, failures=0, trips=0, since_at=None, open_until=None)
        failures = counted.failures + 1
        if failures < rule.failures and self.trips == 0:
            return replace(counted, failures=failures)
        rest_s = min(rule.rest_s * 2 ** min(self.trips, _GROWTH_MAX), rule.rest_max_s)
        return replace(
            counted,
            failures=failures,
            failed_at=now,
            trips=self.trips + 1,
            since_at=now if self.trips == 0 else self.since_at,
            open_until=now + timedelta(seconds=rest_s),
        )

    def is_down(self, rule: BreakerRule) -> bool:
        """Whether it opened so often without an answer that somebody should know."""
        return self.trips >= rule.case_trips

    def may_alert(self, now: datetime, rule: BreakerRule) -> bool:
        """Whether an alarm may be told: once a window."""
        at = self.alerted_at
        return at is None or not timedelta(0) <= now - at < timedelta(seconds=rule.window_s)

    def held_by_person(self, override: Override, until: datetime | None) -> "Breaker":
        """The state that a person asked for. What was counted stays; `auto` forgets a rest."""
        if override == "auto":
            return replace(self, override="auto", override_until=None, open_until=None)
        return replace(self, override=override, override_until=until)

    def _counted(self, now: datetime, rule: BreakerRule, *, is_answered: bool) -> "Breaker":
        is_over = self.window_at is None or not (
            timedelta(0) <= now - self.window_at < timedelta(seconds=rule.window_s)
        )
        failed = 0 if is_answered else 1
        if is_over:
            return replace(self, window_at=now, window_calls=1, window_failed=failed)
        return replace(
            self, window_calls=self.window_calls + 1, window_failed=self.window_failed + failed
        )


def read_breaker_rule(value: Mapping[str, object]) -> BreakerRule:
    """Read a row of kind `breaker`; what it leaves out is as `BreakerRule` says.

    Raises TypeError or ValueError.
    """
    known = {name: value[name] for name in BreakerRule.__slots__ if name in value}
    return BreakerRule(**{name: require_int(found, name) for name, found in known.items()})
