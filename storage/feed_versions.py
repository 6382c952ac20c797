"""Which rows of the feed are shown: the newest version of each key that its stream has reached.

A *version* orders rows across rebases: the generation (how often the feed began anew) above the
position. A row is shown when its version is not above what its stream shows and not below the
floor, and no newer row of the same key is shown (sync rules 4.2 to 4.4). An item that two streams
carry would show twice; central keeps each key in one stream.
"""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

_POSITION_BITS = 40
POSITION_MAX = (1 << _POSITION_BITS) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRow:
    """A row of the feed that holds now; ``position`` is its place in its stream."""

    row_id: int
    key: str
    stream: str
    position: int
    body: str


def version_of(generation: int, position: int) -> int:
    """Return the version of a position within a generation. Raises ValueError out of bounds."""
    if not 0 <= position <= POSITION_MAX:
        raise ValueError(f"a feed position is 0 to {POSITION_MAX}, not {position}")
    return (generation << _POSITION_BITS) | position


def position_of(version: int) -> int:
    """Return the position within its generation."""
    return version & POSITION_MAX


def find_shown(connection: Connection, kind: str, key: str) -> ShownRow | None:
    """Return what holds now for one key, or None."""
    row = connection.execute(_BY_KEY, {"of_kind": kind, "of_key": key}).first()
    return None if row is None else _shown(row)


def list_shown(connection: Connection, kind: str) -> tuple[ShownRow, ...]:
    """Return what holds now for every key of a kind, by key. For kinds with few rows."""
    return tuple(_shown(row) for row in connection.execute(_BY_KIND, {"of_kind": kind}))


def _shown(row: sa.Row[*tuple[Any, ...]]) -> ShownRow:
    return ShownRow(
        row_id=row.row_id,
        key=row.key,
        stream=row.stream,
        position=position_of(row.version),
        body=row.body,
    )


shown_row = sa.table(
    "shown_row",
    sa.column("row_id", sa.Integer),
    sa.column("kind", sa.Text),
    sa.column("key", sa.Text),
    sa.column("stream", sa.Text),
    sa.column("version", sa.Integer),
    sa.column("body", sa.Text),
)
"""The view that says, in one place, which rows are shown (migration 0001)."""

_BY_KIND = (
    shown_row.select()
    .where(shown_row.c.kind == sa.bindparam("of_kind"))
    .order_by(shown_row.c.key, shown_row.c.stream)
)
_BY_KEY = _BY_KIND.where(shown_row.c.key == sa.bindparam("of_key"))
