"""The snapshot under way: its manifest and how much of it is here (sync rules 10.6 to 10.8)."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from storage.feed import Feed
from storage.feed_staging import StagingReport
from storage.snapshot_tables import GIVEN_UP, TAKING, WANTED, snapshot
from sync.protocol.changes import Change
from sync.protocol.snapshot import Manifest, keep_manifest, kept_manifest

FAILURES_MAX = 5
"""Tries that bring nothing before the feed is read instead: slower, and it needs no file."""
LIVE = -1
"""The number that stands for the rows in the manifest itself, which come before the files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotProgress:
    """How far a snapshot is: which frame of which file comes next."""

    manifest: Manifest | None
    file_no: int
    frame_no: int
    at_once: bool


class Snapshots:
    """The snapshot under way, within one transaction."""

    def __init__(self, connection: Connection, feed: Feed) -> None:
        self._connection = connection
        self._feed = feed

    def find(self) -> SnapshotProgress | None:
        """Return the snapshot under way, None where there is none."""
        row = self._connection.execute(_FIND).one_or_none()
        if row is None or row.state == GIVEN_UP:
            return None
        manifest = None if row.manifest is None else kept_manifest(row.manifest)
        return SnapshotProgress(
            manifest=manifest, file_no=row.file_no, frame_no=row.frame_no, at_once=row.at_once
        )

    def is_given_up(self) -> bool:
        """Tell whether snapshots did not work here: the feed is read until all is there."""
        return self._connection.scalar(_STATE) == GIVEN_UP

    def want(self) -> None:
        """Note that central asks this till to take one."""
        self._save(state=WANTED)

    def begin(self, manifest: Manifest) -> None:
        """Begin with a manifest that is known to be central's; its cursor is the feed's now."""
        self._feed.continue_from(manifest.cursor)
        at_once = self._feed.heard_at() is None
        self._save(state=TAKING, manifest=keep_manifest(manifest), at_once=at_once)

    def stage(self, manifest: Manifest, rows: Sequence[Change]) -> StagingReport:
        """Keep at most 200 rows; shown with their streams, or at once where those are shown."""
        report = self._feed.stage_snapshot(rows, manifest.positions)
        self._feed.show_later_rows(manifest.positions)
        return report

    def move_to(self, file_no: int, frame_no: int) -> None:
        """Note what comes next: in the transaction of the last rows before it."""
        moved = {"file_no": file_no, "frame_no": frame_no}
        of_files = {} if (file_no, frame_no) == (0, 0) else {"failures": 0}
        self._connection.execute(snapshot.update().values({**moved, **of_files}))

    def show(self, manifest: Manifest) -> None:
        """Show what is here: the first slice at a new till, everything elsewhere."""
        self._feed.flip(manifest.positions)

    def finish(self) -> None:
        """Forget the snapshot: all of it is here."""
        self._connection.execute(snapshot.delete())

    def fail(self) -> None:
        """Count a try that brought nothing; after five the feed is read instead."""
        failures = 1 + int(self._connection.scalar(_FAILURES) or 0)
        if failures < FAILURES_MAX:
            self._connection.execute(snapshot.update().values(failures=failures))
        else:
            self._begin_anew(failures, GIVEN_UP)

    def begin_anew(self) -> None:
        """Ask for another manifest: central does not keep this one's files any more."""
        failures = 1 + int(self._connection.scalar(_FAILURES) or 0)
        self._begin_anew(failures, WANTED if failures < FAILURES_MAX else GIVEN_UP)

    def _begin_anew(self, failures: int, state: str) -> None:
        self._feed.forget_cursor()
        self._save(state=state, failures=failures)

    def _save(self, **values: object) -> None:
        fresh = {"only": 1, "failures": 0, "file_no": LIVE, "frame_no": 0, "at_once": False}
        statement = insert(snapshot).values({**fresh, **values})
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["only"], set_=values)
        )


_FIND = snapshot.select()
_STATE = sa.select(snapshot.c.state)
_FAILURES = sa.select(snapshot.c.failures)
