"""Keeping what each stream says at present, with its sums, while changes take their positions.

Called by whoever holds the stream's counter row, so that one at a time reads and writes the sums.
"""

import json
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from central.present.tables import feed_current, feed_sum
from sync.protocol.sums import (
    EVENT_KINDS,
    SUM_BYTES,
    SUMMED_KINDS,
    SetSums,
    base_kind,
    bucket_of,
    is_removal,
    row_hash,
)

_Place = tuple[str, str]  # kind, key
Row = Mapping[str, object]
"""A row of the table ``change``."""


def canonical_text(body: str) -> str:
    """Return a body's text as a till keeps it: the same for the same JSON."""
    return json.dumps(json.loads(body), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class PresentRows:
    """The upkeep for one stream within one publishing transaction."""

    def __init__(self, connection: sa.Connection, organisation_id: str, stream: str) -> None:
        self._connection = connection
        self._mine = {"organisation_id": organisation_id, "stream": stream}
        raw: bytes | None = connection.scalar(
            sa.select(feed_sum.c.sums).where(*_of(feed_sum, self._mine))
        )
        self._is_new = raw is None
        self._sums = SetSums() if raw is None else SetSums(raw)

    def take(self, rows: Sequence[Row]) -> None:
        """Take in changes in the order of their positions."""
        newest = {_place(row): row for row in rows if str(row["kind"]) not in EVENT_KINDS}
        if not newest:
            return
        before = self._before(list(newest))
        fresh: list[dict[str, object]] = []
        for place, row in newest.items():
            was = before.get(place)
            delta = 0 if was is None else -was
            if not is_removal(str(row["kind"])):
                now = _hash_of(place, str(row["body"]))
                delta += now
                fresh.append(self._present(place, row, now))
            self._sums.add(bucket_of(*place), delta)
        self._replace([place for place in newest if place in before], fresh)

    def finish(self, position: int) -> None:
        """Keep the sums as those of this head."""
        values = {"position": position, "sums": self._sums.to_bytes()}
        statement = (
            sa.insert(feed_sum).values(**self._mine, **values)
            if self._is_new
            else sa.update(feed_sum).where(*_of(feed_sum, self._mine)).values(**values)
        )
        self._connection.execute(statement)

    def _before(self, places: Sequence[_Place]) -> dict[_Place, int]:
        found: dict[_Place, int] = {}
        for kind in sorted({kind for kind, _ in places}):
            keys = [key for place_kind, key in places if place_kind == kind]
            statement = sa.select(feed_current.c.key, feed_current.c.hash).where(
                *_of(feed_current, self._mine),
                feed_current.c.kind == kind,
                feed_current.c.key.in_(keys),
            )
            for row in self._connection.execute(statement):
                found[(kind, row.key)] = int.from_bytes(row.hash, "big")
        return found

    def _present(self, place: _Place, row: Row, value: int) -> dict[str, object]:
        kind, key = place
        return {
            **self._mine,
            "kind": kind,
            "key": key,
            "position": row["position"],
            "bucket": bucket_of(kind, key),
            "hash": value.to_bytes(SUM_BYTES, "big"),
        }

    def _replace(self, gone: Sequence[_Place], fresh: Sequence[dict[str, object]]) -> None:
        if gone:
            statement = sa.delete(feed_current).where(
                *_of(feed_current, self._mine),
                feed_current.c.kind == sa.bindparam("of_kind"),
                feed_current.c.key == sa.bindparam("of_key"),
            )
            places = [{"of_kind": kind, "of_key": key} for kind, key in gone]
            self._connection.execute(statement, places)
        if fresh:
            self._connection.execute(sa.insert(feed_current), list(fresh))


def _place(row: Row) -> _Place:
    return base_kind(str(row["kind"])), str(row["key"])


def _hash_of(place: _Place, body: str) -> int:
    """Return what a row adds to the sums: nothing, if its kind is not summed."""
    kind, key = place
    return row_hash(kind, key, canonical_text(body)) if kind in SUMMED_KINDS else 0


def _of(table: sa.Table, mine: Mapping[str, str]) -> list[sa.ColumnElement[bool]]:
    return [table.c[name] == value for name, value in mine.items()]
