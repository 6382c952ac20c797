"""Writing changes of the feed under a version that nothing shows yet.

A kind that this program does not know is kept as it came: the version after it may read it. A
change of a known kind that cannot be read is left out and counted, so that one bad row never stops
the feed; what was shown before it stays.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from domain.errors import BadInput
from storage.catalog_rows import IndexedItem, index_items, item_of
from storage.feed_sums import SumSteps
from storage.feed_versions import version_of
from storage.tables import feed_row, feed_stream, feed_superseded
from sync.protocol.body_parts import ChangeBody
from sync.protocol.canonical import canonical_bytes
from sync.protocol.changes import CHANGES, Change, ItemChanged
from sync.protocol.sums import base_kind, is_removal

_ONCE = frozenset({"person_erased", "grant", "recall", "customer"})
"""Kinds that are carried out when they are shown, and need no row after that."""
_Place = tuple[str, str, str]  # kind, key, stream


@dataclass(frozen=True, slots=True, kw_only=True)
class StagingReport:
    """What became of the changes handed in; ``unreadable`` names them as ``stream/position``."""

    staged: int
    already_here: int
    unknown_kinds: int
    unreadable: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _NewRow:
    row_id: int
    place: _Place
    version: int
    shown_at: int
    removed: bool
    body: str
    item: ItemChanged | None


class Staging:
    """One call of ``Feed.stage``.

    ``snapshot`` names the streams of a snapshot and its positions: its rows are whole only together
    and stand below them, in no order.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        generation: int,
        snapshot: Mapping[str, int] | None = None,
    ) -> None:
        self._connection = connection
        self._generation = generation
        self._snapshot = snapshot
        self._steps = SumSteps(floor=version_of(generation, 0))
        rows = connection.execute(feed_stream.select())
        self._streams = {row.stream: (row.visible, row.open_first, row.open_last) for row in rows}
        self._unreadable: list[str] = []

    def take(self, changes: Sequence[Change]) -> StagingReport:
        """Write the changes that are new."""
        fresh = [change for change in changes if self._is_unseen(change)]
        present = self._present(fresh)
        rows = self._new_rows(fresh, present)
        if rows:
            self._insert(rows, present)
            self._steps.save(self._connection)
        self._save_streams()
        unknown = sum(change.kind not in CHANGES for change in fresh)
        return StagingReport(
            staged=len(rows),
            already_here=len(changes) - len(rows) - len(self._unreadable),
            unknown_kinds=unknown,
            unreadable=tuple(self._unreadable),
        )

    def _is_unseen(self, change: Change) -> bool:
        if self._snapshot is not None:
            return change.position <= self._snapshot.get(change.stream, 0)
        version = version_of(self._generation, change.position)
        visible, _, open_last = self._streams.get(change.stream, (0, 0, 0))
        if version <= visible:
            return False
        last = version_of(self._generation, change.last)
        if last > open_last:
            self._streams[change.stream] = (visible, version, last)
        return True

    def _present(self, changes: Iterable[Change]) -> dict[_Place, dict[int, int]]:
        """Return version and row id of the rows kept for the keys of these changes."""
        found: dict[_Place, dict[int, int]] = {}
        for kind in sorted({base_kind(change.kind) for change in changes}):
            keys = sorted({change.key for change in changes if base_kind(change.kind) == kind})
            for row in self._connection.execute(_PRESENT, {"of_kind": kind, "keys": keys}):
                place = (kind, row.key, row.stream)
                found.setdefault(place, {})[row.version] = row.row_id
                self._steps.know(place, row.version, None if row.removed else row.body)
        return found

    def _new_rows(
        self, changes: Sequence[Change], present: dict[_Place, dict[int, int]]
    ) -> list[_NewRow]:
        next_id = int(self._connection.scalar(_LAST_ROW_ID) or 0) + 1
        rows: list[_NewRow] = []
        for change in changes:
            place = (base_kind(change.kind), change.key, change.stream)
            version = version_of(self._generation, change.position)
            versions = present.setdefault(place, {})
            if version in versions:
                continue
            try:
                row = self._row_of(change, place, next_id)
            except (
                ValueError,
                TypeError,
                BadInput,
            ):  # pydantic's and canonical errors are ValueErrors
                self._unreadable.append(f"{change.stream}/{change.position}")
                continue
            rows.append(row)
            self._steps.add(place, version, row.shown_at, None if row.removed else row.body)
            versions[version] = next_id
            next_id += 1
        return rows

    def _row_of(self, change: Change, place: _Place, row_id: int) -> _NewRow:
        model = CHANGES.get(change.kind)
        body: ChangeBody | None = None if model is None else model.model_validate(change.body)
        if isinstance(body, ItemChanged):
            item_of(change.key, change.position, body)  # what cannot be sold is not kept
        last = change.last if self._snapshot is None else self._snapshot[change.stream]
        return _NewRow(
            row_id=row_id,
            place=place,
            version=version_of(self._generation, change.position),
            shown_at=version_of(self._generation, last),
            removed=is_removal(change.kind),
            body=canonical_bytes(change.body).decode(),
            item=body if isinstance(body, ItemChanged) else None,
        )

    def _insert(self, rows: Sequence[_NewRow], present: dict[_Place, dict[int, int]]) -> None:
        self._connection.execute(feed_row.insert(), [_values_of(row) for row in rows])
        superseded = [entry for row in rows for entry in _superseded_by(row, present[row.place])]
        if superseded:
            self._connection.execute(_SUPERSEDE, superseded)
        items = [
            IndexedItem(row_id=row.row_id, item=row.item) for row in rows if row.item is not None
        ]
        index_items(self._connection, items)

    def _save_streams(self) -> None:
        rows = [
            {"stream": name, "visible": visible, "open_first": first, "open_last": last}
            for name, (visible, first, last) in self._streams.items()
        ]
        if rows:
            self._connection.execute(_SAVE_STREAM, rows)


def _values_of(row: _NewRow) -> dict[str, object]:
    kind, key, stream = row.place
    return {
        "row_id": row.row_id,
        "kind": kind,
        "key": key,
        "stream": stream,
        "version": row.version,
        "removed": row.removed,
        "body": row.body,
    }


def _superseded_by(row: _NewRow, versions: dict[int, int]) -> list[dict[str, object]]:
    """Return what to sweep once this row is shown: older rows of its key, and itself if spent.

    A tombstone is spent when what it removes is gone, an erasure, a grant or a recall when it is
    carried out.
    """
    kind, _, stream = row.place
    old = [row_id for version, row_id in sorted(versions.items()) if version < row.version]
    spent = [row.row_id] if row.removed or kind in _ONCE else []
    return [
        {"row_id": row_id, "stream": stream, "by_version": row.version} for row_id in old + spent
    ]


_PRESENT = sa.select(
    feed_row.c.key,
    feed_row.c.stream,
    feed_row.c.version,
    feed_row.c.row_id,
    feed_row.c.removed,
    feed_row.c.body,
).where(
    feed_row.c.kind == sa.bindparam("of_kind"),
    feed_row.c.key.in_(sa.bindparam("keys", expanding=True)),
)
_LAST_ROW_ID = sa.select(sa.func.max(feed_row.c.row_id))
_SUPERSEDE = insert(feed_superseded).on_conflict_do_nothing()
_NEW_STREAM = insert(feed_stream)
_SAVE_STREAM = _NEW_STREAM.on_conflict_do_update(
    index_elements=["stream"],
    set_={
        "open_first": _NEW_STREAM.excluded.open_first,
        "open_last": _NEW_STREAM.excluded.open_last,
    },
)
