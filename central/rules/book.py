"""The rules in force, as central keeps them.

Rates, thresholds and limits with the day they begin.
"""

import json

import sqlalchemy as sa

from central.tables import rule
from domain.rules import RuleBook, RuleRow


def load_rule_book(connection: sa.Connection, organisation_id: str) -> RuleBook:
    """Return every rule of an organisation; the book answers by date."""
    statement = sa.select(rule).where(rule.c.organisation_id == organisation_id)
    return RuleBook.from_rows(
        RuleRow(kind=row.kind, key=row.key, valid_from=row.valid_from, value=json.loads(row.value))
        for row in connection.execute(statement)
    )
