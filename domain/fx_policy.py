"""Which exchange rate a shop believes, and what it keeps for itself.

A rate comes from outside: it may be absurd, stuck, or of another kind of money. The policy (rule
kind `fx_policy`, key `USD/GYD`) says within which bounds one is plausible at all, how far it may
move at once, how old a provider's word may be, and what margin the shop takes. The margin is never
mixed into what a provider said: a row of `fx_rate` names both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from domain.fx import FRESH_H, MICRO, MICRO_MAX, Rate
from domain.invariants import require_int, require_text
from domain.money import BASIS_POINTS, divide_rounded

_HOURS_MAX = 24 * 366
_CODE_MAX = 128
_AHEAD = timedelta(hours=26)
"""How far in the future a provider's date may lie: it may already be tomorrow where they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FxPolicy:
    """Bounds for one pair. Rates are millionths (`domain.fx.MICRO`).

    `change_basis_points` is how far from the last good rate another may lie, `source_age_h` how old
    a provider's word may be, `fresh_h` for how long tills use a rate without a remark, and
    `margin_basis_points` what the shop takes off when it is paid in the base currency.

    Raises:
        TypeError, ValueError: for bounds that are none.
    """

    low_micro: int
    high_micro: int
    change_basis_points: int
    source_age_h: int
    fresh_h: int = FRESH_H
    margin_basis_points: int = 0

    def __post_init__(self) -> None:
        require_int(self.low_micro, "low_micro", low=1, high=MICRO_MAX)
        require_int(self.high_micro, "high_micro", low=self.low_micro, high=MICRO_MAX)
        require_int(self.change_basis_points, "change_basis_points", low=1, high=BASIS_POINTS)
        require_int(self.source_age_h, "source_age_h", low=1, high=_HOURS_MAX)
        require_int(self.fresh_h, "fresh_h", low=1, high=_HOURS_MAX)
        require_int(self.margin_basis_points, "margin_basis_points", low=0, high=BASIS_POINTS - 1)

    def is_plausible(self, micro: int) -> bool:
        """Whether a rate can be one at all."""
        return self.low_micro <= micro <= self.high_micro

    def find_doubt(self, said: "SaidRate", last_micro: int | None, now: datetime) -> str | None:
        """Why a provider's rate is not taken, in plain words; None where it is.

        `last_micro` is the last rate that was believed, before any margin.
        """
        if not self.is_plausible(said.micro):
            return f"{rate_text(said.micro)} is no plausible rate"
        if said.at > now + _AHEAD:
            return "it is of a day that has not come"
        if now - said.at > timedelta(hours=self.source_age_h):
            return f"it is of {said.at:%d/%m/%Y}, too long ago"
        if last_micro is not None and self._is_leap(said.micro, last_micro):
            return f"{rate_text(said.micro)} is too far from the last, {rate_text(last_micro)}"
        return None

    def less_margin(self, micro: int) -> int:
        """The rate that the shop gives: the market's, less its own margin, never below one part."""
        kept = BASIS_POINTS - self.margin_basis_points
        return max(1, divide_rounded(micro * kept, BASIS_POINTS))

    def _is_leap(self, micro: int, last_micro: int) -> bool:
        return abs(micro - last_micro) * BASIS_POINTS > last_micro * self.change_basis_points


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRate:
    """What one source says: `micro` millionths, as of `at` (UTC)."""

    micro: int
    at: datetime


def rate_text(micro: int) -> str:
    """A rate as people write it: 209.5 or 209.4375, at least two places."""
    text = f"{Decimal(micro) / MICRO:.6f}"
    return text[:-4] + text[-4:].rstrip("0")


def read_fx_rate(value: Mapping[str, object]) -> Rate:
    """Read a row of kind `fx_rate`. Raises KeyError, TypeError or ValueError."""
    full = {"fresh_h": FRESH_H, **value}
    return Rate(
        base=require_text(full["base"], "base", longest=_CODE_MAX),
        quote=require_text(full["quote"], "quote", longest=_CODE_MAX),
        micro=require_int(full["micro"], "micro"),
        source=require_text(full["source"], "source", longest=_CODE_MAX),
        at=datetime.fromisoformat(require_text(full["at"], "at", longest=_CODE_MAX)),
        fresh_h=require_int(full["fresh_h"], "fresh_h"),
    )


def read_fx_policy(value: Mapping[str, object]) -> FxPolicy:
    """Read a row of kind `fx_policy`. Raises KeyError, TypeError or ValueError."""
    full = {"fresh_h": FRESH_H, "margin_basis_points": 0, **value}
    names = (
        "low_micro",
        "high_micro",
        "change_basis_points",
        "source_age_h",
        "fresh_h",
        "margin_basis_points",
    )
    return FxPolicy(**{name: require_int(full[name], name) for name in names})
