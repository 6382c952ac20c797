"""What a payment goes by: the rules of cash, and at which rate which other cash is taken."""

from dataclasses import dataclass

from app.use_cases.cash_rules import CashRules, read_cash_rules
from app.use_cases.rights import business_day
from app.use_cases.till import Till
from domain.errors import RuleBroken
from domain.fx import Rate

FOREIGN_CASH = "USD"
"""The one other currency that counters of the region take in notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignRules:
    """Cash of another currency: the rate in force, whether it is old, and its notes, in minor."""

    rate: Rate
    is_stale: bool
    notes_minor: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderRules:
    """``foreign`` is None where central sent no rate, or none that can be read."""

    cash: CashRules
    foreign: ForeignRules | None


def read_tender_rules(till: Till) -> TenderRules:
    """Return the rules of a payment on the business date. Raises RuleBroken (``no_rule``)."""
    return TenderRules(cash=read_cash_rules(till), foreign=_find_foreign(till))


def _find_foreign(till: Till) -> ForeignRules | None:
    now = till.clock.now()
    with till.db.reading() as uow:
        currency = uow.till.get_till().store.currency
        on = business_day(uow, now)
        book = uow.rules.book()
    if currency == FOREIGN_CASH:
        return None
    try:
        rate = book.find_fx_rate(FOREIGN_CASH, currency, on)
        notes = book.denominations_minor(FOREIGN_CASH, on)
    except RuleBroken:  # a rate that cannot be read takes one way of paying away, not the sale
        return None
    if rate is None:
        return None
    return ForeignRules(rate=rate, is_stale=rate.is_stale(now), notes_minor=notes)
