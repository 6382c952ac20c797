"""The till's sums: what is shown of each stream, in figures that central's can be held against.

They are reckoned while rows are staged and added up when a flip shows them, so that neither walks
the rows (sync rule 10.9). A recount does, once a day: what the disk has changed shows then.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from storage.feed_versions import position_of, shown_row, version_of
from storage.snapshot_tables import feed_doubt, feed_sum, feed_sum_step
from storage.tables import feed_state, feed_stream
from sync.protocol.sums import (
    SUMMED_KINDS,
    SetSums,
    StreamSum,
    bucket_of,
    delta_bytes,
    delta_of,
    row_hash,
)

DOUBT_FOR = timedelta(hours=1)
BEGUN_ANEW_FOR = timedelta(days=1)
_Place = tuple[str, str, str]  # kind, key, stream
_Step = tuple[str, int, int]  # stream, version, bucket


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRow:
    """A row that is shown; ``body`` is its canonical text."""

    row_id: int
    position: int
    kind: str
    key: str
    body: str


@dataclass(slots=True)
class SumSteps:
    """What one call of staging will add to the sums. ``floor`` is where the generation begins."""

    floor: int
    _known: dict[_Place, dict[int, int]] = field(default_factory=dict)
    _steps: dict[_Step, int] = field(default_factory=dict)

    def know(self, place: _Place, version: int, body: str | None) -> None:
        """Take note of a row that is kept already; no body for a tombstone."""
        kind, key, _ = place
        if kind in SUMMED_KINDS and version >= self.floor:
            value = 0 if body is None else row_hash(kind, key, body)
            self._known.setdefault(place, {})[version] = value

    def add(self, place: _Place, version: int, shown_at: int, body: str | None) -> None:
        """Add a new row that is shown together with ``shown_at``; no body for a tombstone."""
        kind, key, stream = place
        if kind not in SUMMED_KINDS:
            return
        known = self._known.setdefault(place, {})
        before = max((older for older in known if older < version), default=None)
        self.know(place, version, body)
        delta = known[version] - (0 if before is None else known[before])
        step = (stream, shown_at, bucket_of(kind, key))
        self._steps[step] = self._steps.get(step, 0) + delta

    def save(self, connection: Connection) -> None:
        """Keep the steps, added to those that are there."""
        if not self._steps:
            return
        streams = sorted({stream for stream, _, _ in self._steps})
        versions = sorted({version for _, version, _ in self._steps})
        key = {"streams": streams, "versions": versions}
        kept = {
            (row.stream, row.version, row.bucket): delta_of(row.delta)
            for row in connection.execute(_FIND_STEPS, key)
        }
        rows = [
            {
                "stream": step[0],
                "version": step[1],
                "bucket": step[2],
                "delta": delta_bytes(delta + kept.get(step, 0)),
            }
            for step, delta in self._steps.items()
        ]
        connection.execute(_SAVE_STEP, rows)


class FeedSums:
    """The sums of what is shown, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, stream: str) -> SetSums | None:
        """Return the sums of a stream, None where nobody has reckoned them yet."""
        raw: bytes | None = self._connection.scalar(_FIND, {"of_stream": stream})
        return None if raw is None else SetSums(raw)

    def save(self, stream: str, sums: SetSums) -> None:
        """Keep the sums of a stream."""
        self._connection.execute(_SAVE, {"stream": stream, "sums": sums.to_bytes()})

    def show(self, stream: str, before: int, through: int) -> None:
        """Add what showing the versions up to ``through`` adds. ``before`` was shown until now."""
        key = {"of_stream": stream, "through": through}
        steps = self._connection.execute(_STEPS, key).all()
        sums = self.find(stream)
        if sums is None and before <= version_of(self._generation(), 0):
            sums = SetSums()  # nothing of this generation was shown before
        if sums is not None:
            for bucket, delta in steps:
                sums.add(bucket, delta_of(delta))
            self.save(stream, sums)
        if steps:
            self._connection.execute(_DROP_STEPS, key)

    def forget(self) -> None:
        """Begin anew: a new generation's sums start with its first row."""
        self._connection.execute(feed_sum.delete())
        self._connection.execute(feed_sum_step.delete())

    def list_streams(self) -> tuple[str, ...]:
        """Return the streams that show something of the present generation, by name."""
        floor = version_of(self._generation(), 0)
        return tuple(self._connection.scalars(_SHOWING, {"floor": floor}))

    def list_differing(self, told: Mapping[str, StreamSum]) -> tuple[str, ...]:
        """Return the streams that stand where central's stood and whose sums are not central's."""
        mine = {row.stream: row for row in self._connection.execute(_STANDING)}
        differing = []
        for stream, theirs in sorted(told.items()):
            held = mine.get(stream)
            if held is None or held.visible != version_of(held.generation, theirs.position):
                continue
            if SetSums(held.sums).total() != theirs.total:
                differing.append(stream)
        return tuple(differing)

    def recount(self, stream: str) -> SetSums:
        """Reckon the sums of a stream from its rows. Walks them all: on a reading connection."""
        sums = SetSums()
        for row in self._connection.execute(_ROWS, self._rows_of(stream)):
            sums.add_row(row.kind, row.key, row.body)
        return sums

    def list_rows(self, stream: str, buckets: Sequence[int]) -> tuple[HeldRow, ...]:
        """Return the rows of some buckets that are shown. Walks all rows of the stream."""
        wanted = frozenset(buckets)
        return tuple(
            HeldRow(
                row_id=row.row_id,
                position=position_of(row.version),
                kind=row.kind,
                key=row.key,
                body=row.body,
            )
            for row in self._connection.execute(_ROWS, self._rows_of(stream))
            if bucket_of(row.kind, row.key) in wanted
        )

    def position(self, stream: str) -> int:
        """Return the position that is shown of a stream."""
        return position_of(int(self._connection.scalar(_VISIBLE, {"of_stream": stream}) or 0))

    def doubt(self, stream: str, next_try_at: datetime) -> None:
        """Note that a repair did not help, or that only time will tell, and when to try again."""
        self._connection.execute(_DOUBT, {"stream": stream, "next_try_at": next_try_at})

    def trust(self, streams: Sequence[str]) -> None:
        """Note that streams agree again."""
        self._connection.execute(feed_doubt.delete().where(feed_doubt.c.stream.in_(streams)))

    def list_doubted(self) -> dict[str, datetime]:
        """Return the streams that no repair has helped, and when the next try is."""
        rows = self._connection.execute(feed_doubt.select().order_by(feed_doubt.c.stream))
        return {row.stream: row.next_try_at for row in rows}

    def _rows_of(self, stream: str) -> dict[str, object]:
        floor = version_of(self._generation(), 0)
        return {"of_stream": stream, "floor": floor, "kinds": sorted(SUMMED_KINDS)}

    def _generation(self) -> int:
        return int(self._connection.scalar(_GENERATION) or 0)


