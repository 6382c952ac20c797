"""What the rule book says of drawers and of a till left alone, on a business date."""

from datetime import date

from domain.drawer_rules import (
    CashMoveRule,
    OverShortRule,
    read_cash_moves,
    read_idle_lock,
    read_over_short,
)
from domain.rules import RuleBook


def drawer_currencies(book: RuleBook, own: str, on: date) -> tuple[str, ...]:
    """Which currencies a drawer takes: the till's own, then those whose notes the book knows.

    Raises RuleBroken, code "no_rule", where it does not know the till's own.
    """
    book.denominations_minor(own, on)
    return (own, *(key for key in book.list_keys("denominations", on) if key != own))


def over_short_rule(book: RuleBook, currency: str, on: date) -> OverShortRule:
    """How far a drawer may be off; not at all where no rule says, and nobody is asked why.

    Raises RuleBroken, code "bad_rule".
    """
    found = book.find(read_over_short, ("over_short", currency), on)
    return OverShortRule(allowed_minor=0) if found is None else found


def cash_move_rule(book: RuleBook, currency: str, on: date) -> CashMoveRule:
    """When somebody signs for a move of cash; never where no rule says.

    Raises RuleBroken, code "bad_rule".
    """
    found = book.find(read_cash_moves, ("cash_moves", currency), on)
    return CashMoveRule() if found is None else found


def find_idle_lock_minutes(book: RuleBook, on: date) -> int | None:
    """After how many minutes a till left alone locks itself; None for never.

    Raises RuleBroken, code "bad_rule".
    """
    return book.find(read_idle_lock, ("idle_lock", "default"), on)
