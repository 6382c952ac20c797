"""Central's database: SQLite in an encrypted file, or PostgreSQL; one door to write, one to read.

A writing transaction ends in a fixed order: what the caller wrote, then the positions of the
changes it published, then the commit. Leaving it by an exception leaves nothing behind.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from central.migrations.running import migrate
from central.publication import FeedName, NewChange, Publication
from central.settings import Settings
from domain.errors import BadInput, DataDamaged, WorldFailure
from sync.protocol.sqlite_gate import require_safe_sqlite

_BUSY_TIMEOUT_MS = 10_000
_POOL_SIZE = 8
_POOL_OVERFLOW = 24
_POOL_TIMEOUT_S = 10
_WAL_KEPT_BYTES = 16_777_216


class DatabaseUnavailable(WorldFailure):
    """The database does not answer, is busy for too long, or its disk is full."""


@dataclass(slots=True)
class Writing:
    """An open writing transaction: its connection, its time, and the changes it will publish."""

    connection: sa.Connection
    at: datetime
    publication: Publication = field(default_factory=Publication)

    def publish(self, feed: FeedName, new: NewChange) -> None:
        """Publish a change when this transaction commits."""
        self.publication.add(feed, new)


class CentralDatabase:
    """The engine and its two doors. Thread-safe."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the file, with its write-ahead log and its backups."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def writing(self, at: datetime) -> Iterator[Writing]:
        """Open a transaction that may write; ``at`` is its time. Raises DatabaseUnavailable."""
        with _failures_translated(), self.engine.begin() as connection:
            transaction = Writing(connection, at)
            yield transaction
            transaction.publication.flush(connection, at)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Open a transaction that only reads, and never waits for a writer."""
        with (
            _failures_translated(),
            self.engine.connect().execution_options(windward_begin="BEGIN DEFERRED") as connection,
        ):
            yield connection

    def wipe_traces(self, tables: Sequence[str]) -> bool:
        """Make sure that nothing deleted from these tables lingers; tell whether that is done now.

        SQLite overwrites deleted rows in the file (``secure_delete``); here the write-ahead log is
        emptied. A long reader may keep it for now: the next checkpoint empties it. PostgreSQL
        keeps dead rows until a vacuum.
        """
        with _failures_translated(), self.engine.connect() as connection:
            if self.is_sqlite:
                driver = connection.connection.driver_connection
                assert driver is not None
                busy, *_ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                return not busy
            alone = connection.execution_options(isolation_level="AUTOCOMMIT")
            for table in tables:
                alone.exec_driver_sql(f'VACUUM "{table}"')
            return True

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def open_database(settings: Settings, key: bytes) -> CentralDatabase:
    """Open the database and bring its tables up to date.

    Raises UnsafeSqlite for a SQLite that can damage it, DataDamaged for a wrong key or a newer
    schema, DatabaseUnavailable if it does not answer.
    """
    url = settings.database_url
    engine = (
        _sqlite_engine(settings.database_path, key)
        if url is None
        else _other_engine(url.get_secret_value())
    )
    with _failures_translated():
        migrate(engine)
    return CentralDatabase(engine)


def connect_sqlite(path: Path, key: bytes) -> dbapi2.Connection:
    """Open an encrypted file with the settings every connection of ours has.

    Creates it if missing.
    """
    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA checkpoint_fullfsync = 1")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute(f"PRAGMA journal_size_limit = {_WAL_KEPT_BYTES}")
    return connection


def _sqlite_engine(path: Path, key: bytes) -> sa.Engine:
    require_safe_sqlite(dbapi2.sqlite_version_info)
    engine = sa.create_engine(
        "sqlite://",
        creator=lambda: connect_sqlite(path, key),
        module=dbapi2,
        poolclass=QueuePool,
        pool_size=_POOL_SIZE,
        max_overflow=_POOL_OVERFLOW,
        pool_timeout=_POOL_TIMEOUT_S,
        hide_parameters=True,
    )
    sa.event.listen(engine, "begin", _begin)
    return engine


def _other_engine(url: str) -> sa.Engine:
    """Return the engine of a database server. Raises BadInput for an address that names none."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise BadInput("Check the database's address", "It cannot be read.") from error
    if parsed.get_backend_name() != "postgresql":
        raise BadInput(
            "Check the database's address",
            "It must be postgresql+psycopg://…; leave it out for the encrypted file.",
        )
    return sa.create_engine(
        parsed,
        hide_parameters=True,
        pool_size=_POOL_SIZE,
        max_overflow=_POOL_OVERFLOW,
        pool_timeout=_POOL_TIMEOUT_S,
        pool_pre_ping=True,
    )


def _begin(connection: sa.Connection) -> None:
    """A writer takes the write lock at once: an upgrade in mid-transaction could only fail."""
    begin = connection.get_execution_options().get("windward_begin", "BEGIN IMMEDIATE")
    connection.exec_driver_sql(begin)


@contextmanager
def _failures_translated() -> Iterator[None]:
    try:
        yield
    except (OperationalError, sa.exc.TimeoutError) as error:
        raise DatabaseUnavailable(
            "The database does not answer",
            "It is busy, out of reach, or its disk is full. What was not finished was undone;"
            " nothing that was committed is lost. Free disk space or start it, then try again.",
        ) from error
    except DatabaseError as error:
        if "file is not a database" not in str(error.orig):
            raise
        raise DataDamaged(
            "The database cannot be opened",
            "Its key does not fit, or the file is damaged. Nothing was changed: put the right keys"
            " folder beside it, or restore the newest backup.",
        ) from error
