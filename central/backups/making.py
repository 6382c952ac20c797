"""Making a backup: what it holds is durable from then on (ledger rule 3)."""

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlcipher3 import dbapi2

from central.database import Writing, connect_sqlite
from central.opening import Central
from central.people.key_file import write_key_file
from central.state import COPY_MARK
from central.surroundings import Surroundings
from central.tables import backup_run, branch
from domain.errors import BadInput, WorldFailure

_NAME = "central-%Y%m%dT%H%M%SZ.db"


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished backup: its file, and how many operations became durable with it."""

    path: Path
    durable_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    organisation_id: str
    till_id: str
    stream: str
    branch: int
    head_seq: int


def make_backup(central: Central, folder: Path) -> Backup:
    """Copy the database into a folder, online, then call durable what the copy holds.

    The copy is encrypted with the database's key, holds no person's key and knows that it is a
    copy. Raises BadInput for another database than SQLite, WorldFailure for a folder that cannot
    take it.
    """
    if not central.database.is_sqlite:
        raise BadInput(
            "PostgreSQL is backed up by its own tools",
            "Use pg_basebackup or your provider's backups. What a synchronous standby has flushed"
            " is durable: see the runbook's page on PostgreSQL.",
        )
    now = central.surroundings.now()
    target = folder / now.strftime(_NAME)
    partial = target.with_name(target.name + ".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        heads = _copy(central, partial, now)
        _announce(central, target)
        durable_count = _complete(central, partial, target, heads)
    except (OSError, dbapi2.Error) as error:
        raise WorldFailure(
            "The backup was not made", f"{folder}: {error}. Central itself is unharmed."
        ) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    return Backup(target, durable_count)


def _copy(central: Central, partial: Path, now: datetime) -> list[_Head]:
    """Copy every page at one moment, take the keys out, and check the copy; return its heads."""
    partial.unlink(missing_ok=True)
    copy = connect_sqlite(partial, central.keys.database)
    try:
        with central.database.engine.connect() as connection:
            source = connection.connection.driver_connection
            assert source is not None
            source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        copy.execute("BEGIN IMMEDIATE")
        copy.execute("UPDATE person SET key_wrapped = NULL")
        copy.execute("UPDATE branch SET durable_seq = head_seq")
        copy.execute("DELETE FROM central_state WHERE name = ?", (COPY_MARK,))
        copy.execute("INSERT INTO central_state VALUES (?, ?)", (COPY_MARK, now.isoformat()))
        copy.execute("COMMIT")
        _require_whole(copy)
        rows = copy.execute("SELECT organisation_id, till_id, stream, branch, head_seq FROM branch")
        return [
            _Head(
                organisation_id=row[0],
                till_id=row[1],
                stream=row[2],
                branch=row[3],
                head_seq=row[4],
            )
            for row in rows
        ]
    finally:
        copy.close()


def _require_whole(copy: dbapi2.Connection) -> None:
    (verdict,) = copy.execute("PRAGMA quick_check").fetchone()
    if verdict != "ok":
        raise dbapi2.DatabaseError(verdict)


def _settle(partial: Path, target: Path) -> None:
    """Give a whole, synced copy its name."""
    with partial.open("rb+") as file:
        os.fsync(file.fileno())
    partial.replace(target)
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _announce(central: Central, target: Path) -> None:
    """Note the finished copy first: from now on every erasure finds the folder's key file."""
    with central.database.writing(central.surroundings.now()) as writing:
        note_backup(writing, central.surroundings, target)


def note_backup(writing: Writing, surroundings: Surroundings, backup: Path) -> None:
    """Keep where a backup lies: an erasure renews the key file of each folder it knows."""
    writing.connection.execute(
        sa.insert(backup_run).values(
            backup_id=surroundings.new_id(),
            folder=str(backup.parent.resolve()),
            file_name=backup.name,
            finished_at=writing.at,
        )
    )


def _complete(central: Central, partial: Path, target: Path, heads: list[_Head]) -> int:
    """Write the keys, give the copy its name, call durable what it holds: in this order.

    A backup that has its name can so be restored, wherever this stops: a database that fails in it
    leaves no name without keys behind. Return how many operations are newly durable.
    """
    with central.database.writing(central.surroundings.now()) as writing:
        durable_count = sum(_raise_durable(writing.connection, head) for head in heads)
        write_key_file(writing.connection, target.parent.resolve())
        _settle(partial, target)
    return durable_count


def _raise_durable(connection: sa.Connection, head: _Head) -> int:
    where = (
        branch.c.organisation_id == head.organisation_id,
        branch.c.till_id == head.till_id,
        branch.c.stream == head.stream,
        branch.c.branch == head.branch,
    )
    durable_seq = connection.execute(sa.select(branch.c.durable_seq).where(*where)).scalar_one()
    if durable_seq >= head.head_seq:
        return 0
    connection.execute(sa.update(branch).where(*where).values(durable_seq=head.head_seq))
    return int(head.head_seq - durable_seq)
