"""Counting a drawer by notes and coins, for the float in the morning and the count at night."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.presenters import cash_words
from app.presenters.figures import format_amount
from app.presenters.locale_in_force import shown
from app.use_cases.cash_rules import CashRules
from domain.money import Money
from domain.shift import CashCount

COUNT_MAX = 9_999
_CENTS = 100
"""More of one note than a drawer holds: a slip of the finger, so it is not taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """One denomination as a row: ``5,000``, ``10 coin``, how many, and what they come to."""

    denomination_minor: int
    label: str
    is_coin: bool
    count: int
    value_text: str
    spoken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountSheet:
    """How many of each denomination were counted; changing it makes a new sheet."""

    rules: CashRules
    counts: Mapping[int, int] = field(default_factory=dict)

    def with_count(self, denomination_minor: int, count: int) -> "CountSheet":
        """Take one figure; an unknown denomination or an impossible figure changes nothing."""
        if denomination_minor not in self.rules.denominations_minor:
            return self
        if not 0 <= count <= COUNT_MAX:
            return self
        return replace(self, counts={**self.counts, denomination_minor: count})

    @property
    def total(self) -> Money:
        return self.as_count().total

    def as_count(self) -> CashCount:
        counts = tuple((each, self.counts.get(each, 0)) for each in self.rules.denominations_minor)
        return CashCount(currency=self.rules.currency, counts=counts)

    def rows(self) -> tuple[CountRow, ...]:
        return tuple(self._row(each) for each in self.rules.denominations_minor)

    def _row(self, denomination_minor: int) -> CountRow:
        count = self.counts.get(denomination_minor, 0)
        label = _name(Money(denomination_minor, self.rules.currency))
        is_coin = denomination_minor in self.rules.coins_minor
        return CountRow(
            denomination_minor=denomination_minor,
            label=label,
            is_coin=is_coin,
            count=count,
            value_text=format_amount(Money(denomination_minor * count, self.rules.currency)),
            spoken=cash_words.how_many(label, is_coin=is_coin),
        )


def _name(note: Money) -> str:
    """A note is named by its figure alone: 100, not 100.00."""
    whole, cents = divmod(note.amount_minor, _CENTS)
    return format_amount(note) if cents else shown(f"{whole:,}")
