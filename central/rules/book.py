"""The rules in force, as central keeps them.

Rates, thresholds and limits with the day they begin.
"""

import json
from datetime import date
from functools import lru_cache

import sqlalchemy as sa

from central.tables import rule
from domain.rules import RuleBook, RuleRow

_BOOKS_KEPT = 64
_Told = tuple[str, str, date, str]  # kind, key, valid_from, value as JSON


def load_rule_book(connection: sa.Connection, organisation_id: str) -> RuleBook:
    """Return every rule of an organisation; the book answers by date."""
    rows = connection.execute(_RULES, {"of_organisation": organisation_id})
    return _book(tuple((row.kind, row.key, row.valid_from, row.value) for row in rows))


@lru_cache(maxsize=_BOOKS_KEPT)
def _book(told: tuple[_Told, ...]) -> RuleBook:
    """Read rules; the same rules, as nearly every batch meets them, are read once."""
    return RuleBook.from_rows(
        RuleRow(kind=kind, key=key, valid_from=valid_from, value=json.loads(value))
        for kind, key, valid_from, value in told
    )


_RULES = (
    sa.select(rule.c.kind, rule.c.key, rule.c.valid_from, rule.c.value)
    .where(rule.c.organisation_id == sa.bindparam("of_organisation"))
    .order_by(rule.c.kind, rule.c.key, rule.c.valid_from)
)
