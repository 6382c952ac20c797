"""The rule book as the feed shows it now."""

from sqlalchemy import Connection

from domain.rules import RuleBook, RuleRow
from storage.feed_shelf import Shown
from storage.feed_versions import list_shown
from sync.protocol.changes import RuleChanged


class Rules:
    """Rates, thresholds and rights, within one transaction."""

    def __init__(self, connection: Connection, shown: Shown) -> None:
        self._connection = connection
        self._shown = shown

    def book(self) -> RuleBook:
        """Return the rule book that is shown now."""
        return self._shown.keep(("rules",), self._read)

    def _read(self) -> RuleBook:
        return RuleBook.from_rows(_row_of(row.body) for row in list_shown(self._connection, "rule"))


def _row_of(body: str) -> RuleRow:
    rule = RuleChanged.model_validate_json(body)
    return RuleRow(kind=rule.kind, key=rule.key, valid_from=rule.valid_from, value=rule.value)
