"""The till's database: checked at the door, written by one thread at a time, read by several."""

import contextlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa
from sqlcipher3 import dbapi2 as sqlcipher

from domain.disk_space import Room
from domain.errors import WorldFailure
from storage.backup import (
    erase_from_backups,
    erase_what_was_missed,
    is_same_disk,
    write_backup,
)
from storage.connections import (
    BUSY_TIMEOUT_S,
    WAL_AUTOCHECKPOINT_PAGES,
    EncryptedFile,
    open_for_writing,
    reading_engine,
    writing_engine,
)
from storage.disk_space import DiskGuard, only_sales_are_written
from storage.disk_watch import look_at_disk, tend_disk
from storage.errors import (
    DatabaseReadOnly,
    DiskFailing,
    DiskFull,
    busy,
    disk_failing,
    translate,
    translated,
)
from storage.feed_shelf import FeedShelf
from storage.high_water_mark import Heads, HighWaterMark
from storage.integrity import check_chain_tail, quick_check
from storage.opening import check_and_migrate, mark_closed
from storage.outbox_damage import OutboxDamaged, find_unreadable
from storage.staleness import staleness
from storage.streams import Door, StaleReason
from storage.turn import Turn
from storage.unit_of_work import Reading, UnitOfWork
from sync.protocol.sqlite_gate import require_safe_sqlite

BACKUP_TIMEOUT_S = 600
"""How long a backup or an erasure waits for another one to finish."""

STAGINGS_A_CHECKPOINT = 4
"""200 rows touch some 600 pages: well before the log's own limit makes somebody wait."""

_log = logging.getLogger(__name__)


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> datetime: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRequest:
    """What opening needs: the file, its raw 32-byte key, where backups go, and the mark.

    ``mark_path`` lies outside the folder of the file: a copied folder must not bring its own mark.
    ``guard`` watches the disk; None where nobody needs it.
    """

    path: Path
    key: bytes = field(repr=False)
    backup_folder: Path
    mark_path: Path
    clock: Clock
    guard: DiskGuard | None = None


