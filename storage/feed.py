"""Central's feed at the till: rows are staged unseen, then shown whole (sync rules 4).

Staging writes at most 200 rows and the cursor in one transaction. A flip moves one number a stream,
so that what one transaction of central said appears at one moment and no sale waits for it. What a
flip superseded is swept afterwards, 200 rows at a time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from storage.allotment_intake import take_in_allotments
from storage.approval_intake import take_in_approvals
from storage.catalog_rows import unindex_rows
from storage.customers import take_in_customers
from storage.feed_shelf import Shown, change_edition
from storage.feed_staging import Staging, StagingReport
from storage.feed_sums import FeedSums
from storage.feed_versions import position_of, version_of
from storage.payment_intake import take_in_payments
from storage.people import erase_person
from storage.snapshot_tables import GIVEN_UP, snapshot
from storage.special_quote_intake import take_in_special_quotes
from storage.tables import feed_row, feed_state, feed_stream, feed_superseded
from sync.protocol.changes import Change
from sync.protocol.exchange import CHUNK_ROWS_MAX

STAGE_ROWS_MAX = CHUNK_ROWS_MAX
SWEEP_ROWS_MAX = 200
ORGANISATION = "org:"
"""How the name of an organisation's stream begins (sync rule 4.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    cursor: str | None = None
    epoch: str | None = None
    heard_at: datetime | None = None
    generation: int = 0
    floor_version: int = 0


