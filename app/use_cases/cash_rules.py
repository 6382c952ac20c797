"""How cash is rounded, and which notes and coins there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.use_cases.rights import business_day
from app.use_cases.till import Till
from domain.rules import RuleBook
from domain.shift_rules import drawer_currencies, over_short_rule


@dataclass(frozen=True, slots=True, kw_only=True)
class CashRules:
    """Cash of one currency on one business date: rounding step, notes and coins (highest first)."""

    currency: str
    step_minor: int
    notes_minor: tuple[int, ...]
    coins_minor: tuple[int, ...]
    over_short_allowed_minor: int

    @property
    def denominations_minor(self) -> tuple[int, ...]:
        return self.notes_minor + self.coins_minor


def read_cash_rules(till: Till) -> CashRules:
    """Return the rules of cash on the business date, which the sale itself goes by.

    Raises RuleBroken (``no_rule``).
    """
    with till.db.reading() as uow:
        currency = uow.till.get_till().store.currency
        on = business_day(uow, till.clock.now())
        book = uow.rules.book()
    return cash_rules_of(book, currency, on)


def list_cash_rules(till: Till) -> Sequence[CashRules]:
    """Return the rules of every currency the drawer takes, the till's own first.

    Raises RuleBroken (``no_rule``).
    """
    with till.db.reading() as uow:
        own = uow.till.get_till().store.currency
        on = business_day(uow, till.clock.now())
        book = uow.rules.book()
    return tuple(cash_rules_of(book, currency, on) for currency in drawer_currencies(book, own, on))


def cash_rules_of(book: RuleBook, currency: str, on: date) -> CashRules:
    """Return the rules of one currency's cash. Raises RuleBroken (``no_rule``)."""
    denominations = book.denominations_minor(currency, on)
    coins = book.coins_minor(currency, on)
    return CashRules(
        currency=currency,
        step_minor=book.cash_step_minor(currency, on),
        notes_minor=tuple(minor for minor in denominations if minor not in coins),
        coins_minor=tuple(minor for minor in denominations if minor in coins),
        over_short_allowed_minor=over_short_rule(book, currency, on).allowed_minor,
    )
