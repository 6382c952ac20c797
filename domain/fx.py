"""Exchange rates: one dated rate, what an amount comes to at it, and whether it is still fresh.

A rate is data of the feed (rule kind `fx_rate`, key `USD/GYD`): its value, who published it and
when. It is kept with every sale that used it, so that the sale can be explained years later. Either
dollar is lawful in Guyana at an agreed rate; only licensed dealers may *sell* foreign money, so
change is never given in it (reference: Bank of Guyana; Dealers in Foreign Currency Act).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.invariants import require_int, require_text, require_utc
from domain.money import CurrencyMismatch, Money, divide_rounded, minor_digits

MICRO = 1_000_000
"""Parts of one unit in which a rate counts: 209.5 is 209,500,000."""

MICRO_MAX = 10**15
"""The largest rate taken: a thousand million units for one. Anything above is a typing error."""

FRESH_H = 72
"""For how many hours a rate counts as fresh where its row does not say: a weekend and a holiday."""

_SOURCE_MAX = 80


def pair_of(base: str, quote: str) -> str:
    """The key of a pair's rule: `USD/GYD` says how many Guyana dollars one US dollar is."""
    return f"{base}/{quote}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One unit of `base` is `micro` millionths of a unit of `quote`, said `source` at `at` (UTC).

    `fresh_h` is for how many hours it may be used without a remark.

    Raises:
        TypeError, ValueError: for unknown or equal currencies, a rate that is not above zero, a
            blank source, or a time that is not UTC.
    """

    base: str
    quote: str
    micro: int
    source: str
    at: datetime
    fresh_h: int = FRESH_H

    def __post_init__(self) -> None:
        minor_digits(self.base)
        minor_digits(self.quote)
        if self.base == self.quote:
            raise ValueError("a rate is between two currencies")
        require_int(self.micro, "micro", low=1, high=MICRO_MAX)
        require_text(self.source, "source", longest=_SOURCE_MAX)
        require_utc(self.at, "at")
        require_int(self.fresh_h, "fresh_h", low=1, high=24 * 366)

    @property
    def pair(self) -> str:
        return pair_of(self.base, self.quote)

    @property
    def unit(self) -> Money:
        """What one unit of the base is worth, to the minor unit; for screens and receipts."""
        return self.convert(Money(10 ** minor_digits(self.base), self.base))

    def convert(self, amount: Money) -> Money:
        """What an amount of the base is worth in the quote currency, to the minor unit, half up.

        Raises:
            CurrencyMismatch: for an amount that is not in the base currency.
        """
        _require(amount, self.base)
        over, under = self._fraction
        return Money(divide_rounded(amount.amount_minor * over, under), self.quote)

    def convert_back(self, amount: Money) -> Money:
        """What an amount of the quote currency is in the base, to the minor unit, half up.

        Raises:
            CurrencyMismatch: for an amount that is not in the quote currency.
        """
        _require(amount, self.quote)
        over, under = self._fraction
        return Money(divide_rounded(amount.amount_minor * under, over), self.base)

    def cover(self, due: Money) -> Money:
        """The least of the base that is worth `due` or more; nothing for nothing due.

        Raises:
            CurrencyMismatch: for a sum that is not in the quote currency.
        """
        _require(due, self.quote)
        over, under = self._fraction
        # Worth is rounded half up: the least amount whose worth reaches `due` by that rounding.
        return Money(max(0, -(-(2 * due.amount_minor - 1) * under // (2 * over))), self.base)

    def age(self, now: datetime) -> timedelta:
        """How old the rate is; never negative, a clock may be behind."""
        return max(timedelta(0), now - self.at)

    def is_stale(self, now: datetime) -> bool:
        """Whether it is older than it may be without a remark."""
        return self.age(now) > timedelta(hours=self.fresh_h)

    @property
    def _fraction(self) -> tuple[int, int]:
        """Minor units of the quote for minor units of the base: (over, under)."""
        over = self.micro * 10 ** minor_digits(self.quote)
        return over, MICRO * 10 ** minor_digits(self.base)


def _require(amount: Money, currency: str) -> None:
    if amount.currency != currency:
        raise CurrencyMismatch(f"{amount.currency} where {currency} was meant")
