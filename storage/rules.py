"""The rule book as the feed shows it now."""

from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy import Connection

from domain.rules import RuleBook, RuleRow
from storage.feed_versions import list_shown
from storage.tables import feed_state, feed_stream
from sync.protocol.changes import RuleChanged

_Fingerprint = tuple[object, ...]


@dataclass(slots=True)
class RuleShelf:
    """The last rule book read, shared by all transactions of one database.

    Reading it costs more than the rest of a sale; what the feed shows changes rarely.
    """

    held: tuple[_Fingerprint, RuleBook] | None = field(default=None)


class Rules:
    """Rates, thresholds and rights, within one transaction."""

    def __init__(self, connection: Connection, shelf: RuleShelf) -> None:
        self._connection = connection
        self._shelf = shelf

    def book(self) -> RuleBook:
        """Return the rule book that is shown now."""
        fingerprint: _Fingerprint = tuple(tuple(row) for row in self._connection.execute(_SHOWN))
        held = self._shelf.held
        if held is not None and held[0] == fingerprint:
            return held[1]
        book = RuleBook.from_rows(_row_of(row.body) for row in list_shown(self._connection, "rule"))
        self._shelf.held = (fingerprint, book)
        return book


def _row_of(body: str) -> RuleRow:
    rule = RuleChanged.model_validate_json(body)
    return RuleRow(kind=rule.kind, key=rule.key, valid_from=rule.valid_from, value=rule.value)


_SHOWN = sa.select(
    feed_stream.c.stream,
    feed_stream.c.visible,
    sa.select(feed_state.c.floor_version).scalar_subquery(),
).order_by(feed_stream.c.stream)
