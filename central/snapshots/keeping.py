"""Keeping snapshots: one in force a store, built again when the feed moved far (sync rule 10.5).

They lie in the database, so that every API process finds what one has built.
"""

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TypeVar

import sqlalchemy as sa
import structlog
from sqlalchemy.dialects import postgresql, sqlite

from central.database import CentralDatabase
from central.opening import Central
from central.present.tables import snapshot, snapshot_frame
from central.snapshots.building import Dump, dump, heads_of
from central.snapshots.choosing import shared_feeds
from central.tills.registry import EnrolledTill
from central.web.problems import ProblemError
from sync.protocol.snapshot import SnapshotFile, describe_file

MOVED_MIN = 1_000
MOVED_SHARE = 10
KEPT_FOR = timedelta(days=1)
_FRAMES_A_TRANSACTION = 16
_BUILT_SOON_S = 2
_log = structlog.get_logger("central.snapshots")
_building = threading.Lock()
"""One thread builds in a process; several processes may, and find each other's files there."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSnapshot:
    """A snapshot that tills can take."""

    epoch: str
    streams: tuple[tuple[str, int], ...]
    files: tuple[SnapshotFile, ...]
    row_count: int


def usable_snapshot(central: Central, reader: EnrolledTill) -> KeptSnapshot:
    """Return the snapshot for a till, built now where none is near enough to the present.

    Nobody waits for another to build: after a new epoch every store's tills ask at once, and those
    that wait would hold every thread that could store a sale.

    Raises ProblemError (503, with when to ask again) while another is being built.
    """
    found = find_snapshot(central, reader)
    if found is not None:
        return found
    if not _building.acquire(blocking=False):
        raise ProblemError(
            status=HTTPStatus.SERVICE_UNAVAILABLE,
            title="Central is preparing another store's catalog",
            detail="Nothing is lost, and sales are taken meanwhile. The till asks again by itself.",
            headers={"Retry-After": str(_BUILT_SOON_S)},
        )
    try:
        return find_snapshot(central, reader) or build_snapshot(central, reader)
    finally:
        _building.release()


def find_snapshot(central: Central, reader: EnrolledTill) -> KeptSnapshot | None:
    """Return the store's snapshot if it is of this epoch and the feed has not moved far."""
    epoch = central.epoch
    with central.database.reading() as connection:
        row = connection.execute(_in_force(reader)).first()
        if row is None or row.epoch != epoch:
            return None
        kept = _kept(row)
        heads = heads_of(connection, shared_feeds(reader))
    moved = sum(head - dict(kept.streams).get(name, 0) for name, head in heads.items())
    return kept if moved <= max(MOVED_MIN, kept.row_count // MOVED_SHARE) else None


def build_snapshot(central: Central, reader: EnrolledTill) -> KeptSnapshot:
    """Build a snapshot and put it in force.

    It is named before its files are kept: what a crash leaves behind goes with the old ones.
    """
    made = dump(central, reader)
    files = tuple(describe_file(frames) for frames in made.files)
    snapshot_id = _name(central, reader, made, files)
    for file, frames in zip(files, made.files, strict=True):
        _keep_file(central, reader.organisation_id, file, frames)
    _put_in_force(central, reader, snapshot_id)
    _log.info(
        "snapshot_built",
        store=reader.store_id,
        rows=made.row_count,
        bytes=sum(file.size_bytes for file in files),
    )
    return KeptSnapshot(
        epoch=made.epoch, streams=made.streams, files=files, row_count=made.row_count
    )


def _keep_file(
    central: Central, organisation_id: str, file: SnapshotFile, frames: Sequence[bytes]
) -> None:
    rows = [
        {
            "organisation_id": organisation_id,
            "sha256": file.sha256,
            "frame_no": number,
            "offset_bytes": file.offset_of(number),
            "frame": frame,
        }
        for number, frame in enumerate(frames)
    ]
    for at in range(0, len(rows), _FRAMES_A_TRANSACTION):
        with central.database.writing(central.surroundings.now()) as writing:
            part = rows[at : at + _FRAMES_A_TRANSACTION]
            writing.connection.execute(_add_frames(central.database), part)


def _name(central: Central, reader: EnrolledTill, made: Dump, files: Sequence[SnapshotFile]) -> str:
    snapshot_id, now = central.surroundings.new_id(), central.surroundings.now()
    with central.database.writing(now) as writing:
        writing.connection.execute(
            sa.insert(snapshot).values(
                organisation_id=reader.organisation_id,
                store_id=reader.store_id,
                snapshot_id=snapshot_id,
                epoch=made.epoch,
                streams=json.dumps(made.streams),
                files=json.dumps([file.model_dump(mode="json") for file in files]),
                row_count=made.row_count,
                built_at=now,
                replaced_at=now,
            )
        )
    return snapshot_id


def _put_in_force(central: Central, reader: EnrolledTill, snapshot_id: str) -> None:
    now = central.surroundings.now()
    with central.database.writing(now) as writing:
        connection = writing.connection
        others = sa.and_(*_of_store(reader), snapshot.c.replaced_at.is_(None))
        connection.execute(sa.update(snapshot).where(others).values(replaced_at=now))
        mine = sa.and_(*_of_store(reader), snapshot.c.snapshot_id == snapshot_id)
        connection.execute(sa.update(snapshot).where(mine).values(replaced_at=None))
        _drop_old(connection, reader, now - KEPT_FOR)


def _drop_old(connection: sa.Connection, reader: EnrolledTill, before: datetime) -> None:
    """Drop what was replaced long ago, and the files that no snapshot names any more."""
    connection.execute(
        sa.delete(snapshot).where(*_of_store(reader), snapshot.c.replaced_at < before)
    )
    mine = snapshot.c.organisation_id == reader.organisation_id
    named = {
        str(file["sha256"])
        for files in connection.execute(sa.select(snapshot.c.files).where(mine)).scalars()
        for file in json.loads(files)
    }
    connection.execute(
        sa.delete(snapshot_frame).where(
            snapshot_frame.c.organisation_id == reader.organisation_id,
            snapshot_frame.c.sha256.not_in(named),
        )
    )


def _of_store(reader: EnrolledTill) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        snapshot.c.organisation_id == reader.organisation_id,
        snapshot.c.store_id == reader.store_id,
    )


def _in_force(reader: EnrolledTill) -> sa.Select[str, str, str, int]:
    return (
        sa.select(snapshot.c.epoch, snapshot.c.streams, snapshot.c.files, snapshot.c.row_count)
        .where(*_of_store(reader), snapshot.c.replaced_at.is_(None))
        .order_by(snapshot.c.snapshot_id.desc())
        .limit(1)
    )


def _kept(row: sa.Row[str, str, str, int]) -> KeptSnapshot:
    epoch, streams, files, row_count = row
    return KeptSnapshot(
        epoch=epoch,
        streams=tuple((str(name), int(position)) for name, position in json.loads(streams)),
        files=tuple(SnapshotFile.model_validate(file) for file in json.loads(files)),
        row_count=row_count,
    )


def _add_frames(database: CentralDatabase) -> sa.Executable:
    """Add frames; those of a file that somebody has kept before are there."""
    if database.is_sqlite:
        return sqlite.insert(snapshot_frame).on_conflict_do_nothing()
    return postgresql.insert(snapshot_frame).on_conflict_do_nothing()