class Feed:
    """The feed's rows and cursor, within one transaction."""

    def __init__(self, connection: Connection, shown: Shown) -> None:
        self._connection = connection
        self._shown = shown
        self._sums = FeedSums(connection)
        self._known: _State | None = None
        self.has_staged = False

    def cursor(self) -> str | None:
        """Return the cursor to ask from; None asks from the start."""
        return self._state().cursor

    def epoch(self) -> str | None:
        """Return central's epoch as last heard, None before the first exchange."""
        return self._state().epoch

    def heard_at(self) -> datetime | None:
        """Return when the till last heard all that central had to say, None for never."""
        return self._state().heard_at

    def shown_position(self) -> int:
        """Return the position of the organisation's stream that is shown now, 0 for none."""
        return self._shown.keep(("position",), self._read_shown_position)

    def shown_positions(self) -> Mapping[str, int]:
        """Return how far each stream of the feed is shown."""
        rows = self._connection.execute(_STREAMS)
        return {row.stream: position_of(row.visible) for row in rows}

    def _read_shown_position(self) -> int:
        found = self._connection.scalar(_SHOWN_POSITION, {"like": f"{ORGANISATION}%"})
        return position_of(int(found or 0))

    def save_epoch(self, epoch: str) -> None:
        """Keep central's epoch."""
        self._save(epoch=epoch)

    def stage(self, changes: Sequence[Change], cursor: str) -> StagingReport:
        """Keep changes unseen, and the cursor behind them, in this transaction.

        Staging what is here already is harmless. A cursor alone takes no room: it is kept however
        full the disk is (sync rule 14.2). Raises ValueError for more than 200 changes.
        """
        if len(changes) > STAGE_ROWS_MAX:
            raise ValueError(f"at most {STAGE_ROWS_MAX} changes are staged at a time")
        staging = Staging(self._connection, generation=self._state().generation)
        report = staging.take(changes)
        self._save(cursor=cursor)
        self.has_staged = bool(changes)
        return report

    def stage_snapshot(
        self, changes: Sequence[Change], positions: Mapping[str, int]
    ) -> StagingReport:
        """Keep rows of a snapshot that stands at these positions (sync rule 10.6).

        Raises ValueError for more than 200 rows.
        """
        if len(changes) > STAGE_ROWS_MAX:
            raise ValueError(f"at most {STAGE_ROWS_MAX} rows are staged at a time")
        generation = self._state().generation
        staging = Staging(self._connection, generation=generation, snapshot=positions)
        report = staging.take(changes)
        self.has_staged = True
        return report

    def continue_from(self, cursor: str) -> None:
        """Ask from this cursor from now on: a snapshot brings what lies before it."""
        self._save(cursor=cursor)

    def show_later_rows(self, positions: Mapping[str, int]) -> None:
        """Show the rows that came after their streams' positions were shown, if they are."""
        generation = self._state().generation
        visible = {row.stream: row.visible for row in self._connection.execute(_STREAMS)}
        shown = [
            stream
            for stream, position in positions.items()
            if position and visible.get(stream, 0) >= version_of(generation, position)
        ]
        for stream in shown:
            self._sums.show(stream, visible[stream], visible[stream])
        if shown:
            change_edition(self._connection)
            self._connection.execute(_RAISE_ROW_THROUGH)
            self._shown.forget()

    def flip(self, visible: Mapping[str, int]) -> bool:
        """Show each stream up to a position, never backwards and never half a transaction.

        Persons whom central has erased are erased here in the same transaction (sync rule 6.2).
        Returns False, and shows nothing, while rows lie here that an abandoned pull left unshown:
        ``drop_unshown`` takes them away first.
        """
        generation = self._state().generation
        known = {row.stream: row for row in self._connection.execute(_STREAMS)}
        if self._list_unshown(most=1):
            return False
        moved = False
        for name, position in visible.items():
            stream = known.get(name)
            target = version_of(generation, position)
            if stream is not None and stream.open_first <= target < stream.open_last:
                target = stream.open_first - 1
            before = 0 if stream is None else stream.visible
            if target > before:
                moved = True
                self._connection.execute(_SHOW, {"stream": name, "visible": target})
                self._erase_between(name, before, target)
                self._sums.show(name, before, target)
                began = max(before, version_of(generation, 0))  # not what a rebase left unshown
                take_in_allotments(self._connection, name, began, target)
                take_in_customers(self._connection, name, began, target)
                take_in_payments(self._connection, name, began, target)
                take_in_approvals(self._connection, name, began, target)
                take_in_special_quotes(self._connection, name, began, target)
        if moved:
            self._connection.execute(_RAISE_ROW_THROUGH)
            self._shown.forget()
        return True

    def drop_unshown(self, limit: int = SWEEP_ROWS_MAX) -> int:
        """Delete rows that were staged before a rebase and never shown; return how many.

        The new generation's position would show them: half a transaction, or a later change
        before its time (sync rule 4.3). What they would have superseded stays.
        """
        left = self._list_unshown(most=limit)
        if left:
            ranges: dict[str, tuple[int, int]] = {}
            for row in left:
                first, last = ranges.get(row.stream, (row.version, row.version))
                ranges[row.stream] = (min(first, row.version), max(last, row.version))
            self._connection.execute(
                _DROP_SUPERSEDED,
                [
                    {"of_stream": stream, "first": first, "last": last}
                    for stream, (first, last) in ranges.items()
                ],
            )
            self._delete([row.row_id for row in left])
        return len(left)

    def _list_unshown(self, most: int) -> Sequence[sa.Row[*tuple[Any, ...]]]:
        floor = version_of(self._state().generation, 0)
        return self._connection.execute(_UNSHOWN, {"floor": floor, "most": most}).all()

    def caught_up(self, at: datetime) -> None:
        """Note that central had no more to say; rows that a rebase left behind are hidden.

        Call it only for a whole answer without more to come.
        """
        generation = self._state().generation
        self._save(heard_at=at, floor_version=version_of(generation, 0))
        self._connection.execute(snapshot.delete())
        self._shown.forget()

    def forget_cursor(self) -> None:
        """Begin anew from the start (rebase): what is shown stays until it is told again."""
        self._save(cursor=None, generation=self._state().generation + 1)
        self._sums.forget()
        self._connection.execute(snapshot.delete().where(snapshot.c.state != GIVEN_UP))

    def sweep(self, limit: int = SWEEP_ROWS_MAX) -> int:
        """Delete rows that nothing shows any more; return how many, 0 when all is tidy."""
        row_ids = list(self._connection.scalars(_SUPERSEDED, {"most": limit}))
        if len(row_ids) < limit:
            row_ids += self._below_floor(limit - len(row_ids), frozenset(row_ids))
        if row_ids:
            self._delete(row_ids)
        return len(row_ids)

    def _delete(self, row_ids: Sequence[int]) -> None:
        unindex_rows(self._connection, row_ids)
        gone = [{"gone": row_id} for row_id in row_ids]
        self._connection.execute(_DELETE_ROW, gone)
        self._connection.execute(_DELETE_SUPERSEDED, gone)

    def _below_floor(self, limit: int, known: frozenset[int]) -> list[int]:
        rows = self._connection.scalars(_BELOW_FLOOR, {"most": limit + len(known)})
        return [row_id for row_id in rows if row_id not in known][:limit]

    def _erase_between(self, stream: str, before: int, through: int) -> None:
        key = {"of_stream": stream, "before": before, "through": through}
        for person_id in self._connection.scalars(_ERASED, key).all():
            erase_person(self._connection, person_id)

    def _state(self) -> _State:
        if self._known is None:
            row = self._connection.execute(_STATE).mappings().one_or_none()
            self._known = _State() if row is None else _State(**row)
        return self._known

    def _save(self, **values: object) -> None:
        self._known = None
        fresh = insert(feed_state).values(
            {"only": 1, "generation": 0, "floor_version": 0, "row_through": 0, **values}
        )
        self._connection.execute(fresh.on_conflict_do_update(index_elements=["only"], set_=values))