_GENERATION = sa.select(feed_state.c.generation)
_VISIBLE = sa.select(feed_stream.c.visible).where(feed_stream.c.stream == sa.bindparam("of_stream"))
_SHOWING = (
    sa.select(feed_stream.c.stream)
    .where(feed_stream.c.visible > sa.bindparam("floor"))
    .order_by(feed_stream.c.stream)
)
_ROWS = sa.select(
    shown_row.c.row_id, shown_row.c.version, shown_row.c.kind, shown_row.c.key, shown_row.c.body
).where(
    shown_row.c.stream == sa.bindparam("of_stream"),
    shown_row.c.version >= sa.bindparam("floor"),
    shown_row.c.kind.in_(sa.bindparam("kinds", expanding=True)),
)
_STANDING = sa.select(
    feed_sum.c.stream,
    feed_sum.c.sums,
    feed_stream.c.visible,
    _GENERATION.scalar_subquery().label("generation"),
).join(feed_stream, feed_stream.c.stream == feed_sum.c.stream)
_FIND = sa.select(feed_sum.c.sums).where(feed_sum.c.stream == sa.bindparam("of_stream"))
_NEW_SUM = insert(feed_sum)
_SAVE = _NEW_SUM.on_conflict_do_update(
    index_elements=["stream"], set_={"sums": _NEW_SUM.excluded.sums}
)
_FIND_STEPS = feed_sum_step.select().where(
    feed_sum_step.c.stream.in_(sa.bindparam("streams", expanding=True)),
    feed_sum_step.c.version.in_(sa.bindparam("versions", expanding=True)),
)
_NEW_STEP = insert(feed_sum_step)
_SAVE_STEP = _NEW_STEP.on_conflict_do_update(
    index_elements=["stream", "version", "bucket"], set_={"delta": _NEW_STEP.excluded.delta}
)
_THROUGH = sa.and_(
    feed_sum_step.c.stream == sa.bindparam("of_stream"),
    feed_sum_step.c.version <= sa.bindparam("through"),
)
_STEPS = sa.select(feed_sum_step.c.bucket, feed_sum_step.c.delta).where(_THROUGH)
_DROP_STEPS = feed_sum_step.delete().where(_THROUGH)
_NEW_DOUBT = insert(feed_doubt)
_DOUBT = _NEW_DOUBT.on_conflict_do_update(
    index_elements=["stream"], set_={"next_try_at": _NEW_DOUBT.excluded.next_try_at}
)