class TillDatabase:
    """The till's one database. Make it with ``open``; ``close`` it to leave a clean mark."""

    def __init__(self, request: OpenRequest, engine: sa.Engine, writer: sa.Connection) -> None:
        self._request = request
        self._file = EncryptedFile(request.path, request.key)
        self._engine = engine
        self._writer = writer
        self._readers = reading_engine(self._file)
        self._turn = Turn(BUSY_TIMEOUT_S)
        self._backup_turn = Turn(BACKUP_TIMEOUT_S)
        self._shelf = FeedShelf()
        self._mark = HighWaterMark(request.mark_path)
        self._heads: Heads = {}
        self._mark_fails = False
        self._stale: StaleReason | None = None
        self._synchronous, self._failed = "FULL", False
        self._staged_count = self.commit_count = 0  # since the file was opened

    @classmethod
    def open(cls, request: OpenRequest) -> "TillDatabase":
        """Open, check and if need be migrate the database; make it where there is none.

        Raises:
            UnsafeSqlite: this SQLite can damage the file.
            UnreadableDatabase: the key does not fit, or the first page is damaged.
            DamagedDatabase: a page or the chain's tail is not as it was written.
            NewerDatabase: a newer program has used it.
            WorldFailure: the disk or the folder does not allow it.
        """
        require_safe_sqlite(sqlcipher.sqlite_version_info)
        with translated():
            request.path.parent.mkdir(parents=True, exist_ok=True)
            request.mark_path.parent.mkdir(parents=True, exist_ok=True)
        file = EncryptedFile(request.path, request.key)
        engine = writing_engine(file)
        with translated():
            writer = engine.connect()
        try:
            with translated():
                check_and_migrate(writer, request.backup_folder, file, request.clock.now())
            opened = cls(request, engine, writer)
            opened._compare_with_mark()
        except BaseException:
            writer.close()
            raise
        return opened

    @property
    def needs_new_stream(self) -> StaleReason | None:
        """Why a new stream must start before anything is appended, or None."""
        return self._stale

    @property
    def room(self) -> Room:
        """How much room the disk had when it was last looked at."""
        return Room.PLENTY if self._request.guard is None else self._request.guard.room

    @property
    def free_bytes(self) -> int:
        """How many bytes were free then; 0 where nobody looks."""
        return 0 if self._request.guard is None else self._request.guard.free_bytes

    @contextlib.contextmanager
    def unit_of_work(self, *, durable: bool = True) -> Iterator[UnitOfWork]:
        """Write in one transaction; without ``commit()`` nothing of it stays.

        ``durable=False`` lets a power cut take the last few (carts); what commits later with
        ``durable=True`` makes them last as well. Raises DatabaseBusy after 10 s of waiting.
        """
        with self._writing(durable=durable) as unit:
            yield unit
        if unit.feed.has_staged:
            self._settle_after_staging()

    def _settle_after_staging(self) -> None:
        """Move the log now and then while rows pour in: outside the turn, no sale waits for it."""
        self._staged_count += 1
        if self._staged_count % STAGINGS_A_CHECKPOINT == 0:
            with contextlib.suppress(WorldFailure):
                self.idle_maintenance()

    @contextlib.contextmanager
    def _writing(self, *, durable: bool) -> Iterator[UnitOfWork]:
        with self._turn.taken(), translated():
            self._require_working()
            self._set_synchronous("FULL" if durable else "NORMAL")
            door = Door(stale=self._stale, taken=frozenset(self._heads))
            transaction = self._writer.begin()
            unit = UnitOfWork(transaction, self._shelf, door, lambda: self._committed(door))
            today = self._request.clock.now().date()
            door.room = look_at_disk(self._request.guard, unit.rules, today)
            try:
                yield unit
            except sa.exc.DBAPIError as error:
                self._note_failure(error)
                raise
            finally:
                used_after = self._roll_back(transaction)
            if used_after:
                raise RuntimeError("a unit of work was used after its commit")

    @contextlib.contextmanager
    def reading(self) -> Iterator[Reading]:
        """Read one moment, on a connection of its own; never waits for a writer.

        Writing through it is a bug of ours: RuntimeError.
        """
        with translated(), self._readers.connect() as connection:
            try:
                yield Reading(connection, self._shelf, Door(stale=self._stale))
            except sa.exc.OperationalError as error:
                has_written = isinstance(translate(error), DatabaseReadOnly)
                if not has_written:
                    raise
                raise RuntimeError("a reading does not write") from error

    def backup_to(self, folder: Path, *, why: str = "") -> Path:
        """Write an encrypted backup while selling goes on; return its file.

        ``why`` ends its name. The newest seven stay; erasures that others in that folder missed, on
        a stick that was in a drawer, are made good (sync rule 6.2). Raises WorldFailure when the
        disk does not allow it, or has room for sales only, DamagedDatabase when what was written
        does not check.
        """
        if self.room.is_for_sales_only and is_same_disk(folder, self._request.path):
            raise only_sales_are_written()
        with self._backup_turn.taken():
            made = write_backup(self._file, folder, self._request.clock.now(), why=why)
            with self.reading() as found:
                erased = found.people.list_erased()
            if erased:
                erase_what_was_missed(self._file.key, folder, erased)
        return made

    def erase_traces(self) -> int:
        """Finish erasures: clean the log and every backup; return how many persons that was.

        Cheap when there is nothing to do. Raises WorldFailure when a reader or the disk is in the
        way; call it again then.
        """
        with self.reading() as found:
            persons = found.people.list_erasures()
        if not persons:
            return 0
        with self._backup_turn.taken():
            if not self.truncate_log():
                raise busy()
            erase_from_backups(self._file.key, self._request.backup_folder, persons)
        with self.unit_of_work() as unit:
            unit.people.note_traces_gone(persons)
            unit.commit()
        return len(persons)

    def idle_maintenance(self) -> None:
        """Move the write-ahead log into the file, while nobody waits for a sale."""
        with self._moving_log():
            connection = open_for_writing(self._file)
            with contextlib.closing(connection):
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        self._tend_reserve()

    def _tend_reserve(self) -> None:
        guard = self._request.guard
        if guard is not None:
            today = self._request.clock.now().date()
            with self.reading() as found:
                tend_disk(guard, found.rules, today, self._request.backup_folder)

    def check(self) -> None:
        """Walk every page and the chain's tail, as a nightly job does, while selling goes on.

        On a connection of its own: one that has searched or checked before remembers how the words'
        index lay then, and takes a catalog that has changed since for a damaged one. Raises
        DamagedDatabase.
        """
        fresh = reading_engine(self._file)
        try:
            with translated(), fresh.connect() as connection:
                quick_check(connection)
                check_chain_tail(connection)
        finally:
            fresh.dispose()

    def find_unreadable(self) -> OutboxDamaged | None:
        """Find operations that wait and lie on damaged pages, None where that is not it."""
        self._readers.dispose()  # a connection that met one fails from then on
        return find_unreadable(self._file)

    def truncate_log(self) -> bool:
        """Move the whole log into the file and empty it; False when a reader was in the way."""
        with self._turn.taken(), self._moving_log():
            return self._truncate()

    def close(self) -> None:
        """Empty the log, leave the clean mark and close all connections; twice is harmless.

        Where the disk does not allow the mark, the next start checks every page: no reason to fail.
        """
        if self._writer.closed:
            return
        with self._turn.taken(), contextlib.suppress(WorldFailure), translated():
            try:
                self._readers.dispose()
                if not self._failed:
                    self._leave_clean()
            finally:
                self._writer.close()
                self._engine.dispose()

    def _leave_clean(self) -> None:
        self._set_synchronous("FULL")
        mark_closed(self._writer)
        self._truncate()
        self._write_mark(flush=True)

    def _compare_with_mark(self) -> None:
        kept = self._mark.read()
        with translated(), self._readers.connect() as connection:
            self._stale = staleness(connection, kept)
        self._heads = kept or {}

    def _committed(self, door: Door) -> None:
        self._stale = door.stale
        self.commit_count += 1
        if door.moved:
            rest = {name: head for name, head in self._heads.items() if name not in door.moved}
            self._heads = {**rest, **door.moved}
            self._write_mark(flush=False)

    def _write_mark(self, *, flush: bool) -> None:
        """Write the mark; a till that cannot goes on selling, and says so once in the log."""
        if not self._heads:
            return
        try:
            self._mark.write(self._heads, flush=flush)
        except OSError as error:
            if not self._mark_fails:
                _log.warning("the high-water mark cannot be written: %s", error.strerror)
            self._mark_fails = True
        else:
            self._mark_fails = False

    def _require_working(self) -> None:
        if self._failed:
            raise disk_failing()

    @contextlib.contextmanager
    def _moving_log(self) -> Iterator[None]:
        with translated():
            try:
                yield
            except sqlcipher.Error as error:
                self._note_failure(error)
                raise

    def _note_failure(self, error: Exception) -> None:
        # After a failed flush nobody knows what is on the disk: only a reopened file is trusted.
        failure = translate(error)
        if isinstance(failure, DiskFailing):
            self._failed = True
        if isinstance(failure, DiskFull) and self._request.guard is not None:
            self._request.guard.give_up()  # so that the same key again does it (rule 14.5)

    def _roll_back(self, transaction: sa.RootTransaction) -> bool:
        """End the transaction; tell whether the connection was used after its commit."""
        if transaction.is_active:
            transaction.rollback()
            return False
        used_after = self._writer.in_transaction()
        self._writer.rollback()
        return used_after

    def _set_synchronous(self, level: str) -> None:
        if level != self._synchronous:
            self._pragma(f"synchronous = {level}")
            # A checkpoint within a commit fails in silence. Behind a flushed commit that does no
            # harm; behind a cart's it could be the log's own flush that failed.
            pages = WAL_AUTOCHECKPOINT_PAGES if level == "FULL" else 0
            self._pragma(f"wal_autocheckpoint = {pages}")
            self._synchronous = level

    def _truncate(self) -> bool:
        row = self._pragma("wal_checkpoint(TRUNCATE)")
        return row is not None and row[0] == 0

    def _pragma(self, pragma: str) -> tuple[object, ...] | None:
        driver = self._writer.connection.driver_connection
        assert driver is not None
        found: tuple[object, ...] | None = driver.execute(f"PRAGMA {pragma}").fetchone()
        return found