_STATE = sa.select(
    feed_state.c.cursor,
    feed_state.c.epoch,
    feed_state.c.heard_at,
    feed_state.c.generation,
    feed_state.c.floor_version,
)
_STREAMS = feed_stream.select()
_NEW_STREAM = insert(feed_stream).values(
    stream=sa.bindparam("stream"), visible=sa.bindparam("visible"), open_first=0, open_last=0
)
_SHOW = _NEW_STREAM.on_conflict_do_update(
    index_elements=["stream"], set_={"visible": _NEW_STREAM.excluded.visible}
)
_SHOWN_POSITION = sa.select(sa.func.max(feed_stream.c.visible)).where(
    feed_stream.c.stream.like(sa.bindparam("like"))
)
_RAISE_ROW_THROUGH = feed_state.update().values(
    row_through=sa.func.coalesce(sa.select(sa.func.max(feed_row.c.row_id)).scalar_subquery(), 0)
)
_SUPERSEDED = (
    sa.select(feed_superseded.c.row_id)
    .join(feed_stream, feed_stream.c.stream == feed_superseded.c.stream)
    .where(feed_superseded.c.by_version <= feed_stream.c.visible)
    .order_by(feed_superseded.c.by_version, feed_superseded.c.row_id)
    .limit(sa.bindparam("most"))
)
_BELOW_FLOOR = (
    sa.select(feed_row.c.row_id)
    .join(feed_stream, feed_stream.c.stream == feed_row.c.stream)
    .where(feed_row.c.version < sa.select(feed_state.c.floor_version).scalar_subquery())
    .limit(sa.bindparam("most"))
)
_UNSHOWN = (
    sa.select(feed_row.c.row_id, feed_row.c.stream, feed_row.c.version)
    .join(feed_stream, feed_stream.c.stream == feed_row.c.stream)
    .where(feed_row.c.version > feed_stream.c.visible, feed_row.c.version < sa.bindparam("floor"))
    .limit(sa.bindparam("most"))
)
_ERASED = sa.select(feed_row.c.key).where(
    feed_row.c.kind == "person_erased",
    feed_row.c.stream == sa.bindparam("of_stream"),
    feed_row.c.version > sa.bindparam("before"),
    feed_row.c.version <= sa.bindparam("through"),
)
_DELETE_ROW = feed_row.delete().where(feed_row.c.row_id == sa.bindparam("gone"))
_DROP_SUPERSEDED = feed_superseded.delete().where(
    feed_superseded.c.stream == sa.bindparam("of_stream"),
    feed_superseded.c.by_version.between(sa.bindparam("first"), sa.bindparam("last")),
)
_DELETE_SUPERSEDED = feed_superseded.delete().where(
    feed_superseded.c.row_id == sa.bindparam("gone")
)
