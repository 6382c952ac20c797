"""Putting rows of the feed right that differ from central's (sync rule 10.12)."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from domain.errors import BadInput
from storage.catalog_rows import IndexedItem, index_items, item_of, unindex_rows
from storage.feed_shelf import Shown, change_edition
from storage.feed_sums import FeedSums, HeldRow
from storage.feed_versions import version_of
from storage.tables import feed_row, feed_state, feed_stream, feed_superseded
from sync.protocol.changes import CHANGES, ItemChanged
from sync.protocol.sums import SetSums, bucket_of

REPAIR_ROWS_MAX = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueRow:
    """A row as central has it at the position that both ends stand at."""

    position: int
    kind: str
    key: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """What differs in some buckets of a stream.

    ``wrong`` are the places (kind, key) to clear, ``missing`` the rows to put there, ``sums`` the
    stream's sums after it.
    """

    stream: str
    position: int
    wrong: tuple[tuple[str, str], ...]
    missing: tuple[TrueRow, ...]
    sums: SetSums

    @property
    def row_count(self) -> int:
        """How many places are put right."""
        return len(self.wrong)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Both ends' rows of some buckets at one position, and the till's recounted sums."""

    stream: str
    position: int
    buckets: tuple[int, ...]
    held: tuple[HeldRow, ...]
    truth: tuple[TrueRow, ...]
    sums: SetSums


def plan_repair(compared: Compared) -> Repair:
    """Return what to put right. Rows that this program cannot read stay away, and are missed."""
    theirs = {(row.kind, row.key): row for row in compared.truth if _is_readable(row)}
    good = {
        (row.kind, row.key)
        for row in compared.held
        if (known := theirs.get((row.kind, row.key))) is not None and known.body == row.body
    }
    every = {(row.kind, row.key) for row in compared.held} | set(theirs)
    sums = SetSums(compared.sums.to_bytes())
    for bucket in compared.buckets:
        sums.put(
            bucket,
            (
                (kind, key, row.body)
                for (kind, key), row in theirs.items()
                if bucket_of(kind, key) == bucket
            ),
        )
    return Repair(
        stream=compared.stream,
        position=compared.position,
        wrong=tuple(sorted(every - good)),
        missing=tuple(row for place, row in sorted(theirs.items()) if place not in good),
        sums=sums,
    )


def _is_readable(row: TrueRow) -> bool:
    model = CHANGES.get(row.kind)
    if model is None:
        return False
    try:
        body = model.model_validate_json(row.body)
        if isinstance(body, ItemChanged):
            item_of(row.key, row.position, body)
    except (ValueError, BadInput):  # pydantic's errors are ValueErrors
        return False
    return True


class FeedRepairs:
    """Repairs, within one transaction."""

    def __init__(self, connection: Connection, shown: Shown, sums: FeedSums) -> None:
        self._connection = connection
        self._shown = shown
        self._sums = sums

    def carry_out(self, repair: Repair) -> bool:
        """Put the rows right, and the sums of their buckets; False where the feed has moved on.

        Raises ValueError for more than 200 rows.
        """
        if repair.row_count > REPAIR_ROWS_MAX:
            raise ValueError(f"at most {REPAIR_ROWS_MAX} rows are repaired at a time")
        generation = int(self._connection.scalar(_GENERATION) or 0)
        visible = version_of(generation, repair.position)
        if self._connection.scalar(_VISIBLE, {"of_stream": repair.stream}) != visible:
            return False
        self._clear(repair, visible)
        self._put(repair, generation)
        self._sums.save(repair.stream, repair.sums)
        change_edition(self._connection)
        self._shown.forget()
        return True

    def _clear(self, repair: Repair, visible: int) -> None:
        row_ids = [
            row_id
            for kind, key in repair.wrong
            for row_id in self._connection.scalars(
                _ROW_IDS,
                {"of_kind": kind, "of_key": key, "of_stream": repair.stream, "visible": visible},
            )
        ]
        if row_ids:
            unindex_rows(self._connection, row_ids)
            gone = [{"gone": row_id} for row_id in row_ids]
            self._connection.execute(_DELETE, gone)
            self._connection.execute(_DELETE_SUPERSEDED, gone)

    def _put(self, repair: Repair, generation: int) -> None:
        next_id = int(self._connection.scalar(_LAST_ROW_ID) or 0) + 1
        items: list[IndexedItem] = []
        for row_id, row in enumerate(repair.missing, next_id):
            body = CHANGES[row.kind].model_validate_json(row.body)
            if isinstance(body, ItemChanged):
                items.append(IndexedItem(row_id=row_id, item=body))
            values = {
                "row_id": row_id,
                "kind": row.kind,
                "key": row.key,
                "stream": repair.stream,
                "version": version_of(generation, row.position),
                "removed": False,
                "body": row.body,
            }
            self._connection.execute(feed_row.insert(), values)
        index_items(self._connection, items)
        self._connection.execute(_RAISE_ROW_THROUGH)


_GENERATION = sa.select(feed_state.c.generation)
_VISIBLE = sa.select(feed_stream.c.visible).where(feed_stream.c.stream == sa.bindparam("of_stream"))
_ROW_IDS = sa.select(feed_row.c.row_id).where(
    feed_row.c.kind == sa.bindparam("of_kind"),
    feed_row.c.key == sa.bindparam("of_key"),
    feed_row.c.stream == sa.bindparam("of_stream"),
    feed_row.c.version <= sa.bindparam("visible"),
)
_LAST_ROW_ID = sa.select(sa.func.max(feed_row.c.row_id))
_DELETE = feed_row.delete().where(feed_row.c.row_id == sa.bindparam("gone"))
_DELETE_SUPERSEDED = feed_superseded.delete().where(
    feed_superseded.c.row_id == sa.bindparam("gone")
)
_RAISE_ROW_THROUGH = feed_state.update().values(
    row_through=sa.func.coalesce(sa.select(sa.func.max(feed_row.c.row_id)).scalar_subquery(), 0)
)
