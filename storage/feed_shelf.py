"""What the feed shows now, as values read once and kept until it shows something else.

The till's own record is among them: enrolling again is the only thing that changes it.

A sale asks for the rule book four times, for the cashier twice, for the store, and for the feed's
position. Each of these costs more than writing a row, and what the feed shows changes rarely: one
look at where its streams stand says whether what was read before still holds.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, cast

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from storage.snapshot_tables import feed_edition
from storage.tables import feed_state, feed_stream

T = TypeVar("T")

Place = tuple[str, ...]
"""What a value is: a kind, and a key where there are several."""

_Fingerprint = tuple[tuple[object, ...], ...]


@dataclass(slots=True)
class FeedShelf:
    """The values read last, shared by all transactions of one database.

    Replaced whole when the feed shows something else, so that its size is bounded by the staff.
    """

    held: tuple[_Fingerprint, dict[Place, object]] = field(default_factory=lambda: ((), {}))


class Shown:
    """What the feed shows within one transaction."""

    def __init__(self, connection: Connection, shelf: FeedShelf) -> None:
        self._connection = connection
        self._shelf = shelf
        self._values: dict[Place, object] | None = None

    def keep(self, place: Place, read: Callable[[], T]) -> T:
        """Return the value of a place: as it was read before, or read now.

        None is not kept. The same place must always be read in the same way.
        """
        if self._values is None:
            self._values = self._still_held()
        if place in self._values:
            return cast("T", self._values[place])
        fresh = read()
        if fresh is not None:
            self._values[place] = fresh
        return fresh

    def forget(self) -> None:
        """Read anew, and for this transaction alone: it has just changed what is shown."""
        self._values = {}

    def _still_held(self) -> dict[Place, object]:
        fingerprint = tuple(tuple(row) for row in self._connection.execute(_SHOWN))
        known, values = self._shelf.held
        if known != fingerprint:
            values = {}
            self._shelf.held = (fingerprint, values)
        return values


def change_edition(connection: Connection) -> None:
    """Say that something else is shown though no position moves: what was read holds no more."""
    connection.execute(_NEXT_EDITION)


_NEXT_EDITION = (
    insert(feed_edition)
    .values(only=1, edition=1)
    .on_conflict_do_update(index_elements=["only"], set_={"edition": feed_edition.c.edition + 1})
)
_ALWAYS = sa.select(sa.literal(1).label("one")).subquery()
_SHOWN = (
    sa.select(
        feed_stream.c.stream,
        feed_stream.c.visible,
        sa.select(feed_state.c.floor_version).scalar_subquery(),
        sa.select(feed_edition.c.edition).scalar_subquery(),
    )
    .select_from(_ALWAYS.outerjoin(feed_stream, sa.true()))  # a row even before the first stream
    .order_by(feed_stream.c.stream)
)
