"""Which rules of the risk policy hold on a business date."""

from dataclasses import replace
from datetime import date

from domain.risk import RISK_RULE, RiskRule, read_risk_rule
from domain.rules import RuleBook


def risk_rules(book: RuleBook, on: date) -> tuple[RiskRule, ...]:
    """Return the rules in force, by name; none where central sent none.

    Raises RuleBroken, code "bad_rule", for one that cannot be read: a policy with a hole in it
    judges nothing.
    """
    found: list[RiskRule] = []
    for name in book.list_keys(RISK_RULE, on):
        rule = book.find(read_risk_rule, (RISK_RULE, name), on)
        assert rule is not None, "its key is in force"
        found.append(replace(rule, name=name))
    return tuple(found)
