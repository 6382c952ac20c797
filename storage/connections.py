"""Connections to the encrypted file: one that writes, a few that read, and how each is set up.

SQLAlchemy's SQLite dialect works on sqlcipher3. The driver never opens a transaction by itself
(isolation_level None): our two dialects do when SQLAlchemy begins one, IMMEDIATE for the writer, so
that a unit of work never meets SQLITE_BUSY half-way. An event could do that as well, but an engine
that has one looks for listeners at every statement, some 4 % of a sale.
"""

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

import sqlalchemy as sa
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import NullPool, QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from storage.errors import translated
from storage.flushing import replace_durably

KEY_BYTES = 32
SALT_BYTES = 16
SALT = ".salt"
"""A copy of a database's salt lies beside it: till.db, till.salt."""

_NOT_A_DATABASE = 26
BUSY_TIMEOUT_S = 10
READERS_MAX = 4
_CACHE_KIB = 16_000
WAL_AUTOCHECKPOINT_PAGES = 4_000
"""A safety net at 16 MB: `idle_maintenance` moves the log earlier, when nobody waits for it."""
_WAL_BYTES_KEPT = 33_554_432


JournalMode = Literal["WAL", "DELETE"]
"""WAL for the till's database; DELETE for backups: one file, nothing beside it."""


class DriverConnection(Protocol):
    """What is used of a sqlcipher3 connection (the driver has no types)."""

    def execute(self, sql: str, /) -> "DriverCursor": ...
    def backup(self, target: "DriverConnection", /) -> None: ...
    def close(self) -> None: ...


class DriverCursor(Protocol):
    """What is used of a sqlcipher3 cursor."""

    def fetchone(self) -> tuple[object, ...] | None: ...


@dataclass(frozen=True, slots=True)
class EncryptedFile:
    """A database file and its raw 32-byte key.

    Raises ValueError for a key of another length.
    """

    path: Path
    key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.key) != KEY_BYTES:
            raise ValueError(f"a database key has {KEY_BYTES} bytes")

    def connect(self, *, read_only: bool = False) -> DriverConnection:
        """Open and unlock the file, and prove that the key fits.

        Raises UnreadableDatabase for a wrong key or a damaged first page, DatabaseReadOnly where
        the file cannot be opened.
        """
        with translated():
            try:
                return self._unlocked(read_only=read_only)
            except sqlcipher.DatabaseError as error:
                salt = self._find_salt()
                if salt is None or getattr(error, "sqlite_errorcode", None) != _NOT_A_DATABASE:
                    raise
                return self._unlocked(read_only=read_only, salt=salt)

    def keep_salt(self) -> None:
        """Keep a copy of the file's salt, its first 16 bytes, in a small file beside it.

        SQLCipher reads the salt past the log. A power cut that leaves garbage in the first sector
        while the log is moved would shut the file, although the log holds the whole page. The salt
        is no secret: it stands in the clear in the file. Raises OSError.
        """
        with self.path.open("rb") as database:
            salt = database.read(SALT_BYTES)
        if len(salt) == SALT_BYTES and salt != self._find_salt():
            kept = self.path.with_suffix(SALT)
            partial = kept.with_name(f"{kept.name}.partial")
            partial.write_bytes(salt)
            replace_durably(partial, kept)

    def _find_salt(self) -> bytes | None:
        try:
            salt = self.path.with_suffix(SALT).read_bytes()
        except OSError:
            return None
        return salt if len(salt) == SALT_BYTES else None

    def _unlocked(self, *, read_only: bool, salt: bytes = b"") -> DriverConnection:
        mode = "ro" if read_only else "rwc"
        connection: DriverConnection = sqlcipher.connect(
            f"{self.path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_TIMEOUT_S,
        )
        try:
            # The library writes its own log to stderr otherwise; ours is the translated error.
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{(self.key + salt).hex()}'\"")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            connection.close()
            raise
        return connection


def open_for_writing(file: EncryptedFile, journal_mode: JournalMode = "WAL") -> DriverConnection:
    """Open a connection that may write, set up for durability and for leaving no traces."""
    connection = file.connect()
    for pragma in (f"journal_mode = {journal_mode}", *_writer_pragmas(), *_shared_pragmas()):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def writing_engine(file: EncryptedFile, journal_mode: JournalMode = "WAL") -> sa.Engine:
    """Return an engine whose transactions are IMMEDIATE, without a pool."""
    return sa.create_engine(
        "sqlite+windward_writing://",
        creator=lambda: open_for_writing(file, journal_mode),
        module=sqlcipher,
        poolclass=NullPool,
        hide_parameters=True,
    )


def reading_engine(file: EncryptedFile) -> sa.Engine:
    """Return an engine whose connections cannot write; each transaction sees one moment."""

    def creator() -> DriverConnection:
        connection = file.connect(read_only=True)
        for pragma in ("query_only = ON", *_shared_pragmas()):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    return sa.create_engine(
        "sqlite+windward_reading://",
        creator=creator,
        module=sqlcipher,
        poolclass=QueuePool,
        pool_size=READERS_MAX,
        max_overflow=0,
        pool_timeout=BUSY_TIMEOUT_S,
        hide_parameters=True,
    )


def _writer_pragmas() -> tuple[str, ...]:
    pragmas = (
        "synchronous = FULL",
        "secure_delete = ON",
        "foreign_keys = ON",
        f"wal_autocheckpoint = {WAL_AUTOCHECKPOINT_PAGES}",
        f"journal_size_limit = {_WAL_BYTES_KEPT}",
        "cell_size_check = ON",
    )
    if sys.platform == "darwin":  # plain fsync leaves bytes in the drive's cache there
        return (*pragmas, "fullfsync = ON", "checkpoint_fullfsync = ON")
    return pragmas


def _shared_pragmas() -> tuple[str, ...]:
    # No mmap: it turns a bug in the log into damage of the file.
    return ("mmap_size = 0", "temp_store = MEMORY", f"cache_size = -{_CACHE_KIB}")


class WritingDialect(SQLiteDialect_pysqlite):
    """SQLite whose transactions hold the write lock from their first moment."""

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: DBAPIConnection) -> None:
        """Begin as SQLAlchemy asks for it."""
        dbapi_connection.cursor().execute("BEGIN IMMEDIATE")


class ReadingDialect(SQLiteDialect_pysqlite):
    """SQLite whose transactions see the moment of their first look."""

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: DBAPIConnection) -> None:
        """Begin as SQLAlchemy asks for it."""
        dbapi_connection.cursor().execute("BEGIN")


registry.register("sqlite.windward_writing", __name__, WritingDialect.__name__)
registry.register("sqlite.windward_reading", __name__, ReadingDialect.__name__)
