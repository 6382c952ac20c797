"""What the office says about drawers: when a reason is asked for, and when a supervisor signs."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.invariants import require_int

Value = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverShortRule:
    """How far a counted drawer may be off, in minor units of one currency.

    Up to `allowed_minor` nothing is said. Above `reason_above_minor` the cashier chooses a reason,
    above `signed_above_minor` somebody else signs; None asks for neither, whatever the difference.
    """

    allowed_minor: int
    reason_above_minor: int | None = None
    signed_above_minor: int | None = None

    def needs_reason(self, difference_minor: int) -> bool:
        return _is_above(difference_minor, self.reason_above_minor)

    def needs_signature(self, difference_minor: int) -> bool:
        return _is_above(difference_minor, self.signed_above_minor)


@dataclass(frozen=True, slots=True, kw_only=True)
class CashMoveRule:
    """Above which amount (minor units of one currency) somebody else signs for a move of cash."""

    drop_minor: int | None = None
    pay_in_minor: int | None = None
    pay_out_minor: int | None = None

    def needs_signature(self, kind: str, amount_minor: int) -> bool:
        """Tell it for a `drop`, `pay_in` or `pay_out`; nothing else is a move of cash."""
        limits = {
            "drop": self.drop_minor,
            "pay_in": self.pay_in_minor,
            "pay_out": self.pay_out_minor,
        }
        return _is_above(amount_minor, limits.get(kind))


def _is_above(amount_minor: int, limit_minor: int | None) -> bool:
    return limit_minor is not None and abs(amount_minor) > limit_minor


def read_over_short(value: Value) -> OverShortRule:
    """Read a row of the kind `over_short`. Raises KeyError, TypeError, ValueError."""
    return OverShortRule(
        allowed_minor=require_int(value["allowed_minor"], "allowed_minor", low=0),
        reason_above_minor=_limit(value, "reason_above_minor"),
        signed_above_minor=_limit(value, "signed_above_minor"),
    )


def read_cash_moves(value: Value) -> CashMoveRule:
    """Read a row of the kind `cash_moves`. Raises TypeError, ValueError."""
    return CashMoveRule(
        drop_minor=_limit(value, "drop_signed_above_minor"),
        pay_in_minor=_limit(value, "pay_in_signed_above_minor"),
        pay_out_minor=_limit(value, "pay_out_signed_above_minor"),
    )


def read_idle_lock(value: Value) -> int:
    """Read a row of the kind `idle_lock`. Raises KeyError, TypeError, ValueError."""
    return require_int(value["minutes"], "minutes", low=1, high=24 * 60)


def _limit(value: Value, name: str) -> int | None:
    return None if value.get(name) is None else require_int(value[name], name, low=0)
