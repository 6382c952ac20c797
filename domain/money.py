"""Money: whole minor units with an ISO 4217 code. No float ever touches it.

The currencies are those of the trade (Guyana and its neighbours, reference: ISO 4217; every one
has two minor digits). Amounts of two currencies never meet: that raises `CurrencyMismatch`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from domain.invariants import require_int

_MINOR_DIGITS: Mapping[str, int] = MappingProxyType(
    {"GYD": 2, "USD": 2, "TTD": 2, "JMD": 2, "BBD": 2, "XCD": 2, "SRD": 2, "XCG": 2}
)

KNOWN_CURRENCIES: frozenset[str] = frozenset(_MINOR_DIGITS)
"""ISO codes that `Money` accepts."""

BASIS_POINTS = 10_000
"""Basis points in a whole: 1,400 are 14 %."""


class CurrencyMismatch(ValueError):
    """Two currencies met in one sum or comparison: a bug, never something a person typed."""


def minor_digits(currency: str) -> int:
    """Digits after the decimal point of `currency` (2 for cents).

    Raises:
        ValueError: for a currency that is not in `KNOWN_CURRENCIES`.
    """
    if currency not in KNOWN_CURRENCIES:
        raise ValueError(f"unknown currency {currency!r}")
    return _MINOR_DIGITS[currency]


def divide_rounded(numerator: int, denominator: int) -> int:
    """Divide whole numbers to the nearest whole number, a half away from zero.

    Raises:
        ValueError: when `denominator` is not positive.
    """
    if denominator <= 0:
        raise ValueError("the denominator must be positive")
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return size if numerator >= 0 else -size


def round_to_step(amount_minor: int, step_minor: int) -> int:
    """Round to the nearest multiple of `step_minor`, a half away from zero.

    This is the rule for cash in Guyana (Bank of Guyana 2018: nearest $5 where $1 is unavailable),
    Jamaica (.50 up), and of the 5 cent tables of TTD, XCD and BBD. Both are minor units.

    Raises:
        TypeError: for a float or a bool.
        ValueError: when the step is not positive.
    """
    require_int(amount_minor, "amount_minor")
    require_int(step_minor, "step_minor", low=1)
    return divide_rounded(amount_minor, step_minor) * step_minor


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole minor units (cents) of one currency; negative for money going out.

    Raises:
        TypeError: when the amount is not an int (a float or a bool included).
        ValueError: for an unknown currency, or an amount beyond 64 bits.
    """

    amount_minor: int
    currency: str

    def __post_init__(self) -> None:
        require_int(self.amount_minor, "amount_minor")
        minor_digits(self.currency)

    @classmethod
    def zero(cls, currency: str) -> "Money":
        return cls(0, currency)

    @classmethod
    def total_of(cls, amounts: Iterable["Money"], currency: str) -> "Money":
        """Add up; `currency` names the sum of nothing. Raises CurrencyMismatch on another one."""
        return cls(sum(_minor_of(amount, currency) for amount in amounts), currency)

    @property
    def is_zero(self) -> bool:
        return self.amount_minor == 0

    @property
    def is_negative(self) -> bool:
        return self.amount_minor < 0

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount_minor + _minor_of(other, self.currency), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount_minor - _minor_of(other, self.currency), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount_minor, self.currency)

    def __mul__(self, factor: int) -> "Money":
        require_int(factor, "factor")
        return Money(self.amount_minor * factor, self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: "Money") -> bool:
        return self.amount_minor < _minor_of(other, self.currency)

    def __le__(self, other: "Money") -> bool:
        return self.amount_minor <= _minor_of(other, self.currency)

    def __gt__(self, other: "Money") -> bool:
        return self.amount_minor > _minor_of(other, self.currency)

    def __ge__(self, other: "Money") -> bool:
        return self.amount_minor >= _minor_of(other, self.currency)

    def share(self, basis_points: int) -> "Money":
        """Take `basis_points` (1/10,000) of the amount, to the nearest minor unit, half up in size.

        Raises:
            TypeError: for a float or a bool.
            ValueError: for negative basis points.
        """
        require_int(basis_points, "basis_points", low=0)
        return Money(divide_rounded(self.amount_minor * basis_points, BASIS_POINTS), self.currency)

    def allocate(self, weights: Sequence[int]) -> tuple["Money", ...]:
        """Split over `weights` so that the parts sum exactly to the amount.

        Largest remainder: each part is within one minor unit of its exact share, and left-over
        units go to the largest remainders, the earlier line first. A negative amount splits like
        its size. All weights zero is allowed for a zero amount only.

        Raises:
            TypeError: for a weight that is not an int.
            ValueError: for no weights, a negative one, or an amount with nothing to carry it.
        """
        for weight in weights:
            require_int(weight, "weight", low=0)
        whole = sum(weights)
        if not weights or (whole == 0 and not self.is_zero):
            raise ValueError("there must be a weight above zero to carry the amount")
        if whole == 0:
            return (self,) * len(weights)
        size, sign = abs(self.amount_minor), -1 if self.is_negative else 1
        parts = [size * weight // whole for weight in weights]
        by_remainder = sorted(
            range(len(weights)), key=lambda index: (-(size * weights[index] % whole), index)
        )
        for index in by_remainder[: size - sum(parts)]:
            parts[index] += 1
        return tuple(Money(sign * part, self.currency) for part in parts)


def _minor_of(amount: object, currency: str) -> int:
    if not isinstance(amount, Money):
        raise TypeError(f"Money and {type(amount).__name__} in one sum")
    if amount.currency != currency:
        raise CurrencyMismatch(f"{currency} and {amount.currency} in one sum")
    return amount.amount_minor
